"""Tables: the official one as declared, and the one shape that screen and Excel share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.form import Align

TOTAL = "合计"
"""The row at the foot that adds up what is above it."""

TableValue = str | int | float | None
"""What stands in one cell of a table."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of the official table as printed."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    """The printed text; a field may have some too (填报单位：)."""
    field: str = ""
    """The measure, or ``unit`` or ``date``, that is filled in here."""
    font: str = "宋体"
    half_points: int = 24
    bold: bool = False
    align: Align = Align.LEFT
    framed: bool = False
    """True: has borders."""


@dataclass(frozen=True)
class TableSpec:
    """The official statistics table as its Excel file shows it."""

    id: str
    title: str
    sheet: str
    marks: Mapping[str, str]
    """Measure → reference of its cell (A6)."""
    cells: tuple[TableCell, ...]
    """Cells with text, field or frame, in reading order; rows and columns count from 0."""
    widths: tuple[int, ...]
    """Of the columns, in twips."""
    heights: tuple[int, ...]
    """Of the rows, in twips."""

    @cached_property
    def cell_by_field(self) -> Mapping[str, TableCell]:
        """The cells that are filled in."""
        return {cell.field: cell for cell in self.cells if cell.field}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    number: bool = False
    """True: holds numbers, which a 合计 row adds up."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a screen shows and an Excel sheet holds."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableValue, ...], ...]
    total: bool = False
    """True: a 合计 row stands below, a formula in Excel."""
    total_name: str = TOTAL
    """What the 合计 row is called; says where it is not whole."""

    @property
    def totals(self) -> tuple[TableValue, ...]:
        """The 合计 row: the sums of the number columns, the first column named."""
        sums: list[TableValue] = []
        for index, column in enumerate(self.columns):
            numbers = [row[index] for row in self.rows]
            found = sum(n for n in numbers if isinstance(n, int | float))
            sums.append(found if column.number else "")
        return (self.total_name, *sums[1:])
