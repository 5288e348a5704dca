"""Turns sheets into tables: which columns and rows they have, and what was passed by."""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import compress
from pathlib import Path

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.proposal import REJECT_REASON, RowFault, SheetKind, SheetRows, SheetTable
from app.intake.cells import BLANKS
from app.intake.column_values import Cells, columns_of
from app.intake.dittos import fill_dittos
from app.intake.double_columns import merge_doubles
from app.intake.headers import BY_CERTAINTY, Header, find_header, matches
from app.intake.organization_cells import read_organizations
from app.intake.places import named_places
from app.intake.roster_cells import (
    CATEGORY,
    NAME,
    STATUS,
    fill_sections,
    read_categories,
    read_dates,
    read_names,
    read_numbers,
    read_several,
)
from app.intake.sheets import Sheet
from app.intake.side_by_side import taken_apart
from app.intake.table_rows import SortedRows, sort_rows
from app.specs.column_reader import ColumnBook, ColumnBooks, Meaning, heading_key

_DROPPED = frozenset({"序号", "no", "行号", REJECT_REASON})
_FAMILY = (CATEGORY, STATUS)


def recognise(
    file: str, sheets: Sequence[Sheet], books: ColumnBooks, kind: SheetKind | None = None
) -> list[SheetTable]:
    """Turn a file's sheets into tables; sheets that are none of them (explanations) are passed by.

    Args:
        file: name of the file, for messages.
        sheets: as read.
        books: the spellings of the columns.
        kind: what the user says it is; None: decided by the columns.

    Raises:
        Refusal: ``sheet.header`` or ``sheet.kind`` where no sheet fits.
    """
    kinds = (kind,) if kind else BY_CERTAINTY
    found: list[SheetTable] = []
    passed_by: list[str] = []
    for sheet in sheets:
        header = find_header(sheet, books, kinds)
        if header is not None:
            found += [_table(file, part, head, books) for part, head in taken_apart(sheet, header)]
        elif any(cell is not None for row in sheet.rows for cell in row):
            passed_by.append(sheet.name)
    if not found:
        raise _no_header(file, sheets, books, kind)
    told = [warning for sheet in sheets for warning in sheet.warnings]
    if passed_by:
        told.append(fault("sheet.passed_by", file, sheets="、".join(passed_by)))
    if told:
        found[0] = _with_warnings(found[0], told)
    return found


def _with_warnings(table: SheetTable, more: Sequence[Fault]) -> SheetTable:
    whole = tuple(RowFault(0, "", each) for each in more)
    return replace(table, warnings=(*table.warnings, *more), doubts=(*whole, *table.doubts))


def _no_header(
    file: str, sheets: Sequence[Sheet], books: ColumnBooks, kind: SheetKind | None
) -> Exception:
    if kind is not None:
        return refusal("sheet.header", file, wanted="”“".join(books[kind].required))
    for guess in BY_CERTAINTY:
        if any(matches(sheet, books[guess], books) for sheet in sheets):
            return refusal("sheet.header", file, wanted="”“".join(books[guess].required))
    return refusal("sheet.kind", file)


def _table(file: str, sheet: Sheet, header: Header, books: ColumnBooks) -> SheetTable:
    is_ledger = header.kind is SheetKind.REVIEWS  # there 无 is an answer
    columns = columns_of(sheet, frozenset() if is_ledger else BLANKS - {""})
    columns += [[""] * len(sheet.rows) for _ in range(len(header.headings) - len(columns))]
    rows = sort_rows(sheet, header, columns, books.habits)
    cells = Cells([sheet.first_row + index for index in rows.kept])
    book = books[header.kind]
    flags = bytearray(len(sheet.rows))
    for index in rows.kept:
        flags[index] = 1
    texts = [list(compress(column, flags)) for column in columns]
    fill_dittos(header, texts)
    merged = merge_doubles(cells, header, book, texts)
    unknown = _keep_further(cells, header, book, texts, merged)
    mapping = _read(cells, header, book, texts, rows)
    if header.kind is SheetKind.ORGANIZATIONS:
        read_organizations(cells, books.habits)
    table = SheetTable(
        file,
        sheet.name,
        header.kind,
        sheet.first_row + header.place,
        mapping,
        SheetRows(cells.numbers, cells.cells, cells.extra),
        doubts=tuple(sorted(cells.doubts, key=lambda each: each.row)),
        places=named_places(sheet, header, Path(file).stem, books.habits),
    )
    warnings = [*_unknown(header.kind, unknown), *_passed_by(rows), *cells.warnings]
    return _with_warnings(table, warnings)


