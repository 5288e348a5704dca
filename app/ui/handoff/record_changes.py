"""Records that were added, changed or removed since something was submitted."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from app.domain.history_words import RECORDS
from app.ops.submission_views import Difference, FieldChange, RecordChange
from app.ui.filter_row import Facet
from app.ui.handoff.conflict_model import NOTHING
from app.ui.line_model import Line, LineModel, folded
from app.ui.line_table import line_table
from app.ui.list_view import ListView
from app.ui.settings import Settings
from app.ui.tones import BLUE, GREEN, RED
from app.ui.widgets import dressed

HEADINGS = ("变化", "内容", "名称")
WIDTHS = {0: 80, 1: 80}
FIELDS_HEIGHT = 180
FIELD_WIDTHS = {0: 140, 1: 260, 2: 260}
ADDED, CHANGED, REMOVED = "新增", "更改", "删除"
COLOURS = {ADDED: GREEN, CHANGED: BLUE, REMOVED: RED}


class _Model(LineModel[Line]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, parent)

    def colour(self, line: Line, column: int) -> QColor | None:
        return COLOURS[line.cells[0]] if column == 0 else None


class RecordChanges(ListView[Line]):
    """One line for each record, with filters; 复制 takes all of them until some are chosen."""

    def __init__(
        self, name: str, settings: Settings, words: tuple[str, str] = ("原来", "现在")
    ) -> None:
        """Show nothing yet.

        Args:
            name: of the table, for people who cannot see it.
            settings: where the tables remember their columns.
            words: what the two sides are called.
        """
        facets = Facet("变化", (ADDED, CHANGED, REMOVED)), Facet("内容")
        super().__init__(name, _Model(), settings, WIDTHS, facets=facets, begins_chosen=False)
        self.setContentsMargins(0, 6, 0, 0)
        self.count = 0
        """How many records are listed without filters."""
        self._fields: dict[str, tuple[FieldChange, ...]] = {}
        self.field_model: LineModel[Line] = LineModel(("项目", *words), self)
        self.field_table = line_table(f"{name}_项目", self.field_model, settings, FIELD_WIDTHS)
        dressed(self.field_table, maximumHeight=FIELDS_HEIGHT, visible=False)
        column = self.layout()
        if column is not None:
            column.addWidget(self.field_table)
        self.chose.connect(self._show_fields)
        self.opened.connect(self._enter_fields)

    def show_difference(self, difference: Difference) -> None:
        """Show the records of a difference."""
        changed = ((_id(CHANGED, each), each.fields) for each in difference.changed)
        self._fields = {id_: fields for id_, fields in changed if fields}
        lines = _difference_lines(difference)
        self.count = len(lines)
        self.show_lines(lines)

    def _show_fields(self) -> None:
        """Show what is another now in the one record that is chosen."""
        chosen = self.chosen()
        fields = self._fields.get(chosen[0].id, ()) if len(chosen) == 1 else ()
        self.field_model.show_lines(
            [
                Line(str(n), (each.label, each.then or NOTHING, each.now or NOTHING), (), "")
                for n, each in enumerate(fields)
            ]
        )
        self.field_table.setVisible(bool(fields))

    def _enter_fields(self) -> None:
        """Take the keyboard to what is another in the record, where that is told."""
        if self.field_table.isVisibleTo(self):
            self.field_table.setFocus(Qt.FocusReason.OtherFocusReason)


def _id(word: str, record: RecordChange) -> str:
    return f"{word}{record.what}{record.record_id}"


def _difference_lines(difference: Difference) -> Sequence[Line]:
    groups = (
        (ADDED, difference.added),
        (CHANGED, difference.changed),
        (REMOVED, difference.removed),
    )
    return [
        Line(
            _id(word, record),
            (word, RECORDS.get(record.what, record.what), record.name),
            (word, RECORDS.get(record.what, record.what)),
            folded(record.name),
        )
        for word, records in groups
        for record in records
    ]
