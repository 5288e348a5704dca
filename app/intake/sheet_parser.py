"""Reads a sheet file into plain cells; runs in the sandbox, never in the program's own process."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.domain.errors.catalogue import refusal
from app.domain.errors.system import reason_of

MAX_BYTES = 60 << 20
MAX_UNPACKED = 600 << 20
MAX_CELLS = 4_000_000

PlainCell = str | int | float | date | datetime | bool | None
PlainSheet = tuple[str, int, list[list[PlainCell]]]
"""Name, number of the first row (from 1), rows of cells."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKUP = re.compile(rb"\s*<\s*(!doctype\s+html|html|head|body|table|meta|div|style)\b", re.I)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_EXACT_INTEGERS = 10**15


def parse(path: str) -> list[PlainSheet]:
    """Read every visible sheet of a file, by what it contains, not by its suffix.

    Raises:
        Refusal: ``sheet.*`` or ``file.*``.
    """
    data = _bytes(path)
    if data.startswith(_ZIP):
        _check_package(data)
        return _workbook(data)
    if data.startswith(_OLE):
        _check_compound(data)
        return _workbook(data)
    return _text(data)


def examine(path: str) -> None:
    """Find out why a file broke its parser: cells so far apart that no memory holds them.

    Raises:
        Refusal: ``sheet.too_many_cells``.
    """
    data = Path(path).read_bytes()
    if not data.startswith(_ZIP):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_extent(package.read(name))


def _bytes(path: str) -> bytes:
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise refusal("file.too_large", size=_mb(size), limit=_mb(MAX_BYTES))
        data = file.read_bytes()
    except FileNotFoundError:
        raise refusal("file.missing") from None
    except OSError as error:
        raise refusal("file.unreadable", reason=reason_of(error)) from None
    if not data.strip():
        raise refusal("sheet.empty")
    return data


def _mb(size: int) -> str:
    return f"{max(1, round(size / (1 << 20)))} MB"


def _check_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            names = {info.filename for info in infos}
            manifest = _manifest(package, names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError):
        raise refusal("sheet.damaged") from None
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        raise refusal("sheet.too_large_unpacked", size=_mb(unpacked), limit=_mb(MAX_UNPACKED))
    if any(info.flag_bits & 1 for info in infos) or b"encryption-data" in manifest:
        raise refusal("sheet.encrypted")
    if "word/document.xml" in names:
        raise refusal("sheet.word")


def _manifest(package: zipfile.ZipFile, names: set[str]) -> bytes:
    name = "META-INF/manifest.xml"
    if name not in names or package.getinfo(name).file_size > 1 << 20:
        return b""
    return package.read(name)


def _check_compound(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refusal("sheet.encrypted")
    is_book = any(word.encode("utf-16-le") in data for word in ("Workbook", "Book\0"))
    if "WordDocument".encode("utf-16-le") in data and not is_book:
        raise refusal("sheet.word")


def _check_extent(xml: bytes) -> None:
    last_row = last_column = 0
    for letters, digits in _REFERENCE.findall(xml):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        last_row, last_column = max(last_row, int(digits)), max(last_column, column)
    if last_row * last_column > MAX_CELLS:
        raise _too_many(last_row * last_column)


def _too_many(count: int) -> Exception:
    return refusal("sheet.too_many_cells", count=count, limit=MAX_CELLS)


def _workbook(data: bytes) -> list[PlainSheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    from python_calamine import SheetTypeEnum as Type
    from python_calamine import SheetVisibleEnum as Visible

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        infos = workbook.sheets_metadata
        shown = [i for i, info in enumerate(infos) if info.visible == Visible.Visible]
        work = [i for i in shown if infos[i].typ == Type.WorkSheet]
        sheets = [_sheet(workbook.get_sheet_by_index(i)) for i in work]
    except PasswordError:
        raise refusal("sheet.encrypted") from None
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise refusal("sheet.encrypted") from None
        code = "sheet.damaged" if data.startswith(_ZIP) else "sheet.unreadable"
        raise refusal(code) from None
    return _not_empty(sheets)


def _sheet(sheet: Any) -> PlainSheet:  # noqa: ANN401 - calamine is only imported in the sandbox
    start = sheet.start
    if start is None:
        return sheet.name, 1, []
    if sheet.height * sheet.width > MAX_CELLS:
        raise _too_many(sheet.height * sheet.width)
    return sheet.name, start[0] + 1, [[_cell(v) for v in row] for row in sheet.to_python()]


def _cell(value: PlainCell | time | timedelta) -> PlainCell:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT_INTEGERS else value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _text(data: bytes) -> list[PlainSheet]:
    if _MARKUP.match(data.lstrip(b"\xef\xbb\xbf")[:512]):
        raise refusal("sheet.html")
    text = _decoded(data)
    if _CONTROL.search(text) or text.lstrip().startswith("<"):
        raise refusal("sheet.unreadable")
    delimiter = _delimiter(text)
    if text.startswith("sep=") and "\n" in text:
        text = text.split("\n", 1)[1]
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise refusal("sheet.unreadable") from None
    if sum(map(len, found)) > MAX_CELLS:
        raise _too_many(sum(map(len, found)))
    rows: list[list[PlainCell]] = [[cell.strip() or None for cell in row] for row in found]
    return _not_empty([("", 1, rows)])


def _decoded(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    for attempt in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(attempt)
        except UnicodeError:
            continue
        if attempt == "gb18030" and len(_PRIVATE.findall(text)) * 200 > len(text):
            raise refusal("sheet.encoding")  # Big5 passes as GB18030 with private characters
        return text
    raise refusal("sheet.unreadable")


def _delimiter(text: str) -> str:
    head = text[:20_000].splitlines()[:15]
    counts = {mark: sum(line.count(mark) for line in head) for mark in (",", "\t", ";")}
    return max(counts, key=lambda mark: counts[mark])


def _not_empty(sheets: list[PlainSheet]) -> list[PlainSheet]:
    if not any(cell is not None for _, _, rows in sheets for row in rows for cell in row):
        raise refusal("sheet.empty")
    return sheets
