"""The lines of the page 公示: one for each posting."""

from datetime import date

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
from app.ui.structure.field import AMBER, RED

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
LEFT, STATE, SAID, PHOTOS, TITLE = 6, 7, 8, 9, 10
WIDTHS = {
    0: 106,
    1: 110,
    2: 56,
    3: 72,
    4: 78,
    5: 78,
    LEFT: 74,
    STATE: 76,
    SAID: 110,
    PHOTOS: 40,
}
_URGENT = "未处理"


class PostingModel(LineModel[Line]):
    """Postings; what wants something done stands out."""

    def colour(self, line: Line, column: int) -> QColor | None:
        """Return red for feedback that is not handled, amber for what has ended."""
        if column == SAID and _URGENT in line.cells[SAID]:
            return QColor(RED)
        ended = line.cells[STATE] == POSTING_STATES[PostingState.ENDED]
        return QColor(AMBER) if column == STATE and ended else None

    def hint(self, line: Line, column: int) -> str:
        """Return the title beside what stands in the cell."""
        return line.cells[TITLE] if column == 0 else line.cells[column]


def posting_line(posting: Posting, unit: str, today: date, holidays: Holidays) -> Line:
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
    return Line(posting.id, cells, (state, unit, matter), folded(" ".join(cells)))


def _left(posting: Posting, standing: PostingState, today: date, holidays: Holidays) -> str:
    """Return how many working days are left, today included."""
    if posting.until is None or posting.day is None:
        return ""
    if standing not in (PostingState.PLANNED, PostingState.UP):
        return ""
    return str(working_days(max(today, posting.day), posting.until, holidays))
