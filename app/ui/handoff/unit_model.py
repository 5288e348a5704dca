"""The reporting units as lines: who has reported, when, and what is open; 合计 below."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.words import ORGANIZATION_KINDS
from app.ops.reporting import UNIT_STATES, UnitState
from app.ops.units import UnitStanding
from app.ui.handoff.days import day_cell
from app.ui.handoff.lists import last_names, parts_words, unit_title
from app.ui.line_model import Line, LineModel, SortKey, folded
from app.ui.tones import AMBER, BLUE, GREEN, GREY, RED


class Column(IntEnum):
    """The columns, in their order."""

    UNIT = 0
    STATE = 1
    AS_OF = 2
    SEQUENCE = 3
    RECEIVED = 4
    CONFLICTS = 5
    MISSING = 6
    KIND = 7
    SOURCE = 8


HEADINGS = ("单位", "状态", "数据截至", "序号", "收到", "冲突", "未报的下级", "类别", "来源")
WIDTHS: dict[int, int] = {
    Column.UNIT: 210,
    Column.STATE: 74,
    Column.AS_OF: 92,
    Column.SEQUENCE: 50,
    Column.RECEIVED: 92,
    Column.CONFLICTS: 50,
    Column.MISSING: 180,
    Column.KIND: 80,
}
NUMBERS = frozenset({Column.SEQUENCE, Column.CONFLICTS})
CLASH, PARTIAL = "有冲突", "不完整"
TOTAL = "合计"
COLOURS = {
    UnitState.ON_TIME: GREEN,
    UnitState.REPORTED: GREEN,
    UnitState.LATE: AMBER,
    UnitState.MISSING: RED,
    UnitState.FIGURES: BLUE,
    UnitState.OWN: GREY,
    UnitState.BELOW: GREEN,
}
NOT_COMPLETE = "不完整：有单位未报，各项合计不含它们"
ORDER = {state: place for place, state in enumerate(UnitState)}


@dataclass(frozen=True, slots=True)
class UnitLine(Line):
    """One unit, or the 合计."""

    standing: UnitStanding | None
    """None: the 合计."""


def unit_lines(units: Iterable[UnitStanding]) -> tuple[UnitLine, ...]:
    """Return the lines of units, without 合计."""
    return tuple(_line(each) for each in units)


def standings(lines: Iterable[UnitLine]) -> list[UnitStanding]:
    """Return the units of lines."""
    return [line.standing for line in lines if line.standing is not None]


def _line(unit: UnitStanding) -> UnitLine:
    state = UNIT_STATES[unit.state]
    cells = (
        unit_title(unit),
        state,
        day_cell(unit.as_of),
        "" if unit.sequence is None else str(unit.sequence),
        day_cell(unit.received),
        str(unit.conflicts or ""),
        _missing(unit),
        ORGANIZATION_KINDS[unit.kind],
        unit.source,
    )
    facets = (state, CLASH if unit.conflicts else "", PARTIAL if unit.partial else "")
    return UnitLine(unit.id, cells, facets, folded(f"{unit.path} {state}"), unit)


def _missing(unit: UnitStanding) -> str:
    """Return who in a unit has not reported."""
    names = last_names(unit.missing)
    if unit.parts:
        return parts_words(unit) + (f"，未报：{names}" if names else "")
    return f"{len(unit.missing)} 个：{names}" if names else ""


def _total_line(units: Sequence[UnitStanding]) -> UnitLine:
    conflicts = sum(unit.conflicts for unit in units)
    missing = sum(len(unit.missing) for unit in units if not unit.parts)
    cells = (
        f"{TOTAL} {len(units)} 个",
        f"未报 {sum(unit.state is UnitState.MISSING for unit in units)}",
        "",
        "",
        "",
        str(conflicts or ""),
        f"{missing} 个" if missing else "",
        "",
        "",
    )
    return UnitLine(TOTAL, cells, ("", "", ""), "", None)


def how_they_stand(lines: Sequence[UnitLine]) -> Sequence[str]:
    """Return how many units have reported and how many have not, and what totals lack then."""
    counts = Counter(unit.state for unit in standings(lines))
    words = [f"{UNIT_STATES[state]} {counts[state]}" for state in UnitState if counts[state]]
    return [*words, NOT_COMPLETE] if is_partial(lines) else words


def is_partial(lines: Sequence[UnitLine]) -> bool:
    """Tell whether totals lack somebody."""
    units = standings(lines)
    return any(unit.state is UnitState.MISSING or unit.partial for unit in units)


class UnitModel(LineModel[UnitLine]):
    """Adapts the lines for Qt, with their 合计."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        keys: dict[int, SortKey[UnitLine]] = {int(n): _by_number(n) for n in NUMBERS}
        super().__init__(
            HEADINGS,
            parent,
            keys={**keys, Column.STATE: _by_state, Column.MISSING: _by_missing},
            numbers=frozenset(map(int, NUMBERS)),
        )

    def total(self, lines: Sequence[UnitLine]) -> UnitLine | None:
        """Return the 合计 of those that are listed."""
        return _total_line(standings(lines)) if lines else None

    def colour(self, line: UnitLine, column: int) -> QColor | None:
        """Return the colour of a state, of conflicts, of what is not complete."""
        if line.standing is None:
            return None
        if column == Column.STATE:
            lacks = line.standing.parts and line.standing.missing
            return AMBER if lacks else COLOURS[line.standing.state]
        if column == Column.CONFLICTS and line.standing.conflicts:
            return RED
        return AMBER if column == Column.MISSING and line.standing.missing else None

    def hint(self, line: UnitLine, column: int) -> str:
        """Return the path of a unit, or all that is missing below it."""
        if line.standing is None:
            return line.cells[column]
        if column == Column.MISSING:
            said = (parts_words(line.standing),) if line.standing.parts else ()
            return "\n".join((*said, *line.standing.missing))
        return line.standing.path if column == Column.UNIT else line.cells[column]


def _by_number(column: int) -> SortKey[UnitLine]:
    def number(line: UnitLine) -> int:
        return int(line.cells[column] or -1)

    return number


def _by_state(line: UnitLine) -> int:
    return ORDER[line.standing.state] if line.standing is not None else len(ORDER)


def _by_missing(line: UnitLine) -> int:
    return len(line.standing.missing) if line.standing is not None else 0
