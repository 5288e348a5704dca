"""What the progress of a round is counted from: narrow reads of many tasks and reviews."""

from datetime import date
from typing import Any

from app.db import bulk
from app.db.connection import Database
from app.db.mapping import json_text
from app.domain.cycle.record import RecordKind
from app.domain.cycle.rectification import FINISHED_RECTIFICATIONS
from app.domain.ids import OrganizationId, ReviewId, RoundId
from app.domain.words import DONE_STATES, FINISHED_STATES

Rows = list[tuple[Any, ...]]

_TASKS = """
SELECT id, form, target_kind, target_id, organization_id, exempt_reason <> ''
FROM task WHERE round_id = ?
"""
_ASSIGNMENTS = "SELECT id, reviewers FROM task WHERE round_id = ?"
_FINISHED = """
SELECT form, target_kind, target_id, id, task_id, day FROM review
WHERE round_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY rowid
"""
_REVIEWERS = "SELECT review_id, person_id FROM review_reviewer WHERE round_id = ?"
_DRAFTS = """
SELECT organization_id, count(*) FROM review
WHERE round_id = ? AND state NOT IN (SELECT value FROM json_each(?)) GROUP BY organization_id
"""
_DONE_AFTER = """
SELECT rowid, id FROM review
WHERE round_id = ? AND rowid > ? AND state IN (SELECT value FROM json_each(?))
ORDER BY rowid LIMIT ?
"""
_OVERDUE = """
SELECT target_kind, target_id, max(organization_id) FROM task
WHERE round_id = :round AND NOT EXISTS (
    SELECT 1 FROM review
    WHERE review.target_id = task.target_id AND review.target_kind = task.target_kind
        AND review.done_day BETWEEN :since AND :until
)
GROUP BY target_kind, target_id
"""
_UNMENDED = """
SELECT organization_id, until FROM cycle_record
WHERE kind = ? AND round_id = ? AND state NOT IN (SELECT value FROM json_each(?))
"""
_LISTED = "SELECT DISTINCT review_id FROM cycle_record WHERE kind = ? AND round_id = ?"


class StandingStore:
    """Tasks and reviews of a round as plain rows, since there are a hundred thousand of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._finished = json_text(sorted(FINISHED_STATES))
        self._done = json_text(sorted(DONE_STATES))

    def tasks(self, round_id: RoundId) -> Rows:
        """Return (id, form, target kind, target id, organisation, exempt) of each task."""
        with bulk.collector_paused():
            return self._database.sql(_TASKS, (round_id,))

    def assignments(self, round_id: RoundId) -> dict[str, str]:
        """Return the reviewers of each task, as JSON."""
        return dict(self._database.sql(_ASSIGNMENTS, (round_id,)))

    def finished(self, round_id: RoundId) -> Rows:
        """Return (form, target kind, target id, id, task id, day) of finished reviews, in order."""
        with bulk.collector_paused():
            return self._database.sql(_FINISHED, (round_id, self._finished))

    def reviewers(self, round_id: RoundId) -> dict[str, set[str]]:
        """Return the reviewers of each review of a round."""
        found: dict[str, set[str]] = {}
        for review_id, person_id in self._database.sql(_REVIEWERS, (round_id,)):
            found.setdefault(review_id, set()).add(person_id)
        return found

    def done_after(self, round_id: RoundId, place: int, limit: int) -> list[tuple[int, ReviewId]]:
        """Return the next done reviews of a round, each with its place in the ledger.

        Args:
            round_id: the round.
            place: the place behind which one looks; 0 at first.
            limit: how many at most.
        """
        given = (round_id, place, self._done, limit)
        return [(at, ReviewId(id_)) for at, id_ in self._database.sql(_DONE_AFTER, given)]

    def drafts(self, round_id: RoundId) -> dict[OrganizationId, int]:
        """Return how many reviews of a round are not finished, by organisation."""
        return dict(self._database.sql(_DRAFTS, (round_id, self._finished)))

    def overdue(self, round_id: RoundId, since: date, until: date) -> Rows:
        """Return (kind, id, organisation) of each target of a round without a done review between.

        Args:
            round_id: the round.
            since: the first day on which a review would have been recent enough.
            until: the last day that is looked at.
        """
        given = {"round": round_id, "since": since.isoformat(), "until": until.isoformat()}
        return self._database.sql(_OVERDUE, given)

    def unmended(self, round_id: RoundId) -> list[tuple[OrganizationId, date | None]]:
        """Return organisation and day of each problem of a round that is not mended yet."""
        given = (RecordKind.RECTIFICATION, round_id, json_text(sorted(FINISHED_RECTIFICATIONS)))
        return [
            (OrganizationId(place), date.fromisoformat(until) if until else None)
            for place, until in self._database.sql(_UNMENDED, given)
        ]

    def listed(self, round_id: RoundId) -> frozenset[ReviewId]:
        """Return the reviews of a round whose problems are listed."""
        found = self._database.sql(_LISTED, (RecordKind.RECTIFICATION, round_id))
        return frozenset(ReviewId(id_) for (id_,) in found if id_)
