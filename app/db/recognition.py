"""Whether a file is a ledger of ours, told without changing a byte of it or of its neighbours."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app.db.faults import Damaged
from app.domain.errors.catalogue import refusal

APPLICATION_ID = 0x44505A54
"""Stands in the header of every ledger; the letters DPTZ."""

_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Header:
    """What the first page of a database says."""

    application: int
    schema: int
    """Number of the last migration applied."""
    bytes: int
    """Size of the file by its own account."""


def read_header(path: Path) -> Header:
    """Read a file's header through SQLite, with no locks and no recovery.

    Opening the file in any other way and closing it would drop the locks that this program holds
    on it (POSIX).

    Raises:
        sqlite3.DatabaseError: it is no database, or its first page is broken.
    """
    connection = sqlite3.connect(path.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)
    try:
        numbers = [
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("application_id", "user_version", "page_count", "page_size")
        ]
    finally:
        connection.close()
    return Header(numbers[0], numbers[1], numbers[2] * numbers[3])


def recognise(path: Path) -> Header | None:
    """Return the header of a ledger, or None where only a look inside can tell.

    Raises:
        Refusal: ``ledger.missing``, ``ledger.foreign``, ``ledger.damaged``.
    """
    if not path.is_file():
        raise refusal("ledger.missing", str(path))
    if path.stat().st_size == 0:
        raise Damaged(path, "文件是空的")
    try:
        header = read_header(path)
    except UnicodeDecodeError:
        return None  # SQLite names a broken part of the schema, and the name is broken too
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise _no_database(path) from error
        return None
    if header.application != APPLICATION_ID:
        raise refusal("ledger.foreign", str(path))
    return header


def _no_database(path: Path) -> Exception:
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start == _MAGIC or not start.strip(b"\x00"):
        return Damaged(path, "文件头已损坏")
    return refusal("ledger.foreign", str(path))
