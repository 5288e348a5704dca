"""Drafts in a ledger: never part of undo, and on the disk as soon as they are kept."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from app.db import bulk
from app.db.clock import now
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.office_models import DraftRow
from app.domain.draft import Draft, draft_key
from app.domain.plain import from_plain, to_plain
from app.domain.review import Review


class DraftStore:
    """What stands in forms that are being filled."""

    def __init__(self, database: Database, now: Callable[[], str] = now) -> None:
        self._database = database
        self._now = now

    def keep(self, draft: Draft) -> None:
        """Write a draft in the place of the form's earlier one."""
        row = (
            draft_key(draft.review),
            json_text(to_plain(draft.review)),
            json_text(dict(draft.values)),
            draft.day,
            self._now(),
        )
        bulk.upsert(self._database, DraftRow, [row])

    def of(self, key: str) -> Draft | None:
        """Return the draft of a form, or None."""
        rows = bulk.read(self._database, DraftRow, "WHERE id = ?", (key,))
        return _draft(rows[0]) if rows else None

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, in the order in which their forms were begun."""
        return tuple(map(_draft, bulk.read(self._database, DraftRow, "ORDER BY rowid")))

    def discard(self, keys: Iterable[str]) -> None:
        """Forget the drafts of forms."""
        bulk.delete(self._database, DraftRow, "id", keys)


def _draft(row: tuple[Any, ...]) -> Draft:
    _, review, values, day, time = row
    return Draft(from_plain(Review, json.loads(review)), json.loads(values), day, time)
