"""Records that were added, changed or removed since something was submitted."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.history_words import RECORDS
from app.ops.submission_views import Difference
from app.ui.filter_row import Facet
from app.ui.line_model import Line, LineModel, folded
from app.ui.list_view import ListView
from app.ui.settings import Settings
from app.ui.tones import BLUE, GREEN, RED

HEADINGS = ("变化", "内容", "名称")
WIDTHS = {0: 80, 1: 80}
ADDED, CHANGED, REMOVED = "新增", "更改", "删除"
COLOURS = {ADDED: GREEN, CHANGED: BLUE, REMOVED: RED}


class _Model(LineModel[Line]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, parent)

    def colour(self, line: Line, column: int) -> QColor | None:
        return COLOURS[line.cells[0]] if column == 0 else None


class RecordChanges(ListView[Line]):
    """One line for each record, with filters; 复制 takes all of them until some are chosen."""

    def __init__(self, name: str, settings: Settings) -> None:
        """Show nothing yet.

        Args:
            name: of the table, for people who cannot see it.
            settings: where the table remembers its columns.
        """
        facets = Facet("变化", (ADDED, CHANGED, REMOVED)), Facet("内容")
        super().__init__(name, _Model(), settings, WIDTHS, facets=facets, begins_chosen=False)
        self.setContentsMargins(0, 6, 0, 0)
        self.count = 0
        """How many records are listed without filters."""

    def show_difference(self, difference: Difference) -> None:
        """Show the records of a difference."""
        lines = _difference_lines(difference)
        self.count = len(lines)
        self.show_lines(lines)


def _difference_lines(difference: Difference) -> Sequence[Line]:
    groups = (
        (ADDED, difference.added),
        (CHANGED, difference.changed),
        (REMOVED, difference.removed),
    )
    return [
        Line(
            f"{word}{record.what}{record.record_id}",
            (word, RECORDS.get(record.what, record.what), record.name),
            (word, RECORDS.get(record.what, record.what)),
            folded(record.name),
        )
        for word, records in groups
        for record in records
    ]
