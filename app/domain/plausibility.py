"""What can hardly be true of a member: told, never refused."""

import re
from datetime import date

from app.domain.dates import PartialDate, from_day
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.organization import Member

_ADULT = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
SEX, BIRTH, JOINED, FULL, ID_NUMBER = "性别", "出生年月", "入党时间", "转正时间", "身份证号"


def doubts(member: Member, today: date) -> tuple[Fault, ...]:
    """Return what somebody should look at again; the place of each is the name of its field."""
    return (*_doubtful_dates(member, today), *_doubtful_number(member))


def _doubtful_dates(member: Member, today: date) -> list[Fault]:
    found = [
        fault("member.future", label, label=label)
        for label, day in ((BIRTH, member.birth), (JOINED, member.joined))
        if day is not None and is_earlier(from_day(today), day)
    ]
    birth, joined, full = member.birth, member.joined, member.full_since
    if birth and joined and not is_adult(birth, joined):
        found.append(fault("row.age", JOINED))
    if joined and full and is_earlier(full, joined):
        found.append(fault("row.full_before_joined", FULL))
    return found


def _doubtful_number(member: Member) -> list[Fault]:
    number = member.id_number
    if not number:
        return []
    if not is_valid_id(number):
        return [fault("row.id_number", ID_NUMBER)]
    if member.sex and member.sex != sex_of(number):
        return [fault("row.id_mismatch", ID_NUMBER, what=SEX)]
    if member.birth and not agree(member.birth, birth_of(number)):
        return [fault("row.id_mismatch", ID_NUMBER, what=BIRTH)]
    return []


def is_valid_id(text: str) -> bool:
    """Tell whether an ID number has 18 places and the right check digit."""
    if re.fullmatch(r"[0-9]{17}[0-9X]", text) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return text[17] == _CHECK_DIGITS[total % 11]


def birth_of(id_number: str) -> PartialDate:
    """Return the day of birth that a valid ID number holds."""
    return PartialDate(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))


def sex_of(id_number: str) -> str:
    """Return the sex that a valid ID number tells."""
    return "男" if int(id_number[16]) % 2 else "女"


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether two dates can be the same, as far as both are known."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a == b or not a or not b for a, b in pairs)


def is_earlier(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether a date lies before another, as far as both are known."""
    return not agree(one, other) and one < other


def is_adult(birth: PartialDate, joined: PartialDate) -> bool:
    """Tell whether somebody was of age when joining the party, as far as both dates are known."""
    return not is_earlier(joined, PartialDate(birth.year + _ADULT, birth.month, birth.day))
