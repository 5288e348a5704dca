"""The marked cases of a round as lines: what, whose, and whether the report tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.cycle.cases import CASE_KINDS, ModelCase
from app.ui.line_model import Line, LineModel, folded, one_line
from app.ui.list_deeds import if_one
from app.ui.tones import GREY

HEADINGS = ("类别", "标题", "谁的", "写进报告", "内容")
WIDTHS = {0: 74, 1: 150, 2: 84, 3: 66}
NONE = "还没有标记典型。看登记表时，在“台账”里按右键选“标记典型”，或在登记表下方按“标记典型”。"


@dataclass(frozen=True, slots=True)
class CaseLine(Line):
    """One case."""

    record: ModelCase
    is_first: bool
    is_last: bool


def case_lines(
    cases: Sequence[ModelCase], whose: Callable[[ModelCase], str]
) -> tuple[CaseLine, ...]:
    """Return the lines of cases.

    Args:
        cases: in the order in which they are told.
        whose: gives the name of whom a case is about.
    """
    last = len(cases) - 1
    return tuple(
        _line(case, whose(case), is_first=place == 0, is_last=place == last)
        for place, case in enumerate(cases)
    )


def _line(case: ModelCase, whose: str, *, is_first: bool, is_last: bool) -> CaseLine:
    kind, told = CASE_KINDS[case.kind], "是" if case.reported else "否"
    text = one_line(case.text)
    cells = (kind, case.title, whose, told, text)
    return CaseLine(case.id, cells, (), folded(" ".join(cells)), case, is_first, is_last)


def told_count(lines: Sequence[CaseLine]) -> Sequence[str]:
    """Return how many cases the report tells of."""
    return [f"写进报告 {sum(line.record.reported for line in lines)} 条"]


# ---- when something can be done ------------------------------------------------------------------


def if_not_first(chosen: Sequence[CaseLine], listed: int) -> bool:
    """What is done with one case that another one precedes."""
    return if_one(chosen, listed) and not chosen[0].is_first


def if_not_last(chosen: Sequence[CaseLine], listed: int) -> bool:
    """What is done with one case that another one follows."""
    return if_one(chosen, listed) and not chosen[0].is_last


def if_told(chosen: Sequence[CaseLine], listed: int) -> bool:
    """What is done with one case that the report tells of."""
    return if_one(chosen, listed) and chosen[0].record.reported


def if_left_out(chosen: Sequence[CaseLine], listed: int) -> bool:
    """What is done with one case that the report leaves out."""
    return if_one(chosen, listed) and not chosen[0].record.reported


def if_from_review(chosen: Sequence[CaseLine], listed: int) -> bool:
    """What is done with one case that was found in a form."""
    return if_one(chosen, listed) and chosen[0].record.review_id is not None


class CaseModel(LineModel[CaseLine]):
    """Adapts the cases for Qt; they stand in the order in which they are told."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent)

    def colour(self, line: CaseLine, column: int) -> QColor | None:
        """Return grey for what the report leaves out."""
        return None if line.record.reported else GREY

    def hint(self, line: CaseLine, column: int) -> str:
        """Return the whole text where it is cut."""
        return line.record.text if column == len(HEADINGS) - 1 else line.cells[column]
