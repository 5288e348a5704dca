"""Zip archives: of which all parts are the same but one, and of parts that are large.

The parts that stay the same are compressed once; large ones in pieces, on every core there is, and
never more of one in memory than those pieces.
"""

import hashlib
import os
import struct
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from app.domain.content import PIECE, Content, Piece, pieces_of, size_of

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION = 20
_STORED, _DEFLATED = 0, 8
_WAITING = 2
"""Pieces for each core that are read before the first of them is compressed."""
_ZLIB = b"\x78\x01"
"""What stands before a deflated file in a ``zlib`` stream (RFC 1950); behind it stands Adler-32."""
_ADLER = 4
"""Bytes of Adler-32."""
_UTF8_NAMES = 0x800
_DATE = (1 << 5) | 1  # 1980-01-01, the first day a zip archive can name
LEVEL = 4
"""A form deflates in two thirds of the time of level 6 and grows by a twentieth."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it goes into an archive: read once, and compressed where that was asked for."""

    content: Content
    size: int
    sha256: str
    crc: int
    adler: int
    deflated: tuple[bytes, ...] | None = field(repr=False)
    """None: it goes in as it is, and is read again when it is written."""

    @property
    def packed_size(self) -> int:
        """How many bytes it has in the archive."""
        return self.size if self.deflated is None else sum(map(len, self.deflated))

    def packed(self) -> Iterator[Piece]:
        """Give what stands in the archive."""
        return pieces_of(self.content) if self.deflated is None else iter(self.deflated)


@dataclass(frozen=True, slots=True)
class ZlibStream:
    """A compressed entry as ``zlib.decompress`` reads it."""

    entry: Entry

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(_ZLIB) + self.entry.packed_size + _ADLER

    def pieces(self) -> Iterator[Piece]:
        """Give the bytes, in pieces as they come."""
        yield _ZLIB
        yield from self.entry.packed()
        yield self.entry.adler.to_bytes(_ADLER, "big")


def entry_of(content: Content, level: int | None) -> Entry:
    """Read a file for an archive.

    Args:
        content: what it holds; smaller than 4 GiB.
        level: how hard to compress; None: not at all.
    """
    sums = _Sums()
    pieces = sums.watched(pieces_of(content))
    if level is None:
        deflated = None
        for _ in pieces:
            pass
    else:
        deflated = tuple(_deflated(pieces, size_of(content), level))
    sha256 = sums.sha256.hexdigest()
    return Entry(content, sums.size, sha256, sums.crc, sums.adler, deflated)


class _Sums:
    """Adds up what is told of a file while its pieces pass."""

    def __init__(self) -> None:
        self.size, self.crc, self.adler, self.sha256 = 0, 0, 1, hashlib.sha256()

    def watched(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        for piece in pieces:
            self.size += len(piece)
            self.crc = zlib.crc32(piece, self.crc)
            self.adler = zlib.adler32(piece, self.adler)
            self.sha256.update(piece)
            yield piece


def zip_size(entries: Mapping[str, Entry], comment: int = 0) -> int:
    """Return how many bytes the archive has with so many bytes of comment."""
    each = _LOCAL.size + _CENTRAL.size
    files = sum(each + 2 * len(name.encode()) + e.packed_size for name, e in entries.items())
    return files + _END.size + comment


def zip_pieces(
    entries: Mapping[str, Entry], comment: bytes = b"", more: int = 0
) -> Iterator[Piece]:
    """Give an archive piece by piece; the same entries always give the same bytes.

    Args:
        entries: the files by name.
        comment: stands at the end.
        more: so many bytes of the comment are to be written behind the last piece.
    """
    directory, offset = [], 0
    for name, entry in entries.items():
        method, size = _STORED if entry.deflated is None else _DEFLATED, entry.packed_size
        told = (entry.crc, size, entry.size)
        local, central = _heads(name.encode(), told, method, offset)
        directory.append(central)
        offset += len(local) + size
        yield local
        yield from entry.packed()
    yield from directory
    count, size = len(directory), sum(map(len, directory))
    yield _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment) + more)
    yield comment


def _deflated(pieces: Iterable[Piece], size: int, level: int) -> Iterator[bytes]:
    """Give the pieces of a deflated stream, which together are one."""
    if size <= PIECE:
        yield _deflate(b"".join(pieces), level)
        return
    rest = iter(pieces)
    held = next(rest)
    waiting: deque[Future[bytes]] = deque()
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:  # zlib lets other threads run
        for piece in rest:
            waiting.append(pool.submit(_deflate, held, level, is_last=False))
            held = piece
            if len(waiting) > _WAITING * cores:
                yield waiting.popleft().result()
        waiting.append(pool.submit(_deflate, held, level))
        for each in waiting:
            yield each.result()


def _deflate(data: Piece, level: int, *, is_last: bool = True) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    end = zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH
    return compressor.compress(data) + compressor.flush(end)


def _heads(
    name: bytes, told: tuple[int, int, int], method: int, offset: int
) -> tuple[bytes, bytes]:
    """Return the record before a file, and the entry of the directory.

    Args:
        name: the file's.
        told: CRC-32, packed size, size.
        method: how it is packed.
        offset: where the record stands.
    """
    flags = 0 if name.isascii() else _UTF8_NAMES
    common = (flags, method, 0, _DATE, *told, len(name), 0)
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
        told = (zlib.crc32(data), len(packed), len(data))
        local, central = _heads(name, told, _DEFLATED, offset)
        return local + packed, central
