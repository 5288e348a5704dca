"""Reads the zip of a package: strictly as this trade's writers make it, and nothing else.

Entries stand one behind the other from the first byte on; directory and entries agree; what they
unpack to is counted. Runs in the child process.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.errors.catalogue import refusal
from app.domain.package_format import MAX_PARTS, SEAL_SIZE, clashing, most_unpacked, name_fault
from app.intake.package_limits import FEW, MOST_TIMES, megabytes

MAX_UNPACKED = 2 << 30
"""Bytes, of all entries together."""

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_CHUNK, _ROOM = 1 << 18, 1 << 20
_FLAGS = (0, 0x800)
_VERSIONS = (10, 20)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the zip."""

    name: str
    offset: int
    """Where its packed bytes begin."""
    packed: int
    size: int
    deflated: bool
    crc: int


def entries(data: bytes) -> tuple[Entry, ...]:
    """Return what is in a package, by its directory, after holding it against the limits.

    Raises:
        Refusal: ``package.bad_zip``, ``package.bad_name``, ``package.bomb``.
    """
    found = tuple(_entries(data))
    if clashing([entry.name for entry in found]):
        raise refusal("package.bad_name")
    together = sum(entry.size for entry in found)
    if together > min(MAX_UNPACKED, most_unpacked(len(data))):
        raise refusal("package.bomb", size=megabytes(together))
    for entry in found:
        if entry.size > FEW and entry.size > MOST_TIMES * entry.packed:
            raise refusal("package.bomb", size=megabytes(entry.size))
    return found


def unpacked(data: bytes, entry: Entry) -> bytearray:
    """Return what an entry holds; never more is unpacked than the directory says.

    Raises:
        Refusal: ``package.bad_zip`` where it is not as the directory says.
    """
    packed = memoryview(data)[entry.offset : entry.offset + entry.packed]
    content = _inflated(packed, entry.size) if entry.deflated else bytearray(packed)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise refusal("package.bad_zip")
    return content


def _inflated(packed: memoryview, size: int) -> bytearray:
    """Inflate into room that is made once: twice a large image would be too much."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    content, at = bytearray(size), 0
    try:
        for begin in range(0, len(packed), _CHUNK):
            piece: bytes | memoryview = packed[begin : begin + _CHUNK]
            while piece:
                some = unpacker.decompress(piece, _ROOM)
                if at + len(some) > size:
                    raise refusal("package.bad_zip")
                content[at : at + len(some)] = some
                at += len(some)
                piece = unpacker.unconsumed_tail
    except zlib.error:
        raise refusal("package.bad_zip") from None
    rest = unpacker.flush()
    if rest or at != size or not unpacker.eof or unpacker.unused_data:
        raise refusal("package.bad_zip")
    return content


def _entries(data: bytes) -> Iterator[Entry]:
    at = len(data) - SEAL_SIZE - _END.size
    if at < 0:
        raise refusal("package.bad_zip")
    mark, disk, first, here, count, size, start, comment = _END.unpack_from(data, at)
    sound = mark == b"PK\x05\x06" and not disk and not first and here == count
    if not sound or comment != SEAL_SIZE or start + size != at or not 0 < count <= MAX_PARTS + 2:
        raise refusal("package.bad_zip")
    expected, directory = 0, start
    for _ in range(count):
        if start + _CENTRAL.size > at:
            raise refusal("package.bad_zip")
        head = _CENTRAL.unpack_from(data, start)
        name = data[start + _CENTRAL.size : start + _CENTRAL.size + head[10]]
        entry = _entry(data, head, name, expected)
        yield entry
        expected = entry.offset + entry.packed
        start += _CENTRAL.size + len(name)
    if expected != directory or start != at:
        raise refusal("package.bad_zip")


def _entry(data: bytes, head: tuple[Any, ...], name: bytes, expected: int) -> Entry:
    """Return one entry; its own head stands where the one before it ends."""
    mark, _, version, flags, method, _, _, crc, packed, size = head[:10]
    name_size, extra, note, disk, _, _, offset = head[10:]
    plain = not extra and not note and not disk and flags in _FLAGS and version in _VERSIONS
    if mark != b"PK\x01\x02" or not plain or method not in (_STORED, _DEFLATED):
        raise refusal("package.bad_zip")
    begin = offset + _LOCAL.size + name_size
    if offset != expected or begin + packed > len(data) or len(name) != name_size:
        raise refusal("package.bad_zip")
    own = _LOCAL.unpack_from(data, offset)
    told = (b"PK\x03\x04", version, flags, method, *own[4:6], crc, packed, size, name_size, 0)
    if own != told or data[offset + _LOCAL.size : begin] != name:
        raise refusal("package.bad_zip")
    try:
        text = name.decode("utf-8" if flags else "ascii")
    except UnicodeDecodeError:
        raise refusal("package.bad_name") from None
    if name_fault(text):
        raise refusal("package.bad_name")
    return Entry(text, begin, packed, size, method == _DEFLATED, crc)
