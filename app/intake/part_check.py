"""Holds the SQLite files of a package against the rules of their tables; runs in the child."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from app.domain.errors.catalogue import refusal
from app.domain.part_schema import (
    DATA_PART,
    DATA_TABLES,
    OFFICE_PART,
    OFFICE_TABLES,
    create_statements,
)
from app.intake.cycle_check import CYCLE, check_cycle
from app.intake.office_check import check_office
from app.intake.part_rules import KEYS, REFERENCES, rules_of

Image = bytes | bytearray

_AT_ONCE = 512
"""Rows that a processor's cache holds."""
_ENDS_FIRST = 'SELECT count(*) FROM "round" WHERE "start" > "end"'
_HEADER = 100
_MAGIC = b"SQLite format 3\0"
_SETTINGS = ("trusted_schema = 0", "cell_size_check = 1", "query_only = 1")


def check_part(name: str, image: Callable[[], Image]) -> dict[str, int]:
    """Refuse an image unless it is exactly what this trade's writers make.

    Args:
        name: DATA_PART or OFFICE_PART.
        image: gives the bytes of the database; they are not kept beside their copy in SQLite.

    Returns:
        How many records of each kind there are.

    Raises:
        Refusal: ``package.bad_data``, ``package.bad_tables``, ``package.bad_value``,
            ``package.bad_reference``, ``package.newer``.
    """
    tables = DATA_TABLES if name == DATA_PART else OFFICE_TABLES
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            _load(connection, name, image())
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            _check_tables(connection, name, create_statements(tables))
            counts = _Rows(connection).check(tables)
            if name == OFFICE_PART:
                check_office(connection)
                return counts
            counts.pop(CYCLE)
            return counts | check_cycle(connection)
        except (sqlite3.Error, OverflowError, UnicodeError):
            raise refusal("package.bad_data", part=name) from None


def _load(connection: sqlite3.Connection, name: str, image: Image) -> None:
    if not _is_plain(image):
        raise refusal("package.bad_data", part=name)
    connection.deserialize(image)


def _is_plain(image: Image) -> bool:
    """Tell by its header whether an image is UTF-8, whole, and no half of a write-ahead log."""
    if len(image) < _HEADER or not image.startswith(_MAGIC):
        return False
    page = int.from_bytes(image[16:18], "big")
    page = 65_536 if page == 1 else page
    pages = int.from_bytes(image[28:32], "big")
    utf8 = image[56:60] == b"\0\0\0\1"
    return image[18:20] == b"\1\1" and utf8 and page >= 512 and page * pages == len(image)


def _check_tables(connection: sqlite3.Connection, name: str, statements: Sequence[str]) -> None:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    expected = [("table", *[s.split('"', 2)[1]] * 2, s) for s in statements]
    if sorted(found, key=repr) != sorted(expected, key=repr):
        raise refusal("package.bad_tables", part=name)
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise refusal("package.bad_data", part=name)


class _Rows:
    """Goes once through all rows; tables that others refer to come first."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, set[Any]] = {}

    def check(self, tables: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
        """Refuse what breaks a rule of its column, stands twice, or names what is not there.

        Returns:
            How many rows each table has.
        """
        totals = {table: self._table(table, columns) for table, columns in tables.items()}
        if "round" in tables:
            (over,) = self._connection.execute(_ENDS_FIRST).fetchone()
            _refuse("package.bad_value", "round", {"end": over})
        if "organization" in tables:
            _refuse("package.bad_reference", "organization", {"parent_id": self._outside_tree()})
        return totals

    def _table(self, table: str, columns: tuple[str, ...]) -> int:
        rules = rules_of(table, columns)
        keys = [[columns.index(each) for each in key] for key in KEYS.get(table, (("id",),))]
        seen: list[set[Any]] = [set() for _ in keys]
        if table in _REFERRED:
            self._ids[table] = seen[0]
        total = 0
        rows = self._connection.execute(f'SELECT {_quoted(columns)} FROM "{table}"')
        while some := rows.fetchmany(_AT_ONCE):
            total += len(some)
            values = dict(zip(columns, zip(*some, strict=True), strict=True))
            held = zip(columns, rules, values.values(), strict=True)
            _refuse("package.bad_value", table, {column: rule(each) for column, rule, each in held})
            for at, key in zip(seen, keys, strict=True):
                parts = [values[columns[place]] for place in key]
                at.update(parts[0] if len(parts) == 1 else zip(*parts, strict=True))
            _refuse("package.bad_reference", table, self._loose(table, values))
        twice = {columns[key[0]]: total - len(at) for at, key in zip(seen, keys, strict=True)}
        _refuse("package.bad_value", table, twice)
        for column in _WITHIN.get(table, ()):
            known = f'SELECT "id" FROM "{table}"'
            sql = f'SELECT count(*) FROM "{table}" WHERE "{column}" NOT IN ({known})'
            loose = self._connection.execute(sql)
            _refuse("package.bad_reference", table, {column: loose.fetchone()[0]})
        return total

    def _loose(self, table: str, values: Mapping[str, Sequence[Any]]) -> dict[str, int]:
        """Return how many records name another that is not there, by the column."""
        found = {}
        for column, whose in _ACROSS.get(table, {}).items():
            known, named = self._ids[whose], values[column]
            if not known.issuperset(named):
                found[column] = sum(v is not None and v not in known for v in named)
        return found

    def _outside_tree(self) -> int:
        """Return how many organisations are not below the one top, which is to be one."""
        above = dict(self._connection.execute('SELECT "id", "parent_id" FROM "organization"'))
        tops = [id_ for id_, parent in above.items() if parent is None]
        if len(tops) != 1:
            return max(len(tops), 1)
        below = set(tops)
        for start in above:
            way: list[str] = []
            at: Any = start
            while at not in below and len(way) <= len(above):
                way.append(at)
                at = above[at]
            if at not in below:
                return len(way) - 1
            below.update(way)
        return 0


_REFERRED = frozenset(REFERENCES.values())
_WITHIN = {table: (column,) for (table, column), whose in REFERENCES.items() if whose == table}
"""Columns that name a record of their own table."""
_ACROSS = {
    table: {c: whose for (t, c), whose in REFERENCES.items() if t == table != whose}
    for table, _ in REFERENCES
}
"""Columns that name a record of a table before their own."""


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _refuse(code: str, table: str, bad: Mapping[str, int]) -> None:
    for column, count in bad.items():
        if count:
            raise refusal(code, table=table, column=column, count=count)
