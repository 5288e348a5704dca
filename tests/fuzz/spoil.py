"""Ways to spoil a file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def spoiled(good: bytes, chance: random.Random) -> bytes:
    """Return the file with some damage; parts of a zip are often spoiled from inside."""
    if good[:2] == b"PK" and chance.random() < 0.7:
        return _inside(good, chance)
    return _damaged(good, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    spoil = chance.choice((_flip, _cut, _zero, _repeat, _swap))
    return spoil(data, chance) if data else b"\x00"


def _flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 30))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _zero(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 16, 512, 4096)))
    return data[:start] + bytes(end - start) + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 8, 64, 1024))]
    return data[:start] + piece * chance.choice((2, 10, 100)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    middle = chance.randrange(len(data))
    return data[middle:] + data[:middle]


def _inside(good: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(stream, "w") as target:
        names = source.namelist()
        victim = chance.choice(names)
        for name in names:
            content = source.read(name)
            if name == victim:
                if chance.random() < 0.1:
                    continue
                content = _damaged(content, chance)
            target.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
