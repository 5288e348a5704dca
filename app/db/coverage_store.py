"""What the official figures are made from, counted by SQLite on covering indexes.

The large part, members whose review is settled (see ``settling``), is one pass over an index in
its own order; only what is left is joined.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.db.connection import Database
from app.db.mapping import json_text
from app.domain.coverage import CoverageFacts, Holder
from app.domain.ids import OrganizationId, PersonId, RoundId
from app.domain.words import PostKind

_ON_BOOKS = """
    (member.since IS NULL OR member.since <= :day)
    AND (member.until IS NULL OR member.until > :day)
    AND (member.status = 'active' OR member.until IS NOT NULL)
"""

_MEMBERS = (
    f"SELECT organization_id, count(*) FROM member WHERE {_ON_BOOKS} GROUP BY organization_id"
)

_SETTLED = """
SELECT organization_id, count(DISTINCT target_id), count(*) FROM review
WHERE round_id = :round AND target_kind = 'member' AND settled = 1 AND done_day <= :day
GROUP BY organization_id
"""

_UNSETTLED_TIMES = """
SELECT organization_id, count(*) FROM review
WHERE round_id = :round AND target_kind = 'member' AND settled = 0 AND done_day <= :day
GROUP BY organization_id
"""

_ORGANIZATIONS = """
SELECT target_id, count(*) FROM review
WHERE round_id = :round AND target_kind = 'organization' AND settled = 0 AND done_day <= :day
GROUP BY target_id
"""

_TARGETS = """
    SELECT target_id AS person_id FROM review
    WHERE round_id = :round AND target_kind = 'member' AND settled = 0 AND done_day <= :day
"""

_SECRETARIES = """
    SELECT secretary_id FROM review
    WHERE :secretaries AND round_id = :round AND target_kind = 'organization' AND settled = 0
        AND done_day <= :day AND secretary_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM review_reviewer
            WHERE review_reviewer.review_id = review.id
                AND review_reviewer.person_id = review.secretary_id
        )
"""

_OTHERS = f"""
WITH reviewed AS ({_TARGETS} UNION {_SECRETARIES})
SELECT member.organization_id, count(*) FROM reviewed
CROSS JOIN member ON member.person_id = reviewed.person_id
WHERE {_ON_BOOKS} AND NOT EXISTS (
    SELECT 1 FROM review
    WHERE review.target_id = reviewed.person_id AND review.round_id = :round
        AND review.target_kind = 'member' AND review.settled = 1 AND review.done_day <= :day
)
GROUP BY member.organization_id
"""

_REVIEWED_PERSONS = f"""
SELECT target_id FROM review
WHERE round_id = :round AND target_kind = 'member' AND done_day <= :day
UNION {_SECRETARIES}
"""

_REVIEWERS = """
WITH RECURSIVE reviewer (id) AS (
    SELECT min(person_id) FROM review_reviewer WHERE round_id = :round
    UNION ALL
    SELECT (
        SELECT min(person_id) FROM review_reviewer
        WHERE round_id = :round AND person_id > reviewer.id
    )
    FROM reviewer WHERE reviewer.id IS NOT NULL
)
SELECT id FROM reviewer WHERE id IS NOT NULL AND EXISTS (
    SELECT 1 FROM review_reviewer
    WHERE round_id = :round AND person_id = reviewer.id AND done_day <= :day
)
"""

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
        settled = self._database.sql(_SETTLED, given)
        reviewed = {place: persons for place, persons, _ in settled}
        times = {place: count for place, _, count in settled}
        _add(reviewed, self._database.sql(_OTHERS, given))
        _add(times, self._database.sql(_UNSETTLED_TIMES, given))
        organizations = dict(self._database.sql(_ORGANIZATIONS, given))
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

    @staticmethod
    def _given(round_id: RoundId, day: date, secretaries: bool) -> dict[str, Any]:
        return {"round": round_id, "day": day.isoformat(), "secretaries": secretaries}


def _add(counts: dict[OrganizationId, int], more: Iterable[tuple[Any, ...]]) -> None:
    for place, count in more:
        counts[place] = counts.get(place, 0) + count
