"""Rectifications as lines of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.cycle.rectification import RECTIFICATION_STATES, Rectification, RectificationState
from app.domain.dates import from_day
from app.domain.ids import ReviewId
from app.ops.rectification_rows import RectificationRow, progress_text, reply_text
from app.ui.line_model import Line, LineModel, folded, one_line
from app.ui.list_deeds import if_some
from app.ui.tones import AMBER, BLUE, GREEN, GREY, RED

HEADINGS = (
    "存在的问题",
    "点评对象",
    "状态",
    "时限",
    "责任人",
    "整改措施",
    "进展",
    "点评领导",
    "党组织",
    "书面回复",
)
"""State and day stand where they are seen on a small screen as well."""
WIDTHS = {0: 220, 1: 84, 2: 60, 3: 166, 4: 66, 5: 130, 6: 130, 7: 72, 8: 130, 9: 90}
STATE, UNTIL, PROGRESS = 2, 3, 6
OVERDUE, SOON, IN_TIME = "逾期", "快到期", "未到期"
_LATEST = date.max
_COLOURS = {
    RectificationState.OPEN: GREY,
    RectificationState.UNDER_WAY: BLUE,
    RectificationState.DONE: GREEN,
    RectificationState.CHECKED: GREEN,
}


@dataclass(frozen=True, slots=True)
class RectificationLine(Line):
    """One problem."""

    row: RectificationRow

    @property
    def record(self) -> Rectification:
        """The problem itself."""
        return self.row.record


class RectificationModel(LineModel[RectificationLine]):
    """States have colours; what is overdue is red."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, keys={UNTIL: _until, STATE: _state})

    def colour(self, line: RectificationLine, column: int) -> QColor | None:
        """Return the colour of a state, and of a day that is near or over."""
        if column == STATE:
            return _COLOURS[line.record.standing]
        if column != UNTIL:
            return None
        return RED if line.row.is_overdue else AMBER if line.row.is_due_soon else None

    def hint(self, line: RectificationLine, column: int) -> str:
        """Return all of the progress, or the cell."""
        return progress_text(line.record) if column == PROGRESS else line.cells[column]


def rectification_lines(rows: Iterable[RectificationRow]) -> Sequence[RectificationLine]:
    """Return rectifications as lines."""
    return [_line(row) for row in rows]


def how_far(lines: Sequence[RectificationLine]) -> Sequence[str]:
    """Return how many problems are not mended yet, and how many of them are overdue."""
    late = sum(line.row.is_overdue for line in lines)
    found = [f"未完成 {sum(not line.record.is_finished for line in lines)} 项"]
    return found + ([f"逾期 {late} 项"] if late else [])


def reviews_of(lines: Iterable[RectificationLine]) -> tuple[ReviewId, ...]:
    """Return the records that problems were named in, each once."""
    found = (line.record.review_id for line in lines)
    return tuple(dict.fromkeys(each for each in found if each is not None))


# ---- when something can be done ------------------------------------------------------------------


def if_unchecked(chosen: Sequence[RectificationLine], listed: int) -> bool:
    """What is done while none of the chosen problems is struck off."""
    states = {line.record.standing for line in chosen}
    return if_some(chosen, listed) and RectificationState.CHECKED not in states


def if_any_open(chosen: Sequence[RectificationLine], listed: int) -> bool:
    """What is done where one of the chosen problems is not mended yet."""
    del listed
    return any(not line.record.is_finished for line in chosen)


def if_all_done(chosen: Sequence[RectificationLine], listed: int) -> bool:
    """What is done with problems that are mended."""
    return if_some(chosen, listed) and all(line.record.is_finished for line in chosen)


def if_one_review(chosen: Sequence[RectificationLine], listed: int) -> bool:
    """What is done with the one record that all the chosen problems were named in."""
    del listed
    reviews = {line.record.review_id for line in chosen}
    return len(reviews) == 1 and None not in reviews


def _line(row: RectificationRow) -> RectificationLine:
    record = row.record
    state, term = RECTIFICATION_STATES[record.standing], _term(row)
    last = record.progress[-1].text if record.progress else ""
    until = from_day(record.until).for_form if record.until else ""
    cells = (
        one_line(record.problem),
        row.target,
        state,
        f"{until}（{term}）" if term in (OVERDUE, SOON) else until,
        record.responsible,
        one_line(record.measure),
        one_line(record.result or last),
        row.reviewer,
        row.organization,
        reply_text(row.reply),
    )
    facets = (state, term, row.organization)
    return RectificationLine(record.id, cells, facets, folded(" ".join(cells)), row)


def _term(row: RectificationRow) -> str:
    if row.record.is_finished:
        return ""
    if row.is_overdue:
        return OVERDUE
    return SOON if row.is_due_soon else IN_TIME


def _until(line: RectificationLine) -> date:
    return line.record.until or _LATEST


def _state(line: RectificationLine) -> int:
    return list(RectificationState).index(line.record.standing)
