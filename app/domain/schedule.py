"""The calendar of a round: deadlines from above, own days made from them, and all that is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from app.domain.cycle.postings import Holidays
from app.domain.official_document import Grid, Line, OfficialDocument, Role

WEEKDAYS = "一二三四五六日"


class EntryKind(StrEnum):
    """What a line of the calendar is."""

    DEADLINE = "deadline"
    OWN = "own"
    MEETING = "meeting"
    POSTING = "posting"
    MENDING = "mending"
    PROMISE = "promise"


ENTRY_KINDS: dict[EntryKind, str] = {
    EntryKind.DEADLINE: "上级期限",
    EntryKind.OWN: "本级期限",
    EntryKind.MEETING: "会议",
    EntryKind.POSTING: "公示",
    EntryKind.MENDING: "整改",
    EntryKind.PROMISE: "承诺",
}


@dataclass(frozen=True, slots=True)
class OwnDate:
    """A day that a unit has set for the units below it."""

    id: str
    what: str
    day: date
    to: str = ""
    """Whom it binds, or whom it is due to."""
    deadline: str = ""
    """The deadline from above that it was made from: the scheme's own id."""
    before: int = 0
    """So many days before that deadline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar."""

    day: date
    kind: EntryKind
    what: str
    to: str = ""
    own: OwnDate | None = None
    filing: bool = False
    """True: forms are filed with the level above by this day (备案)."""


def days_before(upper: date, days: int, holidays: Holidays) -> date:
    """Return the day so many days before a deadline; where nobody works, the working day before.

    Args:
        upper: the deadline of the level above.
        days: how many calendar days earlier those below are to be ready.
        holidays: days that are off, and weekends that are worked on.
    """
    day = upper - timedelta(days=days)
    for _ in range(31):
        if holidays.is_working_day(day):
            return day
        day -= timedelta(days=1)
    return upper - timedelta(days=days)


def weekday(day: date) -> str:
    """Return the day of the week: 星期三."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def calendar_document(title: str, entries: Iterable[Entry], unit: str) -> OfficialDocument:
    """Return the calendar for paper: a table for each month.

    Args:
        title: what stands above.
        entries: in the order of their days.
        unit: who signs.
    """
    content: list[Line | Grid] = []
    for (year, month), those in groupby(entries, key=lambda each: (each.day.year, each.day.month)):
        content.append(Line(f"{year}年{month}月", Role.HEADING))
        rows = tuple(
            (f"{each.day.day}日", weekday(each.day), each.what, each.to, ENTRY_KINDS[each.kind])
            for each in those
        )
        headings = ("日期", "星期", "事项", "单位（对象）", "类别")
        content.append(Grid(headings, rows, (7, 9, 34, 20, 12), small=True))
    return OfficialDocument(title=title, content=tuple(content), signature=unit)
