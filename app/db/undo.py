"""Undo and redo in an open ledger: whole steps, each with its lines in the log."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from app.db import structure_store
from app.db.clock import now
from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.review_store import ReviewStore
from app.db.structure_store import StructureStore
from app.db.table import Table
from app.db.undo_journal import Step, UndoJournal
from app.domain.history import STEP, Change
from app.domain.ids import ReviewId
from app.domain.review import Review

UNDO, REDO = "撤销", "重做"

_ID_OF_REVIEW = {
    "review": "id",
    "review_reviewer": "review_id",
    "review_snapshot": "review_id",
    "review_block": "review_id",
}


class Undo:
    """Takes back what was done last, and does it again; the log only grows."""

    def __init__(self, database: Database, now: Callable[[], str] = now) -> None:
        """Note from now on what is changed in this ledger; no transaction may be open."""
        self._database = database
        self._now = now
        self._journal = UndoJournal(database)
        self._log = ChangeStore(database)
        self._reviews = ReviewStore(database, now)
        self._structure = StructureStore(database, now)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Around a transaction: what it changes is one step with the first title given in it."""
        with self._journal.step(title):
            yield

    def title(self, *, redo: bool = False) -> str | None:
        """Return what would be undone, or redone; None: there is nothing."""
        step = self._journal.next(redo=redo)
        return None if step is None else step.title

    def rows(self, *, redo: bool = False) -> int:
        """Return how many rows would change; 0: there is nothing."""
        step = self._journal.next(redo=redo)
        return 0 if step is None else step.rows

    def play(self, *, redo: bool = False) -> frozenset[str]:
        """Undo the last step, or redo the one that was undone last.

        Returns:
            The names of the tables that it changed; none where there was no step.
        """
        step = self._journal.next(redo=redo)
        if step is None:
            return frozenset()
        with _references_unchecked(self._database), self._database.transaction():
            before = self._touched(step)
            inverse = self._journal.play_back(step)
            self._write_log(before, REDO if redo else UNDO, step.title)
        self._journal.played(inverse, redo=redo)
        return frozenset(
            notes.table
            for notes, span in zip(self._journal.tables, step.spans, strict=True)
            if span.last > span.first
        )

    # ---- the log -----------------------------------------------------------------------------

    def _touched(self, step: Step) -> "_Touched":
        """Return the records that a step is about, as they stand."""
        reviews: set[str] = set()
        ids: dict[type[Table], frozenset[str]] = {}
        for notes, span in zip(self._journal.tables, step.spans, strict=True):
            if notes.table in _ID_OF_REVIEW:
                column = _ID_OF_REVIEW[notes.table]
                reviews.update(notes.ids(self._database, span, column, added=True))
            elif notes.model in structure_store.KINDS:
                ids[notes.model] = frozenset(notes.ids(self._database, span, "id", added=False))
        return _Touched(self._reviews_among(reviews), reviews, self._values(ids), ids)

    def _write_log(self, before: "_Touched", reason: str, title: str) -> None:
        self._log.append([Change(STEP, "", "", "", title, self._now(), reason=reason)])
        self._reviews.log_changes(before.reviews, self._reviews_among(before.review_ids), reason)
        after = self._values(before.ids)
        for model, values in before.values.items():
            both = values.keys() & after[model].keys()
            was, became = ({id_: of[id_] for id_ in both} for of in (values, after[model]))
            self._structure.log_changes(model, was, became, reason)

    def _reviews_among(self, ids: set[str]) -> dict[str, Review]:
        return {review.id: review for review in self._reviews.among(map(ReviewId, sorted(ids)))}

    def _values(self, ids: Mapping[type[Table], frozenset[str]]) -> dict[type[Table], Any]:
        return {model: self._structure.among(model, sorted(some)) for model, some in ids.items()}


class _Touched:
    """The records that a step is about, before it is played."""

    def __init__(
        self,
        reviews: Mapping[str, Review],
        review_ids: set[str],
        values: Mapping[type[Table], Any],
        ids: Mapping[type[Table], frozenset[str]],
    ) -> None:
        self.reviews = reviews
        self.review_ids = review_ids
        self.values = values
        self.ids = ids


@contextmanager
def _references_unchecked(database: Database) -> Iterator[None]:
    """Leave foreign keys alone: a step leads from one whole state to another, not by whole ones."""
    with database.alone():
        database.raw.execute("PRAGMA foreign_keys = 0")
        try:
            yield
        finally:
            database.raw.execute("PRAGMA foreign_keys = 1")
