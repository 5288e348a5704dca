"""Lets a cell that spans several rows stand in each of them, as a person sees it."""

from collections.abc import Iterator, Sequence
from typing import Any

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell, each (row, column) from 0."""
_MOST = 100_000


class MergedRows:
    """Rows on their way from the reader; empty cells below the first of a range are filled."""

    def __init__(self, rows: Iterator[list[Any]], ranges: Sequence[Range], column: int) -> None:
        """Go through the rows of a sheet from its first.

        Args:
            rows: raw rows; an empty cell is an empty text.
            ranges: which cells are merged.
            column: the sheet's number of the rows' first cell.
        """
        self.added = 0
        """How many cells were filled."""
        self._rows = rows
        self._spans = [
            (first[0], last[0], first[1] - column)
            for first, last in ranges[:_MOST]
            if first[0] < last[0] and first[1] >= column
        ]
        self._spans.sort(reverse=True)

    def __iter__(self) -> Iterator[list[Any]]:
        """Give the rows one by one."""
        return self._filled() if self._spans else self._rows

    def _filled(self) -> Iterator[list[Any]]:
        held: dict[int, tuple[int, Any]] = {}
        for number, row in enumerate(self._rows):
            for column, (last, value) in list(held.items()):
                if number > last:
                    del held[column]
                elif row[column] == "":
                    row[column] = value
                    self.added += 1
            while self._spans and self._spans[-1][0] <= number:
                _, last, column = self._spans.pop()
                if column < len(row) and row[column] != "":
                    held[column] = last, row[column]
            yield row
