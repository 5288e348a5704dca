"""What differs between the records of two packages, told by name."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from app.db.parts import opened_part
from app.domain.part_schema import DATA_TABLES


class DifferentRecord(NamedTuple):
    """A record that is not the same in both."""

    what: str
    """The kind of record: member, review …"""
    record_id: str
    name: str
    """Whom or what it is about; a post with its organisation."""


class PartDifference(NamedTuple):
    """The records that were added, changed and removed."""

    added: tuple[DifferentRecord, ...]
    changed: tuple[DifferentRecord, ...]
    removed: tuple[DifferentRecord, ...]


_NO_CHANGE = frozenset({"id", "locked", "position"})
"""Columns in which a record may differ and still be as it was."""
_PERSON = "(SELECT name FROM {side}.person WHERE person.id = person_id)"
_PLACE = "(SELECT name FROM {side}.organization AS place WHERE place.id = organization_id)"
_NAMES: Mapping[str, str] = {
    "organization": "name",
    "member": _PERSON,
    "appointment": f"{_PERSON} || ' ' || {_PLACE}",
    "oversight": f"{_PERSON} || ' ' || {_PLACE}",
    "review": (
        "CASE target_kind"
        " WHEN 'organization'"
        " THEN (SELECT name FROM {side}.organization AS place WHERE place.id = target_id)"
        " ELSE (SELECT name FROM {side}.person WHERE person.id = target_id) END"
    ),
    "cycle_record": (
        "coalesce(json_extract(content, '$.title'), json_extract(content, '$.matter'),"
        " json_extract(content, '$.problem'), json_extract(content, '$.text'), '')"
    ),
}
"""Kind of record → the expression for whom or what it is about, in the order of telling."""
_PARTS_OF_REVIEW = ("review_reviewer", "review_snapshot", "review_block")


def part_difference(old: bytes, new: bytes) -> PartDifference:
    """Return what differs between two data parts.

    Args:
        old: the earlier ``data.sqlite``.
        new: the later one.
    """
    with closing(sqlite3.connect(":memory:")) as both:
        both.execute("ATTACH ':memory:' AS old")
        both.execute("ATTACH ':memory:' AS new")
        both.deserialize(old, name="old")
        both.deserialize(new, name="new")
        for side in ("old", "new"):
            both.execute(f"CREATE UNIQUE INDEX {side}.person_ids ON person (id)")
            both.execute(f"CREATE UNIQUE INDEX {side}.organization_ids ON organization (id)")
        for kind in _NAMES:
            both.execute(f"CREATE UNIQUE INDEX IF NOT EXISTS old.ids_{kind} ON {kind} (id)")
            both.execute(f"CREATE UNIQUE INDEX IF NOT EXISTS new.ids_{kind} ON {kind} (id)")
        return PartDifference(
            tuple(_only(both, "new", "old")),
            tuple(_changed(both)),
            tuple(_only(both, "old", "new")),
        )


def bound_ids(part: bytes) -> tuple[str, ...]:
    """Return the ids in a data part that may stand for others elsewhere, and that others name.

    Args:
        part: ``data.sqlite``.
    """
    with opened_part(part) as image:
        rows = image.execute("SELECT id FROM organization UNION ALL SELECT id FROM person")
        return tuple(id_ for (id_,) in rows)


def _only(both: sqlite3.Connection, side: str, other: str) -> Iterator[DifferentRecord]:
    """Give the records that stand on one side only."""
    for kind, name in _NAMES.items():
        rows = both.execute(
            f"SELECT id, {name.format(side=side)} FROM {side}.{kind}"
            f" WHERE id NOT IN (SELECT id FROM {other}.{kind}) ORDER BY rowid"
        )
        yield from (DifferentRecord(kind, id_, text or "") for id_, text in rows)


def _changed(both: sqlite3.Connection) -> Iterator[DifferentRecord]:
    """Give the records that stand on both sides and are not the same."""
    for kind, name in _NAMES.items():
        columns = [column for column in DATA_TABLES[kind] if column not in _NO_CHANGE]
        differ = " OR ".join(f'was."{c}" IS NOT record."{c}"' for c in columns)
        changed = f"SELECT record.id FROM new.{kind} AS record JOIN old.{kind} AS was USING (id)"
        wanted = [f"{changed} WHERE {differ}"]
        if kind == "review":
            wanted += [_changed_part(table) for table in _PARTS_OF_REVIEW]
        if kind == "member":
            wanted.append(_renamed())
        rows = both.execute(
            f"SELECT id, {name.format(side='new')} FROM new.{kind}"
            f" WHERE id IN ({' UNION '.join(wanted)}) AND id IN (SELECT id FROM old.{kind})"
            " ORDER BY rowid"
        )
        yield from (DifferentRecord(kind, id_, text or "") for id_, text in rows)


def _changed_part(table: str) -> str:
    """Return the statement that finds reviews with other lines in one of their tables."""
    columns = ", ".join(f'"{column}"' for column in DATA_TABLES[table])
    new, old = (f"SELECT {columns} FROM {side}.{table}" for side in ("new", "old"))
    return (
        f"SELECT review_id FROM (SELECT * FROM ({new} EXCEPT {old})"
        f" UNION ALL SELECT * FROM ({old} EXCEPT {new}))"
    )


def _renamed() -> str:
    """Return the statement that finds members whose person has another name, unit or post."""
    return (
        "SELECT record.id FROM new.member AS record"
        " JOIN new.person AS person ON person.id = record.person_id"
        " JOIN old.person AS was ON was.id = record.person_id"
        " WHERE was.name IS NOT person.name OR was.unit IS NOT person.unit"
        " OR was.post IS NOT person.post"
    )
