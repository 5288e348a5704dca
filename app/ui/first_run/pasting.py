"""What Excel copied, put under the headings of a list."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.proposal import SheetKind


@dataclass(frozen=True, slots=True)
class Pasted:
    """Cells from the first column of the list on, or from the one that was chosen."""

    rows: tuple[tuple[str, ...], ...]
    headed: bool
    """The copied cells had headings: they stand under the same headings here."""
    left_out: tuple[str, ...]
    """Headings of copied columns, in which something stands, that the list has no place for."""


def read_pasted(text: str, kind: SheetKind, headings: Sequence[str], room: int) -> Pasted:
    """Put copied cells in the order of the list's columns.

    Args:
        text: cells parted by tabs, rows by line breaks, as Excel and WPS copy them.
        kind: what the rows are; tells which headings mean the same.
        headings: the canonical columns of the list.
        room: how many columns there are from the chosen cell on, for cells without headings.
    """
    lines = _cells(text)
    columns = _columns(lines[0], kind, headings) if lines else []
    if not columns:
        wide = any(any(line[room:]) for line in lines)
        rows = tuple(tuple(line[:room]) for line in lines)
        return Pasted(rows, headed=False, left_out=("右边多出的列",) if wide else ())
    placed = {name: place for place, name in reversed([*enumerate(columns)]) if name in headings}
    rows = tuple(tuple(_at(line, placed.get(name)) for name in headings) for line in lines[1:])
    left_out = tuple(
        heading
        for place, heading in enumerate(lines[0])
        if place not in placed.values() and any(_at(line, place) for line in lines[1:])
    )
    return Pasted(rows, headed=True, left_out=tuple(h for h in left_out if h not in _NUMBERS))


_NUMBERS = ("序号", "编号", "No.", "")


def _cells(text: str) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    quoted = text.count('"') % 2 == 0 and ('\t"' in text or '\n"' in text or text[:1] == '"')
    read = csv.reader([line + "\n" for line in plain], "excel-tab") if quoted else None
    lines = [*read] if read else [line.split("\t") for line in plain]
    return [[" ".join(cell.split()) for cell in line] for line in lines]


def _columns(first: Sequence[str], kind: SheetKind, headings: Sequence[str]) -> list[str]:
    """Return the canonical name of each copied column; empty where the row holds no headings."""
    from app.specs.column_reader import read_columns

    book = read_columns()[kind.value]
    found = [book.column(cell) for cell in first]
    alone = [cell for cell in first if cell] == [headings[0]]
    return found if alone or (headings[0] in found and sum(map(bool, found)) > 1) else []


def _at(line: Sequence[str], place: int | None) -> str:
    return line[place] if place is not None and place < len(line) else ""
