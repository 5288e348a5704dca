"""Records that were added, changed or removed since something was submitted."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.history_words import RECORDS
from app.domain.table import Column, Table
from app.ops.submission_views import Difference
from app.ui.filter_row import Facet, FilterRow
from app.ui.line_model import Line, LineModel, folded
from app.ui.line_table import line_table
from app.ui.settings import Settings

HEADINGS = ("变化", "内容", "名称")
WIDTHS = {0: 80, 1: 80}
ADDED, CHANGED, REMOVED = "新增", "更改", "删除"
COLOURS = {ADDED: QColor("#2e7d32"), CHANGED: QColor("#1565c0"), REMOVED: QColor("#c62828")}


class _Model(LineModel[Line]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, parent)

    def colour(self, line: Line, column: int) -> QColor | None:
        return COLOURS[line.cells[0]] if column == 0 else None


class RecordChanges(QWidget):
    """One line for each record, with filters."""

    def __init__(self, name: str, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            name: of the table, for people who cannot see it.
            settings: where the table remembers its columns.
            parent: the dialog.
        """
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self.model = _Model(self)
        self.filters = FilterRow((Facet("变化", (ADDED, CHANGED, REMOVED)), Facet("内容")))
        self.table = line_table(name, self.model, settings, WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.filters.changed.connect(self._filter)

    def show_difference(self, difference: Difference) -> None:
        """Show the records of a difference."""
        self._lines = _lines(difference)
        self._filter()

    @property
    def count(self) -> int:
        """How many records are listed without filters."""
        return len(self._lines)

    def _filter(self) -> None:
        self.model.show_lines(self.filters.kept(self._lines))

    def as_table(self, title: str) -> Table:
        """Return what is listed, for printing."""
        return Table(
            title, tuple(map(Column, HEADINGS)), tuple(line.cells for line in self.model.lines)
        )


def _lines(difference: Difference) -> Sequence[Line]:
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
