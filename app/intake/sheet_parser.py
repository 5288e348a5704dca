"""Reads a sheet file into plain cells; runs in the sandbox, never in the program's own process."""

import io
import re
import stat
import threading
import zipfile
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.errors.system import reason_of
from app.intake import compound, disguises
from app.intake.biff_walk import walk_xls
from app.intake.grid import PackedColumn
from app.intake.grid import PlainCell as PlainCell  # looked for here
from app.intake.package_limits import megabytes, open_package, pieces, small_part
from app.intake.sheet_text import read_text_table
from app.intake.sheet_walk import SheetWalk

MAX_BYTES = 60 << 20
MAX_CELLS = 4_000_000

PlainSheet = tuple[str, int, int, list[PackedColumn], list[dict[str, str]]]
"""Name, number of the first row (from 1), number of rows, columns, warnings."""

_ZIP = b"PK\x03\x04"
_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_EXACT_INTEGERS = 10**15
_BLOCK = 4096


def parse(path: str) -> list[PlainSheet]:
    """Read every visible sheet of a file, by what it contains, not by its suffix.

    Raises:
        Refusal: ``sheet.*`` or ``file.*``.
    """
    data = _bytes(path)
    disguises.refuse_by_head(data)
    if data.startswith(_ZIP):
        package = open_package(data)
        names = frozenset(package.namelist())
        disguises.refuse_package(names, small_part(package, "mimetype"))
        if b"encryption-data" in small_part(package, "META-INF/manifest.xml"):
            raise refusal("sheet.encrypted")
        return _workbook(data, lambda: _walk_package(package, names), package)
    if data.startswith(compound.MAGIC):
        opened = disguises.refuse_compound(data)
        return _workbook(data, lambda: walk_xls(opened) if opened else {}, None)
    table = read_text_table(data)
    return _not_empty([_text_sheet(table.rows, table.warnings)])


def examine(path: str) -> None:
    """Find out why a file broke its parser: bombs, cells so far apart that no memory holds them.

    Raises:
        Refusal: ``sheet.*``.
    """
    data = Path(path).read_bytes()
    if not data.startswith(_ZIP):
        raise refusal("sheet.damaged")
    package = open_package(data)
    for name in package.namelist():
        if name.endswith(".xml"):
            _check_extent(pieces(package, name), name.startswith("xl/worksheets/"))


def _bytes(path: str) -> bytes:
    file = Path(path)
    try:
        found = file.stat()
        if found.st_size > MAX_BYTES:
            size, limit = megabytes(found.st_size), megabytes(MAX_BYTES)
            raise refusal("file.too_large", size=size, limit=limit)
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise refusal("file.unreadable", reason="这不是普通文件")
        data = file.read_bytes()
    except FileNotFoundError:
        raise refusal("file.missing") from None
    except OSError as error:
        raise refusal("file.unreadable", reason=reason_of(error)) from None
    if not data.strip():
        raise refusal("sheet.empty")
    return data


def _check_extent(parts: Iterable[bytes], is_sheet: bool) -> None:
    last_row = last_column = 0
    for piece in parts:
        for letters, digits in _REFERENCE.findall(piece) if is_sheet else ():
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            last_row, last_column = max(last_row, int(digits)), max(last_column, column)
    if last_row * last_column > MAX_CELLS:
        raise _too_many(last_row * last_column)


def _too_many(count: int) -> Exception:
    return refusal("sheet.too_many_cells", count=count, limit=MAX_CELLS)


# ---- workbooks -------------------------------------------------------------------------------

Walks = dict[str, SheetWalk]


def _walk_package(package: zipfile.ZipFile, names: frozenset[str]) -> Walks:
    if "xl/workbook.xml" in names:
        from app.intake.xlsx_walk import walk_xlsx

        return walk_xlsx(package)
    if "content.xml" in names:
        from app.intake.ods_walk import walk_ods

        return walk_ods(package)
    return {}


class _Walker(threading.Thread):
    """Walks the parts while the reader reads the cells; both outside the interpreter's lock."""

    def __init__(self, walk: Callable[[], Walks]) -> None:
        super().__init__(daemon=True)
        self._walk = walk
        self._found: Walks = {}
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._found = self._walk()
        except BaseException as error:
            self._error = error

    def found(self) -> Walks:
        """Wait for the end and return what was found.

        Raises:
            Refusal: what the walk refused.
        """
        self.join()
        if self._error is not None:
            raise self._error
        return self._found


