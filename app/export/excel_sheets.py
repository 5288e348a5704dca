"""Plain Excel sheets with many rows, written as a stream; text is always text."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_LINE = Side(style="thin", color="808080")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FONT = Font(name="宋体", size=11, bold=True)
_BODY_FONT = Font(name="宋体", size=11)
_HEAD_FILL = PatternFill("solid", fgColor="EDEDED")
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTER = Alignment(wrap_text=True, vertical="center", horizontal="center")


def list_bytes(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> bytes:
    """Return a workbook with one list: a heading row, then the rows.

    Args:
        title: the name of the sheet.
        headings: the first row.
        rows: texts; what begins with = + - @ stays text.
        widths: column widths in characters.
    """
    return lists_bytes([ListSheet(title, headings, rows, widths)])


class ListSheet(NamedTuple):
    """One list of a workbook."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[str]]
    widths: Sequence[float]


def lists_bytes(lists: Iterable[ListSheet]) -> bytes:
    """Return a workbook with a sheet for each list."""
    book = Workbook(write_only=True)
    for each in lists:
        _add_list(cast("Worksheet", book.create_sheet(each.title)), each)
    return saved(book)


def _add_list(sheet: Worksheet, found: ListSheet) -> None:
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for number, width in enumerate(found.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, text, _HEAD_FONT, _CENTER, _HEAD_FILL) for text in found.headings])
    for row in found.rows:
        sheet.append([_cell(sheet, text, _BODY_FONT, _WRAP) for text in row])


def _cell(
    sheet: Worksheet,
    text: str,
    font: Font,
    alignment: Alignment,
    fill: PatternFill | None = None,
) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=None)
    put_text(cell, text)
    cell.font = font
    cell.alignment = alignment
    cell.border = _FRAME
    if fill is not None:
        cell.fill = fill
    return cell


def put_text(cell: Cell, text: str) -> None:
    """Put text into a cell so that it never becomes a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@"


_PROPERTIES = {
    "docProps/app.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://'
        'schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docProps/core.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
}
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes: the same for the same content, its properties empty."""
    stream, clean = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(clean, "w") as target:
        for part in source.namelist():
            content = _PROPERTIES.get(part, "").encode() or source.read(part)
            target.writestr(zipfile.ZipInfo(part, _FIXED_TIME), content, zipfile.ZIP_DEFLATED)
    return clean.getvalue()
