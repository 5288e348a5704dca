"""Ways to spoil a file: its bytes, its numbers, the zip around it, the XML inside."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_NUMBERS = (0, 1, 2, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_WORDS = (
    "0", "-1", "1e999", "NaN", "99999999999999999999", "XFD1048576", "A10000000:XFD10000000",
    "A1:A0", "A0", "ZZZZ1", "true", "e", "s", "inlineStr", "../../../etc/passwd", "", "一" * 10_000,
    "&amp;" * 2000, "2010-02-30", "0000-00-00T99:99:99", "\u202e三张", "٣", "１９７５",
)  # fmt: skip
_BOMB = 40 << 20


def spoiled(good: bytes, chance: random.Random) -> bytes:
    """Return the file with some damage; parts of a zip are often spoiled from inside."""
    if good[:2] == b"PK" and chance.random() < 0.75:
        try:
            return _inside(good, chance)
        except (zipfile.BadZipFile, NotImplementedError):
            return _damaged(good, chance)
    return _damaged(good, chance)


# ---- bytes -----------------------------------------------------------------------------------


def _damaged(data: bytes, chance: random.Random) -> bytes:
    spoil = chance.choice((_flip, _flip, _number, _number, _cut, _zero, _repeat, _swap))
    return spoil(data, chance) if data else b"\x00"


def _flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 30))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _number(data: bytes, chance: random.Random) -> bytes:
    """Put an extreme number where a length, an offset or a sector may stand."""
    form = chance.choice(("<H", "<I", "<I", ">I"))
    at = chance.randrange(len(data))
    at = min(at - at % chance.choice((1, 4)), max(0, len(data) - 4))
    number = chance.choice(_NUMBERS) & (0xFFFF if form == "<H" else 0xFFFFFFFF)
    piece = struct.pack(form, number)
    return data[:at] + piece + data[at + len(piece) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _zero(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 16, 512, 4096)))
    return data[:start] + bytes(end - start) + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 8, 64, 1024))]
    return data[:start] + piece * chance.choice((2, 10, 100, 1000)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    middle = chance.randrange(len(data))
    return data[middle:] + data[:middle]


# ---- the zip ---------------------------------------------------------------------------------

Parts = list[tuple[str, bytes]]


def _inside(good: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        parts = _part_spoiled(parts, chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in parts:
            if name not in target.NameToInfo:
                target.writestr(name, content, zipfile.ZIP_DEFLATED)
    data = stream.getvalue()
    return _claim(data, chance) if chance.random() < 0.1 else data


def _part_spoiled(parts: Parts, chance: random.Random) -> Parts:
    at = _victim(parts, chance)
    name, content = parts[at]
    rest = [*parts[:at], *parts[at + 1 :]]
    what = chance.random()
    if what < 0.05:
        return rest
    if what < 0.10:
        other = chance.choice(parts)[1]
        return [*rest, (name, other)]
    if what < 0.13:
        return [
            *rest,
            (chance.choice(("word/document.xml", "content.xml", "x", name + "x")), content),
        ]
    if what < 0.14:
        return [*rest, (name, content + b" " * chance.choice((1 << 20, _BOMB)))]
    if what < 0.15:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr(name, bytes(1 << 20), zipfile.ZIP_DEFLATED)
        return [*rest, (name, inner.getvalue())]
    if what < 0.70 and b"<" in content:
        return [*rest, (name, _xml(content, chance))]
    return [*rest, (name, _damaged(content, chance))]


def _victim(parts: Parts, chance: random.Random) -> int:
    """Choose a part; those that hold the cells are chosen more often."""
    weights = [
        6 if re.search(r"sheet\d|document\.xml|content\.xml|sharedStr|workbook", name) else 1
        for name, _ in parts
    ]
    return chance.choices(range(len(parts)), weights)[0]


def _claim(data: bytes, chance: random.Random) -> bytes:
    """Let the directory of the zip claim something about a part that is not so."""
    starts = [found.start() for found in re.finditer(b"PK\x01\x02", data)]
    out = bytearray(data)
    at = chance.choice(starts) + chance.choice((8, 10, 16, 20, 24, 28, 42))
    out[at : at + 4] = struct.pack("<I", chance.choice(_NUMBERS))
    return bytes(out[: len(data)])


# ---- XML -------------------------------------------------------------------------------------

_ELEMENT = re.compile(rb"<[A-Za-z][^<>]*>")
_ATTRIBUTE = re.compile(rb'="[^"<>]*"')
_CONTENT = re.compile(rb">[^<>]+<")


def _xml(data: bytes, chance: random.Random) -> bytes:
    spoil: Callable[[bytes, random.Random], bytes] = chance.choice(
        (_value, _value, _value, _content, _content, _drop, _twice, _many, _deep, _entity, _recode)
    )
    return spoil(data, chance)


def _somewhere(
    pattern: re.Pattern[bytes], data: bytes, chance: random.Random
) -> tuple[int, int] | None:
    spans = [found.span() for found in pattern.finditer(data)]
    return chance.choice(spans) if spans else None


def _put(data: bytes, span: tuple[int, int] | None, piece: bytes) -> bytes:
    return data if span is None else data[: span[0]] + piece + data[span[1] :]


def _value(data: bytes, chance: random.Random) -> bytes:
    word = chance.choice(_WORDS).encode()
    return _put(data, _somewhere(_ATTRIBUTE, data, chance), b'="' + word + b'"')


def _content(data: bytes, chance: random.Random) -> bytes:
    word = chance.choice(_WORDS).encode()
    return _put(data, _somewhere(_CONTENT, data, chance), b">" + word + b"<")


def _drop(data: bytes, chance: random.Random) -> bytes:
    return _put(data, _somewhere(_ELEMENT, data, chance), b"")


def _twice(data: bytes, chance: random.Random) -> bytes:
    span = _somewhere(_ELEMENT, data, chance)
    return data if span is None else data[: span[1]] + data[span[0] :]


def _many(data: bytes, chance: random.Random) -> bytes:
    """Repeat what lies between two elements, thousands of times."""
    first, last = (_somewhere(_ELEMENT, data, chance) for _ in range(2))
    if first is None or last is None or first[0] >= last[0] or last[0] - first[0] > 2000:
        return data
    piece = data[first[0] : last[0]]
    return data[: first[0]] + piece * chance.choice((3, 100, 3000)) + data[first[0] :]


def _deep(data: bytes, chance: random.Random) -> bytes:
    span = _somewhere(_ELEMENT, data, chance)
    if span is None:
        return data
    name = re.split(rb"[ />]", data[span[0] + 1 : span[1]])[0]
    times = chance.choice((10, 300, 5000))
    middle = (b"<" + name + b">") * times + (b"</" + name + b">") * times
    return data[: span[0]] + middle + data[span[0] :]


def _entity(data: bytes, chance: random.Random) -> bytes:
    laughs = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 20) for n in range(1, 10))
    kinds = (
        b'<!DOCTYPE x [<!ENTITY e0 "ha">' + laughs + b"]>",
        b'<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:' + b'///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost:9/p">%p;]>',
    )
    root = _ELEMENT.search(data)
    at = root.start() if root else 0
    data = data[:at] + chance.choice(kinds) + data[at:]
    return _put(data, _somewhere(_CONTENT, data, chance), b">&e9;<")


def _recode(data: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-be", "gb18030", "utf-8-sig"))
    head = chance.choice((b"", b'<?xml version="1.0" encoding="utf-7"?>', b"\x00"))
    return head + data.decode("utf-8", "replace").encode(encoding, "replace")
