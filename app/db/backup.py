"""Backing a ledger up and bringing it back."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from app.db import recognition
from app.db.connection import Database, connect
from app.db.copies import (
    BACKUP_OF,
    BACKUP_SEQUENCE,
    BACKUP_TIME,
    LEDGER_ID,
    BackupFile,
    backup_folder,
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


def backup(database: Database, target: Path) -> BackupFile:
    """Write a verified copy of an open ledger under a new name.

    Raises:
        Refusal: ``file.exists``, ``backup.failed``, ``file.no_space``, ``file.read_only``; no
            file is left behind then, and the ledger is as it was.
    """
    if database.in_transaction:
        raise refusal("ledger.busy", str(database.path))
    sequence = _next_sequence(database)
    time = now()
    ledger_id = _ledger_id(database)
    marks = {BACKUP_OF: ledger_id, BACKUP_TIME: time, BACKUP_SEQUENCE: str(sequence)}
    with written_beside(target) as part:
        copy_pages(database.raw, part, marks)
        verify(part)
    database.many(
        "INSERT INTO backup (id, time, path, bytes) VALUES (?, ?, ?, ?)",
        [(sequence, time, str(target.resolve()), target.stat().st_size)],
    )
    return BackupFile(target, sequence, time, ledger_id)


def automatic(database: Database, occasion: str = "自动") -> BackupFile:
    """Write a verified copy into the ledger's own backup folder."""
    folder = backup_folder(database.path)
    with file_faults(folder):
        folder.mkdir(exist_ok=True)
    name = f"{database.path.stem}_{occasion}备份{_next_sequence(database):04d}"
    target = folder / f"{name}.ledger"
    number = 1
    while target.exists():  # a journal taken back by a restore counts anew
        number += 1
        target = folder / f"{name}_{number}.ledger"
    return backup(database, target)


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


def _next_sequence(database: Database) -> int:
    return int(database.sql("SELECT coalesce(max(id), 0) + 1 FROM backup")[0][0])


def _ledger_id(database: Database) -> str:
    found = database.sql("SELECT value FROM setting WHERE id = ?", (LEDGER_ID,))
    return str(found[0][0]) if found else ""
