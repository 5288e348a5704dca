"""期限日程 on the page 整改: everything that has a day, as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.dates import from_day
from app.domain.schedule import ENTRY_KINDS, Entry, EntryKind, OwnDate, weekday
from app.ui.line_model import Line, LineModel, folded
from app.ui.step_words import SOON_DAYS, days_text
from app.ui.tones import AMBER, GREY, RED

HEADINGS = ("日期", "星期", "还有", "事项", "单位（对象）", "类别")
WIDTHS = {0: 116, 1: 64, 2: 64, 3: 260, 4: 170, 5: 80}
DAY, LEFT = 0, 2
_BINDING = frozenset({EntryKind.DEADLINE, EntryKind.OWN, EntryKind.MENDING, EntryKind.PROMISE})


@dataclass(frozen=True, slots=True)
class CalendarLine(Line):
    """One line of the calendar."""

    entry: Entry
    left: int
    """Days from today."""


class CalendarModel(LineModel[CalendarLine]):
    """Days are sorted as such; what is near has a colour."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, keys={DAY: _day, LEFT: _day})

    def colour(self, line: CalendarLine, column: int) -> QColor | None:
        """Return the colour of the days that are left."""
        if column != LEFT:
            return None
        if line.left < 0:
            return RED if line.entry.kind is EntryKind.MENDING else GREY
        return AMBER if line.left <= SOON_DAYS and line.entry.kind in _BINDING else None


def calendar_lines(entries: Iterable[Entry], today: date) -> tuple[CalendarLine, ...]:
    """Return the lines of a calendar.

    Args:
        entries: by their days.
        today: the day from which one looks.
    """
    return tuple(_line(entry, today) for entry in entries)


def own_dates(lines: Iterable[CalendarLine]) -> tuple[OwnDate, ...]:
    """Return the days among some lines that the unit has set itself."""
    found = (line.entry.own for line in lines)
    return tuple(each for each in found if each is not None)


def _line(entry: Entry, today: date) -> CalendarLine:
    left = (entry.day - today).days
    kind = ENTRY_KINDS[entry.kind]
    what = f"{entry.what}（报备案）" if entry.filing and "备案" not in entry.what else entry.what
    cells = (
        from_day(entry.day).for_form,
        weekday(entry.day),
        days_text(left),
        what,
        entry.to,
        kind,
    )
    searched = folded(" ".join(cells))
    line_id = entry.own.id if entry.own is not None else searched
    return CalendarLine(line_id, cells, (kind,), searched, entry, left)


def _day(line: CalendarLine) -> date:
    return line.entry.day
