"""The official statistics table as Excel: the scheme's own file filled in, and the sheet 汇总."""

import io
import re
from collections.abc import Iterable, Mapping
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.table import Table, TableSpec, TableValue
from app.export.excel_sheets import put_text, saved

_A4 = 9
_LONGEST_NAME = 31
_LINE = Side(style="thin")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TITLE_FONT = Font(name="方正小标宋简体", size=20)
_HEAD_FONT = Font(name="黑体", size=12)
_BODY_FONT = Font(name="仿宋_GB2312", size=12)
_CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
_NAME_WIDTH, _NUMBER_WIDTH = 30, 14
_TITLE_ROW, _HEAD_ROW = 1, 2
_TITLE_HEIGHT, _HEAD_HEIGHT, _BODY_HEIGHT = 42, 52, 26


def table_bytes(
    template: bytes,
    spec: TableSpec,
    values: Mapping[str, TableValue],
    summary: Table,
    foot: str = "",
) -> bytes:
    """Return the official table as an Excel file.

    Args:
        template: the scheme's Excel file.
        spec: where its cells to fill are.
        values: field → what stands there; text stays text.
        summary: one row per unit; without rows there is no second sheet.
        foot: what is printed at the foot of every page, such as the 校验码; no cell is touched.
    """
    book = load_workbook(io.BytesIO(template))
    sheet = cast("Worksheet", book[spec.sheet])
    for field, reference in spec.marks.items():
        if field in values:
            _put(cast("Cell", sheet[reference]), values[field])
    if summary.rows:
        _add_summary(book, f"{spec.title}（{summary.title}）", summary)
    for each in book.worksheets if foot else ():
        _add_foot(each, foot)
    return saved(book)


def tables_bytes(tables: Iterable[tuple[str, Table]]) -> bytes:
    """Return an Excel file with a sheet for each table.

    Args:
        tables: the title printed above each table, and the table; its own title names the sheet.
    """
    book = Workbook()
    for title, table in tables:
        _add_summary(book, title, table)
    book.remove(book.worksheets[0])
    return saved(book)


def lies_across(template: bytes) -> bool:
    """Tell whether the first sheet of an Excel file prints on paper that lies across."""
    book = load_workbook(io.BytesIO(template))
    return bool(book.worksheets[0].page_setup.orientation == "landscape")


def _add_foot(sheet: Worksheet, foot: str) -> None:
    """Print a line at the right of the foot, behind what the file itself has there."""
    for footer in (sheet.oddFooter, sheet.evenFooter, sheet.firstFooter):
        if footer is None:
            continue
        own = footer.right.text
        footer.right.text = f"{own} {_plain(foot)}" if own else _plain(foot)


def _plain(text: str) -> str:
    """Return a text that a footer shows as it is: ``&`` begins an order there."""
    return text.replace("&", "&&")


def _put(cell: Cell, value: TableValue) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def _add_summary(book: Workbook, title: str, summary: Table) -> None:
    sheet = cast("Worksheet", book.create_sheet(_sheet_name(summary.title)))
    columns = len(summary.columns)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    _styled(sheet, _TITLE_ROW, 1, title, _TITLE_FONT, framed=False)
    for number, column in enumerate(summary.columns, 1):
        _styled(sheet, _HEAD_ROW, number, column.title, _HEAD_FONT)
        width = _NUMBER_WIDTH if column.number else _NAME_WIDTH
        sheet.column_dimensions[get_column_letter(number)].width = width
    first = _HEAD_ROW + 1
    for offset, row in enumerate(summary.rows):
        sheet.row_dimensions[first + offset].height = _BODY_HEIGHT
        for number, value in enumerate(row, 1):
            _styled(sheet, first + offset, number, value, _BODY_FONT)
    if summary.total:
        _add_total(sheet, summary, first)
    sheet.row_dimensions[_TITLE_ROW].height = _TITLE_HEIGHT
    sheet.row_dimensions[_HEAD_ROW].height = _HEAD_HEIGHT
    _set_up_page(sheet)


def _sheet_name(title: str) -> str:
    """Return a title as sheets may be called: 31 letters, without signs that mean something."""
    return re.sub(r"[\[\]:*?/\\']", "", title)[:_LONGEST_NAME]


def _add_total(sheet: Worksheet, summary: Table, first: int) -> None:
    last = first + len(summary.rows) - 1
    _styled(sheet, last + 1, 1, summary.total_name, _HEAD_FONT)
    sheet.row_dimensions[last + 1].height = _BODY_HEIGHT
    for number, column in enumerate(summary.columns[1:], 2):
        letter = get_column_letter(number)
        _styled(sheet, last + 1, number, None, _HEAD_FONT)
        if column.number:
            sheet.cell(last + 1, number).value = f"=SUM({letter}{first}:{letter}{last})"


def _styled(
    sheet: Worksheet, row: int, column: int, value: TableValue, font: Font, *, framed: bool = True
) -> None:
    cell = cast("Cell", sheet.cell(row, column))
    _put(cell, value)
    cell.font = font
    cell.alignment = _CENTER
    if framed:
        cell.border = _FRAME


def _set_up_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_TITLE_ROW}:{_HEAD_ROW}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
