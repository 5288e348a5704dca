"""Finds which unknown records of a package are ours under other ids."""

from collections.abc import Hashable, Iterable
from typing import Any

from app.db.connection import Database
from app.db.mapping import json_text
from app.db.merge.places import Places
from app.db.merge.sides import THEIRS, Side
from app.domain.dates import PartialDate
from app.domain.same_records import Seen, pairs_by_key, plain_name, same_members

_UNKNOWN = """
SELECT {columns} FROM {theirs}_{table} AS t {join}
WHERE NOT EXISTS (SELECT 1 FROM main."{table}" AS o WHERE o.id = t.id) ORDER BY {order}
"""
_FREE = """
SELECT {columns} FROM json_each(?) AS each CROSS JOIN main."{table}" AS t ON t.{by} = each.value
{join} WHERE NOT EXISTS (SELECT 1 FROM {theirs}_{table} AS s WHERE s.id = t.id)
"""
_MEMBER = "t.id, t.person_id, t.organization_id, p.name, t.birth, t.joined, t.id_number"
_POSTED = "t.id, t.organization_id, t.{kind}, t.person_id, p.name"
_REVIEWERS = """
(SELECT group_concat(person_id, ' ') FROM (
    SELECT person_id FROM {table} WHERE review_id = t.id ORDER BY person_id
))
"""
_REVIEW = "t.id, t.round_id, t.form, t.target_kind, t.target_id, t.day, {reviewers}"
_STRANGERS = """
SELECT t.id, t.name FROM {theirs}_person AS t
WHERE NOT EXISTS (SELECT 1 FROM main.person AS o WHERE o.id = t.id)
    AND t.id NOT IN (SELECT person_id FROM {theirs}_member)
    AND t.id NOT IN (SELECT person_id FROM {theirs}_appointment)
"""
_LEADERS = """
SELECT p.id, p.name FROM json_each(:names) AS each CROSS JOIN person AS p ON p.name = each.value
WHERE (p.outside OR EXISTS (
    SELECT 1 FROM appointment AS a WHERE a.person_id = p.id
        AND a.organization_id IN (SELECT value FROM json_each(:above))
) OR EXISTS (
    SELECT 1 FROM oversight AS o WHERE o.person_id = p.id
        AND o.organization_id IN (SELECT id FROM merge_places)
)) AND NOT EXISTS (SELECT 1 FROM {theirs}_person AS s WHERE s.id = p.id)
"""
Row = tuple[Any, ...]


