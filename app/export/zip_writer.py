"""Zip archives: of which all parts are the same but one, and of parts that are large.

The parts that stay the same are compressed once; large ones in pieces, on every core there is.
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION = 20
_STORED, _DEFLATED = 0, 8
_PIECE = 1 << 20
"""Bytes that are compressed at once."""
_UTF8_NAMES = 0x800
_DATE = (1 << 5) | 1  # 1980-01-01, the first day a zip archive can name
LEVEL = 4
"""A form deflates in two thirds of the time of level 6 and grows by a twentieth."""


Entry = tuple[str, bytes, bool]
"""A file in an archive: its name, what it holds, whether it is compressed."""


def zip_archive(entries: Iterable[Entry], level: int, comment: bytes = b"") -> bytes:
    """Return an archive; the same entries always give the same bytes.

    Args:
        entries: the files; each must be smaller than 4 GiB.
        level: how hard to compress.
        comment: stands at the end.
    """
    parts, directory, offset = [], [], 0
    for name, data, packed in entries:
        pieces = list(_deflated(data, level)) if packed else [data]
        method, size = _DEFLATED if packed else _STORED, sum(map(len, pieces))
        local, central = _heads(name.encode(), data, method, size, offset)
        parts += [local, *pieces]
        directory.append(central)
        offset += len(local) + size
    count, size = len(directory), sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment))
    return b"".join((*parts, *directory, end, comment))


def _deflated(data: bytes, level: int) -> Iterator[bytes]:
    """Give the pieces of a deflated stream, which together are one."""
    starts = range(0, len(data), _PIECE)
    if len(starts) < 2:
        yield _deflate(data, level)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # zlib lets other threads run
        yield from pool.map(partial(_piece, memoryview(data), level), starts)


def _piece(data: memoryview, level: int, start: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    is_last = start + _PIECE >= len(data)
    end = zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH
    return compressor.compress(data[start : start + _PIECE]) + compressor.flush(end)


def _deflate(data: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


def _heads(name: bytes, data: bytes, method: int, size: int, offset: int) -> tuple[bytes, bytes]:
    """Return the record before a file, and the entry of the directory.

    Args:
        name: the file's.
        data: what it holds.
        method: how it is packed.
        size: of what is packed, in bytes.
        offset: where the record stands.
    """
    flags = 0 if name.isascii() else _UTF8_NAMES
    common = (flags, method, 0, _DATE, zlib.crc32(data), size, len(data), len(name), 0)
    local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common)
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, offset)
    return local + name, central + name


class RepeatedZip:
    """Writes archives that differ in one part only; every time stamp is the same."""

    def __init__(self, constant: Mapping[str, bytes], changing: str) -> None:
        """Compress the constant parts once; ``changing`` is the name of the other part."""
        self._changing = changing.encode()
        self._locals = b""
        self._directory = b""
        self._count = len(constant) + 1
        for name, data in constant.items():
            entry = self._entry(name.encode(), data, len(self._locals), level=9)
            self._locals += entry[0]
            self._directory += entry[1]

    def archive(self, data: bytes) -> bytes:
        """Return the archive in which the changing part holds ``data``."""
        local, central = self._entry(self._changing, data, len(self._locals), LEVEL)
        size = len(self._directory) + len(central)
        offset = len(self._locals) + len(local)
        end = _END.pack(b"PK\x05\x06", 0, 0, self._count, self._count, size, offset, 0)
        return b"".join((self._locals, local, self._directory, central, end))

    @staticmethod
    def _entry(name: bytes, data: bytes, offset: int, level: int) -> tuple[bytes, bytes]:
        """Return the local record with its data, and the entry of the directory."""
        packed = _deflate(data, level)
        local, central = _heads(name, data, _DEFLATED, len(packed), offset)
        return local + packed, central
