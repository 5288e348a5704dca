"""Members as lists show them: first the numbers of all rows in order, then blocks of rows.

A row's number is SQLite's own rowid. A million of them are eight megabytes; the rows themselves are
only read where somebody looks.
"""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.models import MemberRow
from app.domain.ids import OrganizationId, PersonId, RoundId
from app.domain.member_list import ListedMember, MemberOrder, MemberScope, Presence
from app.domain.words import PostKind, ReviewState

BLOCK = 256
_FEW = 4
"""Up to a quarter of the members are sorted; more are picked out of all in their order."""

_PRESENCES = {
    Presence.ON_BOOKS: "books_from <= :day AND books_until > :day",
    Presence.LEFT: "books_until <= :day",
    Presence.ALL: "1",
}
_PLACES = "SELECT value FROM json_each(:places)"
_BY_PLACE = "INDEXED BY member_organization_id_books_from_books_until"
_BY_KEY = "INDEXED BY member_name_key_books_from_books_until"
_COUNT = f"SELECT count(*) FROM member {_BY_PLACE} WHERE organization_id IN ({_PLACES})"
_ALL_IN_ORDER = f"SELECT rowid FROM member {_BY_KEY} WHERE {{presence}} ORDER BY name_key"
_MANY_IN_ORDER = f"""
SELECT rowid FROM member {_BY_KEY} WHERE {{presence}} AND rowid IN (
    SELECT rowid FROM member {_BY_PLACE} WHERE organization_id IN ({_PLACES})
) ORDER BY name_key
"""
_FEW_IN_ORDER = f"""
SELECT rowid FROM member {_BY_PLACE}
WHERE organization_id IN ({_PLACES}) AND {{presence}} ORDER BY name_key, rowid
"""
_RANKS = {
    PostKind.SECRETARY: 0,
    PostKind.DEPUTY_SECRETARY: 1,
    PostKind.COMMITTEE_MEMBER: 2,
    PostKind.GROUP_LEADER: 3,
}
_HELD = """
(appointment.since IS NULL OR appointment.since <= :day)
AND (appointment.until IS NULL OR appointment.until > :day)
AND (organization.since IS NULL OR organization.since <= :day)
AND (organization.until IS NULL OR organization.until > :day)
"""
_BY_POST = f"""
WITH held (person_id, rank) AS (
    SELECT person_id, min(CASE appointment.post
        {" ".join(f"WHEN '{post}' THEN {rank}" for post, rank in _RANKS.items())} END)
    FROM appointment JOIN organization ON organization.id = appointment.organization_id
    WHERE {_HELD} GROUP BY person_id
)
SELECT member.rowid FROM member LEFT JOIN held ON held.person_id = member.person_id
WHERE (:whole OR organization_id IN ({_PLACES})) AND {{presence}}
ORDER BY coalesce(held.rank, 9), name_key, member.rowid
"""
_OWN_ORDER = f"""
SELECT member.rowid FROM json_each(:places) AS place
CROSS JOIN member {_BY_PLACE} ON member.organization_id = place.value
WHERE {{presence}} ORDER BY place.key, member.rowid
"""
_STATEMENTS = {MemberOrder.POST: _BY_POST, MemberOrder.OWN: _OWN_ORDER}

_PERSONS = "SELECT rowid, person_id FROM member"
_COLUMNS = [name for name in bulk.columns(MemberRow) if name not in mapping.FOR_COUNTING]
_LISTED = f"""
SELECT {", ".join(f'member."{name}"' for name in _COLUMNS)}, person.name
FROM json_each(?) AS number
CROSS JOIN member ON member.rowid = number.value CROSS JOIN person ON person.id = member.person_id
"""
_POSTS = f"""
SELECT person_id, organization_id, appointment.post, title FROM appointment
JOIN organization ON organization.id = appointment.organization_id
WHERE person_id IN (SELECT value FROM json_each(:persons)) AND {_HELD}
ORDER BY appointment.position
"""
_REVIEWS = """
SELECT target_id, state, day FROM review
WHERE target_id IN (SELECT value FROM json_each(:persons))
    AND round_id = :round AND target_kind = 'member'
"""
_CREDITED = """
SELECT credited_id, min(done_day) FROM review
WHERE credited_id IN (SELECT value FROM json_each(:persons))
    AND round_id = :round AND target_kind = 'organization' AND done_day IS NOT NULL
GROUP BY credited_id
"""
_EXEMPT = """
SELECT target_id FROM task
WHERE round_id = ? AND target_kind = 'member' AND exempt_reason <> ''
"""


