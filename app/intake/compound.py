"""Looks into the container of old Office files (.xls .et .doc .wps .ppt): names and streams."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FREE = 0xFFFFFFFA
"""Sector numbers from here on mean the end, or nothing."""
_ENTRY = 128
_MOST_SECTORS = 1 << 20
_MINI_SECTOR = 64
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the directory."""

    name: str
    kind: int
    start: int
    size: int


class Compound:
    """An opened container; what is damaged in it reads as absent, never as an endless chain."""

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a file.

        Raises:
            ValueError: it is none, or its directory cannot be read.
        """
        if len(data) < 512 or not data.startswith(MAGIC):
            raise ValueError("not a compound file")
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise ValueError("odd sector size")
        self._sector = 1 << shift
        directory, _, self._cutoff, mini, _, more, _ = struct.unpack_from("<7I", data, 48)
        self._fat = self._table(self._fat_sectors(more))
        self._mini_fat = self._table(self._chain(mini, self._fat))
        self.entries = tuple(self._entries(directory))
        root = next((entry for entry in self.entries if entry.kind == _ROOT), None)
        self._mini = b"" if root is None else self._large(root.start, root.size)

    @property
    def names(self) -> frozenset[str]:
        """The names of everything inside."""
        return frozenset(entry.name for entry in self.entries)

    def stream(self, name: str) -> bytes:
        """Return the content of the first stream of this name, as far as it is there."""
        found = next((e for e in self.entries if e.name == name and e.kind == _STREAM), None)
        if found is None:
            return b""
        if found.size >= self._cutoff:
            return self._large(found.start, found.size)
        pieces = [
            self._mini[at * _MINI_SECTOR : (at + 1) * _MINI_SECTOR]
            for at in self._chain(found.start, self._mini_fat)
        ]
        return b"".join(pieces)[: found.size]

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _large(self, start: int, size: int) -> bytes:
        return b"".join(map(self._at, self._chain(start, self._fat)))[:size]

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        for _ in range(min(len(table), _MOST_SECTORS)):
            if start >= len(table):
                return
            yield start
            start = table[start]

    def _fat_sectors(self, more: int) -> Iterator[int]:
        yield from (n for n in struct.unpack_from("<109I", self._data, 76) if n < _FREE)
        width = self._sector // 4
        for _ in range(_MOST_SECTORS):
            block = self._at(more) if more < _FREE else b""
            if len(block) < self._sector:
                return
            *numbers, more = struct.unpack(f"<{width}I", block)
            yield from (number for number in numbers if number < _FREE)

    def _table(self, sectors: Iterator[int]) -> list[int]:
        table: list[int] = []
        for number in sectors:
            block = self._at(number)
            table += struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
            if len(table) * 4 > len(self._data) * 2 + self._sector:
                break  # sectors named again and again
        return table

    def _entries(self, start: int) -> Iterator[Entry]:
        for number in self._chain(start, self._fat):
            block = self._at(number)
            for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
                length, kind = struct.unpack_from("<HB", block, at + 64)
                first, size = struct.unpack_from("<II", block, at + 116)
                if kind and 2 <= length <= 64:
                    name = block[at : at + length - 2].decode("utf-16-le", "replace")
                    yield Entry(name, kind, first, min(size, len(self._data)))
