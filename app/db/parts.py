"""Makes the SQLite files of a package: images beside the ledger, filled from it set by set.

Rows stand in the order in which they came into the ledger. Nothing is written into the ledger
itself; no transaction may be open.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache

from app.db.connection import Database
from app.db.mapping import json_text
from app.db.part_image import Image, Rows, filled_image, table_counts
from app.db.report_locks import LOCKED, ReportLock
from app.domain.handoff import leader_id
from app.domain.ids import OrganizationId, PersonId
from app.domain.part_schema import DATA_TABLES, OFFICE_TABLES

_PLACES = """
WITH RECURSIVE place (id) AS (
    SELECT id FROM organization WHERE id = :unit
    UNION SELECT below.id FROM organization AS below JOIN place ON below.parent_id = place.id
)
INSERT INTO part_organization SELECT below.rowid, below.id
FROM place CROSS JOIN organization AS below ON below.id = place.id
"""
_IN_PLACES = """
INSERT INTO part_{table} SELECT row.rowid, row.id
FROM part_organization AS place CROSS JOIN {table} AS row ON row.organization_id = place.id
"""
_TASKS = """
INSERT OR IGNORE INTO part_task SELECT task.rowid, task.id
FROM (SELECT id FROM part_organization UNION SELECT parent_id FROM organization WHERE id = :unit)
    AS place CROSS JOIN task ON task.organization_id IS place.id
WHERE (exempt_reason <> '' OR manual_reason <> '')
    AND (CASE target_kind WHEN 'organization' THEN target_id ELSE organization_id END)
        IN (SELECT id FROM part_organization)
"""
_POSTS = """
SELECT person_id FROM part_{table} AS part CROSS JOIN {table} AS row ON row.rowid = part.number
"""
_REVIEWERS = """
SELECT person_id FROM part_review AS part
    CROSS JOIN review_reviewer AS row ON row.review_id = part.id
UNION ALL SELECT secretary_id FROM part_review AS part
    CROSS JOIN review ON review.rowid = part.number
UNION ALL SELECT target_id FROM part_review AS part
    CROSS JOIN review ON review.rowid = part.number
UNION ALL SELECT target_id FROM part_task AS part CROSS JOIN task ON task.rowid = part.number
UNION ALL SELECT each.value FROM part_task AS part CROSS JOIN task ON task.rowid = part.number
    CROSS JOIN json_each(task.reviewers) AS each
"""
_PERSONS = """
INSERT INTO part_person SELECT DISTINCT person.rowid, person.id
FROM ({found}) AS found CROSS JOIN person ON person.id = found.person_id
"""
_OVERSEERS = "SELECT id, person_id FROM oversight WHERE organization_id = ?"
_OF_CYCLE = """
SELECT target_id FROM part_cycle_record AS part
    CROSS JOIN cycle_record AS row ON row.rowid = part.number
UNION ALL SELECT each.atom FROM part_cycle_record AS part
    CROSS JOIN cycle_record AS row ON row.rowid = part.number
    CROSS JOIN json_tree(row.content) AS each WHERE each.type = 'text'
"""
"""People are named within the contents, too: who was there, who is to mend what."""
CYCLE = "cycle_record"
_HELD = ("appointment", "oversight")
_PLACED = ("member", *_HELD, "review", CYCLE)
_KEYED = ("organization", "person", "member", *_HELD, "task", "review", CYCLE)
_OF_REVIEW = ("review_reviewer", "review_snapshot", "review_block")
_PART = "part_image"
"""The attached image that is read."""


@contextmanager
def data_image(
    database: Database, unit: OrganizationId, lock: ReportLock | None = None
) -> Iterator[Image]:
    """Give ``data.sqlite`` of what goes up: everything of an organisation and all below it.

    Args:
        database: the ledger.
        unit: the organisation on top; in the part it has none above it. Of the ledger's own root
            people who are nothing yet go along, but not that leaders above answer for it, where
            that was taken from what they issued.
        lock: the records stand in the part as this will have locked them.
    """
    with ExitStack() as kept:
        with _chosen(database):
            database.raw.execute(_PLACES, {"unit": unit})
            for table in _PLACED:
                database.raw.execute(_IN_PLACES.format(table=table))
            database.raw.execute(_TASKS, {"unit": unit})
            if _is_root(database, unit):
                _leave_out_leaders(database, unit)
                database.raw.execute("INSERT INTO part_person SELECT rowid, id FROM person")
            else:
                posts = [_POSTS.format(table=table) for table in ("member", *_HELD)]
                found = " UNION ALL ".join((*posts, _REVIEWERS, _OF_CYCLE))
                database.raw.execute(_PERSONS.format(found=found))
            rows = _rows(unit, (*_KEYED, *_OF_REVIEW), (), lock)
            image = kept.enter_context(filled_image(database, DATA_TABLES, rows, CYCLE))
        yield image


def data_part(database: Database, unit: OrganizationId) -> bytes:
    """Return what ``data_image`` gives, whole."""
    with data_image(database, unit) as image:
        return image.read()


@contextmanager
def skeleton_image(
    database: Database, unit: OrganizationId, leaders: Collection[PersonId] = ()
) -> Iterator[Image]:
    """Give ``data.sqlite`` of what goes down: organisations with posts, rounds, leaders above.

    Args:
        database: the ledger.
        unit: the organisation that it is for.
        leaders: who reviews that organisation from above; told as people from outside, unless they
            hold a post in it.
    """
    with ExitStack() as kept:
        with _chosen(database):
            database.raw.execute(_PLACES, {"unit": unit})
            for table in _HELD:
                database.raw.execute(_IN_PLACES.format(table=table))
            named = "SELECT ? AS person_id" + " UNION ALL SELECT ?" * (len(leaders) - 1)
            posts = [_POSTS.format(table=table) for table in _HELD]
            found = " UNION ALL ".join((*posts, named) if leaders else posts)
            database.raw.execute(_PERSONS.format(found=found), list(leaders))
            rows = _rows(unit, ("organization", "person", *_HELD), leaders)
            image = kept.enter_context(filled_image(database, DATA_TABLES, rows, CYCLE))
        yield image


def office_part(database: Database) -> bytes:
    """Return ``office.sqlite``: the scheme that holds, the forms in all editions, the tables."""
    tails = {
        "scheme": "ORDER BY id DESC LIMIT 1",
        "form": "ORDER BY id",
        "table_template": "ORDER BY rowid",
    }
    rows: Iterator[Rows] = (
        (table, f'SELECT {_named(table)} FROM main."{table}" {tail}', {})
        for table, tail in tails.items()
    )
    with filled_image(database, OFFICE_TABLES, rows, CYCLE) as image:
        return image.read()


def part_counts(part: bytes) -> dict[str, int]:
    """Return how many rows each table of a part has, tables without any left out.

    The records of the cycle are counted by their kinds.
    """
    with opened_part(part) as image:
        return table_counts(image, CYCLE)


@contextmanager
def opened_part(part: bytes) -> Iterator[sqlite3.Connection]:
    """Open a part that has been checked, in memory, for reading."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as image:
        image.deserialize(part)
        image.execute("PRAGMA query_only = 1")
        image.execute("PRAGMA trusted_schema = 0")
        yield image


