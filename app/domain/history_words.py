"""The change log in words: kinds of records, their fields, and the values of fields."""

from collections.abc import Mapping

from app.domain.cycle.record import RECORD_KINDS
from app.domain.words import (
    MEMBER_CATEGORIES,
    MEMBER_STATUSES,
    ORGANIZATION_KINDS,
    OVERSIGHTS,
    POSTS,
    REVIEW_STATES,
)

RECORDS: dict[str, str] = {
    "review": "登记表",
    "organization": "党组织",
    "person": "人员",
    "member": "党员",
    "appointment": "党内职务",
    "oversight": "分管联系",
    "task": "点评任务",
    "cycle_record": "活动记录",
    **{kind.value: word for kind, word in RECORD_KINDS.items()},
    "step": "操作",
    "import": "导入",
}
"""Kinds of records, in the order in which they are offered; those of the cycle are counted by
their own kinds, and one name stands for all of them."""

OFFICE_RECORDS: dict[str, str] = {
    "round": "轮次",
    "scheme": "点评方案",
    "form": "登记表样式",
    "table_template": "统计表样式",
    "figures": "报表数",
}
"""What travels in packages beside those records."""

FIELDS: dict[str, dict[str, str]] = {
    "review": {
        "round_id": "轮次",
        "form": "登记表",
        "target": "点评对象",
        "organization_id": "所在党组织",
        "reviewers": "点评领导",
        "secretary_id": "书记",
        "day": "点评时间",
        "place": "地点",
        "mode": "点评形式",
        "state": "状态",
        "locked": "锁定",
    },
    "organization": {
        "name": "名称",
        "kind": "类别",
        "parent_id": "上级党组织",
        "short_name": "简称",
        "tags": "标签",
        "active.since": "成立日期",
        "active.until": "撤销日期",
        "position": "排列次序",
        "figures": "报表数",
    },
    "person": {"name": "姓名", "unit": "单位", "post": "职务", "outside": "外单位人员"},
    "member": {
        "person_id": "姓名",
        "organization_id": "所在党支部",
        "sex": "性别",
        "birth": "出生年月",
        "joined": "入党时间",
        "full_since": "转正时间",
        "post": "职务或职业",
        "category": "人员类别",
        "status": "党员状态",
        "on_books.since": "转入日期",
        "on_books.until": "离开日期",
        "tags": "标签",
        "id_number": "身份证号",
        "phone": "联系电话",
    },
    "appointment": {
        "person_id": "姓名",
        "organization_id": "党组织",
        "post": "职务类别",
        "title": "职务",
        "held.since": "任职起",
        "held.until": "任职止",
        "position": "排列次序",
    },
    "oversight": {
        "person_id": "姓名",
        "organization_id": "党组织",
        "kind": "方式",
        "held.since": "起",
        "held.until": "止",
    },
    "task": {
        "exempt_reason": "免点评",
        "reviewers": "点评领导",
        "manual_reason": "改派原因",
        "body": "点评组织",
        "mode": "点评形式",
        "occasion": "点评场合",
    },
}
"""Kind of record → field → the word for it. Fields without a word are the program's own."""

_VALUES: dict[tuple[str, str], Mapping[str, str]] = {
    ("review", "state"): {str(value): word for value, word in REVIEW_STATES.items()},
    ("organization", "kind"): {str(value): word for value, word in ORGANIZATION_KINDS.items()},
    ("member", "category"): {str(value): word for value, word in MEMBER_CATEGORIES.items()},
    ("member", "status"): {str(value): word for value, word in MEMBER_STATUSES.items()},
    ("appointment", "post"): {str(value): word for value, word in POSTS.items()},
    ("oversight", "kind"): {str(value): word for value, word in OVERSIGHTS.items()},
}

OF_ORGANIZATION = frozenset({"organization_id", "parent_id"})
OF_PERSON = frozenset({"person_id", "secretary_id", "reviewers"})
"""Fields that hold ids; several stand apart by 、."""

HIDDEN = frozenset({("review", "form_edition"), ("review", "task_id"), ("review", "reviewer_kind")})
"""Fields that people have nothing to do with."""

WRITTEN_ON = "block."
"""A block's own day stands under this and the block's name."""
EXTRA = "extra."
"""A column of the roster without a place of its own stands under this and its heading."""

GONE = "删去"


def field_word(what: str, field: str) -> str:
    """Return the word for a field, or empty where it has none here (a cell of a form)."""
    if field.startswith(EXTRA):
        return field.removeprefix(EXTRA)
    if field.startswith(WRITTEN_ON):
        return "填写日期"
    return FIELDS.get(what, {}).get(field, "")


def value_word(what: str, field: str, text: str) -> str:
    """Return a value as people say it, where it is one of a few; else the text itself."""
    words = _VALUES.get((what, field), {})
    return words.get(text) or ("是" if text == "true" else text)
