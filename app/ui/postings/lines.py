"""The lines of the page 公示: one for each posting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.cycle.postings import (
    CHANNELS,
    POSTED_MATTERS,
    POSTING_STATES,
    Holidays,
    Posting,
    PostingState,
    working_days,
)
from app.domain.dates import from_day
from app.ui.line_model import Line, LineModel, folded
from app.ui.tones import AMBER, RED

HEADINGS = (
    "内容",
    "单位",
    "方式",
    "地点",
    "起",
    "止",
    "剩余工作日",
    "状态",
    "反馈",
    "照片",
    "标题",
)
FIRST, LAST, LEFT, STATE, SAID, PHOTOS, TITLE = range(4, 11)
WIDTHS = {
    0: 106,
    1: 110,
    2: 56,
    3: 72,
    FIRST: 78,
    LAST: 78,
    LEFT: 74,
    STATE: 76,
    SAID: 110,
    PHOTOS: 40,
}
_LATEST = date.max


@dataclass(frozen=True, slots=True)
class PostingLine(Line):
    """One posting."""

    record: Posting
    standing: PostingState
    """How far it has come today."""


class PostingModel(LineModel[PostingLine]):
    """Postings; what wants something done stands out."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        keys = {FIRST: _first, LAST: _last, LEFT: _left_number, PHOTOS: _photos}
        super().__init__(HEADINGS, parent, keys=keys, numbers=frozenset({LEFT, PHOTOS}))

    def colour(self, line: PostingLine, column: int) -> QColor | None:
        """Return red for feedback that is not handled, amber for what has ended."""
        if column == SAID and line.record.open_feedback:
            return RED
        ended = column == STATE and line.standing is PostingState.ENDED
        return AMBER if ended else None

    def hint(self, line: PostingLine, column: int) -> str:
        """Return the title beside what stands in the cell."""
        return line.cells[TITLE] if column == 0 else line.cells[column]


def posting_line(posting: Posting, unit: str, today: date, holidays: Holidays) -> PostingLine:
    """Return the line of a posting.

    Args:
        posting: the posting.
        unit: who posts, by name.
        today: by which its state is told.
        holidays: by which working days are counted.
    """
    standing = posting.standing(today)
    state, matter = POSTING_STATES[standing], POSTED_MATTERS[posting.matter]
    said = str(len(posting.feedback)) if posting.feedback else ""
    if posting.open_feedback:
        said += f"（未处理 {len(posting.open_feedback)}）"
    cells = (
        matter,
        unit,
        CHANNELS[posting.channel],
        posting.place,
        from_day(posting.day).for_table if posting.day else "",
        from_day(posting.until).for_table if posting.until else "",
        _left(posting, standing, today, holidays),
        state,
        said,
        str(len(posting.attachments) or ""),
        posting.title,
    )
    facets = (state, unit, matter)
    return PostingLine(posting.id, cells, facets, folded(" ".join(cells)), posting, standing)


def what_waits(lines: Sequence[PostingLine]) -> Sequence[str]:
    """Return what wants something done."""
    ended = sum(line.standing is PostingState.ENDED for line in lines)
    unhandled = sum(len(line.record.open_feedback) for line in lines)
    found = [f"期满待办结 {ended} 次"] if ended else []
    return found + ([f"反馈未处理 {unhandled} 条"] if unhandled else [])


def _left(posting: Posting, standing: PostingState, today: date, holidays: Holidays) -> str:
    """Return how many working days are left, today included."""
    if posting.until is None or posting.day is None:
        return ""
    if standing not in (PostingState.PLANNED, PostingState.UP):
        return ""
    return str(working_days(max(today, posting.day), posting.until, holidays))


def _first(line: PostingLine) -> date:
    return line.record.day or _LATEST


def _last(line: PostingLine) -> date:
    return line.record.until or _LATEST


def _left_number(line: PostingLine) -> int:
    return int(line.cells[LEFT] or -1)


def _photos(line: PostingLine) -> int:
    return len(line.record.attachments)
