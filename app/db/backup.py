"""Backing a ledger up and bringing it back."""

from contextlib import closing
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
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

__all__ = ["BackupFile", "automatic", "backup", "newest_verified_backup", "restore"]


def backup(database: Database, target: Path) -> BackupFile:
    """Write a verified copy of an open ledger under a new name.

    Raises:
        Refusal: ``file.exists``, ``backup.failed``, ``file.no_space``, ``file.read_only``; no
            file is left behind then, and the ledger is as it was.
    """
    sequence = _next_sequence(database)
    time = datetime.now().isoformat(sep=" ", timespec="seconds")
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
    kept = _keep(ledger)
    try:
        replaced_by(ledger, lambda part: _unmarked_copy(source, part))
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    return kept


def _check_source(source: Path) -> None:
    if not source.is_file():
        raise refusal("file.missing", str(source))
    recognition.recognise(source)
    verify(source)


def _unmarked_copy(source: Path, part: Path) -> None:
    with closing(read_only(source)) as connection:
        copy_pages(connection, part, {})
    verify(part)


def _let_go(ledger: Path) -> None:
    """Make sure that nobody has the ledger open, and that all of it is in its one file."""
    try:
        connect(ledger).close()
    except Refusal as error:
        if error.fault.code == "ledger.busy":
            raise


def _keep(ledger: Path) -> Path:
    """Give the ledger that is to be replaced a second, lasting name."""
    number = 1
    while (kept := ledger.with_name(f"{ledger.stem}.被替换_{number}{ledger.suffix}")).exists():
        number += 1
    with file_faults(kept):
        try:
            kept.hardlink_to(ledger)
        except OSError:  # FAT knows no second name of a file
            kept.write_bytes(ledger.read_bytes())
        for ending in ("-wal", "-journal"):
            beside = ledger.with_name(ledger.name + ending)
            if beside.exists():  # of a ledger too damaged to be opened
                beside.rename(kept.with_name(kept.name + ending))
        sync(kept)
    return kept


def _next_sequence(database: Database) -> int:
    return int(database.sql("SELECT coalesce(max(id), 0) + 1 FROM backup")[0][0])


def _ledger_id(database: Database) -> str:
    found = database.sql("SELECT value FROM setting WHERE id = ?", (LEDGER_ID,))
    return str(found[0][0]) if found else ""
