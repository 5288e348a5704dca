"""Holds the SQLite files of a package against the rules of their tables; runs in the child."""

import sqlite3
from contextlib import closing

from app.domain.errors.catalogue import refusal
from app.domain.part_schema import DATA_PART, DATA_TABLES, OFFICE_TABLES, create_statements


def check_part(name: str, image: bytes) -> None:
    """Refuse an image unless it is exactly what this trade's writers make.

    Args:
        name: DATA_PART or OFFICE_PART.
        image: the bytes of the database.

    Raises:
        Refusal: ``package.bad_data``, ``package.bad_tables``, ``package.bad_value``,
            ``package.bad_reference``.
    """
    tables = DATA_TABLES if name == DATA_PART else OFFICE_TABLES
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(image)
            _check_tables(connection, name, create_statements(tables))
        except (sqlite3.DatabaseError, OverflowError):
            raise refusal("package.bad_data", part=name) from None


def _check_tables(connection: sqlite3.Connection, name: str, statements: tuple[str, ...]) -> None:
    found = connection.execute("SELECT type, sql FROM sqlite_master").fetchall()
    if sorted(found) != sorted(("table", statement) for statement in statements):
        raise refusal("package.bad_tables", part=name)
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise refusal("package.bad_data", part=name)
