"""The preview of an import: filters, rows, and the chosen row in full below them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from app.ui.data_table import DataTable
from app.ui.filter_row import Facet, FilterRow
from app.ui.proposal_model import (
    DOUBTFUL,
    REMARK,
    STATUSES,
    Column,
    DifferenceModel,
    ProposalLine,
    ProposalModel,
)
from app.ui.settings import Settings
from app.ui.widgets import stacked, text_block

WIDTHS = {Column.SHEET: 80, Column.ROW: 50, Column.NAME: 190, Column.STATUS: 70}
ITEM_WIDTH, SIDE_WIDTH = 130, 300
SHARES = (300, 170)


class ProposalView(QWidget):
    """Shows the lines of a proposal; nothing is decided here."""

    chosen = Signal()
    """Another row is current."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the tables remember their columns.
            parent: the dialog.
        """
        super().__init__(parent)
        self._lines: Sequence[ProposalLine] = ()
        self._filters = FilterRow(
            (Facet("处理", (*STATUSES.values(), REMARK)), Facet("内容"), Facet("提示", (DOUBTFUL,)))
        )
        self._table = DataTable("导入预览", settings)
        self.model = ProposalModel(self._table)
        self._said = text_block(name="这一行的说明")
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._differences = DataTable("导入差异", settings)
        self._difference_model = DifferenceModel(self._differences)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._table.setModel(self.model)
        self._table.setSortingEnabled(True)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._table.remember_columns({int(c): width for c, width in WIDTHS.items()})
        self._table.verticalHeader().hide()
        self._differences.setModel(self._difference_model)
        self._differences.setWordWrap(True)
        self._differences.remember_columns({0: ITEM_WIDTH, 1: SIDE_WIDTH})
        self._differences.verticalHeader().hide()
        self._differences.verticalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.ResizeToContents
        )
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._said)
        column.addWidget(self._differences, 1)
        self._below = below
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._filters)
        whole.addWidget(stacked(self._table, below, SHARES), 1)

    def _connect(self) -> None:
        self._filters.changed.connect(self._filter)
        self._table.selectionModel().currentRowChanged.connect(self._show_row)

    def show_lines(self, lines: Sequence[ProposalLine]) -> None:
        """Show other lines."""
        self._lines = lines
        self._filters.clear()
        self._filter()

    def own_form(self) -> Path | None:
        """Return the file of the current row, where it is a form that the scheme does not know."""
        row = self._table.currentIndex().row()
        return self.model.line(row).own_form if row >= 0 else None

    def _filter(self) -> None:
        self.model.show_lines(self._filters.kept(self._lines))
        self._filters.setEnabled(bool(self._lines))
        if self.model.rowCount():
            self._table.selectRow(0)
        self._show_row()

    def _show_row(self) -> None:
        row = self._table.currentIndex().row()
        line = self.model.line(row) if 0 <= row < self.model.rowCount() else None
        self._said.setText("\n".join((line.file, *line.said)) if line else "")
        self._difference_model.show_changes(line.changes if line else ())
        self._differences.setVisible(bool(line and line.changes))
        self._below.setVisible(line is not None)
        self.chosen.emit()
