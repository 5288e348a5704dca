"""The SQLite file of a package while it is made: filled by SQLite, then read piece by piece.

It stands beside the ledger, readable for nobody else, and is gone as soon as it has been read;
where the system allows it, it has no name at all from the moment it is open. It is filled within a
transaction of its own that writes nothing into the ledger, since what is not committed cannot be
read out of a file.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.db.connection import Database
from app.db.faults import file_faults
from app.domain.content import PIECE, Piece
from app.domain.part_schema import create_statements

NAME = "part_room"
"""Under this the tables stand beside those of the ledger while the image is filled."""
_ENDING = ".image"
_MADE_BY = ((24, 4), (92, 8))
"""Where a SQLite file tells how often and by which version it was written: place, bytes."""

Rows = tuple[str, str, Mapping[str, str]]
"""A table, the statement that reads its rows, and what the statement is given."""


class Image:
    """A file of a package that has been filled; ``Source`` of what it holds."""

    def __init__(self, file: BinaryIO, counts: Mapping[str, int]) -> None:
        """Take an open file.

        Args:
            file: from its beginning to its end.
            counts: how many rows each table has.
        """
        self._file = file
        self.counts = counts
        self.size = file.seek(0, os.SEEK_END)

    def pieces(self) -> Iterator[Piece]:
        """Give what is in the file."""
        for start in range(0, self.size, PIECE):
            self._file.seek(start)
            yield self._file.read(PIECE)

    def read(self) -> bytes:
        """Return what is in the file, whole."""
        self._file.seek(0)
        return self._file.read()


def image_path(ledger: Path) -> Path:
    """Return where the image of a ledger stands while it is made."""
    return ledger.with_name(ledger.name + _ENDING)


def remove_left(ledger: Path) -> None:
    """Take away what a program that was killed has left of an image."""
    with suppress(OSError):
        image_path(ledger).unlink(missing_ok=True)


@contextmanager
def filled_image(
    database: Database, tables: Mapping[str, tuple[str, ...]], rows: Iterator[Rows], kinds: str
) -> Iterator[Image]:
    """Fill an image from the ledger, and give it as long as it is wanted.

    Args:
        database: the ledger; no transaction may be open.
        tables: with their columns.
        rows: what goes into them.
        kinds: the table whose rows are counted by their kind.

    Raises:
        Refusal: ``file.no_space`` and what else the system reports.
    """
    if database.in_transaction:
        message = "what is not committed cannot be read out of a file"
        raise RuntimeError(message)
    path = image_path(database.path)
    with file_faults(database.path):
        path.unlink(missing_ok=True)
        file = os.fdopen(os.open(path, _CREATE, 0o600), "r+b", buffering=0)
    try:
        with _attached(database, path), database.transaction():
            _fill(database, tables, rows)
            counts = table_counts(database.raw, kinds, NAME)
        with file_faults(database.path):
            _forget_who_made_it(file)
        yield Image(file, counts)
    finally:
        file.close()
        remove_left(database.path)


_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def _attached(database: Database, path: Path) -> Iterator[None]:
    with file_faults(database.path):
        database.raw.execute(f"ATTACH ? AS {NAME}", (f"{path.resolve().as_uri()}?mode=rw",))
    try:
        if os.name == "posix":
            path.unlink()
        database.raw.execute(f"PRAGMA {NAME}.journal_mode = OFF")
        database.raw.execute(f"PRAGMA {NAME}.synchronous = OFF")
        yield
    finally:
        database.raw.execute(f"DETACH {NAME}")


def _fill(database: Database, tables: Mapping[str, tuple[str, ...]], rows: Iterator[Rows]) -> None:
    for statement in create_statements(tables):
        database.raw.execute(statement.replace("CREATE TABLE ", f"CREATE TABLE {NAME}.", 1))
    for table, sql, given in rows:
        database.raw.execute(f'INSERT INTO {NAME}."{table}" {sql}', given)


def _forget_who_made_it(file: BinaryIO) -> None:
    """Take out what would make the same records other bytes."""
    for place, size in _MADE_BY:
        file.seek(place)
        file.write(bytes(size))


def table_counts(
    connection: sqlite3.Connection, kinds: str, schema: str = "main"
) -> dict[str, int]:
    """Return how many rows each table has, tables without any left out.

    Args:
        connection: to where they stand.
        kinds: the table whose rows are counted by their kind.
        schema: the name of the file in the connection.
    """
    sql = f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'"
    tables = [name for (name,) in connection.execute(sql)]
    counts = {
        name: connection.execute(f'SELECT count(*) FROM {schema}."{name}"').fetchone()[0]
        for name in tables
        if name != kinds
    }
    if kinds in tables:
        counts.update(
            connection.execute(f'SELECT kind, count(*) FROM {schema}."{kinds}" GROUP BY kind')
        )
    return {name: count for name, count in counts.items() if count}
