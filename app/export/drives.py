"""Disks that files are written to: removable ones by name, and the room that is left.

Linux tells by ``/proc/mounts`` and ``/sys``; Windows by its own calls, which could not be tried.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors.catalogue import refusal

_MOUNTS = Path("/proc/mounts")
_BLOCKS = Path("/sys/class/block")
_LABELS = Path("/dev/disk/by-label")
_MEDIA = (Path("/media"), Path("/run/media"))
_MEDIA_ROOTS = tuple(f"{folder}{os.sep}" for folder in _MEDIA)
_WINDOWS_REMOVABLE = 2
_LETTERS = "DEFGHIJKLMNOPQRSTUVWXYZAB"
_UNITS = ("字节", "KB", "MB", "GB", "TB")
_STEP = 1024


@dataclass(frozen=True, slots=True)
class Drive:
    """A removable drive that can be written to."""

    folder: Path
    """Where its files stand."""
    label: str
    """What it is called; the name of its folder where it has no label."""
    free: int
    """Bytes that are left on it."""

    @property
    def title(self) -> str:
        """The drive in words: name, place, room."""
        return f"{self.label}（{self.folder}，可用 {size_text(self.free)}）"


def removable_drives() -> tuple[Drive, ...]:
    """Return the removable drives that are there now and can be written to, by their folders."""
    found: dict[Path, Drive] = {}
    for folder, label in _windows() if sys.platform == "win32" else _linux():
        free = free_room(folder)
        if free is not None and os.access(folder, os.W_OK):
            found[folder] = Drive(folder, label or folder.name or str(folder), free)
    return tuple(found[folder] for folder in sorted(found))


def is_removable(path: Path) -> bool:
    """Tell whether a file or folder, there already or not, lies on a removable drive."""
    place = _nearest(path.absolute())
    if sys.platform == "win32":
        return place.anchor in {str(folder) for folder, _ in _windows()}
    try:
        device = place.stat().st_dev
    except OSError:
        return False
    return _is_removable_device(device) or str(place).startswith(_MEDIA_ROOTS)


def free_room(path: Path) -> int | None:
    """Return the bytes left where a path lies, or None where that cannot be told."""
    try:
        return shutil.disk_usage(_nearest(path.absolute())).free
    except OSError:
        return None


def require_room(path: Path, size: int) -> None:
    """Refuse to begin what surely does not fit.

    Args:
        path: where it is to be written; need not be there yet.
        size: the least bytes that it takes.

    Raises:
        Refusal: ``file.no_room``.
    """
    free = free_room(path)
    if free is not None and size > free:
        raise refusal("file.no_room", str(path), need=size_text(size), free=size_text(free))


def size_text(size: int) -> str:
    """Return a size as people read it: 1.5 GB."""
    value, unit = float(size), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{value:.1f}".removesuffix(".0") + f" {_UNITS[unit]}"


def _nearest(path: Path) -> Path:
    """Return the path itself, or the nearest folder above it that is there."""
    return next((each for each in (path, *path.parents) if each.exists()), path)


# ---- Linux -----------------------------------------------------------------------------------


def _linux() -> Iterator[tuple[Path, str]]:
    """Give folder and label of what is mounted from a removable disk or as a medium."""
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    labels = _labels()
    for line in lines:
        device, _, rest = line.partition(" ")
        folder = Path(_plain(rest.partition(" ")[0]))
        if not device.startswith("/dev/"):
            continue
        name = os.path.basename(os.path.realpath(device))  # noqa: PTH119 - a name is all it is
        if _is_removable_block(name) or str(folder).startswith(_MEDIA_ROOTS):
            yield folder, labels.get(name, "")


def _plain(text: str) -> str:
    r"""Return a name of ``/proc/mounts`` or by-label with its escapes (``\040``) undone."""
    raw = text.encode("utf-8", "surrogateescape")
    raw = re.sub(rb"\\x([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), raw)
    raw = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), raw)
    return raw.decode("utf-8", "surrogateescape")


def _labels() -> dict[str, str]:
    try:
        links = list(_LABELS.iterdir())
    except OSError:
        return {}
    return {link.resolve().name: _plain(link.name) for link in links}


def _is_removable_block(name: str) -> bool:
    """Tell whether a disk, or the disk that a part belongs to, is removable or hangs on USB."""
    try:
        here = (_BLOCKS / name).resolve(strict=True)
    except OSError:
        return False
    if "/usb" in str(here):
        return True
    for place in (here, here.parent):
        try:
            if (place / "removable").read_text().strip() == "1":
                return True
        except OSError:
            continue
    return False


def _is_removable_device(device: int) -> bool:
    """Tell by the number of the disk that a file lies on."""
    number = f"{os.major(device)}:{os.minor(device)}"
    try:
        name = Path(f"/sys/dev/block/{number}").resolve(strict=True).name
    except OSError:
        return False
    return _is_removable_block(name)


# ---- Windows (untried) -----------------------------------------------------------------------


def _windows() -> Iterator[tuple[Path, str]]:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        for letter in _LETTERS:
            root = f"{letter}:\\"
            if kernel.GetDriveTypeW(root) != _WINDOWS_REMOVABLE:
                continue
            label = ctypes.create_unicode_buffer(261)
            if kernel.GetVolumeInformationW(root, label, 261, None, None, None, None, 0):
                yield Path(root), label.value
    yield from ()
