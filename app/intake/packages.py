"""Reads packages (.dpbag): a child process finds them good, then the same bytes are taken over."""

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import sandbox
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.errors.system import reason_of
from app.domain.handoff import SUFFIX, Manifest
from app.domain.package_format import KNOWN_PARTS, MAX_FILE, attached, container_at_end
from app.domain.plain import from_plain
from app.intake import package_check
from app.intake.package_limits import megabytes


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was found good."""

    path: Path
    manifest: Manifest
    """Of an encrypted one, that inside."""
    parts: Mapping[str, bytes]
    """What this program knows how to take in, by name; good to be read as it is."""
    unknown: Mapping[str, bytes]
    """What a newer program put in; not looked into, to be passed on as it is."""
    packed: Mapping[str, bytes]
    """The same files as the package has them, those that are deflated, as ``zlib`` streams."""
    encrypted: bool = False


def peek(path: Path, child: sandbox.Child | None = None) -> Manifest:
    """Return what a package says of itself; of an encrypted one, what stands on its outside.

    The seal is checked, what is in the package is not.

    Args:
        path: the file.
        child: a child that reads several files.

    Raises:
        Refusal: ``file.missing``, ``file.unreadable``, ``package.…``.
    """
    size = len(_sealed_bytes(path))
    return from_plain(Manifest, _asked(path, size, child, (package_check.look,)))


def read_package(path: Path, passphrase: str = "", child: sandbox.Child | None = None) -> Package:
    """Read a package whole.

    Args:
        path: the file.
        passphrase: for an encrypted one.
        child: a child that reads several files.

    Raises:
        Refusal: ``file.missing``, ``file.unreadable``, ``package.…``; ``package.broken_seal`` also
            where the file changes while it is read.
    """
    data = _sealed_bytes(path)
    ask = (package_check.check, passphrase)
    seal, plain, places, inner = _asked(path, len(data), child, ask)
    if data[-64:] != seal.encode():
        raise refusal("package.broken_seal", str(path))
    manifest = from_plain(Manifest, plain)
    parts, packed = _parts(inner if inner is not None else data, places, manifest, path)
    return Package(
        path,
        manifest,
        {name: parts[name] for name in parts if _is_known(name)},
        {name: parts[name] for name in parts if not _is_known(name)},
        packed,
        inner is not None,
    )


def _is_known(name: str) -> bool:
    return name in KNOWN_PARTS or bool(attached(name))


def find_packages(folder: Path) -> tuple[Path, ...]:
    """Return the packages on a drive or in a folder and below it, in order; bounded.

    Those that mail programs and people have renamed (.zip, .dpbag.zip, .dpbag.bak) are known by
    their seal.

    Args:
        folder: where to look; a file is returned as it is.
    """
    if not folder.is_dir():
        return (folder,)
    return tuple(sorted(_found(folder)))


_Ask = tuple[Any, *tuple[object, ...]]
"""A function of the child and what it is given beside the path."""
_NO_FILE = "这不是普通文件"
_BROKEN = frozenset({"file.parser_failed", "file.parser_timeout"})
_LARGE = 2 << 20
_HEAD = b"\x78\x01"
"""What stands before a deflated file in a ``zlib`` stream (RFC 1950); behind it stands Adler-32."""
_TIMES = 3
"""Bytes of the child's memory for each byte that a large file unpacks to."""
_EACH_SECOND = 4
"""Megabytes that the slowest machine checks in a second."""
_ZIP = ".zip"
_MOST_STEPS = 8
_MOST_ENTRIES = 50_000
_PASSED_OVER = frozenset({"system volume information", "$recycle.bin", "lost+found"})


