"""Takes away what the unit has taken away, unless something here still needs it."""

from collections.abc import Iterable

from app.db import bulk
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.merge import compare
from app.db.merge.cycle import CycleMerge
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places
from app.db.merge.reviews import reviews_of
from app.db.merge.sides import BASE
from app.db.merge.structure import KINDS, Kind
from app.db.merge.verdict import Verdict, name_of
from app.db.models import ReviewRow
from app.db.review_store import RECORD, ReviewStore
from app.domain.history import record_changes, review_texts
from app.domain.ids import ReviewId
from app.domain.plain import to_plain
from app.domain.review import Review

_NEEDED_BY = {
    "person": (
        "SELECT person_id FROM member WHERE person_id = ?",
        "SELECT person_id FROM appointment WHERE person_id = ?",
        "SELECT person_id FROM oversight WHERE person_id = ?",
        "SELECT person_id FROM review_reviewer WHERE person_id = ?",
        "SELECT secretary_id FROM review WHERE secretary_id = ?",
        "SELECT target_id FROM review WHERE target_id = ?",
        "SELECT target_id FROM cycle_record WHERE target_id = ?",
    ),
    "organization": (
        "SELECT parent_id FROM organization WHERE parent_id = ?",
        "SELECT organization_id FROM member WHERE organization_id = ?",
        "SELECT organization_id FROM appointment WHERE organization_id = ?",
        "SELECT organization_id FROM oversight WHERE organization_id = ?",
        "SELECT organization_id FROM review WHERE organization_id = ?",
        "SELECT organization_id FROM cycle_record WHERE organization_id = ?",
        "SELECT organization_id FROM task WHERE organization_id = ?"
        " AND (exempt_reason <> '' OR manual_reason <> '')",
    ),
}
_PLANNED = """
DELETE FROM task WHERE organization_id = ? AND exempt_reason = '' AND manual_reason = ''
"""
_WAS_INSIDE = f"""
SELECT value FROM json_each(?)
WHERE value IN (SELECT person_id FROM {BASE}_member)
    OR value IN (SELECT person_id FROM {BASE}_appointment)
"""


class Removal:
    """Takes records away, those that refer to others first."""

    def __init__(
        self, database: Database, outcome: Outcome, verdict: Verdict, places: Places
    ) -> None:
        """Work between the sides that are loaded, after everything else has been written."""
        self._database = database
        self._outcome = outcome
        self._verdict = verdict
        self._places = places
        self._cycle = CycleMerge(database, outcome, verdict, places)

    def run(self, *, with_records: bool) -> None:
        """Take away what is gone there.

        Args:
            with_records: members and reviews came too (上报).
        """
        if with_records:
            self._cycle.remove()
            self._reviews()
        for kind in reversed(KINDS):
            if with_records or kind.table != "member":
                self._structure(kind)

    def _reviews(self) -> None:
        ids = compare.gone_there(self._database, RECORD)
        rows = compare.rows(self._database, RECORD, RECORD, ids)
        inside = self._places.inside(RECORD, rows)
        store = ReviewStore(self._database)
        for some in compare.chunks(id_ for id_ in ids if id_ in inside):
            ours: dict[str, Review] = {r.id: r for r in store.among(map(ReviewId, some))}
            base = reviews_of(self._database, BASE, some)
            gone = [
                review
                for id_, review in ours.items()
                if self._verdict.takes_away(self._outcome, RECORD, review, base[id_])
            ]
            self._remove_reviews(gone)

    def _remove_reviews(self, gone: list[Review]) -> None:
        outcome = self._outcome
        for review in gone:
            outcome.images[RECORD][review.id] = to_plain(review)
            outcome.log(RECORD, review.id, _whole(review))
            outcome.persons.add(review.target.id)
            outcome.reviewers.update((review.round_id, person) for person in review.reviewers)
        outcome.removed[RECORD] += len(gone)
        bulk.delete(self._database, ReviewRow, "id", (review.id for review in gone))

    def _structure(self, kind: Kind) -> None:
        ids = compare.gone_there(self._database, kind.table)
        ours = compare.rows(self._database, kind.table, kind.table, ids)
        inside = self._inside(kind, ours)
        base = compare.rows(self._database, f"{BASE}_{kind.table}", kind.table, ids)
        gone = []
        for id_ in reversed([id_ for id_ in ids if id_ in inside]):
            old = kind.value(ours[id_])
            if self._verdict.takes_away(self._outcome, kind.table, old, kind.value(base[id_])):
                gone.append(id_)
        for some in compare.chunks(gone):
            self._remove(kind, some, ours)

    def _inside(self, kind: Kind, ours: compare.Rows) -> set[str]:
        if kind.table != "person":
            return self._places.inside(kind.table, ours) - {self._places.unit}
        found = self._database.sql(_WAS_INSIDE, (json_text(list(ours)),))
        return {id_ for (id_,) in found}

    def _remove(self, kind: Kind, ids: list[str], ours: compare.Rows) -> None:
        needed: set[str] = set()
        for id_ in ids:  # one after another: an organisation goes after those below it
            if is_needed(self._database, kind.table, id_):
                needed.add(id_)
                continue
            if kind.table == "organization":
                self._database.raw.execute(_PLANNED, (id_,))
            bulk.delete(self._database, kind.model, "id", [id_])
        outcome = self._outcome
        for id_ in ids:
            old = kind.value(ours[id_])
            if id_ in needed:
                if kind.table != "person":  # people just have nothing to do with the unit any more
                    outcome.left.append(name_of(old))
                continue
            outcome.images[kind.table][id_] = ours[id_]
            outcome.log(kind.table, id_, record_changes(old, None))
            if kind.table == "member":
                outcome.persons.add(old.person_id)
        outcome.removed[kind.table] += len(ids) - len(needed)


def is_needed(database: Database, table: str, id_: str) -> bool:
    """Tell whether something refers to a record of the structure."""
    return any(
        database.sql(sql.replace("?", "?") + " LIMIT 1", (id_,))
        for sql in _NEEDED_BY.get(table, ())
    )


def _whole(review: Review) -> Iterable[tuple[str, str, str]]:
    """Give what the log keeps of a review that is taken away: every text, then that it is gone."""
    yield from ((name, text, "") for name, text in review_texts(review).items())
    yield "", "", ""
