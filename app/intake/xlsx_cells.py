"""Names the cells of an .xlsx sheet whose content the reader did not give, and why."""

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise

from app.intake.package_limits import pieces
from app.intake.sheet_walk import SheetWalk

_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_CELL = re.compile(rb"<(?:\w+:)?c(?=[ >/])")
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>([^<]*[^<\s][^<]*)<")
_STRING = re.compile(rb"<(?:\w+:)?si(?=[ >/])")
_LONGEST = 1 << 20
"""What stands in one cell is looked at up to here."""


def name_lost_cells(
    package: zipfile.ZipFile, walk: SheetWalk, given: Callable[[int, int], bool]
) -> None:
    """Fill in which cells are errors, have no value, or were not read.

    Args:
        package: the file.
        walk: of the sheet; its lists are filled.
        given: tells whether the reader gave something for a cell; row and column from 0.
    """
    seen: set[tuple[int, int]] = set()
    empty: frozenset[int] | None = None
    row = column = 0
    for attributes, body in _cells(package, walk.part):
        place = _PLACE.search(attributes)
        column = _index(place[1]) if place else column + 1
        row = int(place[2]) - 1 if place else row
        if b"<" not in body:
            continue
        name = f"{place[1].decode()}{row + 1}" if place else "?"
        kind = _TYPE.search(attributes)
        kind_name = kind[1] if kind else b"n"
        value = _VALUE.search(body)
        content = value[1].strip() if value else b""
        if kind_name == b"e" and content:
            walk.errors.append(name)
            continue
        if _FORMULA.search(body) and not content and not (kind_name == b"str" and value):
            walk.unvalued.append(name)
            continue
        if not place or not (content or (kind_name == b"inlineStr" and _TEXT.search(body))):
            continue
        twice = (row, column) in seen
        seen.add((row, column))
        if not twice and given(row, column):
            continue
        if kind_name == b"s" and not twice:
            empty = _empty_strings(package) if empty is None else empty
            if content.isdigit() and int(content) in empty:
                continue
        walk.unread.append(name)


def _cells(package: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    """Give the attributes and the content of every cell."""
    rest = b""
    for piece in pieces(package, part):
        piece = rest + piece
        starts = [found.start() for found in _CELL.finditer(piece)]
        if not starts:
            rest = piece[:_LONGEST] if rest else b""
            continue
        yield from map(_parts, (piece[a:b] for a, b in pairwise(starts)))
        rest = piece[starts[-1] :][:_LONGEST]
    if rest:
        yield _parts(rest)


def _parts(cell: bytes) -> tuple[bytes, bytes]:
    end = cell.find(b">")
    attributes = cell[:end]
    if attributes.endswith(b"/"):
        return attributes, b""
    close = _CELL_END.search(cell, end)
    return attributes, cell[end + 1 : close.start() if close else None]


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _empty_strings(package: zipfile.ZipFile) -> frozenset[int]:
    """Return which of the shared strings hold nothing that can be seen."""
    empty, number, rest = set(), 0, b""
    if "xl/sharedStrings.xml" not in package.namelist():
        return frozenset()
    for piece in pieces(package, "xl/sharedStrings.xml"):
        parts = _STRING.split(rest + piece)
        for part in parts[1:-1]:
            if not _TEXT.search(part):
                empty.add(number)
            number += 1
        rest = (b"<si " + parts[-1] if len(parts) > 1 else parts[0])[:_LONGEST]
    if rest.startswith(b"<si ") and not _TEXT.search(rest):
        empty.add(number)
    return frozenset(empty)
