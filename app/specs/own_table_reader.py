"""A unit's own Excel file → a draft of a statistics table, and the agreed draft → a table.

Foreign files are parsed in the child process of ``app/sandbox``: plain values in and out.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import sandbox
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.own_table import SheetDraft, TableDraft, reference_of
from app.domain.plain import from_plain, to_plain
from app.domain.scheme import TableDeclaration, Tier
from app.domain.table import TableCell, TableSpec
from app.specs.excel_names import named_file
from app.specs.table_reader import open_book, read_table, sheet_spec
from app.specs.word_marks import is_mark, parse_mark

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 120, 40
MEMORY_MB, CPU_SECONDS, WALL_SECONDS = 480, 9, 10.0

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DRAWINGS = re.compile("xl/(drawings|charts|media)/")
_ONE_CELL = re.compile(r"(.+)!(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::.*)?", re.DOTALL)
_TOTAL = re.compile("总数|总人数|应|合计|共有|人数$|个数$")
_TOOK_PART = re.compile("参加点评|开展点评|点评人数|已点评|参加")
_REVIEWED = re.compile("被点评|受点评|接受点评|已点评|点评数")


def read_table_draft(excel: bytes, file: str, tiers: Iterable[Tier] = ()) -> TableDraft:
    """Return what is proposed for an Excel file, read in a child process with limits.

    Args:
        excel: the bytes of the file.
        file: its name.
        tiers: the tiers of leaders that the ledger counts.

    Raises:
        Refusal: ``own.*``, ``table.*``, ``sheet.encrypted``.
    """
    said = [to_plain(tier) for tier in tiers]
    return from_plain(TableDraft, _limited(read_table_draft_plain, file, excel, file, said))


def read_table_draft_plain(excel: bytes, file: str, tiers: list[Any]) -> Any:  # noqa: ANN401
    """Do what ``read_table_draft`` does with plain values, for the child process."""
    return to_plain(table_draft_of(excel, file, [from_plain(Tier, tier) for tier in tiers]))


def make_table(draft: TableDraft, declaration: TableDeclaration) -> tuple[bytes, TableSpec]:
    """Return the Excel file with its names and the table that it declares.

    Raises:
        Refusal: ``table.*``.
    """
    arguments = (draft.excel, draft.file, draft.shown.spec.sheet, dict(draft.chosen))
    made, spec = _limited(make_table_plain, draft.file, *arguments, to_plain(declaration))
    return made, from_plain(TableSpec, spec)


def make_table_plain(
    excel: bytes,
    file: str,
    sheet: str,
    chosen: Mapping[str, str],
    declaration: Any,  # noqa: ANN401 - plain
) -> tuple[bytes, Any]:
    """Do what ``make_table`` does with plain values, for the child process."""
    made = named_file(excel, sheet, chosen)
    said = from_plain(TableDeclaration, declaration)
    return made, to_plain(read_table(made, said, file))


def table_draft_of(excel: bytes, file: str, tiers: Iterable[Tier]) -> TableDraft:
    """Do what ``read_table_draft`` does in this process."""
    warnings = _checked(excel, file)
    book = open_book(excel, file)
    marked = _marked(book)
    found = [
        (_sheet(sheet, tuple(tiers)), sheet.protection.sheet)
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        and sheet.max_row <= MOST_ROWS
        and sheet.max_column <= MOST_COLUMNS
    ]
    sheets = tuple(sheet for sheet, _ in found if any(_is_free(c) for c in sheet.spec.cells))
    if not sheets:
        raise refusal("own.table_empty", file)
    if any(protected for _, protected in found):
        warnings.append(fault("own.table_protected"))
    places = [len(sheet.guesses) + 100 * (sheet.spec.sheet in marked) for sheet in sheets]
    place = places.index(max(places))
    chosen = marked.get(sheets[place].spec.sheet) or sheets[place].guesses
    title = _title(sheets[place].spec) or Path(file).stem
    return TableDraft(file, excel, title, sheets, place, dict(chosen), tuple(warnings))


def _limited(function: Callable[..., Any], place: str, *arguments: object) -> Any:  # noqa: ANN401
    return sandbox.run(
        function,
        *arguments,
        memory_mb=MEMORY_MB,
        cpu_s=CPU_SECONDS,
        wall_s=WALL_SECONDS,
        place=place,
    )


def _checked(excel: bytes, file: str) -> list[Fault]:
    """Refuse what cannot be a template; return what is odd about the rest."""
    if excel.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in excel:
        raise refusal("sheet.encrypted", file)
    try:
        with zipfile.ZipFile(io.BytesIO(excel)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise refusal("table.not_excel", file) from error
    if any("vbaProject" in name for name in names):
        raise refusal("own.table_macros", file)
    drawn = any(_DRAWINGS.match(name) for name in names)
    return [fault("own.table_drawing")] if drawn else []


def _marked(book: "Workbook") -> dict[str, dict[str, str]]:
    """Return what is marked in the file already: sheet → figure → reference."""
    found: dict[str, dict[str, str]] = {}
    for name, defined in book.defined_names.items():
        mark = parse_mark(name) if is_mark(name) else None
        match = _ONE_CELL.fullmatch(defined.attr_text or "") if mark else None
        if mark and match:
            sheet = match[1].strip("'").replace("''", "'")
            found.setdefault(sheet, {})[mark.key] = match[2].replace("$", "")
    return found


# ---- what a sheet says -----------------------------------------------------------------------


def _sheet(sheet: "Worksheet", tiers: tuple[Tier, ...]) -> SheetDraft:
    formulas = frozenset(
        str(cell.coordinate)
        for row in sheet.iter_rows()
        for cell in row
        if getattr(cell, "data_type", "") == "f"
    )
    spec = sheet_spec(sheet, TableDeclaration("own", "", "", ()), {}, everything=True)
    return SheetDraft(spec, formulas, _guesses(spec, tiers))


def _title(spec: TableSpec) -> str:
    texts = [cell for cell in spec.cells if cell.text.strip() and cell.row < 3]
    named = [cell.text for cell in texts if "".join(cell.text.split()).endswith("表")]
    largest = max(texts, key=lambda cell: cell.half_points, default=None)
    return "".join((named or [largest.text if largest else ""])[0].split())[:60]


def _is_free(cell: TableCell) -> bool:
    return not cell.text.strip()


def _guesses(spec: TableSpec, tiers: tuple[Tier, ...]) -> dict[str, str]:
    """Return figure → reference where the headings of one cell alone say it."""
    found: dict[str, list[str]] = {}
    for cell in spec.cells:
        if _is_free(cell) and cell.framed:
            figure = _figure(_headings(cell, spec), tiers)
            if figure:
                found.setdefault(figure, []).append(reference_of(cell))
        elif "填报单位" in cell.text:
            found.setdefault("unit", []).append(reference_of(cell))
        elif re.search("填报(时间|日期)", cell.text):
            found.setdefault("date", []).append(reference_of(cell))
    return {figure: places[0] for figure, places in found.items() if len(places) == 1}


def _headings(cell: TableCell, spec: TableSpec) -> list[str]:
    """Return what heads a cell: the nearest text above, those to its left, those above it."""
    above = sorted(
        (
            other
            for other in spec.cells
            if other.row + other.row_span <= cell.row and _is_over(other, cell)
        ),
        key=lambda other: other.row,
        reverse=True,
    )
    over = list(takewhile(lambda other: other.framed and not _is_free(other), above))
    if not over:
        return []
    beside = [
        other
        for other in spec.cells
        if other.row == over[0].row and other.column < over[0].column and not _is_free(other)
    ]
    beside.sort(key=lambda other: other.column, reverse=True)
    return ["".join(other.text.split()) for other in (over[0], *beside, *over[1:])]


def _is_over(other: TableCell, cell: TableCell) -> bool:
    return (
        other.column < cell.column + cell.column_span
        and cell.column < other.column + other.column_span
    )


def _figure(headings: list[str], tiers: tuple[Tier, ...]) -> str:
    """Return the figure that headings mean, or nothing where that is not plain."""
    who = next((found for text in headings if (found := _who(text, tiers))), "")
    if not who:
        return ""
    leads = who in ("leaders", "secretaries") or who.startswith("tier.")
    part = "took_part" if leads else "reviewed"
    joint = "." if who.startswith("tier.") else "_"
    if (_TOOK_PART if leads else _REVIEWED).search(headings[0]):
        return f"{who}{joint}{part}"
    return f"{who}{joint}total" if _TOTAL.search(headings[0]) else ""


def _who(heading: str, tiers: tuple[Tier, ...]) -> str:
    """Return whom a heading counts."""
    for place, tier in enumerate(tiers):
        if "".join(tier.title.split()) in heading:
            return f"tier.{tier.id}" if place else "leaders"
    if re.search("基层党组织书记|支部书记", heading):
        return "secretaries"
    if re.search("领导(?!点评)|负责(人|同志)|党组书记|党委书记", heading):
        return "leaders"
    if "书记" in heading:
        return "secretaries"
    members, organizations = "党员" in heading, bool(re.search("党组织|支部", heading))
    if members == organizations:
        return ""
    return "members" if members else "organizations"
