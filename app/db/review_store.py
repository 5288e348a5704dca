"""Reviews in a ledger; a review and the lines of the log about it are one transaction."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from sys import intern
from typing import Any

from app.db import bulk, mapping
from app.db.clock import now
from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.models import (
    ReviewBlockRow,
    ReviewReviewerRow,
    ReviewRow,
    ReviewSnapshotRow,
)
from app.db.settling import settle_reviewers, settle_targets
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal, refuse_all
from app.domain.history import Change, review_changes
from app.domain.ids import ReviewId, RoundId
from app.domain.review import Review, ReviewHead, Target
from app.domain.words import TargetKind

_BATCH = 500
RECORD = "review"
"""What the change log calls a review."""


class ReviewStore:
    """The filled forms."""

    def __init__(self, database: Database, now: Callable[[], str] = now) -> None:
        self._database = database
        self._now = now
        self._log = ChangeStore(database)

    # ---- reading -----------------------------------------------------------------------------

    def get(self, review_id: ReviewId) -> Review | None:
        """Return a review, or None."""
        return next(self._whole(self._heads("WHERE id = ?", review_id)), None)

    def among(self, review_ids: Iterable[ReviewId]) -> tuple[Review, ...]:
        """Return the reviews with these ids, as far as there are such."""
        heads = bulk.read_among(self._database, ReviewRow, "id", review_ids)
        return tuple(self._whole(list(heads)))

    def of_round(
        self, round_id: RoundId, targets: Collection[Target] | None = None
    ) -> tuple[Review, ...]:
        """Return the reviews of a round, oldest first; with targets only those about them."""
        return tuple(self.iterate(round_id, targets))

    def iterate(
        self, round_id: RoundId, targets: Collection[Target] | None = None
    ) -> Iterator[Review]:
        """Give the reviews of a round batch by batch, so that they never fill the memory."""
        sql = "SELECT id, target_kind, target_id FROM review WHERE round_id = ? ORDER BY rowid"
        wanted = None if targets is None else {(t.kind.value, t.id) for t in targets}
        ids = [
            id_
            for id_, kind, target_id in self._database.sql(sql, (round_id,))
            if wanted is None or (kind, target_id) in wanted
        ]
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            yield from self._whole(
                list(bulk.read_among(self._database, ReviewRow, "id", some, "ORDER BY rowid"))
            )

    def heads(self, round_id: RoundId) -> tuple[ReviewHead, ...]:
        """Return the reviews of a round without their texts, oldest first.

        Names as printed and what was typed are left out: figures and lists do without.
        """
        sql = (
            "SELECT review_id, person_id FROM review_reviewer WHERE round_id = ?"
            " ORDER BY review_id, position"
        )
        reviewers: dict[str, tuple[str, ...]] = {}
        with bulk.collector_paused():
            for review_id, person_id in self._database.each(sql, (round_id,)):
                reviewers[review_id] = (*reviewers.get(review_id, ()), intern(person_id))
            heads = bulk.each(
                self._database, ReviewRow, "WHERE round_id = ? ORDER BY rowid", params=(round_id,)
            )
            return tuple(mapping.review_head(h, reviewers.get(h[0], ())) for h in heads)

    def of_target(self, round_id: RoundId, target: Target) -> tuple[Review, ...]:
        """Return the reviews of one target in a round, oldest first."""
        tail = "WHERE target_id = ? AND round_id = ? AND target_kind = ? ORDER BY rowid"
        return tuple(self._whole(self._heads(tail, target.id, round_id, target.kind.value)))

    def latest(
        self, target: Target, before: ReviewId | None = None, until: date | None = None
    ) -> Review | None:
        """Return the review of a target with the latest day, whatever its round.

        Args:
            target: whose review.
            before: leave this one out.
            until: leave those of later days out.
        """
        tail = (
            "WHERE target_id = ? AND target_kind = ? AND id <> ? AND day <= ?"
            " ORDER BY day DESC, rowid DESC LIMIT 1"
        )
        last = until.isoformat() if until else "9"
        found = self._heads(tail, target.id, target.kind.value, before or "", last)
        return next(self._whole(found), None)

    def editions(self) -> tuple[tuple[str, str], ...]:
        """Return every form and edition that a review stands on."""
        sql = "SELECT DISTINCT form, form_edition FROM review ORDER BY form, form_edition"
        return tuple((form, edition) for form, edition in self._database.sql(sql))

    def last_days(self, until: date) -> dict[Target, date]:
        """Return the day of the last done review of every target, up to a day."""
        sql = (
            "SELECT target_kind, target_id, max(done_day) FROM review"
            " WHERE done_day <= ? GROUP BY target_kind, target_id"
        )
        rows = self._database.sql(sql, (until.isoformat(),))
        return {Target(TargetKind(kind), id_): date.fromisoformat(day) for kind, id_, day in rows}

    def _heads(self, tail: str, *params: object) -> list[tuple[Any, ...]]:
        return bulk.read(self._database, ReviewRow, tail, params)

    def _whole(self, heads: list[tuple[Any, ...]]) -> Iterator[Review]:
        ids = [head[0] for head in heads]
        by_place = "ORDER BY review_id, position"
        reviewers: dict[str, list[str]] = {}
        blocks: dict[str, list[Any]] = {}
        snapshots = {
            review_id: json.loads(values)
            for review_id, values in bulk.read_among(
                self._database, ReviewSnapshotRow, "review_id", ids
            )
        }
        for row in bulk.read_among(self._database, ReviewReviewerRow, "review_id", ids, by_place):
            reviewers.setdefault(row[0], []).append(row[2])
        for row in bulk.read_among(self._database, ReviewBlockRow, "review_id", ids, by_place):
            blocks.setdefault(row[0], []).append(mapping.block(row))
        for head in heads:
            id_ = head[0]
            yield mapping.review(
                head, reviewers.get(id_, ()), snapshots.get(id_, {}), blocks.get(id_, ())
            )

    # ---- writing -----------------------------------------------------------------------------

    def save(self, review: Review, reason: str = "", who: str = "") -> None:
        """Write a review and what has changed in it."""
        self.save_many([review], reason, who)

    def save_many(
        self,
        reviews: Collection[Review],
        reason: str = "",
        who: str = "",
        *,
        unlocking: bool = False,
    ) -> None:
        """Write reviews, new or changed, and log what has changed in each.

        Args:
            reviews: as they shall be.
            reason: why.
            who: by whom; empty: this user.
            unlocking: whether locked ones are to be opened again.

        Raises:
            Refusal: ``review.locked`` where a locked one would change otherwise; nothing is
                written then.
        """
        with self._database.transaction():
            before = _by_id(self.among([review.id for review in reviews]))
            _require_open(before, reviews, unlocking=unlocking)
            self.log_changes(before, _by_id(reviews), reason, who)
            self._write(reviews)
            self._settle([*before.values(), *reviews])

    def remove(self, review_ids: Collection[ReviewId], reason: str = "", who: str = "") -> None:
        """Take reviews away: what an import brought and its undo takes back."""
        with self._database.transaction():
            gone = self.among(review_ids)
            refuse_all(map(_locked, (review for review in gone if review.locked)))
            self.log_changes(_by_id(gone), {}, reason, who)
            bulk.delete(self._database, ReviewRow, "id", review_ids)
            self._settle(gone)

    def put(self, reviews: Collection[Review]) -> None:
        """Write reviews for a merge: locked or not, neither logged nor settled here."""
        self._write(reviews)

    def log_changes(
        self,
        before: Mapping[str, Review],
        after: Mapping[str, Review],
        reason: str = "",
        who: str = "",
    ) -> None:
        """Write into the log how reviews changed; one that is gone gets one line without a field.

        Args:
            before: reviews by id, as they were.
            after: the same reviews as they are; new ones are only here.
            reason: why.
            who: by whom; empty: this user.
        """
        time = self._now()
        gone = (id_ for id_ in before if id_ not in after)
        self._log.append(Change(RECORD, id_, "", "", "", time, who, reason) for id_ in gone)
        self._log.append(
            Change(RECORD, id_, name, old, new, time, who, reason)
            for id_, review in after.items()
            for name, old, new in review_changes(before.get(id_), review)
        )

    def _write(self, reviews: Collection[Review]) -> None:
        for review in reviews:
            if review.target.kind is TargetKind.ORGANIZATION:
                _require_own_place(review)
        ids = [review.id for review in reviews]
        bulk.upsert(self._database, ReviewRow, map(mapping.review_row, reviews))
        for model in (ReviewReviewerRow, ReviewSnapshotRow, ReviewBlockRow):
            bulk.delete(self._database, model, "review_id", ids)
        bulk.insert(
            self._database,
            ReviewReviewerRow,
            (
                (review.id, position, person_id, review.round_id, mapping.done_day(review))
                for review in reviews
                for position, person_id in enumerate(review.reviewers)
            ),
        )
        bulk.insert(
            self._database,
            ReviewSnapshotRow,
            ((review.id, mapping.json_text(dict(review.snapshot))) for review in reviews),
        )
        bulk.insert(
            self._database,
            ReviewBlockRow,
            (
                mapping.block_row(review.id, position, block)
                for review in reviews
                for position, block in enumerate(review.blocks)
            ),
        )

    def _settle(self, touched: Collection[Review]) -> None:
        settle_targets(self._database, {review.target.id for review in touched})
        settle_reviewers(
            self._database,
            {(review.round_id, person) for review in touched for person in review.reviewers},
        )


def _require_open(
    before: Mapping[str, Review], reviews: Iterable[Review], *, unlocking: bool
) -> None:
    """Refuse changes of locked reviews; opening them again is one by itself."""
    for new in reviews:
        old = before.get(new.id)
        if (
            old is not None
            and old.locked
            and new != (replace(old, locked="") if unlocking else old)
        ):
            raise Refusal(_locked(old))


def _locked(review: Review) -> Fault:
    names = ("organization.name", "member.name")
    name = next((review.snapshot[key] for key in names if key in review.snapshot), "")
    return fault("review.locked", name=name, locked=review.locked)


def _by_id(reviews: Iterable[Review]) -> dict[str, Review]:
    return {review.id: review for review in reviews}


def _require_own_place(review: Review) -> None:
    """The snapshot of an organisation's review is that organisation; figures rest on it."""
    if review.organization_id != review.target.id:
        message = f"review {review.id}: organization_id is not the target organisation"
        raise ValueError(message)
