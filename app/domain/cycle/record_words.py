"""Records of the cycle in the words of the change log: their kinds, titles, fields and values."""

import json
from collections.abc import Iterator, Mapping, Sequence

from app.domain.cycle.assessment import ASSESSMENT_STATES, ENTRIES
from app.domain.cycle.cases import CASE_KINDS
from app.domain.cycle.commitments import COMMITMENT_STATES
from app.domain.cycle.kinds import kind_of
from app.domain.cycle.meetings import MEETING_STATES
from app.domain.cycle.opinions import SPEAKER_KINDS
from app.domain.cycle.postings import CHANNELS, POSTED_MATTERS, POSTING_STATES
from app.domain.cycle.record import RECORD_KINDS, Record, RecordKind
from app.domain.cycle.rectification import RECTIFICATION_STATES, REPLY_STATES
from app.domain.cycle.scales import ROUNDINGS

RECORD = "活动记录"
"""What a record is called whose kind is not known any more."""

_SHARED: Mapping[str, str] = {
    "organization_id": "党组织",
    "round_id": "轮次",
    "target.id": "对象",
    "day": "日期",
    "until": "期限",
    "state": "状态",
    "attachments": "附件",
}
_OWN: Mapping[RecordKind, Mapping[str, str]] = {
    RecordKind.ANNEX: {"title": "名称"},
    RecordKind.COMMITMENT: {
        "matter": "承诺事项",
        "measure": "具体措施",
        "progress": "完成情况",
        "comment": "点评意见",
    },
    RecordKind.OPINION: {
        "text": "意见",
        "speaker_kind": "署名方式",
        "speaker": "提出人",
        "count": "人数",
        "occasion": "场合",
    },
    RecordKind.MEETING: {
        "title": "名称",
        "time": "时间",
        "place": "地点",
        "mode": "点评形式",
        "occasion": "场合",
        "roll": "参会人员",
        "agenda": "议程",
        "minutes": "会议记录",
        "tasks": "点评任务",
        "reviews": "登记表",
    },
    RecordKind.DRAW: {
        "pool_title": "抽取范围",
        "pool": "范围内的对象",
        "names": "范围内的名单",
        "seed": "种子",
        "count": "抽取数量",
        "drawn": "抽中的对象",
    },
    RecordKind.INTERVIEW: {
        "by": "约谈人",
        "place": "地点",
        "matter": "约谈事由",
        "said": "指出的问题",
        "demands": "整改要求",
        "answer": "本人表态",
        "outcome": "约谈结果",
    },
    RecordKind.POSTING: {
        "title": "名称",
        "matter": "公示内容",
        "channel": "公示方式",
        "place": "地点",
        "basis": "依据",
        "contact": "意见反映",
        "reviews": "登记表",
        "hide_optional": "不显示出生年月等",
        "feedback": "反映的意见",
    },
    RecordKind.RECTIFICATION: {
        "problem": "问题",
        "number": "序号",
        "measure": "整改措施",
        "responsible": "责任人",
        "progress": "整改进展",
        "result": "整改结果",
        "checked_by": "销号人",
        "checked_on": "销号日期",
    },
    RecordKind.REPLY: {
        "to": "回复领导",
        "text": "回复内容",
        "delivered_by": "送达方式",
        "verification": "核实意见",
        "verified_on": "核实日期",
        "evaluation": "年底落实评价",
        "evaluated_on": "评价日期",
    },
    RecordKind.ASSESSMENT: {
        "title": "名称",
        "scale.title": "评价等次",
        "scale.grades": "等次",
        "scale.bands": "分数段",
        "lists": "评议内容",
        "objects": "评议对象",
        "groups": "参评人员",
        "counts": "票数",
        "recusals": "回避",
        "rounding": "百分比取舍",
        "entry": "票数来自",
        "source": "来源",
        "place": "地点",
        "least_participation": "参评率至少（%）",
        "best_share": "最好等次比例",
        "remark": "说明",
    },
    RecordKind.BALLOT: {
        "number": "第几张",
        "marks": "记号",
        "second": "复核的记号",
    },
    RecordKind.MODEL_CASE: {
        "kind": "类别",
        "title": "标题",
        "text": "内容",
        "reported": "写入报告",
        "place": "次序",
    },
}
HIDDEN = frozenset(
    {
        "target.kind",
        "review_id",
        "by_person",
        "responsible_person",
        "carried_from",
        "scale.id",
        "scale.abstention",
        "rule",
        "assessment_id",
        "group",
        "object",
    }
)
"""Fields that people have nothing to do with: ids of what has a word beside them."""

