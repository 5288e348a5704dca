"""The lines of the page 评议: one for each vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject

from app.domain.cycle.assessment import ASSESSMENT_STATES, Assessment
from app.domain.cycle.vote_results import Outcome, overall
from app.domain.dates import from_day
from app.ui.line_model import Line, LineModel, SortKey, folded

HEADINGS = (
    "名称",
    "状态",
    "满意率",
    "评议日期",
    "对象数",
    "参评人员",
    "发出",
    "收回",
    "有效",
    "党组织",
)
RATE, DAY, OBJECTS = 2, 3, 4
ACCOUNTS = {6: "issued", 7: "returned", 8: "valid"}
"""Which number of all groups together stands in a column."""
WIDTHS = {0: 230, 1: 66, 2: 120, 3: 104, 4: 60, 5: 130, 6: 50, 7: 50, 8: 50}
_LATEST = date.max
_NONE = Decimal(-1)


@dataclass(frozen=True, slots=True)
class AssessmentLine(Line):
    """One vote."""

    record: Assessment
    rates: tuple[Decimal, ...]
    """满意率 of its objects, as far as they are known."""


class AssessmentModel(LineModel[AssessmentLine]):
    """Votes; rates, days and numbers are sorted as such."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        keys: dict[int, SortKey[AssessmentLine]] = {RATE: _lowest, DAY: _day, OBJECTS: _objects}
        keys |= {column: partial(_account, column=column) for column in ACCOUNTS}
        numbers = frozenset({OBJECTS, *ACCOUNTS})
        super().__init__(HEADINGS, parent, keys=keys, numbers=numbers)


def assessment_line(each: Assessment, unit: str) -> AssessmentLine:
    """Return the line of a vote.

    Args:
        each: the vote.
        unit: the party organisation that it is held in, by name.
    """
    state, rates = ASSESSMENT_STATES[each.standing], _rates(overall(each))
    names = "、".join(group.name for group in each.groups)
    cells = (
        each.title,
        state,
        _rate_text(rates),
        from_day(each.day).for_form if each.day else "",
        str(len(each.objects)),
        names,
        *(_sum(each, name) for name in ACCOUNTS.values()),
        unit,
    )
    searched = folded(f"{each.title} {unit} {names}")
    return AssessmentLine(each.id, cells, (state, unit), searched, each, rates)


def _sum(each: Assessment, name: str) -> str:
    """Return a number of all groups together; empty where none is known."""
    numbers = [getattr(group.accounts, name) for group in each.groups]
    known = [number for number in numbers if number is not None]
    return str(sum(known)) if known else ""


def _rates(outcomes: Iterable[Outcome | None]) -> tuple[Decimal, ...]:
    rates = [outcome.satisfied for outcome in outcomes if outcome is not None]
    return tuple(rate for rate in rates if rate is not None)


def _rate_text(rates: tuple[Decimal, ...]) -> str:
    """Return the rate of one object, or the lowest and the highest of several."""
    if not rates:
        return ""
    low, high = min(rates), max(rates)
    return f"{high}%" if low == high else f"{low}%～{high}%"


def _lowest(line: AssessmentLine) -> Decimal:
    return min(line.rates, default=_NONE)


def _day(line: AssessmentLine) -> date:
    return line.record.day or _LATEST


def _objects(line: AssessmentLine) -> int:
    return len(line.record.objects)


def _account(line: AssessmentLine, column: int) -> int:
    return int(line.cells[column] or -1)
