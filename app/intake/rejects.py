"""Rows that were not taken, as they stand in their file: own headings, own order, own texts."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors.fault import Refusal
from app.domain.proposal import REJECT_REASON, SheetKind, SheetRow, SheetTable
from app.intake.headers import Header, find_header
from app.intake.sheets import Sheet, cell_text, read_sheets
from app.intake.side_by_side import taken_apart
from app.specs.column_reader import read_columns


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """A list that can be mended and imported again."""

    headings: tuple[str, ...]
    rows: dict[int, list[str]]
    """By number in the file, as long as ``headings``."""


def rejected_rows(table: SheetTable, numbers: Collection[int]) -> RejectedRows:
    """Return rows as they stand in their file; where that is gone, as they were read.

    What a row has from elsewhere (a heading between the rows, a name above the table) stands in
    columns of its own behind.

    Args:
        table: what was read.
        numbers: of the rows wanted.
    """
    wanted = [row for row in table.rows if row.number in numbers]
    found = _in_file(table)
    if found is None:
        return _as_read(wanted)
    sheet, header = found
    width = len(header.headings)
    headings = [text or f"第{place}列" for place, text in enumerate(header.headings, 1)]
    kept = [place for place in range(width) if header.headings[place] != REJECT_REASON]
    more = list(
        dict.fromkeys(name for row in wanted for name in row.cells if name not in header.names)
    )
    rows = {}
    for row in wanted:
        cells = [cell_text(cell) for cell in sheet.rows[row.number - sheet.first_row]]
        cells += [""] * (width - len(cells))
        rows[row.number] = [cells[at] for at in kept] + [row.cells.get(name, "") for name in more]
    return RejectedRows((*(headings[at] for at in kept), *more), rows)


def _as_read(rows: Collection[SheetRow]) -> RejectedRows:
    texts = {row.number: {**row.cells, **row.extra} for row in rows}
    headings = dict.fromkeys(name for cells in texts.values() for name in cells)
    return RejectedRows(
        tuple(headings),
        {number: [cells.get(name, "") for name in headings] for number, cells in texts.items()},
    )


def _in_file(table: SheetTable) -> tuple[Sheet, Header] | None:
    """Read the sheet once more; None where it is not the one that was read."""
    if not table.file or table.kind in (SheetKind.FORMS, SheetKind.FIGURES):
        return None
    books = read_columns()
    try:
        sheets = read_sheets(Path(table.file))
    except Refusal:
        return None
    for sheet in sheets:
        header = find_header(sheet, books, (table.kind,)) if sheet.name == table.sheet else None
        if header is None or sheet.first_row + header.place != table.header_row:
            continue
        if len(taken_apart(sheet, header)) > 1:
            return None
        last = sheet.first_row + len(sheet.rows)
        inside = all(sheet.first_row <= row.number < last for row in table.rows)
        return (sheet, header) if inside else None
    return None