STATES: Mapping[RecordKind, Mapping[str, str]] = {
    RecordKind.COMMITMENT: {str(state): word for state, word in COMMITMENT_STATES.items()},
    RecordKind.MEETING: {str(state): word for state, word in MEETING_STATES.items()},
    RecordKind.POSTING: {str(state): word for state, word in POSTING_STATES.items()},
    RecordKind.RECTIFICATION: {str(s): word for s, word in RECTIFICATION_STATES.items()},
    RecordKind.REPLY: {str(state): word for state, word in REPLY_STATES.items()},
    RecordKind.ASSESSMENT: {str(state): word for state, word in ASSESSMENT_STATES.items()},
}
"""Kind → its states; the other kinds have none."""
_VALUES: Mapping[str, Mapping[str, str]] = {
    "speaker_kind": {str(value): word for value, word in SPEAKER_KINDS.items()},
    "matter": {str(value): word for value, word in POSTED_MATTERS.items()},
    "channel": {str(value): word for value, word in CHANNELS.items()},
    "rounding": {str(value): word for value, word in ROUNDINGS.items()},
    "entry": {str(value): word for value, word in ENTRIES.items()},
    "kind": {str(value): word for value, word in CASE_KINDS.items()},
}
_TITLES = ("title", "matter", "problem", "pool_title", "text", "to", "by")
_LONGEST = 30
_LONGEST_LIST = 60
_IDS = frozenset(
    {"id", "group", "object", "item", "items", "kind", "person_id", "sha256", "role", "also"}
)


def record_kind_word(record: Record | None) -> str:
    """Return what a record is; one that is gone is any."""
    return RECORD if record is None else RECORD_KINDS[kind_of(type(record))]


def record_title(record: Record) -> str:
    """Return by what people know a record: its title, or the beginning of its text."""
    found = next(
        (str(getattr(record, name, "")) for name in _TITLES if getattr(record, name, "")), ""
    )
    number = getattr(record, "number", "")
    text = " ".join(found.split()) or (f"第 {number} 张" if number else "")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def record_field_word(record: Record | None, field: str) -> str:
    """Return the word for a field; empty where it has none."""
    kinds = list(RecordKind) if record is None else [kind_of(type(record))]
    own = (_OWN[kind][field] for kind in kinds if field in _OWN[kind])
    return _SHARED.get(field) or next(own, "")


def record_value_word(record: Record | None, field: str, text: str) -> str:
    """Return a value as people say it; of a list how many things it has, and the first of them."""
    if field == "state":
        kinds = list(STATES) if record is None else [kind_of(type(record))]
        found = (STATES.get(kind, {}).get(text) for kind in kinds)
        return next(filter(None, found), text)
    if text.startswith("[{"):
        return _listed(json.loads(text))
    return _VALUES.get(field, {}).get(text) or ("是" if text == "true" else text)


def _listed(things: Sequence[object]) -> str:
    """Return a list in one line: what stands in its things, without ids; cut where it is long."""
    shown = "；".join(filter(None, (" ".join(_leaves(each)) for each in things)))
    count = f"{len(things)} 项"
    if len(shown) > _LONGEST_LIST:
        shown = f"{shown[:_LONGEST_LIST]}…"
    return f"{count}：{shown}" if shown else count


def _leaves(thing: object) -> Iterator[str]:
    """Give the texts and numbers of a plain value; ids and keys of other things are left out."""
    if isinstance(thing, Mapping):
        for key, value in thing.items():
            if key not in _IDS:
                yield from _leaves(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _leaves(value)
    elif isinstance(thing, str | int) and not isinstance(thing, bool):
        yield str(thing)
