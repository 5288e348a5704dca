"""Walks the records of an .xls raw: what is in it that the reader of cells does not give."""

import struct
from collections.abc import Iterator

from app.intake.compound import Compound
from app.intake.sheet_walk import SheetWalk, column_letters

_BOF, _EOF, _BOUND_SHEET = 0x809, 0x0A, 0x85
_ROW, _COLUMN, _FORMULA, _BOOL_ERROR = 0x208, 0x7D, 0x06, 0x205
_OBJECT, _TEXT_OBJECT, _NOTE = 0x5D, 0x1B6, 0x1C
_COMMENT, _PICTURE = 0x19, 0x08
_HIDDEN = 0x20
_LOCK = 0x2F
_MOST_RECORDS = 3_000_000


def walk_xls(compound: Compound) -> dict[str, SheetWalk]:
    """Walk the worksheets of an .xls or .et.

    Returns:
        What each holds, by the sheet's name; nothing where the file is older than Excel 97.
    """
    data = compound.stream("Workbook")
    starts = dict(_sheets(data))
    return {name: _walk(data, start) for start, name in starts.items()}


def is_locked(compound: Compound) -> bool:
    """Tell whether the records of an .xls are encrypted with a password."""
    for kind, _, _ in _records(compound.stream("Workbook"), 0):
        if kind in (_EOF, _LOCK):
            return kind == _LOCK
    return False


def _records(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Give kind, start and length of the records from a place on."""
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(data):
            return
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind, at + 4, length
        at += 4 + length


def _sheets(data: bytes) -> Iterator[tuple[int, str]]:
    for kind, at, length in _records(data, 0):
        if kind == _EOF:
            return
        if kind == _BOUND_SHEET and length >= 8 and at + length <= len(data):
            start, _, count, wide = struct.unpack_from("<IHBB", data, at)
            raw = data[at + 8 : at + length]
            name = raw[: count * 2].decode("utf-16-le", "replace") if wide & 1 else ""
            yield start, name or raw[:count].decode("latin-1")


def _walk(data: bytes, start: int) -> SheetWalk:
    walk, depth, last = SheetWalk(), 0, 0
    for kind, at, length in _records(data, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth != 1 or at + length > len(data):
            continue
        elif kind == _OBJECT and length >= 6:
            last = struct.unpack_from("<H", data, at + 4)[0]
            walk.pictures += last == _PICTURE
        elif kind == _TEXT_OBJECT and length >= 12:
            if last != _COMMENT:
                walk.box_signs += struct.unpack_from("<H", data, at + 10)[0]
        elif kind == _NOTE:
            walk.comments += 1
        else:
            _look_at(data, kind, at, length, walk)
    return walk


def _look_at(data: bytes, kind: int, at: int, length: int, walk: SheetWalk) -> None:
    if kind == _ROW and length >= 16:
        if data[at + 12] & _HIDDEN:
            walk.hidden_rows.append(struct.unpack_from("<H", data, at)[0] + 1)
    elif kind == _COLUMN and length >= 10:
        first, last, _, _, options = struct.unpack_from("<5H", data, at)
        if options & 1 and last < 0xFF:
            walk.hidden_columns += max(0, last - first + 1)
    elif kind == _FORMULA and length >= 14:
        if data[at + 12 : at + 14] == b"\xff\xff" and data[at + 6] == 2:
            walk.errors.append(_place(data, at))
    elif kind == _BOOL_ERROR and length >= 8 and data[at + 7]:
        walk.errors.append(_place(data, at))


def _place(data: bytes, at: int) -> str:
    row, column = struct.unpack_from("<HH", data, at)
    return f"{column_letters(column)}{row + 1}"