def _workbook(
    data: bytes, walk: Callable[[], Walks], package: zipfile.ZipFile | None
) -> list[PlainSheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    from python_calamine import SheetTypeEnum as Type
    from python_calamine import SheetVisibleEnum as Visible

    walker = _Walker(walk)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        work = [(i, s) for i, s in enumerate(workbook.sheets_metadata) if s.typ == Type.WorkSheet]
        shown = [i for i, info in work if info.visible == Visible.Visible]
        hidden = [info.name for _, info in work if info.visible != Visible.Visible]
        sheets = [_Cells(workbook.get_sheet_by_index(i)) for i in shown]
    except PasswordError:
        raise refusal("sheet.encrypted") from None
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise refusal("sheet.encrypted") from None
        walker.found()  # a bomb or an entity is the better reason
        raise refusal("sheet.damaged") from None
    walks = walker.found()
    first = [fault("sheet.hidden_sheets", sheets="、".join(hidden))] if hidden else []
    plain = []
    for cells in sheets:
        warnings = [*first, *cells.warnings(walks.get(cells.name), package)]
        plain.append(cells.plain(warnings))
        first = []
    return _not_empty(plain)


class _Cells:
    """The cells of one sheet, packed while they are read."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - calamine is only imported here
        self.name: str = sheet.name
        start = sheet.start
        self._first_row: int = start[0] if start else 0
        self._first_column: int = start[1] if start else 0
        self._height: int = sheet.height if start else 0
        width: int = sheet.width if start else 0
        if self._height * width > MAX_CELLS:
            raise _too_many(self._height * width)
        self._places = [array("I") for _ in range(width)]
        self._values: list[dict[Any, int]] = [{} for _ in range(width)]
        self._filled = 0
        self._merged = sheet.merged_cell_ranges or []
        if start:
            self._take(islice(sheet.iter_rows(), start[0], None))  # it begins in row 1

    def _take(self, rows: Iterable[list[Any]]) -> None:
        columns = list(zip(self._values, self._places, strict=True))
        while block := list(islice(rows, _BLOCK)):
            for (values, places), cells in zip(columns, zip(*block, strict=True), strict=True):
                self._filled += len(cells) - cells.count("")
                put = values.setdefault
                places.extend([put(cell, len(values)) for cell in _unequal(cells)])

    def warnings(self, walk: SheetWalk | None, package: zipfile.ZipFile | None) -> list[Fault]:
        """Compare with the raw walk and say what was not read."""
        if walk is None:
            return []
        differs = walk.filled is not None and walk.filled != self._filled
        if package is not None and (walk.doubtful or differs):
            from app.intake.xlsx_cells import name_lost_cells

            name_lost_cells(package, walk, self._gives)
        return list(walk.warnings(self.name))

    def _gives(self, row: int, column: int) -> bool:
        row, column = row - self._first_row, column - self._first_column
        if not (0 <= column < len(self._places) and 0 <= row < self._height):
            return False
        return self._places[column][row] != self._values[column].get("", -1)

    def _fill_merged(self) -> None:
        """Let a cell that spans several rows stand in each of them, as a person sees it."""
        budget = MAX_CELLS
        for (top, left), (bottom, _) in self._merged:
            row, column = top - self._first_row, left - self._first_column
            last = min(bottom - self._first_row, self._height - 1)
            if last <= row or row < 0 or not 0 <= column < len(self._places) or budget < 0:
                continue
            places, empty = self._places[column], self._values[column].get("", -1)
            for below in range(row + 1, last + 1):
                if places[below] == empty:
                    places[below] = places[row]
            budget -= last - row

    def plain(self, warnings: Iterable[Fault]) -> PlainSheet:
        self._fill_merged()
        columns: list[PackedColumn] = [
            ([_cell(value) for value in values], places.tobytes())
            for values, places in zip(self._values, self._places, strict=True)
        ]
        told = [warning.as_dict() for warning in warnings]
        return self.name, self._first_row + 1, self._height, columns, told


def _unequal(cells: Sequence[Any]) -> Sequence[Any]:
    """Return cells among which True is not equal to 1."""
    if bool not in set(map(type, cells)):
        return cells
    return [_Bool(cell) if isinstance(cell, bool) else cell for cell in cells]


class _Bool:
    """A yes or no that is not equal to a number."""

    def __init__(self, value: bool) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bool) and other.value is self.value

    def __hash__(self) -> int:
        return hash((_Bool, self.value))


def _cell(value: Any) -> PlainCell:  # noqa: ANN401 - whatever calamine gives
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT_INTEGERS else value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, _Bool):
        return value.value
    plain: PlainCell = value
    return plain


# ---- texts -----------------------------------------------------------------------------------


def _text_sheet(rows: Sequence[Sequence[str]], warnings: Iterable[Fault]) -> PlainSheet:
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise _too_many(width * len(rows))
    columns: list[PackedColumn] = []
    for index in range(width):
        values: dict[str, int] = {}
        places = array("I", [
            values.setdefault(row[index].strip() if index < len(row) else "", len(values))
            for row in rows
        ])  # fmt: skip
        columns.append(([value or None for value in values], places.tobytes()))
    return "", 1, len(rows), columns, [warning.as_dict() for warning in warnings]


def _not_empty(sheets: list[PlainSheet]) -> list[PlainSheet]:
    cells = (value for *_, columns, _ in sheets for values, _ in columns for value in values)
    if not any(cell is not None for cell in cells):
        raise refusal("sheet.empty")
    return sheets
