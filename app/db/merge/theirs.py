"""Looks up records of a package that is in the journal, in the ledger's ids."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.db.connection import Database
from app.db.cycle_store import RECORD as CYCLE
from app.db.merge import compare
from app.db.merge.base import known_elsewhere
from app.db.merge.cycle import records_of
from app.db.merge.reviews import reviews_of
from app.db.merge.sides import KEYED, THEIRS, sides
from app.db.merge.structure import KINDS
from app.db.package_store import PackageStore
from app.db.parts import opened_part
from app.db.review_store import RECORD
from app.domain.cycle.record import Record
from app.domain.organization import Person
from app.domain.part_schema import DATA_PART
from app.domain.review import Review


@dataclass(frozen=True, slots=True)
class Theirs:
    """Records as a package has them."""

    values: tuple[Any, ...]
    """Of the kind that was asked for."""
    persons: tuple[Person, ...]
    """People whom they name and who are not in the ledger."""


def theirs_of(database: Database, package_id: int, what: str, ids: Collection[str]) -> Theirs:
    """Return records of a package; those that it has not are left out.

    Args:
        database: the ledger, in a transaction.
        package_id: the package's line of the journal.
        what: the kind of record.
        ids: which, by the ledger's ids.
    """
    part = PackageStore(database).part(package_id, DATA_PART)
    if part is None:
        return Theirs((), ())
    with sides(database, THEIRS) as (side,):
        side.load(part)
        side.translate(known_elsewhere(database, side))
        values = _values(database, what, ids)
        named = {id_ for value in values for id_ in _persons(value)}
        known = {row[0] for row in compare.rows(database, "person", "person", named).values()}
        return Theirs(values, _values(database, "person", sorted(named - known)))


def _values(database: Database, what: str, ids: Collection[str]) -> tuple[Any, ...]:
    if what == RECORD:
        return tuple(reviews_of(database, THEIRS, ids).values())
    if what == CYCLE:
        return tuple(records_of(database, THEIRS, ids).values())
    kind = next((each for each in KINDS if each.table == what), None)
    if kind is None:
        return ()
    rows = compare.rows(database, f"{THEIRS}_{what}", what, ids)
    return tuple(map(kind.value, rows.values()))


def _persons(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a record of any kind
    if isinstance(value, Review):
        about = (value.target.id, *((value.secretary_id,) if value.secretary_id else ()))
        return (*value.reviewers, *about)
    if isinstance(value, Record):
        return (value.target.id,) if value.target else ()
    person = getattr(value, "person_id", None)
    return (person,) if person else ()


def ids_of(database: Database, package_id: int) -> frozenset[str]:
    """Return the ids that the records of a package have in it."""
    part = PackageStore(database).part(package_id, DATA_PART)
    if part is None:
        return frozenset()
    with opened_part(part) as image:
        return frozenset(
            id_ for table in KEYED for (id_,) in image.execute(f'SELECT id FROM "{table}"')
        )
