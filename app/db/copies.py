"""Verified copies of a ledger: made beside the target, checked by opening, then renamed.

The order of writes is the one that loses nothing on any file system, FAT32 sticks included:
a new name, fsync, rename, fsync of the folder, fsync of the file once more.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.db.faults import file_faults
from app.db.recognition import APPLICATION_ID, read_header
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

BACKUP_OF = "backup.of"
BACKUP_TIME = "backup.time"
BACKUP_SEQUENCE = "backup.sequence"
BACKUP_OCCASION = "backup.occasion"
MARKS = (BACKUP_OF, BACKUP_TIME, BACKUP_SEQUENCE, BACKUP_OCCASION)
"""Settings that stand only in a copy, and tell what it is a copy of."""

LEDGER_ID = "ledger.id"

_ENDINGS = ("", "-journal", "-wal")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup that has been opened and found sound."""

    path: Path
    sequence: int
    time: str
    ledger_id: str = ""
    occasion: str = ""
    """What it was made for, in a few Chinese words; empty where it was asked for."""


def part_path(target: Path) -> Path:
    """Return the name under which a file is written before it gets its own."""
    return target.with_name(target.name + ".part")


def backup_folder(ledger: Path) -> Path:
    """Return where the automatic backups of a ledger stand."""
    return ledger.with_name(ledger.name + ".备份")


def read_only(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes, without a lock and without leaving anything beside it."""
    return sqlite3.connect(path.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)


def copy_pages(source: sqlite3.Connection, part: Path, marks: dict[str, str]) -> None:
    """Copy a whole database into a new file, and set or take away the marks of a backup."""
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous=OFF")  # synced as a file, afterwards
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.executemany("DELETE FROM setting WHERE id = ?", [(mark,) for mark in MARKS])
        target.executemany("INSERT INTO setting (id, value) VALUES (?, ?)", marks.items())


def verify(path: Path) -> None:
    """Open a copy and check it from the first page to the last.

    Raises:
        Refusal: ``backup.failed``.
    """
    try:
        header = read_header(path)
        with closing(read_only(path)) as copy:
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            loose = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise refusal("backup.failed", str(path)) from error
    sound = found == "ok" and loose is None and header.application == APPLICATION_ID
    if not sound or path.stat().st_size < header.bytes:
        raise refusal("backup.failed", str(path))


def is_free(target: Path) -> bool:
    """Tell whether a database may be put there: a journal left alone would be played into it."""
    return not any(target.with_name(target.name + ending).exists() for ending in _ENDINGS)


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Give the name to write under; afterwards the file stands under its own, or nothing does.

    Raises:
        Refusal: ``file.exists``, or what the file system reports.
    """
    part = part_path(target)
    with file_faults(target), _removed_on_failure(part):
        if not is_free(target):
            raise refusal("file.exists", str(target))
        _remove(part)
        yield part
        sync(part)
        _name(part, target)
        sync(target.parent)
        sync(target)


def replaced_by(target: Path, make: Callable[[Path], None]) -> None:
    """Write a file beside another and put it into its place in one step."""
    part = part_path(target)
    with file_faults(target), _removed_on_failure(part):
        _remove(part)
        make(part)
        sync(part)
        part.replace(target)
        sync(target.parent)
        sync(target)


def sync(path: Path) -> None:
    """Have a file or folder written through to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such thing for folders
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(part: Path, target: Path) -> None:
    """Give a file its final name, never over another one."""
    try:
        target.hardlink_to(part)
    except FileExistsError as error:
        raise refusal("file.exists", str(target)) from error
    except OSError:  # FAT knows no second name of a file
        part.rename(target)
    else:
        part.unlink()


@contextmanager
def _removed_on_failure(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _remove(part)
        raise


def _remove(part: Path) -> None:
    for ending in _ENDINGS:
        part.with_name(part.name + ending).unlink(missing_ok=True)


def newest_verified_backup(ledger: Path, *folders: Path) -> BackupFile | None:
    """Return the newest sound backup found in a ledger's backup folder or beside it.

    Order is by the sequence number within the backup, never by a clock.

    Args:
        ledger: the ledger, which need not be readable.
        *folders: where else its backups may stand.
    """
    beside = [path for path in ledger.parent.glob("*.ledger") if path.name.startswith(ledger.stem)]
    found = [*backups_in(backup_folder(ledger), *folders), *_marked_ones(beside)]
    for backup in sorted(found, key=lambda each: each.sequence, reverse=True):
        try:
            verify(backup.path)
        except (Refusal, OSError):
            continue
        if backup.path != ledger:
            return backup
    return None


def backups_in(*folders: Path) -> tuple[BackupFile, ...]:
    """Return the backups that stand in folders, by what they say about themselves, unverified."""
    return _marked_ones(path for folder in dict.fromkeys(folders) for path in _ledgers(folder))


def _ledgers(folder: Path) -> Iterable[Path]:
    try:
        return sorted(folder.glob("*.ledger"))
    except OSError:  # a stick that was pulled out
        return ()


def _marked_ones(paths: Iterable[Path]) -> tuple[BackupFile, ...]:
    return tuple(marked for path in paths if (marked := _marked(path)))


def _marked(path: Path) -> BackupFile | None:
    """Return what a file says about itself as a backup, or None where it is none."""
    try:
        with closing(read_only(path)) as copy:
            rows = copy.execute("SELECT id, value FROM setting WHERE id LIKE 'backup.%'")
            marks: dict[str, str] = dict(rows.fetchall())
        return BackupFile(
            path,
            int(marks[BACKUP_SEQUENCE]),
            marks[BACKUP_TIME],
            marks[BACKUP_OF],
            marks.get(BACKUP_OCCASION, ""),
        )
    except (sqlite3.DatabaseError, OSError, LookupError, ValueError):
        return None