def _found(folder: Path) -> Iterator[Path]:
    """Give what is called like a package, or is one; hidden and system folders are passed over."""
    seen, base = 0, len(folder.parts)
    for place, folders, files in os.walk(folder):
        deep = len(Path(place).parts) - base >= _MOST_STEPS
        folders[:] = [] if deep else sorted(filter(_is_ordinary, folders))
        for name in files:
            if _is_ordinary(name) and _is_package(Path(place, name)):
                yield Path(place, name)
        seen += len(folders) + len(files)
        if seen > _MOST_ENTRIES:
            return


def _is_package(path: Path) -> bool:
    """Tell whether a file is called like a package, or has been renamed and ends with a seal."""
    name = path.name.lower()
    if name.endswith(SUFFIX):
        return True
    if SUFFIX not in name and not name.endswith(_ZIP):
        return False
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return container_at_end(file) is not None
    except OSError:
        return False


def _is_ordinary(name: str) -> bool:
    return not name.startswith((".", "~")) and name.lower() not in _PASSED_OVER


def _sealed_bytes(path: Path) -> bytes:
    """Return a file's bytes, if its seal speaks for them.

    Raises:
        Refusal: ``file.missing``, ``file.unreadable``, and as ``check_seal``.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refusal("file.unreadable", str(path), reason=_NO_FILE)
        if size > MAX_FILE:
            details = {"size": megabytes(size), "limit": megabytes(MAX_FILE)}
            raise refusal("package.too_large", str(path), **details)
        data = path.read_bytes()
    except OSError as error:
        raise _unread(error, path) from None
    try:
        package_check.check_seal(data)
    except Refusal as refused:
        raise Refusal(*(replace(each, place=str(path)) for each in refused.faults)) from None
    return data


def _unread(error: OSError, path: Path) -> Exception:
    if isinstance(error, FileNotFoundError):
        return refusal("file.missing", str(path))
    return refusal("file.unreadable", str(path), reason=reason_of(error))


def _asked(path: Path, size: int, child: sandbox.Child | None, ask: _Ask) -> Any:  # noqa: ANN401
    """Return what a child says of a file; a large one has a child of its own with more room."""
    function, *args = ask
    full = str(path.absolute())
    try:
        if child is not None and size <= _LARGE:
            return child.run(function, full, *args, place=str(path))
        limits = _limits(full, size, str(path)) if size > _LARGE else {}
        return sandbox.run(function, full, *args, place=str(path), **limits)
    except Refusal as refused:
        if refused.fault.code in _BROKEN:
            raise refusal("package.unreadable", str(path)) from None
        raise


def _limits(full: str, size: int, place: str) -> dict[str, Any]:
    """Return what reading a large file may take, by what it says that it unpacks to."""
    wait = sandbox.WALL_SECONDS + (size >> 20)  # the oldest sticks give a megabyte in a second
    unpacked = sandbox.run(package_check.unpacked_size, full, wall_s=wait, place=place)
    room = max(0, unpacked - _LARGE) >> 20
    return {
        "memory_mb": sandbox.MEMORY_MB + _TIMES * room,
        "cpu_s": sandbox.CPU_SECONDS + room // _EACH_SECOND,
        "wall_s": wait + 2 * room / _EACH_SECOND,
    }


def _parts(
    data: bytes, places: list[package_check.Place], manifest: Manifest, path: Path
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Unpack what the child has unpacked before, and see that it is the same.

    Returns:
        The files, and those that are deflated also as they are, as ``zlib`` streams.
    """
    digests = {part.name: part.sha256 for part in manifest.parts}
    parts, streams = {}, {}
    for name, offset, packed, size, deflated in places:
        piece = memoryview(data)[offset : offset + packed]
        content = zlib.decompress(piece, -zlib.MAX_WBITS, size) if deflated else bytes(piece)
        if hashlib.sha256(content).hexdigest() != digests[name]:
            raise refusal("package.broken_seal", str(path))
        parts[name] = content
        if deflated:
            streams[name] = b"".join((_HEAD, piece, zlib.adler32(content).to_bytes(4, "big")))
    return parts, streams