class MemberListStore:
    """The members of a ledger in the orders of lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- which rows --------------------------------------------------------------------------

    def numbers(self, scope: MemberScope) -> "array[int]":
        """Return the numbers of all rows of a scope in its order; by sound: in that of strokes."""
        given = {
            "day": scope.day.isoformat(),
            "places": "[]" if self._is_plain(scope) else json_text(scope.organizations),
            "whole": scope.whole,
        }
        statement = self._statement(scope, given)
        inner = statement.format(presence=_PRESENCES[scope.presence])
        return self._gathered(inner, given)

    def _gathered(self, inner: str, given: dict[str, Any]) -> "array[int]":
        """Take row numbers as SQLite comes by them: a third faster than fetching each as a row.

        SQLite leaves the order of an inner query alone for an aggregate that is not its own.
        """
        found = array("q")

        class Gathered:
            step = staticmethod(found.append)

            def finalize(self) -> int:
                return len(found)

        self._database.raw.create_aggregate("gathered", 1, Gathered)
        self._database.sql(f"SELECT gathered(rowid) FROM ({inner})", given)
        return found

    def _is_plain(self, scope: MemberScope) -> bool:
        """Tell whether no organisations need to be named: the whole ledger in one order."""
        return scope.whole and scope.order is not MemberOrder.OWN

    def _statement(self, scope: MemberScope, given: dict[str, Any]) -> str:
        if scope.order in _STATEMENTS:
            return _STATEMENTS[scope.order]
        if scope.whole:
            return _ALL_IN_ORDER
        places = {"places": given["places"]}
        here = int(self._database.sql(_COUNT, places)[0][0])
        everywhere = int(self._database.sql("SELECT count(*) FROM member")[0][0])
        return _FEW_IN_ORDER if here * _FEW <= everywhere else _MANY_IN_ORDER

    def numbers_of(self, person_id: PersonId) -> list[int]:
        """Return the numbers of the rows of one person."""
        sql = "SELECT rowid FROM member WHERE person_id = ? ORDER BY rowid DESC"
        return [number for (number,) in self._database.sql(sql, (person_id,))]

    def persons(self) -> dict[int, PersonId]:
        """Return whose each row is, of all rows of the ledger."""
        with bulk.collector_paused():
            return dict(self._database.sql(_PERSONS))

    # ---- what stands in them -----------------------------------------------------------------

    def rows(self, numbers: Sequence[int]) -> list[ListedMember]:
        """Return rows in the order of the numbers; what is gone meanwhile is left out."""
        found = self._database.sql(_LISTED, (json_text(list(numbers)),))
        return [ListedMember(mapping.member(row[:-1]), row[-1]) for row in found]

    def posts(
        self, persons: Sequence[PersonId], day: date
    ) -> dict[PersonId, list[tuple[OrganizationId, PostKind, str]]]:
        """Return the posts that people hold on a day: organisation, post, title as written."""
        given = {"persons": json_text(list(persons)), "day": day.isoformat()}
        found: dict[PersonId, list[tuple[OrganizationId, PostKind, str]]] = {}
        for person, place, post, title in self._database.sql(_POSTS, given):
            found.setdefault(person, []).append((place, PostKind(post), title))
        return found

    def reviews(
        self, persons: Sequence[PersonId], round_id: RoundId
    ) -> dict[PersonId, list[tuple[ReviewState, str]]]:
        """Return how far the reviews of people are in a round: state and ISO day or ''."""
        given = {"persons": json_text(list(persons)), "round": round_id}
        found: dict[PersonId, list[tuple[ReviewState, str]]] = {}
        for person, state, day in self._database.sql(_REVIEWS, given):
            found.setdefault(person, []).append((ReviewState(state), day or ""))
        return found

    def credited(self, persons: Sequence[PersonId], round_id: RoundId) -> dict[PersonId, str]:
        """Return whose organisation was reviewed with them as its secretary; the first ISO day."""
        given = {"persons": json_text(list(persons)), "round": round_id}
        return dict(self._database.sql(_CREDITED, given))

    def exempt(self, round_id: RoundId) -> frozenset[PersonId]:
        """Return who is exempt (免点评) in a round."""
        return frozenset(PersonId(id_) for (id_,) in self._database.sql(_EXEMPT, (round_id,)))
