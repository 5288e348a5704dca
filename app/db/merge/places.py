"""Which part of our tree a package is about."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from app.db.connection import Database
from app.db.mapping import json_text
from app.db.merge.sides import PLACED, THEIRS, listed
from app.domain.ids import OrganizationId
from app.domain.part_schema import DATA_TABLES

PLACES, LEFT_OUT = "merge_places", "merge_left_out"
_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT o.id FROM {table} AS o JOIN below ON o.parent_id = below.id
)
"""
_INSIDE_PERSONS = """
SELECT each.value FROM json_each(?) AS each WHERE EXISTS (
    SELECT 1 FROM member WHERE person_id = each.value
        AND organization_id IN (SELECT id FROM merge_places)
) OR (
    NOT EXISTS (SELECT 1 FROM member WHERE person_id = each.value) AND EXISTS (
        SELECT 1 FROM appointment WHERE person_id = each.value
            AND organization_id IN (SELECT id FROM merge_places)
    )
)
"""
_PUT = f"""
UPDATE {THEIRS}_organization SET parent_id = :under, position = (
    SELECT coalesce(max(position), -1) + 1 FROM main.organization WHERE parent_id = :under
) WHERE id = :unit
"""


class Places:
    """The organisations of ours that a package may change: the unit and all below it.

    Within the merge they stand in the temporary table ``PLACES``; those below that are left out,
    since a newer package of theirs is held, in ``LEFT_OUT``.
    """

    def __init__(
        self, database: Database, unit: OrganizationId, under: OrganizationId | None
    ) -> None:
        """Look at the tree as it stands."""
        self._database = database
        self.unit = unit
        self._under = under
        known = database.sql("SELECT parent_id FROM organization WHERE id = ?", (unit,))
        self.is_new = not known
        self.is_whole = bool(known) and known[0][0] is None
        """Whether the unit is our root: everybody is inside."""
        self.ids = set(below(database, [unit]))

    def put_new(self) -> None:
        """Say of a unit that came and is new here where it belongs in our tree."""
        if self.is_new:
            self._database.raw.execute(_PUT, {"unit": self.unit, "under": self._under})

    def inside(self, table: str, ours: Mapping[str, tuple[Any, ...]]) -> set[str]:
        """Return which rows of ours the package may change."""
        if self.is_whole:
            return set(ours)
        if table == "organization":
            return ours.keys() & self.ids
        if table == "person":
            found = self._database.sql(_INSIDE_PERSONS, (json_text(list(ours)),))
            return {id_ for (id_,) in found}
        if table not in PLACED:
            return set()
        place = DATA_TABLES[table].index("organization_id")
        return {id_ for id_, row in ours.items() if row[place] in self.ids}

    def leave_out(self, ids: Iterable[str]) -> None:
        """Leave places out: what stands there is of a newer package."""
        gone = list(ids)
        self._database.raw.executemany(
            f"INSERT OR IGNORE INTO {LEFT_OUT} VALUES (?)", ((id_,) for id_ in gone)
        )
        self._database.raw.execute(f"DELETE FROM {PLACES} WHERE id IN (SELECT id FROM {LEFT_OUT})")
        self.ids.difference_update(gone)

    def above(self) -> list[str]:
        """Return the organisations above the unit, the nearest first."""
        found: list[str] = []
        sql = "SELECT parent_id FROM organization WHERE id = ?"
        place: str | None = self._under if self.is_new else self.unit
        if self.is_new and place is not None:
            found.append(place)
        while place is not None:
            rows = self._database.sql(sql, (place,))
            place = rows[0][0] if rows else None
            if place is None or place in found:
                break
            found.append(place)
        return found


def below(database: Database, tops: Iterable[str], table: str = "main.organization") -> list[str]:
    """Return organisations and all below them, as a table of organisations has it."""
    sql = (
        _BELOW.format(table=table)
        + f"SELECT below.id FROM below CROSS JOIN {table} AS o USING (id)"
    )
    return [id_ for (id_,) in database.sql(sql, (json_text(list(tops)),))]


@contextmanager
def places(
    database: Database, unit: OrganizationId, under: OrganizationId | None
) -> Iterator[Places]:
    """Look at the tree, with the temporary tables that tell of places."""
    found = Places(database, unit, under)
    with listed(database, PLACES, found.ids), listed(database, LEFT_OUT):
        yield found
