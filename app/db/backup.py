"""Backing a ledger up and bringing it back."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from app.db import recognition
from app.db.connection import Database, connect
from app.db.copies import (
    BACKUP_OCCASION,
    BACKUP_OF,
    BACKUP_SEQUENCE,
    BACKUP_TIME,
    LEDGER_ID,
    BackupFile,
    backup_folder,
    backups_in,
    copy_pages,
    newest_verified_backup,
    read_only,
    replaced_by,
    sync,
    verify,
    written_beside,
)
from app.db.faults import file_faults
from app.db.offers import locked
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

__all__ = ["BackupFile", "automatic", "backup", "newest_verified_backup", "restore"]


def now() -> str:
    """Return the time as people read it; nothing is ordered by it."""
    return datetime.now().isoformat(sep=" ", timespec="seconds")


def backup(database: Database, target: Path, occasion: str = "") -> BackupFile:
    """Write a verified copy of an open ledger under a new name.

    Args:
        database: the open ledger.
        target: the new name.
        occasion: what it is made for, in a few Chinese words.

    Raises:
        Refusal: ``file.exists``, ``backup.failed``, ``file.no_space``, ``file.read_only``; no
            file is left behind then, and the ledger is as it was.
    """
    if database.in_transaction:
        raise refusal("ledger.busy", str(database.path))
    sequence = _next_sequence(database, target.parent)
    made = BackupFile(target, sequence, now(), ledger_id(database), occasion)
    marks = {
        BACKUP_OF: made.ledger_id,
        BACKUP_TIME: made.time,
        BACKUP_SEQUENCE: str(sequence),
        BACKUP_OCCASION: occasion,
    }
    with written_beside(target) as part:
        copy_pages(database.raw, part, marks)
        verify(part)
    database.many(
        "INSERT INTO backup (id, time, path, bytes) VALUES (?, ?, ?, ?)",
        [(sequence, made.time, str(target.resolve()), target.stat().st_size)],
    )
    return made


def automatic(database: Database, occasion: str = "自动", folder: Path | None = None) -> BackupFile:
    """Write a verified copy into a folder of backups, None: the ledger's own."""
    folder = folder or backup_folder(database.path)
    with file_faults(folder):
        folder.mkdir(exist_ok=True)
    name = f"{database.path.stem}_{occasion}备份{_next_sequence(database, folder):04d}"
    target = folder / f"{name}.ledger"
    number = 1
    while target.exists():  # of another ledger that has the same name
        number += 1
        target = folder / f"{name}_{number}.ledger"
    return backup(database, target, occasion)


def restore(source: Path, ledger: Path) -> Path | None:
    """Put a backup, or any sound ledger, into the place of a ledger.

    Returns:
        Where the replaced ledger is kept; None where there was none.

    Raises:
        Refusal: the source is no ledger or not sound, or the ledger is open; nothing is changed.
    """
    _check_source(source)
    if not ledger.exists():
        with written_beside(ledger) as part:
            _unmarked_copy(source, part)
        return None
    _let_go(ledger)
    with _kept(ledger) as kept:
        replaced_by(ledger, lambda part: _unmarked_copy(source, part))
    return kept


def _check_source(source: Path) -> None:
    if not source.is_file():
        raise refusal("file.missing", str(source))
    recognition.recognise(source)
    if _beside(source, "-wal").exists():  # a live ledger: some of it may not be in its file yet
        _let_go(source)
    verify(source)


def _unmarked_copy(source: Path, part: Path) -> None:
    with closing(read_only(source)) as connection:
        copy_pages(connection, part, {})
    verify(part)


def _let_go(ledger: Path) -> None:
    """Make sure that nobody has a ledger open, and that all of it is in its one file."""
    try:
        recognition.recognise(ledger)
        with connect(ledger) as database:
            database.into_one_file()
    except Refusal as error:
        code = error.fault.code
        if code == "ledger.busy":
            raise locked(ledger) from error
        damaged = code in ("ledger.damaged", "ledger.foreign") and ledger.suffix == ".ledger"
        if not damaged:
            raise


@contextmanager
def _kept(ledger: Path) -> Iterator[Path]:
    """Give the ledger that is to be replaced a second, lasting name."""
    number = 1
    while (kept := ledger.with_name(f"{ledger.stem}.被替换_{number}{ledger.suffix}")).exists():
        number += 1
    left = [ending for ending in ("-wal", "-journal") if _beside(ledger, ending).exists()]
    with file_faults(kept):
        try:
            kept.hardlink_to(ledger)
        except OSError:  # FAT knows no second name of a file
            shutil.copyfile(ledger, kept)
        sync(kept)
        for ending in left:  # of a ledger too damaged to be opened
            _beside(ledger, ending).rename(_beside(kept, ending))
    try:
        yield kept
    except BaseException:
        for ending in left:
            _beside(kept, ending).rename(_beside(ledger, ending))
        kept.unlink(missing_ok=True)
        raise


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _next_sequence(database: Database, folder: Path) -> int:
    """Return a number above all before, those included that a restored ledger has forgotten."""
    known = int(database.sql("SELECT coalesce(max(id), 0) FROM backup")[0][0])
    own = ledger_id(database)
    found = backups_in(backup_folder(database.path), folder)
    return max(known, *(each.sequence for each in found if each.ledger_id == own), 0) + 1


def ledger_id(database: Database) -> str:
    """Return the id that a ledger shares with all its backups."""
    found = database.sql("SELECT value FROM setting WHERE id = ?", (LEDGER_ID,))
    return str(found[0][0]) if found else ""
