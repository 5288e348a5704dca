"""A list of the page 承诺: what can be done above it, filters, the table."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.ids import RecordId
from app.domain.table import Column as TableColumn
from app.domain.table import Table
from app.ui.data_table import DataTable
from app.ui.filter_row import FilterRow
from app.ui.line_model import L, LineModel
from app.ui.widgets import dressed


class ListView(QWidget, Generic[L]):
    """Lines that can be filtered, chosen and printed; what is done with them is the page's."""

    opened = Signal()
    """The current line is to be opened."""

    def __init__(
        self,
        table: DataTable,
        model: LineModel[L],
        filters: FilterRow,
        buttons: Sequence[QPushButton],
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            table: shows the model.
            model: takes the lines that pass the filters.
            filters: choose lines.
            buttons: stand above, from the left.
            parent: the page.
        """
        super().__init__(parent)
        self.table, self.model, self._filters = table, model, filters
        self._lines: Sequence[L] = ()
        self._said = dressed(QLabel(), accessibleName=f"{table.accessibleName()}小计")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top = QHBoxLayout()
        for button in buttons:
            top.addWidget(button)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(filters)
        column.addWidget(table, 1)
        column.addWidget(self._said)
        table.row_opened.connect(self._open)
        table.selectionModel().selectionChanged.connect(self.allow)
        filters.changed.connect(self._filter)

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show other lines; what was chosen stays chosen."""
        self._lines = lines
        self._filter()

    def _filter(self) -> None:
        chosen = {line.id for line in self.chosen()}
        self.model.show_lines(self._filters.kept(self._lines))
        self._choose_again([r for r, line in enumerate(self.model.lines) if line.id in chosen])
        self._said.setText(self.sentence(self._lines, self.model.rowCount()))
        self.allow()

    def _choose_again(self, rows: Sequence[int]) -> None:
        """Choose rows, the first of them current; as few ranges as there are gaps."""
        if not rows:
            return
        self.table.choose_row(self.model.index(rows[0], 0))
        chosen = QItemSelection()
        start = rows[0]
        for row, following in zip(rows, (*rows[1:], -1), strict=True):
            if following != row + 1:
                chosen.select(self.model.index(start, 0), self.model.index(row, 0))
                start = following
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.Select | flags.Rows)

    def chosen(self) -> Sequence[L]:
        """Return the selected lines, from the top down."""
        count = self.model.rowCount()
        return [self.model.line(row) for row in self.table.chosen_rows() if row < count]

    def chosen_ids(self) -> tuple[RecordId, ...]:
        """Return the ids of the selected records, from the top down."""
        return tuple(RecordId(line.id) for line in self.chosen())

    def current(self) -> L | None:
        """Return the first selected line, or None."""
        return next(iter(self.chosen()), None)

    def as_table(self, title: str) -> Table:
        """Return what is listed for printing, the columns that are shown."""
        header = self.table.horizontalHeader()
        columns = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        horizontal = Qt.Orientation.Horizontal
        headings = [str(self.model.headerData(n, horizontal)) for n in columns]
        rows = tuple(tuple(line.cells[n] for n in columns) for line in self.model.lines)
        return Table(title, tuple(map(TableColumn, headings)), rows)

    def sentence(self, lines: Sequence[L], shown: int) -> str:
        """Return what is said above the list."""
        raise NotImplementedError

    def allow(self) -> None:
        """Enable what can be done with the chosen lines."""
        raise NotImplementedError

    def _open(self) -> None:
        if self.current() is not None:
            self.opened.emit()
