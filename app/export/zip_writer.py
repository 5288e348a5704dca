"""A zip archive whose parts are all the same but one, so that they are compressed only once."""

import struct
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION = 20
_DEFLATED = 8
_UTF8_NAMES = 0x800
_DATE = (1 << 5) | 1  # 1980-01-01, the first day a zip archive can name
LEVEL = 4
"""A form deflates in two thirds of the time of level 6 and grows by a twentieth."""


def _deflate(data: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


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
        packed, checksum = _deflate(data, level), zlib.crc32(data)
        flags = 0 if name.isascii() else _UTF8_NAMES
        common = (flags, _DEFLATED, 0, _DATE, checksum, len(packed), len(data), len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common)
        central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, offset)
        return b"".join((local, name, packed)), central + name
