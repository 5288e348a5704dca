"""What the official figures are made from, counted by SQLite on covering indexes.

The large part, members whose review says itself where it adds a head (see ``settling``), is one
pass over an index in its own order; only what is left is joined.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.db import bulk, settling
from app.db.connection import Database
from app.db.mapping import json_text
from app.domain.coverage import CoverageFacts, Holder
from app.domain.ids import OrganizationId, PersonId, RoundId
from app.domain.words import PostKind

_MEMBERS = """
SELECT organization_id, count(*) FROM member
WHERE books_from <= :day AND books_until > :day
GROUP BY organization_id
"""

_REVIEWS = f"""
SELECT tally - :first, organization_id, count(*) FROM review
WHERE tally BETWEEN :first AND :first + {settling.ELSEWHERE} AND done_day <= :day
GROUP BY tally, organization_id
"""

_SINGLE = f"""
SELECT organization_id, count(*) FROM review
WHERE tally = :first + {settling.HEAD_UNTIL} AND done_day <= :day AND heads_until > :day
GROUP BY organization_id
UNION ALL
SELECT detail, count(*) FROM review
WHERE tally = :first + {settling.ELSEWHERE} AND done_day <= :day AND heads_until > :day
GROUP BY detail
"""

_OTHERS = f"""
WITH other (id) AS (
    SELECT detail FROM review
    WHERE :secretaries AND tally = :first + {settling.ORGANIZATION} AND done_day <= :day
        AND heads_until > :day AND detail IS NOT NULL
    UNION
    SELECT detail FROM review
    WHERE tally = :first + {settling.LOOK_UP} AND done_day <= :day
)
SELECT member.organization_id, count(*) FROM other
CROSS JOIN member ON member.person_id = other.id
WHERE books_from <= :day AND books_until > :day
GROUP BY member.organization_id
"""

_REVIEWED_PERSONS = f"""
SELECT target_id FROM review
WHERE round_id = :round AND target_kind = 'member' AND done_day <= :day
UNION
SELECT credited_id FROM review
WHERE :secretaries AND tally = :first + {settling.ORGANIZATION} AND done_day <= :day
    AND credited_id IS NOT NULL
"""

_REVIEWERS = "SELECT person_id FROM took_part WHERE round_id = :round AND first_day <= :day"

_HOLDERS = """
SELECT person_id, organization_id, post FROM appointment
WHERE (since IS NULL OR since <= :day) AND (until IS NULL OR until > :day)
    AND post IN (SELECT value FROM json_each(:posts))
ORDER BY rowid
"""


class CoverageStore:
    """Counts and names for the figures of a round on a day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def facts(
        self,
        round_id: RoundId,
        day: date,
        posts: Iterable[PostKind] = (),
        *,
        secretaries_as_members: bool = True,
    ) -> CoverageFacts:
        """Return what the ledger holds for a round on a day.

        Args:
            round_id: the round.
            day: the day as of which is counted.
            posts: posts that the tiers of the table ask for; secretaries always come.
            secretaries_as_members: whether the secretary of a reviewed organisation counts as a
                reviewed member.
        """
        given = self._given(round_id, day, secretaries_as_members)
        with bulk.collector_paused():
            return self._facts(given, day, posts)

    def _facts(self, given: dict[str, Any], day: date, posts: Iterable[PostKind]) -> CoverageFacts:
        reviewed: dict[OrganizationId, int] = {}
        times: dict[OrganizationId, int] = {}
        organizations: dict[OrganizationId, int] = {}
        for way, place, count in self._database.sql(_REVIEWS, given):
            if way == settling.ORGANIZATION:
                organizations[place] = count
                continue
            times[place] = times.get(place, 0) + count
            if way == settling.HEAD:
                reviewed[place] = count
        for place, heads in self._database.sql(_SINGLE, given) + self._database.sql(_OTHERS, given):
            reviewed[place] = reviewed.get(place, 0) + heads
        return CoverageFacts(
            day=day,
            members=dict(self._database.sql(_MEMBERS, given)),
            members_reviewed=reviewed,
            organizations_reviewed=frozenset(organizations),
            holders=self._holders(day, posts),
            reviewers=frozenset(PersonId(id_) for (id_,) in self._database.sql(_REVIEWERS, given)),
            member_times=times,
            organization_times=organizations,
        )

    def reviewed_members(
        self, round_id: RoundId, day: date, *, secretaries_as_members: bool = True
    ) -> frozenset[PersonId]:
        """Return the persons who count as reviewed members, on the books or not."""
        given = self._given(round_id, day, secretaries_as_members)
        return frozenset(PersonId(id_) for (id_,) in self._database.sql(_REVIEWED_PERSONS, given))

    def _holders(self, day: date, posts: Iterable[PostKind]) -> tuple[Holder, ...]:
        wanted = sorted({PostKind.SECRETARY.value, *(post.value for post in posts)})
        given = {"day": day.isoformat(), "posts": json_text(wanted)}
        known = {post.value: post for post in PostKind}
        return tuple(
            Holder(person_id, organization_id, known[post])
            for person_id, organization_id, post in self._database.sql(_HOLDERS, given)
        )

    def _given(self, round_id: RoundId, day: date, secretaries: bool) -> dict[str, Any]:
        number = self._database.sql("SELECT number FROM round WHERE id = ?", (round_id,))
        return {
            "round": round_id,
            "first": settling.PER_ROUND * number[0][0] if number else -settling.PER_ROUND,
            "day": day.isoformat(),
            "secretaries": secretaries,
        }
