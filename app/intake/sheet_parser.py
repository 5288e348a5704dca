"""Reads a sheet file into plain cells; runs in the sandbox, never in the program's own process."""

import io
import re
import stat
import threading
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.errors.system import reason_of
from app.intake import compound, disguises
from app.intake.biff_walk import is_locked, walk_xls
from app.intake.grid import PackedBlock, Packer
from app.intake.grid import PlainCell as PlainCell  # looked for here
from app.intake.merged_cells import MergedRows
from app.intake.package_limits import megabytes, open_package, pieces, small_part
from app.intake.sheet_text import read_text_table
from app.intake.sheet_walk import SheetWalk

MAX_BYTES = 60 << 20
MAX_CELLS = 2_500_000
MAX_COLUMNS = 16_384
"""No program makes more; a file that claims them is broken."""

PlainSheet = tuple[str, int, list[PackedBlock], list[dict[str, str]]]
"""Name, number of the first row (from 1), rows, warnings."""

_ZIP = b"PK\x03\x04"
_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_EXACT_INTEGERS = 10**15


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
        if opened and is_locked(opened):
            raise refusal("sheet.encrypted")
        return _workbook(data, lambda: walk_xls(opened) if opened else {}, None)
    table = read_text_table(data)
    packer = Packer(_cell)
    for count in packer.take(table.rows):
        _refuse_too_many(count, packer.width)
    if packer.is_empty:
        raise refusal("sheet.empty")
    return [("", 1, packer.blocks, [warning.as_dict() for warning in table.warnings])]


def examine(path: str) -> None:
    """Find out why a file broke its parser: bombs, cells so far apart that no memory holds them.

    Raises:
        Refusal: ``sheet.*``.
    """
    data = Path(path).read_bytes()
    if data.startswith(compound.MAGIC):
        raise refusal("sheet.damaged")
    if not data.startswith(_ZIP):
        return
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
    _refuse_too_many(last_row * last_column)


def _refuse_too_many(count: int, width: int = 0) -> None:
    if count > MAX_CELLS or width > MAX_COLUMNS:
        raise refusal("sheet.too_many_cells", count=count, limit=MAX_CELLS)


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
    if all(cells.is_empty for cells in sheets):
        raise refusal("sheet.empty")
    return plain


class _Cells:
    """The cells of one sheet, packed while they are read."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - calamine is only imported here
        self.name: str = sheet.name
        start = sheet.start
        self._first_row: int = start[0] if start else 0
        self._first_column: int = start[1] if start else 0
        self._packer = Packer(_cell)
        if start:
            _refuse_too_many(sheet.height * sheet.width, sheet.width)
            merged = MergedRows(sheet.iter_rows(), sheet.merged_cell_ranges or [], start[1])
            for _ in self._packer.take(islice(merged, start[0], None)):  # they begin in row 1
                pass
            self._packer.filled -= merged.added

    @property
    def is_empty(self) -> bool:
        return self._packer.is_empty

    def warnings(self, walk: SheetWalk | None, package: zipfile.ZipFile | None) -> list[Fault]:
        """Compare with the raw walk and say what was not read."""
        if walk is None:
            return []
        differs = walk.filled is not None and walk.filled != self._packer.filled
        if package is not None and (walk.doubtful or differs):
            from app.intake.xlsx_cells import name_lost_cells

            name_lost_cells(package, walk, self._gives)
        return list(walk.warnings(self.name))

    def _gives(self, row: int, column: int) -> bool:
        return self._packer.gives(row - self._first_row, column - self._first_column)

    def plain(self, warnings: Iterable[Fault]) -> PlainSheet:
        told = [warning.as_dict() for warning in warnings]
        return self.name, self._first_row + 1, self._packer.blocks, told


def _cell(value: Any) -> PlainCell:  # noqa: ANN401 - whatever calamine gives
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT_INTEGERS else value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    plain: PlainCell = value
    return plain
