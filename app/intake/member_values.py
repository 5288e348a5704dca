"""Reads the values of one row of a roster, with every fault and doubt about them."""

import re
from dataclasses import dataclass, field
from datetime import date

from app.domain.dates import PartialDate
from app.domain.errors.fault import Fault
from app.domain.organization import HOST
from app.domain.plausibility import (
    agree,
    birth_of,
    is_adult,
    is_earlier,
    is_valid_id,
    sex_of,
)
from app.domain.typed import plain_name
from app.domain.words import (
    CATEGORY_SPELLINGS,
    MEMBER_STATUSES,
    NOT_MEMBERS,
    STATUS_SPELLINGS,
    MemberCategory,
    MemberStatus,
)
from app.intake.cells import filled, has_lost_digits, read_date, tags
from app.intake.report import Entry

NAME, BRANCH, GROUP = "姓名", "所在党支部", "党小组"
SEX, BIRTH, JOINED, FULL = "性别", "出生年月", "入党时间", "转正时间"
POST, PARTY_POST, CATEGORY, STATUS = "职务或职业", "党内职务", "人员类别", "党员状态"
STATUS_DATE, MOVED_IN, TAGS = "状态日期", "转入日期", "标签"
ID_NUMBER, PHONE = "身份证号", "联系电话"

_SEXES = {"男": "男", "男性": "男", "1": "男", "女": "女", "女性": "女", "2": "女"}


@dataclass(slots=True)
class MemberValues:
    """What a row says; None and empty texts say nothing."""

    name: str
    sex: str = ""
    birth: PartialDate | None = None
    joined: PartialDate | None = None
    full_since: PartialDate | None = None
    post: str = ""
    category: MemberCategory | None = None
    status: MemberStatus | None = None
    left: date | None = None
    entered: date | None = None
    tags: frozenset[str] = frozenset()
    id_number: str = ""
    phone: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def read_member(entry: Entry) -> MemberValues | None:
    """Read a row; None where it was refused."""
    name = plain_name(filled(entry.text(NAME)))
    entry.report.name(entry.number, name)
    if not name:
        entry.reject(NAME, "row.missing", column=NAME)
        return None
    values = MemberValues(name)
    values.birth, values.joined, values.full_since = (
        _date(entry, column) for column in (BIRTH, JOINED, FULL)
    )
    values.post = filled(entry.text(POST))
    values.phone = filled(entry.text(PHONE))
    values.tags = tags(entry.text(TAGS))
    values.extra = dict(entry.row.extra)
    _read_sex(entry, values)
    _read_status(entry, values)
    _read_category(entry, values)
    _read_id_number(entry, values)
    host = filled(entry.text(HOST))
    if host:
        values.extra[HOST] = host
    if not entry.open:
        return None
    _check_ages(entry, values)
    return values


def _date(entry: Entry, column: str) -> PartialDate | None:
    text = filled(entry.text(column))
    found = read_date(text) if text else None
    if isinstance(found, Fault):
        entry.report.reject(entry.number, column, found)
        return None
    return found


def _day(entry: Entry, column: str) -> date | None:
    found = _date(entry, column)
    if found is None:
        return None
    if not found.day:
        text = entry.text(column).strip()
        entry.warn(column, "row.day_assumed", text=text, day=found.first_day)
    return found.first_day


def _read_sex(entry: Entry, values: MemberValues) -> None:
    text = filled(entry.text(SEX))
    values.sex = _SEXES.get(text, "")
    if text and not values.sex:
        entry.warn(SEX, "row.value", text=text, column=SEX, known="男、女")


def _read_status(entry: Entry, values: MemberValues) -> None:
    text = re.sub(r"\s", "", filled(entry.text(STATUS)))
    day = _day(entry, STATUS_DATE)
    values.entered = _day(entry, MOVED_IN)
    if text in CATEGORY_SPELLINGS:
        values.category = CATEGORY_SPELLINGS[text]
        return
    values.status = STATUS_SPELLINGS.get(text) or STATUS_SPELLINGS.get(text.removesuffix("党员"))
    if text and values.status is None:
        known = "、".join(MEMBER_STATUSES.values())
        entry.reject(STATUS, "row.value", text=text, column=STATUS, known=known)
    if values.status not in (None, MemberStatus.ACTIVE):
        values.left = day


def _read_category(entry: Entry, values: MemberValues) -> None:
    text = re.sub(r"\s", "", filled(entry.text(CATEGORY)))
    if not text:
        return
    if text in NOT_MEMBERS:
        entry.reject(CATEGORY, "row.not_member", text=text)
    found = CATEGORY_SPELLINGS.get(text)
    if found is None and values.status is None and text in STATUS_SPELLINGS:
        values.status = STATUS_SPELLINGS[text]
    elif found is None:
        values.tags |= tags(text)
    else:
        values.category = found


def _read_id_number(entry: Entry, values: MemberValues) -> None:
    text = re.sub(r"\s", "", filled(entry.text(ID_NUMBER))).upper().lstrip("'’`")
    if has_lost_digits(text):
        entry.warn(ID_NUMBER, "row.id_lost_digits")
        return
    values.id_number = text
    if not text:
        return
    if not is_valid_id(text):
        entry.warn(ID_NUMBER, "row.id_number")
    elif values.sex and values.sex != sex_of(text):
        entry.warn(ID_NUMBER, "row.id_mismatch", what=SEX)
    elif values.birth and not agree(values.birth, birth_of(text)):
        entry.warn(ID_NUMBER, "row.id_mismatch", what=BIRTH)


def _check_ages(entry: Entry, values: MemberValues) -> None:
    birth, joined, full = values.birth, values.joined, values.full_since
    if birth and joined and not is_adult(birth, joined):
        entry.warn(JOINED, "row.age")
    if joined and full and is_earlier(full, joined):
        entry.warn(FULL, "row.full_before_joined")


def differ(one: MemberValues, other: MemberValues) -> bool:
    """Tell whether two rows of one name say themselves that they are two people."""
    return (
        _unlike(one.id_number, other.id_number)
        or _unlike(one.sex, other.sex)
        or bool(one.birth and other.birth and not agree(one.birth, other.birth))
    )


def _unlike(one: str, other: str) -> bool:
    return bool(one and other and one != other)