class Matching:
    """Gives our ids to what came under others."""

    def __init__(self, database: Database, theirs: Side, places: Places) -> None:
        """Work on what came."""
        self._database = database
        self._theirs = theirs
        self._places = places

    def run(self, *, with_records: bool) -> None:
        """Find the pairs, kind after kind, and translate what came.

        Args:
            with_records: members and reviews came too (上报).
        """
        self._rounds()
        self._organizations()
        if with_records:
            self._members()
        for table, kind in (("appointment", "post"), ("oversight", "kind")):
            self._persons_by_post(table, kind)
        self._persons_from_above()
        for table, kind in (("appointment", "post"), ("oversight", "kind")):
            self._posts(table, kind)
        if with_records:
            self._reviews()

    # ---- kinds -------------------------------------------------------------------------------

    def _rounds(self) -> None:
        unknown = self._unknown("round", "t.id, t.name")
        if not unknown:
            return
        ours = self._database.sql(
            "SELECT id, name FROM round WHERE id NOT IN"
            f" (SELECT id FROM {self._theirs.table('round')})"
        )
        self._translate(pairs_by_key(_named(unknown), _named(ours)))

    def _organizations(self) -> None:
        """From the top down: a child is known by its name below a parent that is known."""
        while unknown := self._unknown("organization", "t.id, t.name, t.parent_id"):
            parents = [row[2] for row in unknown]
            ours = self._free("organization", "parent_id", parents, "t.id, t.name, t.parent_id")
            pairs = pairs_by_key(_named_below(unknown), _named_below(ours))
            if not pairs:
                return
            self._translate(pairs)

    def _members(self) -> None:
        places = self._unknown("member", "DISTINCT t.organization_id", order="1")
        join = "CROSS JOIN main.person AS p ON p.id = t.person_id"
        found = self._free("member", "organization_id", _first(places), _MEMBER, join)
        if not found:
            return
        ours = [_seen(row) for row in found]
        join = f"CROSS JOIN {THEIRS}_person AS p ON p.id = t.person_id"
        unknown = [_seen(row) for row in self._unknown("member", _MEMBER, join)]
        pairs = same_members(unknown, ours)
        there, here = {m.id: m.person for m in unknown}, {m.id: m.person for m in ours}
        persons = {there[theirs]: here[mine] for theirs, mine in pairs.items()}
        self._translate({**pairs, **self._new_persons(persons)})

    def _persons_by_post(self, table: str, kind: str) -> None:
        columns = _POSTED.format(kind=kind)
        join = f"CROSS JOIN {THEIRS}_person AS p ON p.id = t.person_id"
        unknown = self._unknown(table, columns, join)
        join = "CROSS JOIN main.person AS p ON p.id = t.person_id"
        ours = self._free(table, "organization_id", [row[1] for row in unknown], columns, join)
        pairs = pairs_by_key(
            {row[3]: (row[1], row[2], plain_name(row[4])) for row in unknown}.items(),
            {row[3]: (row[1], row[2], plain_name(row[4])) for row in ours}.items(),
        )
        self._translate(self._new_persons(pairs))

    def _persons_from_above(self) -> None:
        """Reviewers from outside the unit, by a name that only one of ours above has."""
        unknown = self._database.sql(_STRANGERS.format(theirs=THEIRS))
        if not unknown:
            return
        given = {
            "names": json_text(sorted({name for _, name in unknown})),
            "above": json_text(self._places.above()),
        }
        ours = self._database.sql(_LEADERS.format(theirs=THEIRS), given)
        self._translate(pairs_by_key(_named(unknown), _named(ours)))

    def _posts(self, table: str, kind: str) -> None:
        columns = f"t.id, t.person_id, t.organization_id, t.{kind}"
        unknown = self._unknown(table, columns)
        ours = self._free(table, "person_id", [row[1] for row in unknown], columns)
        self._translate(pairs_by_key(_keyed(unknown), _keyed(ours)))

    def _reviews(self) -> None:
        """The same round, form, target and reviewers: of several the day tells, else none."""
        targets = self._unknown("review", "DISTINCT t.target_id", order="1")
        columns = _REVIEW.format(reviewers=_REVIEWERS.format(table="main.review_reviewer"))
        ours = self._free("review", "target_id", _first(targets), columns)
        if not ours:
            return
        table = self._theirs.table("review_reviewer")
        unknown = self._unknown("review", _REVIEW.format(reviewers=_REVIEWERS.format(table=table)))
        pairs = pairs_by_key(_keyed(unknown), _keyed(ours))
        rest = [row for row in unknown if row[0] not in pairs]
        left = [row for row in ours if row[0] not in pairs.values()]
        self._translate(pairs | pairs_by_key(_without_day(rest), _without_day(left)))

    # ------------------------------------------------------------------------------------------

    def _translate(self, pairs: dict[str, str]) -> None:
        self._theirs.translate(pairs)

    def _new_persons(self, pairs: dict[str, str]) -> dict[str, str]:
        """Return those pairs whose first is not known here and whose second did not come itself."""
        known = f"""
        SELECT value FROM json_each(:theirs) AS each
            CROSS JOIN person AS o ON o.id = each.value
        UNION SELECT value FROM json_each(:ours) AS each
            CROSS JOIN {self._theirs.table("person")} AS t ON t.id = each.value
        """
        given = {"theirs": json_text(list(pairs)), "ours": json_text(list(pairs.values()))}
        taken = {id_ for (id_,) in self._database.sql(known, given)} if pairs else set()
        return {
            theirs: ours
            for theirs, ours in pairs.items()
            if theirs not in taken and ours not in taken
        }

    def _unknown(
        self, table: str, columns: str, join: str = "", order: str = "t.number"
    ) -> list[Row]:
        """Return rows that came and have no counterpart of the same id."""
        sql = _UNKNOWN.format(columns=columns, theirs=THEIRS, table=table, join=join, order=order)
        return self._database.sql(sql)

    def _free(
        self, table: str, by: str, values: Iterable[str], columns: str, join: str = ""
    ) -> list[Row]:
        """Return rows of ours that have no counterpart, by one of their columns."""
        wanted = sorted({value for value in values if value})
        if not wanted:
            return []
        sql = _FREE.format(columns=columns, theirs=THEIRS, table=table, by=by, join=join)
        return self._database.sql(sql, (json_text(wanted),))


def _first(rows: Iterable[Row]) -> list[str]:
    return [row[0] for row in rows]


def _named(rows: Iterable[Row]) -> Iterable[tuple[str, Hashable]]:
    return ((row[0], plain_name(row[1])) for row in rows)


def _named_below(rows: Iterable[Row]) -> Iterable[tuple[str, Hashable]]:
    return ((row[0], (row[2], plain_name(row[1]))) for row in rows)


def _keyed(rows: Iterable[Row]) -> Iterable[tuple[str, Hashable]]:
    return ((row[0], row[1:]) for row in rows)


def _without_day(rows: Iterable[Row]) -> Iterable[tuple[str, Hashable]]:
    return ((row[0], (*row[1:5], row[6])) for row in rows)


def _seen(row: Row) -> Seen:
    id_, person, place, name, birth, joined, number = row
    return Seen(id_, person, place, name, _day(birth), _day(joined), number)


def _day(text: str | None) -> PartialDate | None:
    return PartialDate(*map(int, text.split("-"))) if text else None
