"""Tables of plain lines: one way to build one, sorted by its headings."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from app.domain.table import Column, Table
from app.ui.data_table import DataTable
from app.ui.line_model import L, LineModel
from app.ui.settings import Settings


def line_table(
    name: str,
    model: LineModel[L],
    settings: Settings,
    widths: Mapping[int, int],
    hidden: tuple[int, ...] = (),
) -> DataTable:
    """Return a table that shows a model's lines and sorts them by its headings.

    Args:
        name: its name for people who cannot see it, and the key of its remembered columns.
        model: the lines.
        settings: where hidden columns are remembered.
        widths: of the columns, in pixels at letters of the usual size.
        hidden: the columns that are not shown until they are wanted.
    """
    table = DataTable(name, settings)
    table.setModel(model)
    table.setSortingEnabled(True)
    header = table.horizontalHeader()
    header.setSortIndicatorClearable(True)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    table.verticalHeader().hide()
    table.remember_columns(dict(widths), hidden)
    return table


def stretch_first(table: DataTable) -> None:
    """Give the first column all the room that the others, of numbers, leave."""
    header = table.horizontalHeader()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def listed(table: DataTable, model: LineModel[L], title: str) -> Table:
    """Return what is listed for printing, the columns that are shown."""
    header = table.horizontalHeader()
    columns = [n for n in range(header.count()) if not header.isSectionHidden(n)]
    headings = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in columns]
    rows = tuple(tuple(line.cells[n] for n in columns) for line in model.lines)
    return Table(title, tuple(map(Column, headings)), rows)


def current_line(table: DataTable, model: LineModel[L]) -> L | None:
    """Return the line that is current in a table, or None."""
    row = table.currentIndex().row()
    return model.line(row) if 0 <= row < model.rowCount() else None


def chosen_lines(table: DataTable, model: LineModel[L]) -> Sequence[L]:
    """Return the selected lines, from the top down."""
    return [model.line(row) for row in table.chosen_rows()]
