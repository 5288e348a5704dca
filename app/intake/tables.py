"""Finds the header row of a sheet, what kind of sheet it is, and its rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.proposal import REJECT_REASON, SheetKind, SheetRow, SheetTable
from app.intake.sheets import Sheet, cell_text
from app.specs.column_reader import ColumnBook, ColumnBooks, heading_key

_HEADER_ROWS = 15
_LEAST_MATCHES = 2
_FOOTER = re.compile(
    r"(合计|总计|共计|小计|填表人|填报人|制表人|审核人|审批人|填表单位|填报单位|填报时间|填表时间"
    r"|填表日期|填报日期|单位负责人|负责人签字|备注|说明|注)\s*([:：\d一二三四五六七八九、.（(]|$)"
)
_BY_CERTAINTY = (SheetKind.REVIEWS, SheetKind.ORGANIZATIONS, SheetKind.MEMBERS)
"""A ledger of reviews has a roster's columns too: what asks for more is tried first."""
_DROPPED = frozenset({"序号", "no", "行号", REJECT_REASON})


@dataclass(frozen=True, slots=True)
class _Header:
    kind: SheetKind
    place: int
    """Index among the sheet's rows."""
    columns: Mapping[int, str]
    """Index of the column → canonical name."""


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
    kinds = (kind,) if kind else _BY_CERTAINTY
    found: list[SheetTable] = []
    passed_by: list[str] = []
    for sheet in sheets:
        header = _find_header(sheet, books, kinds)
        if header is not None:
            found.append(_table(file, sheet, header))
        elif any(cell is not None for row in sheet.rows for cell in row):
            passed_by.append(sheet.name)
    if not found:
        raise _no_header(file, sheets, books, kind)
    if passed_by:
        note = fault("sheet.passed_by", file, sheets="、".join(passed_by))
        found[0] = _with_warnings(found[0], (note,))
    return found


def _with_warnings(table: SheetTable, more: tuple[Fault, ...]) -> SheetTable:
    return SheetTable(
        table.file,
        table.sheet,
        table.kind,
        table.header_row,
        table.mapping,
        table.rows,
        table.warnings + more,
    )


def _no_header(
    file: str, sheets: Sequence[Sheet], books: ColumnBooks, kind: SheetKind | None
) -> Exception:
    if kind is not None:
        return refusal("sheet.header", file, wanted="”“".join(books[kind].required))
    for guess in _BY_CERTAINTY:
        if any(_best_match(sheet, books[guess]) for sheet in sheets):
            return refusal("sheet.header", file, wanted="”“".join(books[guess].required))
    return refusal("sheet.kind", file)


def _best_match(sheet: Sheet, book: ColumnBook) -> int:
    counts = (len(set(_matches(row, book).values())) for row in sheet.rows[:_HEADER_ROWS])
    return max((count for count in counts if count >= _LEAST_MATCHES), default=0)


def _find_header(sheet: Sheet, books: ColumnBooks, kinds: tuple[SheetKind, ...]) -> _Header | None:
    best: tuple[int, _Header] | None = None
    for place, row in enumerate(sheet.rows[: max(0, _HEADER_ROWS + 1 - sheet.first_row)]):
        for kind in kinds:
            book = books[kind]
            columns = _matches(row, book)
            fits = set(book.required) <= set(columns.values()) and len(columns) >= _LEAST_MATCHES
            if not fits:
                continue
            if best is None or len(columns) > best[0]:
                best = len(columns), _Header(kind, place, columns)
            break
    return best[1] if best else None


def _matches(row: Sequence[object], book: ColumnBook) -> dict[int, str]:
    """Return the columns of a row that head something; of two the canonical, else the first."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        name = book.column(cell) if isinstance(cell, str) else ""
        if name and (name not in found or _heads(cell, name) > _heads(row[found[name]], name)):
            found[name] = index
    return {index: name for name, index in found.items()}


def _heads(cell: object, name: str) -> bool:
    """Tell whether a heading is the canonical name itself."""
    return heading_key(str(cell)) == heading_key(name)


def _table(file: str, sheet: Sheet, header: _Header) -> SheetTable:
    heading_row = [cell_text(cell) for cell in sheet.rows[header.place]]
    extra = {
        index: re.sub(r"\s+", "", heading)
        for index, heading in enumerate(heading_row)
        if heading and index not in header.columns and heading_key(heading) not in _DROPPED
    }
    first = sheet.first_row + header.place + 1
    texts = ([cell_text(cell) for cell in row] for row in sheet.rows[header.place + 1 :])
    rows = tuple(
        _row(number, row, header.columns, extra)
        for number, row in enumerate(texts, start=first)
        if any(row) and not _is_heading(row, heading_row) and not _is_footer(row)
    )
    mapping = {
        re.sub(r"\s+", "", heading_row[index]): name for index, name in header.columns.items()
    }
    head = sheet.first_row + header.place
    return SheetTable(file, sheet.name, header.kind, head, mapping, rows)


def _row(
    number: int, row: Sequence[str], columns: Mapping[int, str], extra: Mapping[int, str]
) -> SheetRow:
    width = len(row)
    return SheetRow(
        number,
        {name: row[index] for index, name in columns.items() if index < width and row[index]},
        {name: row[index] for index, name in extra.items() if index < width and row[index]},
    )


def _is_heading(row: Sequence[str], heading_row: Sequence[str]) -> bool:
    """Tell whether a row repeats the header (on every printed page)."""
    return list(row) == list(heading_row)


def _is_footer(row: Sequence[str]) -> bool:
    """Tell whether a row is a total or a signature line below the data."""
    first = next(cell for cell in row if cell)
    if not _FOOTER.match(first.replace(" ", "").replace("\u3000", "")):
        return False
    filled = sum(1 for cell in row if cell)
    return filled * 2 <= len(row) or filled <= 2  # a label and its value
