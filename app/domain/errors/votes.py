"""Faults of 群众评议 and 民主测评."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "vote.negative": Entry(
        "票数不能是负数。",
        "请改正票数。",
    ),
    "vote.no_votes": Entry(
        "一票也没有，无法计算百分比。",
        "请填写票数。",
    ),
    "vote.grades": Entry(
        "填了 {count} 个票数，而这种评价有 {wanted} 个等次（{grades}）。",
        "请按等次的次序各填一个票数，没有的填 0。",
    ),
    "vote.scale_unknown": Entry(
        "没有编号为“{name}”的评价等次。",
        "可用的有：{known}。",
    ),
    "vote.counts": Entry(
        "票数“{text}”看不懂。",
        "请用逗号分开，例如 134,4,3。",
    ),
}
