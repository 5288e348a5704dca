"""Writing files so that a power cut, a full disk or a pulled stick leaves nothing half-written.

A file is written beside its place under a new name, flushed, renamed, and flushed again; that is
what held on FAT32 too. Many files are flushed together, which costs hardly more than one; on a
stick each is flushed for itself as well, since only that empties the stick's own memory. A file
that is replaced is kept beside its place until all are in theirs.
"""

import contextlib
import ctypes
import errno
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.errors.system import reason_of
from app.export.drives import is_removable, require_room

Content = bytes | Callable[[BinaryIO], None]
"""What goes into a file: the bytes, or a function that writes them."""

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_numbers = itertools.count(1)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are not there yet.

    Raises:
        Refusal: file.read_only, file.no_space, file.folder_missing, file.write_failed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(error, folder) from error


MakeFolder = Callable[[Path], None]
"""Makes a folder where it is not there yet."""


@contextlib.contextmanager
def fresh_folders() -> Iterator[MakeFolder]:
    """Give what makes folders; where the work inside fails, those that were made go again."""
    made: list[Path] = []

    def make(folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        made.extend(reversed(missing))
        make_folder(folder)

    try:
        yield make
    except BaseException:
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def write_new(path: Path, content: Content, *, overwrite: bool = False) -> Path:
    """Write one file whole and return its path.

    Args:
        path: the file; its folder must exist.
        content: what goes into it.
        overwrite: True replaces a file of that name.

    Raises:
        Refusal: file.exists, file.is_folder, file.folder_missing, file.no_space, file.read_only,
            file.write_failed; then nothing has changed.
    """
    return write_all([(path, content)], overwrite=overwrite)[0]


def write_all(files: Iterable[tuple[Path, Content]], *, overwrite: bool = False) -> list[Path]:
    """Write many files, all or none, and return their paths.

    Args:
        files: (path, content) one after the other; an exception from here undoes everything.
        overwrite: True replaces files of the same names.

    Raises:
        Refusal: as ``write_new``; the place is the file at which it happened.
    """
    unfinished: list[str] = []
    paths: list[Path] = []
    renamed: list[Path] = []
    replaced: dict[Path, str] = {}
    try:
        for path, content in files:
            if not paths and isinstance(content, bytes) and len(content) > _SMALL:
                require_room(path, len(content))
            paths.append(path)
            unfinished.append(_write_beside(path, content, overwrite=overwrite))
        _flush(unfinished)
        for name, path in zip(unfinished, paths, strict=True):
            if overwrite and len(paths) > 1 and path not in replaced:
                _set_aside(path, replaced)
            _rename(name, path, overwrite=overwrite)
            renamed.append(path)
        _flush(renamed)
    except BaseException:
        _put_back(replaced)
        fresh = [path for path in renamed if not overwrite or replaced.get(path) == ""]
        _remove([*unfinished, *fresh])
        raise
    _remove(name for name in replaced.values() if name)
    return renamed


def place_beside(path: Path) -> Path:
    """Return a new name in a file's folder, for what shall have its final name only later."""
    return Path(_name_beside(path, "part"))


def give_name(written: Path, path: Path, *, overwrite: bool = False) -> None:
    """Give a file that was written whole beside its place its final name.

    Args:
        written: the file as it was written, on the disk already.
        path: its final name in the same folder.
        overwrite: True replaces a file of that name.

    Raises:
        Refusal: as ``write_new``; the file that was written stays.
    """
    _rename(str(written), path, overwrite=overwrite)
    _flush([path])


def refuse_taken(path: Path, *, overwrite: bool) -> None:
    """Refuse a place at which no file can be written.

    Raises:
        Refusal: file.is_folder; file.exists where nothing may be replaced.
    """
    if path.is_dir():
        raise refusal("file.is_folder", str(path))
    if not overwrite and os.path.lexists(path):
        raise refusal("file.exists", str(path))


def _set_aside(path: Path, replaced: dict[Path, str]) -> None:
    """Keep what stands at a place under a second name; where there is nothing, note that.

    On a disk that knows no second names (FAT) it is renamed instead.
    """
    name = _name_beside(path, "old")
    try:
        if not os.path.lexists(path):
            replaced[path] = ""
            return
        try:
            os.link(path, name)
        except OSError:
            os.rename(path, name)  # noqa: PTH104 - a name, not a path
        replaced[path] = name
    except OSError as error:
        raise _refusal(error, path) from error


def _put_back(replaced: dict[Path, str]) -> None:
    for path, name in replaced.items():
        if name:
            with contextlib.suppress(OSError):
                os.replace(name, path)  # noqa: PTH105 - a name, not a path


def _name_beside(path: Path, ending: str) -> str:
    """Return a new name in a file's folder, short: the final one may leave no room for more."""
    return f"{path.parent}{os.sep}~{os.getpid()}-{next(_numbers)}.{ending}"


def _write_beside(path: Path, content: Content, *, overwrite: bool) -> str:
    """Write the content under a new name in the same folder and return that name."""
    name = _name_beside(path, "part")
    try:
        refuse_taken(path, overwrite=overwrite)
        handle = os.open(name, _CREATE, 0o666)
        try:
            _write(handle, content)
        except BaseException:
            _remove([name])
            raise
    except OSError as error:
        raise _refusal(error, path) from error
    return name


_SMALL = 64 << 10
"""Bytes for which nobody asks beforehand whether there is room."""
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _write(handle: int, content: Content) -> None:
    """Write to an open file and close it."""
    if not isinstance(content, bytes):
        with open(handle, "wb") as file:
            content(file)
        return
    try:
        written = os.write(handle, content)
        while written < len(content):
            written += os.write(handle, content[written:])
    finally:
        os.close(handle)


def _rename(name: str, path: Path, *, overwrite: bool) -> None:
    try:
        refuse_taken(path, overwrite=overwrite)
        os.replace(name, path)  # noqa: PTH105 - a name, not a path
    except OSError as error:
        raise _refusal(error, path) from error


def _remove(paths: Iterable[str | Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - a name or a path


def _refusal(error: OSError, path: Path) -> Refusal:
    if error.errno in _FULL:
        return refusal("file.no_space", str(path))
    if error.errno in _FORBIDDEN:
        return refusal("file.read_only", str(path))
    if error.errno in _NO_FOLDER:
        return refusal("file.folder_missing", str(path))
    return refusal("file.write_failed", str(path), reason=reason_of(error))


# ---- flushing --------------------------------------------------------------------------------

_ONE_BY_ONE = 3
"""Up to so many files are flushed one by one; more of them, the whole disk at once."""


def _flush(paths: Sequence[str | Path]) -> None:
    """Return when the files and their names are on the disk."""
    folders = dict.fromkeys(os.path.dirname(path) or os.curdir for path in paths)  # noqa: PTH120
    whole_disk = _whole_disk_flush() if len(paths) > _ONE_BY_ONE else None
    place: str | Path = ""
    try:
        for place in () if sys.platform == "win32" else folders:  # Windows keeps names by itself
            _with_handle(place, os.O_RDONLY, whole_disk or os.fsync)
        if whole_disk is None or is_removable(Path(next(iter(folders), os.curdir))):
            for place in paths:
                _with_handle(place, os.O_RDWR, os.fsync)
    except OSError as error:
        raise _refusal(error, Path(place)) from error


def _with_handle(path: str | Path, flags: int, action: Callable[[int], None]) -> None:
    handle = os.open(path, flags)
    try:
        action(handle)
    finally:
        os.close(handle)


@cache
def _whole_disk_flush() -> Callable[[int], None] | None:
    """Return the system's way to flush the disk that an open folder is on, if it has one."""
    if sys.platform != "linux":
        return None
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return None

    def flush(handle: int) -> None:
        if syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return flush
