"""Cells kept by column in blocks of rows, each distinct value once: cheap to send and to read."""

import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import islice, zip_longest
from typing import Any, overload

from app.sandbox import plain_value

PlainCell = str | int | float | date | datetime | bool | None
PackedColumn = tuple[bytes, bytes]
"""The distinct values, pickled, and for each cell the place of its value (two bytes)."""
PackedBlock = tuple[int, list[PackedColumn]]
"""How many rows, and their columns; columns that are missing are empty."""

BLOCK_ROWS = 4096
_LOST_DIGITS = 10**15


class Packer:
    """Packs rows block by block, so that no more of them than one block is held as values."""

    def __init__(self, clean: Callable[[Any], PlainCell]) -> None:
        """Begin empty.

        Args:
            clean: makes a plain cell of a raw one; it is asked once for each distinct value.
        """
        self.blocks: list[PackedBlock] = []
        self.width = 0
        self.filled = 0
        """Raw cells that are not the empty text."""
        self.is_empty = True
        """Whether every plain cell is None."""
        self._clean = clean
        self._empty: list[list[int]] = []

    def take(self, rows: Iterable[Sequence[Any]]) -> Iterator[int]:
        """Take all rows; gives the number of cells so far before each block is packed."""
        rows, count = iter(rows), 0
        while block := list(islice(rows, BLOCK_ROWS)):
            self.width = max(self.width, *map(len, block))
            count += len(block)
            yield count * self.width
            columns = list(zip_longest(*block, fillvalue=""))
            self._empty.append([])
            self.blocks.append((len(block), [self._column(cells) for cells in columns]))

    def _column(self, cells: Sequence[Any]) -> PackedColumn:
        self.filled += len(cells) - cells.count("")
        values: dict[Any, int] = {}
        put = values.setdefault
        places = array("H", [put(cell, len(values)) for cell in _unequal(cells)])
        plain = [self._clean(v.value if isinstance(v, _Bool) else v) for v in values]
        self.is_empty = self.is_empty and plain.count(None) == len(plain)
        self._empty[-1].append(values.get("", -1))
        return pickle.dumps(plain, protocol=5), places.tobytes()

    def gives(self, row: int, column: int) -> bool:
        """Tell whether a raw cell is there and not the empty text."""
        block, row = divmod(row, BLOCK_ROWS)
        if not (0 <= block < len(self.blocks) and row < self.blocks[block][0]):
            return False
        columns = self.blocks[block][1]
        if not 0 <= column < len(columns):
            return False
        place = columns[column][1][row * 2 : row * 2 + 2]
        return array("H", place)[0] != self._empty[block][column]


def _unequal(cells: Sequence[Any]) -> Sequence[Any]:
    """Return cells among which True is not equal to 1."""
    if bool not in set(map(type, cells)):
        return cells
    return [_Bool(cell) if isinstance(cell, bool) else cell for cell in cells]


class _Bool:
    """A yes or no that is not equal to a number."""

    def __init__(self, value: bool) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bool) and other.value is self.value

    def __hash__(self) -> int:
        return hash((_Bool, self.value))


class Grid(Sequence[Sequence[PlainCell]]):
    """The rows of a sheet, all of one width; the rows are made where they are asked for."""

    def __init__(self, blocks: Sequence[PackedBlock]) -> None:
        """Unpack what a ``Packer`` packed."""
        self._heights = [height for height, _ in blocks]
        self.width = max((len(columns) for _, columns in blocks), default=0)
        self._columns: list[list[tuple[list[Any], array[int]]]] = []
        for index in range(self.width):
            seen: dict[str, str] = {}
            self._columns.append([_unpacked(block, index, seen) for block in blocks])

    def __len__(self) -> int:
        return sum(self._heights)

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
        rows: list[list[PlainCell]] = []
        for number, height in enumerate(self._heights):
            parts = (column[number] for column in self._columns)
            cells = [map(values.__getitem__, places) for values, places in parts]
            rows += map(list, zip(*cells, strict=True)) if cells else ([] for _ in range(height))
        return rows

    def texts(self, column: int) -> list[str]:
        """Return the cells of a column as texts; equal texts are one and the same object."""
        found: list[str] = []
        for values, places in self._columns[column]:
            texts = [v if v.__class__ is str else cell_text(v) for v in values]
            found += map(texts.__getitem__, places)
        return found


def _unpacked(
    block: PackedBlock, index: int, seen: dict[str, str]
) -> tuple[list[Any], "array[int]"]:
    height, columns = block
    if index >= len(columns):
        return [None], array("H", bytes(2 * height))
    values = [
        seen.setdefault(value, value) if isinstance(value, str) else value
        for value in plain_value(columns[index][0])
    ]
    places = array("H", columns[index][1])
    if len(places) != height:
        raise ValueError("columns of different height")
    return values, places


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
