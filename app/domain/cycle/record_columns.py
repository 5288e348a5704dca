"""What lists tell of each kind of record: heading → text, for everything but votes and ballots."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from app.domain.cycle.annexes import Annex
from app.domain.cycle.cases import CASE_KINDS, ModelCase
from app.domain.cycle.commitments import COMMITMENT_STATES, Commitment
from app.domain.cycle.meetings import ROLES, Attendee, Draw, Interview, Meeting
from app.domain.cycle.opinions import SPEAKER_KINDS, Opinion
from app.domain.cycle.postings import CHANNELS, POSTED_MATTERS, Feedback, Posting
from app.domain.cycle.record import Record
from app.domain.cycle.rectification import (
    RECTIFICATION_STATES,
    REPLY_STATES,
    Rectification,
    Reply,
    ReplyState,
)
from app.domain.dates import from_day

Text = Callable[[Any], str]


def day_text(day: date | None) -> str:
    """Return a day as forms have it; none: nothing."""
    return from_day(day).for_form if day is not None else ""


def _day(record: Record) -> str:
    return day_text(record.day)


def _until(record: Record) -> str:
    return day_text(record.until)


def _attendee(each: Attendee) -> str:
    roles = "、".join(ROLES[role] for role in each.roles)
    parts = (roles, each.unit, f"缺席：{each.absent}" if each.absent else "")
    return f"{each.name}（{'，'.join(filter(None, parts))}）"


def _drawn(draw: Draw) -> str:
    names = dict(zip(draw.pool, draw.names, strict=False))
    return "、".join(names.get(each, "") for each in draw.drawn)


def _feedback(each: Feedback) -> str:
    handled = f"处理：{each.handling}" if each.handling.strip() else "未处理"
    when = f"（{day_text(each.handled_on)}）" if each.handled_on else ""
    return f"{day_text(each.day)} {each.who or '未署名'}：{each.text}。{handled}{when}"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


COLUMNS: Mapping[type[Record], Mapping[str, Text]] = {
    Annex: {"名称": lambda r: r.title},
    Commitment: {
        "承诺事项": lambda r: r.matter,
        "具体措施": lambda r: r.measure,
        "完成时限": _until,
        "状态": lambda r: COMMITMENT_STATES[r.standing],
        "完成情况": lambda r: r.progress,
        "点评意见": lambda r: r.comment,
    },
    Opinion: {
        "日期": _day,
        "意见建议": lambda r: r.text,
        "署名方式": lambda r: SPEAKER_KINDS[r.speaker_kind],
        "提出人": lambda r: r.speaker,
        "人数": lambda r: str(r.count),
        "场合": lambda r: r.occasion,
    },
    Meeting: {
        "日期": _day,
        "时间": lambda r: r.time,
        "名称": lambda r: r.title,
        "地点": lambda r: r.place,
        "点评形式": lambda r: r.mode,
        "场合": lambda r: r.occasion,
        "应到": lambda r: str(r.expected),
        "实到": lambda r: str(r.present),
        "参加人员": lambda r: "、".join(map(_attendee, r.roll)),
        "议程": lambda r: _lines(r.agenda),
        "会议记录": lambda r: r.minutes,
    },
    Draw: {
        "日期": _day,
        "抽取范围": lambda r: r.pool_title,
        "范围名单": lambda r: "、".join(r.names),
        "种子": lambda r: r.seed,
        "抽取数": lambda r: str(r.count),
        "抽中": _drawn,
    },
    Interview: {
        "日期": _day,
        "约谈人": lambda r: r.by,
        "地点": lambda r: r.place,
        "约谈事由": lambda r: r.matter,
        "指出的问题": lambda r: r.said,
        "整改要求": lambda r: r.demands,
        "整改时限": _until,
        "表态": lambda r: r.answer,
        "结果": lambda r: r.outcome,
    },
    Posting: {
        "名称": lambda r: r.title,
        "公示内容": lambda r: POSTED_MATTERS[r.matter],
        "方式": lambda r: CHANNELS[r.channel],
        "地点": lambda r: r.place,
        "起": _day,
        "止": _until,
        "依据": lambda r: r.basis,
        "联系方式": lambda r: r.contact,
        "登记表份数": lambda r: str(len(r.reviews)),
        "反馈和处理": lambda r: _lines(map(_feedback, r.feedback)),
    },
    Rectification: {
        "存在的问题": lambda r: r.problem,
        "整改措施": lambda r: r.measure,
        "责任人": lambda r: r.responsible,
        "完成时限": _until,
        "状态": lambda r: RECTIFICATION_STATES[r.standing],
        "整改进展": lambda r: _lines(f"{day_text(e.day)} {e.text}" for e in r.progress),
        "整改结果": lambda r: r.result,
        "核实人": lambda r: r.checked_by,
        "销号日期": lambda r: day_text(r.checked_on),
    },
    Reply: {
        "呈送": lambda r: r.to,
        "另外说明": lambda r: r.text,
        "状态": lambda r: REPLY_STATES[ReplyState(r.state or ReplyState.DRAFT)],
        "送达日期": _day,
        "送达方式": lambda r: r.delivered_by,
        "核实意见": lambda r: r.verification,
        "核实日期": lambda r: day_text(r.verified_on),
        "年底落实评价": lambda r: r.evaluation,
        "评价日期": lambda r: day_text(r.evaluated_on),
    },
    ModelCase: {
        "类别": lambda r: CASE_KINDS[r.kind],
        "标题": lambda r: r.title,
        "内容": lambda r: r.text,
        "写进报告": lambda r: "是" if r.reported else "否",
    },
}
"""Kind of record → heading → what stands under it."""
