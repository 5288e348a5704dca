"""Turns the Excel template of a statistics table into a TableSpec.

Cells to fill carry a defined name: ``f_`` and the measure (公式—名称管理器 in Excel and WPS).
"""

import io
import zipfile
from difflib import get_close_matches
from typing import TYPE_CHECKING

from app.domain.coverage import MEASURES, tier_measures
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.form import Align
from app.domain.scheme import TableDeclaration
from app.domain.table import TableCell, TableSpec
from app.specs.word_marks import mark_name, parse_mark

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 500, 100
OTHER_MARKS = ("unit", "date")
"""What is filled in beside the measures: 填报单位, 填报时间."""
USUAL_WIDTH, USUAL_HEIGHT = 8.43, 15.0

_ALIGN = {
    "center": Align.CENTER,
    "centerContinuous": Align.CENTER,
    "right": Align.RIGHT,
    "justify": Align.BOTH,
    "distributed": Align.BOTH,
}


def read_table(excel: bytes, declaration: TableDeclaration, place: str) -> TableSpec:
    """Return the table that an Excel file and its declaration describe.

    Args:
        excel: the bytes of the .xlsx.
        declaration: what the scheme says about the table; its columns must all be marked.
        place: what to call the file in a fault.

    Raises:
        Refusal: everything that is wrong with the file, at once.
    """
    book = open_book(excel, place)
    marks, faults = _marks(book, _known(declaration), place)
    needed = [*(declaration.columns or MEASURES)]
    faults += [
        fault("table.mark_missing", place, mark=mark_name(measure))
        for measure in needed
        if measure not in marks
    ]
    if len({sheet for sheet, _ in marks.values()}) > 1:
        faults.append(fault("table.sheets", place))
    refuse_all(faults)
    name = next(sheet for sheet, _ in marks.values())
    sheet = book[name]
    return sheet_spec(sheet, declaration, {key: reference for key, (_, reference) in marks.items()})


def sheet_spec(
    sheet: "Worksheet",
    declaration: TableDeclaration,
    marks: dict[str, str],
    *,
    everything: bool = False,
) -> TableSpec:
    """Return a sheet as a table.

    Args:
        sheet: as opened.
        declaration: what the scheme says about the table.
        marks: measure → reference of its cell.
        everything: True: with the cells that show nothing, too.
    """
    fields = {reference: key for key, reference in marks.items()}
    return TableSpec(
        id=declaration.id,
        title=declaration.title,
        sheet=sheet.title,
        marks=marks,
        cells=_cells(sheet, fields, everything=everything),
        widths=_widths(sheet),
        heights=_heights(sheet),
    )


def open_book(excel: bytes, place: str) -> "Workbook":
    """Return the opened file.

    Raises:
        Refusal: ``table.not_excel``, also where it is far too large for a table.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(excel)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        book = openpyxl.load_workbook(io.BytesIO(excel)) if size <= MOST_BYTES else None
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        raise refusal("table.not_excel", place) from error
    if book is None or any(
        sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS for sheet in book.worksheets
    ):
        raise refusal("table.not_excel", place)
    return book


def _known(declaration: TableDeclaration) -> tuple[str, ...]:
    """Return everything that a cell of the table may be marked for."""
    further = (key for tier in declaration.tiers[1:] for key in tier_measures(tier.id))
    return (*MEASURES, *further, *OTHER_MARKS)


def _marks(
    book: "Workbook", known: tuple[str, ...], place: str
) -> tuple[dict[str, tuple[str, str]], list[Fault]]:
    """Return measure → (sheet, reference of the cell), and what is wrong with the names."""
    names = dict(book.defined_names.items())
    for sheet in book.worksheets:
        names.update(sheet.defined_names.items())
    marks: dict[str, tuple[str, str]] = {}
    faults = []
    for name, defined in names.items():
        if not name.startswith("f_"):
            continue
        mark = parse_mark(name)
        if mark is None or mark.key not in known:
            near = get_close_matches(name, [mark_name(key) for key in known], 1)
            hint = f"是不是 {near[0]}？" if near else "请删去这个名称，或改成方案里的统计项。"
            faults.append(fault("table.mark_unknown", place, mark=name, hint=hint))
            continue
        destinations = list(defined.destinations)
        if len(destinations) != 1 or destinations[0][0] not in book.sheetnames:
            faults.append(fault("table.mark_missing", place, mark=name))
            continue
        title, reference = destinations[0]
        marks[mark.key] = (title, _top_left(book[title], reference))
    return marks, faults


def _top_left(sheet: "Worksheet", reference: str) -> str:
    """Return the cell that a reference means: the first one, of a merged cell its top left."""
    cell = reference.replace("$", "").partition(":")[0]
    for merged in sheet.merged_cells.ranges:
        if cell in merged:
            return str(merged.start_cell.coordinate)
    return cell


def _cells(
    sheet: "Worksheet", fields: dict[str, str], *, everything: bool = False
) -> tuple[TableCell, ...]:
    spans = {
        merged.start_cell.coordinate: (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }
    from openpyxl.cell.cell import Cell

    cells = []
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, Cell):
                continue  # the rest of a merged cell
            found = _cell(cell, spans.get(cell.coordinate, (1, 1)), fields)
            if everything or found.text or found.field or found.framed:
                cells.append(found)
    return tuple(cells)


def _cell(cell: "Cell", span: tuple[int, int], fields: dict[str, str]) -> TableCell:
    border = cell.border
    return TableCell(
        row=cell.row - 1,
        column=cell.column - 1,
        row_span=span[0],
        column_span=span[1],
        text="" if cell.value is None else str(cell.value),
        field=fields.get(cell.coordinate, ""),
        font=str(cell.font.name or "宋体"),
        half_points=round(float(cell.font.sz or 12) * 2),
        bold=bool(cell.font.b),
        align=_ALIGN.get(str(cell.alignment.horizontal), Align.LEFT),
        framed=any(side is not None and side.style for side in (border.left, border.top)),
    )


def _widths(sheet: "Worksheet") -> tuple[int, ...]:
    from openpyxl.utils import column_index_from_string

    default = sheet.sheet_format.defaultColWidth or USUAL_WIDTH
    widths = dict.fromkeys(range(1, sheet.max_column + 1), float(default))
    for letter, dimension in sheet.column_dimensions.items():
        first = dimension.min or column_index_from_string(letter)
        for index in range(first, (dimension.max or first) + 1):
            if index in widths and dimension.width:
                widths[index] = float(dimension.width)
    return tuple(round((width * 7 + 5) * 15) for width in widths.values())


def _heights(sheet: "Worksheet") -> tuple[int, ...]:
    default = sheet.sheet_format.defaultRowHeight or USUAL_HEIGHT
    heights = (
        sheet.row_dimensions[row].height if row in sheet.row_dimensions else None
        for row in range(1, sheet.max_row + 1)
    )
    return tuple(round(float(height or default) * 20) for height in heights)
