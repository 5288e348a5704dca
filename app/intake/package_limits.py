"""Limits on what a zip may unpack to, counted while unpacking and not as it claims."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from app.domain.errors.catalogue import refusal

MAX_UNPACKED = 600 << 20
MAX_PARTS = 5_000
MOST_TIMES = 250
"""How many times its own size a part may unpack to, from ``FEW`` bytes on."""
FEW = 32 << 20
MAX_SMALL = 16 << 20
"""The size of a part that is read as a whole."""

_CHUNK = 1 << 18
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.I)
_EXTERNAL = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^>]*?\b(SYSTEM|PUBLIC)\b", re.I)
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError,
    RuntimeError, LookupError,
)  # fmt: skip


def megabytes(size: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{max(1, round(size / (1 << 20)))} MB"


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a zip and hold what it claims against the limits.

    Raises:
        Refusal: sheet.damaged, sheet.encrypted, sheet.bomb, sheet.too_large_unpacked,
            sheet.too_many_parts.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        raise refusal("sheet.damaged") from None
    infos = package.infolist()
    if len(infos) > MAX_PARTS:
        raise refusal("sheet.too_many_parts", count=len(infos), limit=MAX_PARTS)
    if any(info.flag_bits & 1 for info in infos):
        raise refusal("sheet.encrypted")
    unpacked = sum(info.file_size for info in infos)
    for info in infos:
        if info.file_size > FEW and info.file_size > MOST_TIMES * max(info.compress_size, 1):
            raise refusal("sheet.bomb", size=megabytes(info.file_size))
    if unpacked > MAX_UNPACKED:
        size, limit = megabytes(unpacked), megabytes(MAX_UNPACKED)
        raise refusal("sheet.too_large_unpacked", size=size, limit=limit)
    return package


def small_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part as a whole; nothing where it is absent, broken or large."""
    try:
        if package.getinfo(name).file_size > MAX_SMALL:
            return b""
        return package.read(name)
    except BROKEN:
        return b""


def pieces(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Give an XML part in pieces that end with a tag, the rest as the last one.

    Raises:
        Refusal: sheet.damaged, sheet.bomb, sheet.entities, sheet.external_entity.
    """
    info = package.getinfo(name)
    most = max(FEW, MOST_TIMES * info.compress_size)
    total, rest = 0, b""
    try:
        with package.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                if not total:
                    refuse_entities(chunk)
                total += len(chunk)
                if total > most:
                    raise refusal("sheet.bomb", size=megabytes(total))
                chunk = rest + chunk
                end = chunk.rfind(b">") + 1
                rest = chunk[end:]
                if len(rest) > most:
                    break
                if end:
                    yield chunk[:end]
    except BROKEN:
        raise refusal("sheet.damaged") from None
    yield rest


def refuse_entities(start: bytes) -> None:
    """Refuse XML that brings a document type of its own; office programs write none.

    Args:
        start: the first bytes of a part.

    Raises:
        Refusal: sheet.entities, sheet.external_entity.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    if _ENTITY.search(start):
        raise refusal("sheet.external_entity" if _EXTERNAL.search(start) else "sheet.entities")
