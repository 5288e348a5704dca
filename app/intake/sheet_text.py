"""Reads tables that were saved as text: encoding, separator and quotes by content."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault

MARKS = "\t,;|，；、"
"""What can stand between cells; of two that fit as well the earlier one."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.I)
_HEAD_ROWS = 40
_HEAD_LENGTH = 40_000
_MOST_RARE = 0.1
"""The share of characters outside GB2312 from which a text is rather Big5."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """The cells of a text file."""

    rows: Iterable[list[str]]
    warnings: tuple[Fault, ...] = ()


def read_text_table(data: bytes) -> TextTable:
    """Read a .csv or .txt; sets no limit to the length of a cell, so only in the sandbox.

    Raises:
        Refusal: sheet.unreadable, sheet.encoding.
    """
    csv.field_size_limit(1 << 30)
    text, encoding, warnings = _decoded(data)
    if _CONTROL.search(text) or text.lstrip().startswith("<"):
        raise refusal("sheet.unreadable")
    said = _SEPARATOR_LINE.match(text)
    mark = said[1] if said else separator(text)
    start = said.end() if said else 0
    del text
    try:
        for _ in _split(data, encoding, start, mark):
            pass
    except csv.Error:
        rows = _split(data, encoding, start, mark, quoted=False)
        bare = ([_bare(cell) for cell in row] for row in rows)
        return TextTable(bare, (*warnings, fault("sheet.quotes")))
    return TextTable(_split(data, encoding, start, mark), warnings)


def _split(
    data: bytes, encoding: str, start: int, mark: str, *, quoted: bool = True
) -> Iterator[list[str]]:
    """Give the rows; the text is decoded as it goes, so that it is never there as a whole."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    stream.read(start)
    if quoted:
        return csv.reader(stream, delimiter=mark, strict=True)
    return csv.reader(stream, delimiter=mark, quoting=csv.QUOTE_NONE)


def _bare(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _decoded(data: bytes) -> tuple[str, str, tuple[Fault, ...]]:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    for attempt in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(attempt)
        except UnicodeError:
            continue
        return text, attempt, _private(text, data, attempt)
    is_text = not _CONTROL.search(data[:4096].decode("latin-1"))
    raise refusal("sheet.encoding" if encoding or is_text else "sheet.unreadable")


def _private(text: str, data: bytes, encoding: str) -> tuple[Fault, ...]:
    """Refuse Big5 that passes as GB18030; note characters that only one machine can show."""
    signs = Counter(text)
    count = sum(times for sign, times in signs.items() if _PRIVATE.match(sign))
    if encoding == "gb18030":
        han = {sign: times for sign, times in signs.items() if _HAN.match(sign)}
        rare = sum(times for sign, times in han.items() if not _is_simplified(sign))
        odd = count or rare > sum(han.values()) * _MOST_RARE
        if count * 200 > len(text) or (odd and _is_big5(data)):
            raise refusal("sheet.encoding")
    return (fault("sheet.private_signs", count=count),) if count else ()


def _is_simplified(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeError:
        return False
    return True


def _is_big5(data: bytes) -> bool:
    try:
        data.decode("big5hkscs")
    except UnicodeError:
        return False
    return True


def separator(text: str) -> str:
    """Return what separates the cells: what cuts most of the first lines into as many pieces."""
    head = text[:_HEAD_LENGTH]
    best = ",", 0
    for mark in MARKS:
        try:
            rows = list(
                islice(csv.reader(io.StringIO(head, newline=""), delimiter=mark), _HEAD_ROWS)
            )
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        agreeing = max(widths.values(), default=0)
        if agreeing > best[1]:
            best = mark, agreeing
    return best[0]
