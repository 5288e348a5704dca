"""The columns of the 台账 (commands.md): one list for writing it and for reading it back."""

from collections.abc import Iterable, Mapping

from app.domain.form import FormSpec
from app.domain.review import HEAD_FIELDS

ROUND, FORM, TARGET, ORGANIZATION = "轮次", "登记表", "点评对象", "所在党组织"
REVIEWER, REVIEWER_STANDING = "点评领导", "点评领导单位及职务"
DAY, PLACE, MODE = "点评时间", "地点", "点评形式"
STATE, NUMBER = "状态", "编号"

HEAD = (ROUND, FORM, TARGET, ORGANIZATION, REVIEWER, REVIEWER_STANDING, DAY, PLACE, MODE)
TEXTS: Mapping[str, str] = {
    "前段小结": "target.summary",
    "承诺事项及完成情况": "target.commitments",
    "对开展创先争优活动的评价": "review.evaluation",
    "主要成绩": "review.achievements",
    "存在的问题和不足": "review.problems",
    "下阶段工作建议": "review.suggestions",
}
"""Columns that every 台账 has: heading → field key."""
TAIL = (STATE, NUMBER)
PROMISES, POSTED, MENDED = "承诺兑现", "公示起止", "整改进度"
STRUCK_OFF, REPLIED, ARCHIVED = "销号日期", "回复日期", "归档日期"
CYCLE = (PROMISES, POSTED, MENDED, STRUCK_OFF, REPLIED, ARCHIVED)
"""What the records of the cycle tell; shown and written behind all others, never read back."""

_IN_HEAD = frozenset({*HEAD_FIELDS, "reviewer.identity", *TEXTS.values()})


def further_columns(forms: Iterable[FormSpec]) -> dict[str, str]:
    """Return one column per further field of a scheme's forms: heading → field key.

    Headed by the printed label; a label that two different fields share, or that is a column
    already, is followed by the key.
    """
    taken = {*HEAD, *TEXTS, *TAIL, *CYCLE}
    columns: dict[str, str] = {}
    for spec in forms:
        for field in spec.fields:
            if field.key in _IN_HEAD or field.key in columns.values():
                continue
            heading = field.label
            if not heading or heading in taken or heading in columns:
                heading = f"{field.label}（{field.key}）"
            columns[heading] = field.key
    return columns


def columns(forms: Iterable[FormSpec]) -> tuple[str, ...]:
    """Return the headings of a 台账 for these forms, in order."""
    return (*HEAD, *TEXTS, *TAIL, *further_columns(forms))


def shown_columns(forms: Iterable[FormSpec]) -> tuple[str, ...]:
    """Return the headings of a 台账 as it is shown and written: what the cycle tells comes last."""
    return (*columns(forms), *CYCLE)
