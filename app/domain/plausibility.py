"""What can hardly be true of a member: told, never refused."""

from datetime import date
from functools import lru_cache
from operator import mul

from app.domain.dates import PartialDate, from_day
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.organization import Member

_ADULT = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = sum(_WEIGHTS) * ord("0")
_CHECK_DIGITS = "10X98765432"
ID_LENGTH = 18
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
    digits = text[:17]
    if len(text) != ID_LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return text[17] == _CHECK_DIGITS[(sum(map(mul, digits.encode(), _WEIGHTS)) - _ZEROS) % 11]


@lru_cache(maxsize=65_536)
def _birth(text: str) -> PartialDate:
    return PartialDate(int(text[:4]), int(text[4:6]), int(text[6:]))


def birth_of(id_number: str) -> PartialDate:
    """Return the day of birth that a valid ID number holds."""
    return _birth(id_number[6:14])


def sex_of(id_number: str) -> str:
    """Return the sex that a valid ID number tells."""
    return "男" if id_number[16] in "13579" else "女"


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether two dates can be the same, as far as both are known."""
    return (
        (one.year == other.year or not one.year or not other.year)
        and (one.month == other.month or not one.month or not other.month)
        and (one.day == other.day or not one.day or not other.day)
    )


def is_earlier(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether a date lies before another, as far as both are known."""
    if one.year != other.year:
        return one.year < other.year
    return not agree(one, other) and one < other


def is_adult(birth: PartialDate, joined: PartialDate) -> bool:
    """Tell whether somebody was of age when joining the party, as far as both dates are known."""
    if joined.year - birth.year > _ADULT:
        return True
    return not is_earlier(joined, PartialDate(birth.year + _ADULT, birth.month, birth.day))


class IdNumbers:
    """Looks very many ID numbers over: each place, day and order of birth is reckoned once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._places: dict[str, int | None] = {}
        self._days: dict[str, tuple[int, PartialDate] | None] = {}
        self._orders: dict[str, int | None] = {}

    def look(self, text: str) -> PartialDate | None:
        """Return the day of birth that an ID number holds; None where the number is not valid."""
        if len(text) != ID_LENGTH:
            return None
        place, day, order = text[:6], text[6:14], text[14:17]
        if place not in self._places:
            self._places[place] = _weighed(place, 0)
        if order not in self._orders:
            self._orders[order] = _weighed(order, 14)
        if day not in self._days:
            weight = _weighed(day, 6)
            self._days[day] = None if weight is None else (weight, _birth(day))
        born, first, last = self._days[day], self._places[place], self._orders[order]
        if born is None or first is None or last is None:
            return None
        return born[1] if text[17] == _CHECK_DIGITS[(first + born[0] + last) % 11] else None


def _weighed(digits: str, start: int) -> int | None:
    if not (digits.isascii() and digits.isdigit()):
        return None
    return sum(int(digit) * _WEIGHTS[start + place] for place, digit in enumerate(digits))
