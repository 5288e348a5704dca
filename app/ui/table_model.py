"""A table of the statistics as lines: 汇总 and the breakdowns, with their 合计."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from app.domain.table import Table, TableValue
from app.ui.line_model import CellData, Index, Line, LineModel

NOTHING = Table("", (), ())


@dataclass(frozen=True, slots=True)
class ValueLine(Line):
    """One row: its values, and whether it is the 合计."""

    values: tuple[TableValue, ...]
    is_total: bool


class TableModel(LineModel[ValueLine]):
    """Shows a table that Excel could hold as well; the 合计 stays below."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__((), parent)
        self._table = NOTHING

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self._table = table
        rows = [*table.rows, *([table.totals] if table.total and table.rows else [])]
        lines = [
            ValueLine(str(n), tuple(map(_text, row)), (), "", row, n == len(table.rows))
            for n, row in enumerate(rows)
        ]
        self._keys = {n: partial(_value, n) for n in range(len(table.columns))}
        self._numbers = frozenset(n for n, column in enumerate(table.columns) if column.number)
        self.show_lines(lines, [column.title for column in table.columns])

    def _arrange(self) -> None:
        super()._arrange()
        self._lines = sorted(self._lines, key=lambda line: line.is_total)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> CellData:
        """Return a cell; the 合计 is bold."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            font = QFont()
            font.setBold(self.line(index.row()).is_total)
            return font
        return super().data(index, role)


def _value(column: int, line: ValueLine) -> tuple[bool, float, str]:
    """Numbers by their size, before texts."""
    value = line.values[column]
    if isinstance(value, int | float):
        return False, value, ""
    return True, 0, _text(value)


def _text(value: TableValue) -> str:
    return "" if value is None else str(value)