@contextmanager
def attached_part(database: Database, part: bytes) -> Iterator[str]:
    """Put a part that has been checked beside the ledger's own tables, within a transaction too.

    Gives the name under which its tables stand. At the end nothing of it is left in memory.
    """
    if not any(name == _PART for _, name, _ in database.sql("PRAGMA database_list")):
        database.raw.execute(f"ATTACH ':memory:' AS {_PART}")
    database.raw.deserialize(part, name=_PART)
    try:
        yield _PART
    finally:
        database.raw.deserialize(_no_tables(), name=_PART)


@cache
def _no_tables() -> bytes:
    with closing(sqlite3.connect(":memory:")) as image:
        image.execute("PRAGMA user_version = 1")
        return image.serialize()


@contextmanager
def _chosen(database: Database) -> Iterator[None]:
    """Make the temporary tables that hold which rows are wanted."""
    names = [f"part_{table}" for table in _KEYED]
    for name in names:
        database.raw.execute(
            f"CREATE TEMP TABLE {name} (number INTEGER PRIMARY KEY, id TEXT NOT NULL)"
        )
    try:
        yield
    finally:
        for name in names:
            database.raw.execute(f"DROP TABLE {name}")


def _is_root(database: Database, unit: OrganizationId) -> bool:
    sql = "SELECT 1 FROM organization WHERE id = ? AND parent_id IS NULL"
    return bool(database.sql(sql, (unit,)))


def _leave_out_leaders(database: Database, unit: OrganizationId) -> None:
    above = [
        id_ for id_, person in database.sql(_OVERSEERS, (unit,)) if id_ == leader_id(unit, person)
    ]
    database.raw.executemany("DELETE FROM part_oversight WHERE id = ?", ((id_,) for id_ in above))


def _rows(
    unit: OrganizationId,
    tables: Iterable[str],
    leaders: Collection[PersonId],
    lock: ReportLock | None = None,
) -> Iterator[Rows]:
    """Give each table with the statement that reads its rows."""
    yield "round", f'SELECT {_named("round")} FROM main."round" ORDER BY rowid', {}
    for table in tables:
        of_review = table in _OF_REVIEW
        chosen = "part_review" if of_review else f"part_{table}"
        on = "row.review_id = part.id" if of_review else "row.rowid = part.number"
        columns = _columns(table, is_locked=lock is not None)
        order = "" if of_review else " ORDER BY part.number"
        rows = f'FROM {chosen} AS part CROSS JOIN main."{table}" AS row ON {on}{order}'
        sql = f"SELECT {columns} {rows}"
        given = {"unit": unit, "leaders": _json(leaders), **(lock.given if lock else {})}
        yield table, sql, {key: value for key, value in given.items() if f":{key}" in sql}


def _columns(table: str, *, is_locked: bool) -> str:
    """Return what is selected: what hangs above the unit is cut off."""
    changed = {
        ("organization", "parent_id"): "CASE row.id WHEN :unit THEN NULL ELSE row.parent_id END",
        ("person", "outside"): "row.outside OR (row.id IN (SELECT value FROM json_each(:leaders))"
        " AND NOT EXISTS (SELECT 1 FROM part_appointment AS held JOIN appointment"
        " ON appointment.rowid = held.number WHERE appointment.person_id = row.id))",
        **({("review", "locked"): LOCKED} if is_locked else {}),
    }
    plain = (changed.get((table, column), f'row."{column}"') for column in DATA_TABLES[table])
    return ", ".join(plain)


def _named(table: str) -> str:
    columns = DATA_TABLES.get(table) or OFFICE_TABLES[table]
    return ", ".join(f'"{column}"' for column in columns)


def _json(ids: Iterable[str]) -> str:
    return json_text(list(ids))