def _keep_further(
    cells: Cells,
    header: Header,
    book: ColumnBook,
    texts: Sequence[list[str]],
    merged: Set[int],
) -> list[str]:
    """Keep the columns that are not known, under their own headings; returns the strange ones."""
    unknown = []
    for index, column in enumerate(texts):
        if index in header.columns or index in merged or not any(column):
            continue
        heading = header.headings[index] if index < len(header.headings) else ""
        if heading_key(heading) in _DROPPED or _is_family(header.kind, heading, book):
            continue
        known = book.kept_as(heading) or (heading if book.column(heading) else "")
        name = known or heading or f"第{index + 1}列"
        cells.keep(name, column)
        if not known:
            unknown.append(name)
    return unknown


def _is_family(kind: SheetKind, heading: str, book: ColumnBook) -> bool:
    return kind is SheetKind.MEMBERS and book.column(heading) in _FAMILY


def _read(
    cells: Cells, header: Header, book: ColumnBook, texts: Sequence[list[str]], rows: SortedRows
) -> dict[str, str]:
    """Read the known columns; returns heading → canonical column."""
    mapping = {
        header.headings[index]: "、".join(meaning.names)
        for index, meaning in sorted(header.columns.items())
    }
    several = {}
    for index, meaning in header.columns.items():
        if len(meaning.names) > 1:
            several[index] = meaning
        elif header.kind is not SheetKind.MEMBERS or meaning.names[0] not in _FAMILY:
            cells.cells[meaning.names[0]] = texts[index]
    if header.kind is not SheetKind.MEMBERS:
        for index in several:
            cells.keep(header.headings[index], texts[index])
        return mapping
    for index, meaning in several.items():
        read_several(cells, header.headings[index], meaning.names, texts[index])
    _read_roster(cells, header, rows)
    mapping.update(read_categories(cells, _family(header, book, texts)))
    fill_sections(cells, rows.sections)
    return mapping


def _family(
    header: Header, book: ColumnBook, texts: Sequence[list[str]]
) -> list[tuple[str, str, list[str]]]:
    """Return the columns about 类别 and 状态: heading, what it means, texts."""
    found = []
    for index, heading in enumerate(header.headings):
        meaning = header.columns.get(index, Meaning((book.column(heading),)))
        if len(meaning.names) == 1 and meaning.names[0] in _FAMILY:
            found.append((heading, meaning.names[0], texts[index]))
    return found


def _read_roster(cells: Cells, header: Header, rows: SortedRows) -> None:
    inner = next((m.inner for m in header.columns.values() if m.names[0] == NAME and m.inner), "")
    cells.column(NAME)
    read_names(cells, inner)
    read_dates(cells)
    read_numbers(cells)


def _unknown(kind: SheetKind, headings: Sequence[str]) -> list[Fault]:
    if not headings or kind is SheetKind.REVIEWS:  # a 台账 has columns of its forms' own
        return []
    code = "sheet.columns_kept" if kind is SheetKind.MEMBERS else "sheet.columns_unread"
    return [fault(code, "", columns="”“".join(headings))]


def _passed_by(rows: SortedRows) -> list[Fault]:
    return [
        fault("sheet.rows_passed_by", "", rows=_ranges(numbers), why=why)
        for why, numbers in rows.passed_by.items()
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers with runs drawn together: 3、7—9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}—{r[-1]}" for r in runs)
