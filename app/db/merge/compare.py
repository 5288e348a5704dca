"""Finds set by set which rows of a package are new here, differ, or are gone on a side."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.db.connection import Database
from app.db.merge.sides import BASE, THEIRS, named
from app.domain.part_schema import DATA_TABLES

Rows = dict[str, tuple[Any, ...]]
_CHUNK = 500


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table as a package has them."""
    return DATA_TABLES[table]


def new_ids(database: Database, table: str) -> list[str]:
    """Return the ids of rows that came and are neither here nor were known before, in order."""
    return _ids(
        database,
        f"""
        SELECT id FROM {THEIRS}_{table} AS t
        WHERE NOT EXISTS (SELECT 1 FROM main."{table}" AS o WHERE o.id = t.id)
            AND NOT EXISTS (SELECT 1 FROM {BASE}_{table} AS b WHERE b.id = t.id)
        ORDER BY number
        """,
    )


def gone_here(database: Database, table: str) -> list[str]:
    """Return the ids of rows that both sides had, that came, and that are here no longer."""
    return _ids(
        database,
        f"""
        SELECT t.id FROM {BASE}_{table} AS b CROSS JOIN {THEIRS}_{table} AS t ON t.id = b.id
        WHERE NOT EXISTS (SELECT 1 FROM main."{table}" AS o WHERE o.id = t.id) ORDER BY t.number
        """,
    )


def gone_there(database: Database, table: str) -> list[str]:
    """Return the ids of rows that both sides had, that did not come, and that are here."""
    return _ids(
        database,
        f"""
        SELECT b.id FROM {BASE}_{table} AS b CROSS JOIN main."{table}" AS o ON o.id = b.id
        WHERE NOT EXISTS (SELECT 1 FROM {THEIRS}_{table} AS t WHERE t.id = b.id) ORDER BY b.number
        """,
    )


def differing(database: Database, table: str, but: Iterable[str] = ()) -> list[str]:
    """Return the ids of rows that are on both sides and not the same, in the package's order."""
    left_out = {"id", *but}
    differs = " OR ".join(
        f't."{name}" IS NOT o."{name}"' for name in columns_of(table) if name not in left_out
    )
    return _ids(
        database,
        f"""
        SELECT t.id FROM {THEIRS}_{table} AS t CROSS JOIN main."{table}" AS o ON o.id = t.id
        WHERE {differs} ORDER BY t.number
        """,
    )


def count_both(database: Database, table: str) -> int:
    """Count the rows that are on both sides."""
    sql = (
        f'SELECT count(*) FROM {THEIRS}_{table} AS t CROSS JOIN main."{table}" AS o ON o.id = t.id'
    )
    return int(database.sql(sql)[0][0])


def rows(database: Database, source: str, table: str, ids: Iterable[str]) -> Rows:
    """Return rows by id, with the columns that a package has.

    Args:
        database: the ledger.
        source: the table to read: the ledger's or one of a side.
        table: whose columns.
        ids: of which rows.
    """
    return {row[0]: row for some in chunks(ids) for row in _among(database, source, table, some)}


def _among(
    database: Database, source: str, table: str, ids: list[str]
) -> Iterator[tuple[Any, ...]]:
    gaps = ", ".join("?" * len(ids))
    sql = f'SELECT {named(columns_of(table))} FROM "{source}" WHERE id IN ({gaps})'
    yield from database.sql(sql, ids)


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Give ids batch by batch, as many as one statement asks for."""
    wanted = list(ids)
    for start in range(0, len(wanted), _CHUNK):
        yield wanted[start : start + _CHUNK]


def _ids(database: Database, sql: str) -> list[str]:
    return [id_ for (id_,) in database.sql(sql)]
