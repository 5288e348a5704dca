"""Reads the cells of a sheet column by column: each different value once."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import zip_longest

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.proposal import RowFault
from app.intake.grid import Grid
from app.intake.sheets import Sheet, cell_text

MOST_TOLD = 50
"""Where more rows have the same doubt, it is told once of the whole column."""


@dataclass(slots=True)
class Cells:
    """The texts of a sheet by column, and what was doubtful about them."""

    numbers: list[int]
    """The rows' numbers in the file."""
    cells: dict[str, list[str]] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[RowFault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Return a canonical column to write into; a new one is empty."""
        if name not in self.cells:  # asked for in loops: make no list in vain
            self.cells[name] = [""] * len(self.numbers)
        return self.cells[name]

    def further(self, heading: str) -> list[str]:
        """Return a further column to write into; a new one is empty."""
        if heading not in self.extra:
            self.extra[heading] = [""] * len(self.numbers)
        return self.extra[heading]

    def keep(self, heading: str, texts: list[str]) -> None:
        """Keep a further column; of two with one heading the second gets a number."""
        name, number = heading, 1
        while name in self.extra:
            number += 1
            name = f"{heading}（{number}）"
        self.extra[name] = texts

    def place_for(self, name: str, *, canonical: bool) -> list[str]:
        """Return the column of this name to write into."""
        return self.column(name) if canonical else self.further(name)

    def doubt(self, index: int, column: str, code: str, /, **details: object) -> None:
        """Note a doubt about the row at an index."""
        self.doubts.append(RowFault(self.numbers[index], column, fault(code, "", **details)))


def columns_of(sheet: Sheet, blanks: Set[str]) -> list[list[str]]:
    """Return the texts of all the rows of a sheet by column.

    Args:
        sheet: as read.
        blanks: texts that say nothing (无, —) and are given as empty.
    """
    rows = sheet.rows
    if isinstance(rows, Grid):
        columns = [rows.texts(index) for index in range(rows.width)]
    else:
        columns = [list(map(cell_text, column)) for column in zip_longest(*rows)]
    for index, column in enumerate(columns):
        if not blanks.isdisjoint(column):
            columns[index] = ["" if text in blanks else text for text in column]
    return columns


def replaced(texts: Iterable[str], read: Callable[[str], str]) -> list[str]:
    """Return texts read anew, each different one once."""
    every = list(texts)
    found = {text: read(text) if text else "" for text in set(every)}
    return [found[text] for text in every]


def holds(texts: Iterable[str], pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern is found in any of the texts; it must not match a line feed."""
    return pattern.search("\n".join(texts)) is not None


def where(texts: Sequence[str], values: Iterable[str]) -> list[int]:
    """Return the indexes at which one of these values stands."""
    wanted = frozenset(values)
    return [i for i, text in enumerate(texts) if text in wanted] if wanted else []


_POINT_ZERO = re.compile(r"^([0-9]+)\.0+$")
_LETTER_O = re.compile(r"[OoＯｏ〇○]")


def plain_digits(text: str) -> str:
    """Return an ID or telephone number with plain digits: no full width, no O for 0, no .0."""
    if text.isascii() and text.isdigit():
        return text
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("'’‘`")
    plain = _POINT_ZERO.sub(r"\1", plain)
    zeros = _LETTER_O.sub("0", plain)
    digits = re.sub(r"[\s\-Xx]", "", zeros)
    return zeros if digits.isascii() and digits.isdigit() else plain
