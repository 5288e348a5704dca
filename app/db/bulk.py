"""Fast ways in and out: SQL taken from Peewee's own metadata, run for many rows at once."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from app.db.connection import Database
from app.db.table import Table

_CHUNK = 500


@cache
def columns(model: type[Table]) -> tuple[str, ...]:
    """Return the column names of a table in the order in which they are declared."""
    return tuple(field.column_name for field in _fields(model))


@cache
def select_sql(model: type[Table], without: tuple[str, ...] = ()) -> str:
    """Return the statement that reads the columns of a table, in their order."""
    names = [name for name in columns(model) if name not in without]
    return f"SELECT {', '.join(map(_quoted, names))} FROM {_table(model)}"


@cache
def insert_sql(model: type[Table]) -> str:
    """Return the statement that inserts one row."""
    names = columns(model)
    gaps = ", ".join("?" * len(names))
    return f"INSERT INTO {_table(model)} ({', '.join(map(_quoted, names))}) VALUES ({gaps})"


@cache
def upsert_sql(model: type[Table], kept: tuple[str, ...] = ()) -> str:
    """Return the statement that inserts a row, or updates the one with the same key.

    Args:
        model: the table.
        kept: columns that an update leaves as they are.
    """
    keys = [field.column_name for field in _keys(model)]
    changed = [name for name in columns(model) if name not in (*keys, *kept)]
    sets = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in changed)
    return f"{insert_sql(model)} ON CONFLICT ({', '.join(map(_quoted, keys))}) DO UPDATE SET {sets}"


def upsert(
    database: Database,
    model: type[Table],
    rows: Iterable[Sequence[Any]],
    kept: tuple[str, ...] = (),
) -> None:
    """Insert rows or update those with the same key; the values stand in the columns' order."""
    database.many(upsert_sql(model, kept), rows)


def insert(database: Database, model: type[Table], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows; the values stand in the columns' order, None for an id that is to be given."""
    database.many(insert_sql(model), rows)


def delete(database: Database, model: type[Table], column: str, values: Iterable[str]) -> None:
    """Delete the rows with one of the values in a column."""
    statement = f"DELETE FROM {_table(model)} WHERE {_quoted(column)} = ?"
    database.many(statement, ((value,) for value in values))


def read(
    database: Database,
    model: type[Table],
    tail: str = "",
    params: Sequence[Any] = (),
    without: tuple[str, ...] = (),
) -> list[tuple[Any, ...]]:
    """Return rows of a table; ``tail`` is what follows FROM."""
    return database.sql(f"{select_sql(model, without)} {tail}", params)


def each(
    database: Database,
    model: type[Table],
    tail: str = "",
    params: Sequence[Any] = (),
    without: tuple[str, ...] = (),
) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a table one by one; all of them at once may fill the memory."""
    return database.each(f"{select_sql(model, without)} {tail}", params)


def read_among(
    database: Database,
    model: type[Table],
    column: str,
    values: Iterable[str],
    order: str = "",
    without: tuple[str, ...] = (),
) -> Iterator[tuple[Any, ...]]:
    """Give the rows with one of the values in a column, batch after batch of values."""
    wanted = list(values)
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        gaps = ", ".join("?" * len(some))
        tail = f"WHERE {_quoted(column)} IN ({gaps}) {order}"
        yield from read(database, model, tail, some, without)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from searching for cycles among hundreds of thousands of values without any."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _fields(model: type[Table]) -> list[Any]:
    return list(model._meta.sorted_fields)  # noqa: SLF001 - Peewee's own name


def _keys(model: type[Table]) -> list[Any]:
    keys = model._meta.get_primary_keys()  # type: ignore[no-untyped-call]  # noqa: SLF001
    return list(keys)


def _table(model: type[Table]) -> str:
    return _quoted(model._meta.table_name)  # noqa: SLF001


def _quoted(name: str) -> str:
    return f'"{name}"'
