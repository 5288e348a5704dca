"""A table of the statistics as lines: 汇总 and the breakdowns, with their 合计."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from app.domain.table import Table, TableValue
from app.ui.line_model import Line, LineModel

NOTHING = Table("", (), ())


@dataclass(frozen=True, slots=True)
class ValueLine(Line):
    """One row with its values."""

    values: tuple[TableValue, ...]


class TableModel(LineModel[ValueLine]):
    """Shows a table that Excel could hold as well; the 合计 stays below."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__((), parent)
        self._table = NOTHING

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self._table = table
        lines = [_line(str(number), row) for number, row in enumerate(table.rows)]
        self._keys = {n: partial(_value, n) for n in range(len(table.columns))}
        self._numbers = frozenset(n for n, column in enumerate(table.columns) if column.number)
        self.show_lines(lines, [column.title for column in table.columns])

    def total(self, lines: Sequence[ValueLine]) -> ValueLine | None:
        """Return the 合计 of the table, where it has one."""
        return _line("total", self._table.totals) if self._table.total and lines else None


def _line(line_id: str, values: Sequence[TableValue]) -> ValueLine:
    return ValueLine(line_id, tuple(map(_text, values)), (), "", tuple(values))


def _value(column: int, line: ValueLine) -> tuple[bool, float, str]:
    """Numbers by their size, before texts."""
    value = line.values[column]
    if isinstance(value, int | float):
        return False, value, ""
    return True, 0, _text(value)


def _text(value: TableValue) -> str:
    return "" if value is None else str(value)
