"""Cells kept by column, each distinct value once: cheap to send, cheap to read through."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, overload

PlainCell = str | int | float | date | datetime | bool | None
PackedColumn = tuple[list[Any], bytes]
"""The distinct values, and for each cell the place of its value among them (four bytes)."""

_LOST_DIGITS = 10**15


class Grid(Sequence[Sequence[PlainCell]]):
    """The rows of a sheet, all of one width; the rows are made where they are asked for."""

    def __init__(self, height: int, columns: Sequence[PackedColumn]) -> None:
        """Unpack what ``pack_columns`` packed.

        Args:
            height: the number of rows.
            columns: as long as that, each.
        """
        self._height = height
        self._columns = [(values, array("I", places)) for values, places in columns]
        if any(len(places) != height for _, places in self._columns):
            raise ValueError("columns of different height")

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, index: int) -> list[PlainCell]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[PlainCell]]: ...
    def __getitem__(self, index: int | slice) -> list[PlainCell] | list[list[PlainCell]]:
        return self._rows[index]

    def __iter__(self) -> Iterator[list[PlainCell]]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == [list(row) for row in other]

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _rows(self) -> list[list[PlainCell]]:
        if not self._columns:
            return [[] for _ in range(self._height)]
        cells = (map(values.__getitem__, places) for values, places in self._columns)
        return list(map(list, zip(*cells, strict=True)))

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self._columns)

    def texts(self, column: int) -> list[str]:
        """Return the cells of a column as texts; equal texts are one and the same object."""
        values, places = self._columns[column]
        return list(map([cell_text(value) for value in values].__getitem__, places))


def cell_text(cell: PlainCell) -> str:
    """Return a cell as the text that a person would have typed.

    Numbers too long to be exact keep their exponent (3.7e+17), so that an ID number that has
    lost its last digits is recognised.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return str(cell) if abs(cell) < _LOST_DIGITS else repr(float(cell))
    if isinstance(cell, float):
        return repr(cell)
    return str(cell)
