"""Whose text holds, with what the ledger knows: the base, or the own log between copies."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.merge.outcome import Outcome
from app.db.merge.sides import THEIRS
from app.domain.cycle.record import Record
from app.domain.cycle.record_words import record_kind_word, record_title
from app.domain.history import record_texts, review_texts
from app.domain.merging import (
    NO_PAST,
    Choice,
    Presence,
    choices,
    choices_by_past,
    only_ours,
    only_theirs,
    past_of,
)
from app.domain.organization import Organization, Person
from app.domain.review import Review

THERE = "✓"
"""Stands for a record that has no name of its own."""


class Verdict:
    """Decides about records."""

    def __init__(
        self,
        database: Database,
        *,
        is_copy: bool,
        removes: bool,
        removes_in: Collection[str] = (),
        removes_of: Collection[str] = (),
    ) -> None:
        """Decide in this ledger.

        Args:
            database: the ledger.
            is_copy: the package comes from a copy of this ledger.
            removes: what both sides had and did not come was taken away there.
            removes_in: organisations in which it was, whatever ``removes`` says.
            removes_of: records that were, whatever ``removes`` says.
        """
        self._database = database
        self._log = ChangeStore(database)
        self.is_copy = is_copy
        self._removes = removes
        self._removes_in = removes_in
        self._removes_of = removes_of

    def choices(
        self,
        what: str,
        record_id: str,
        ours: Mapping[str, str],
        theirs: Mapping[str, str],
        base: Mapping[str, str] | None,
    ) -> dict[str, Choice]:
        """Return for each field that differs whose text holds."""
        if not self.is_copy:
            return choices(ours, theirs, base)
        if base is not None:
            found = choices(ours, theirs, base)
            if Choice.CONFLICT not in found.values():
                return found
        if base is None and self._was_made_twice(what, record_id):
            return choices(ours, theirs, None)
        past = past_of(what, self._log.of_record(what, record_id))
        if base is None:
            return choices_by_past(ours, theirs, past)
        for name, choice in found.items():
            former = past.get(name, NO_PAST).former
            if choice is Choice.CONFLICT and theirs.get(name, "") in former:
                found[name] = Choice.OURS
        return found

    def _was_made_twice(self, what: str, record_id: str) -> bool:
        """Tell whether a record was made here and there, each for itself, and matched since."""
        sql = f"SELECT 1 FROM {THEIRS}_{what} WHERE id = ? AND source <> id"
        return bool(self._database.sql(sql, (record_id,)))

    def brings_back(self, outcome: Outcome, what: str, theirs: Any, base: Any) -> bool:  # noqa: ANN401
        """Decide about a record that is gone here; keep the conflict where there is one."""
        presence = only_theirs(_texts(theirs), _texts(base))
        if presence is not Presence.CONFLICT:
            return False
        return outcome.conflict(what, theirs.id, "", "", name_of(theirs)) is Choice.THEIRS

    def asked_for(self, outcome: Outcome, what: str, theirs: Iterable[Any]) -> list[str]:
        """Keep a conflict for each record that was taken away here and has no known base."""
        return [
            each.id
            for each in theirs
            if outcome.conflict(what, each.id, "", "", name_of(each)) is Choice.THEIRS
        ]

    def removed_here(self, what: str) -> set[str]:
        """Return which rows that came were taken away here, as far as the log tells."""
        if not self.is_copy:
            return set()
        sql = f"""
        SELECT t.id FROM {THEIRS}_{what} AS t
        WHERE NOT EXISTS (SELECT 1 FROM main."{what}" AS o WHERE o.id = t.id)
            AND EXISTS (SELECT 1 FROM change WHERE what = ? AND record_id = t.id)
        """
        return {id_ for (id_,) in self._database.sql(sql, (what,))}

    def removes(self, value: Any) -> bool:  # noqa: ANN401 - a record of any kind
        """Tell whether a record that did not come was taken away there."""
        place = value.id if isinstance(value, Organization) else _place_of(value)
        return self._removes or place in self._removes_in or value.id in self._removes_of

    def takes_away(self, outcome: Outcome, what: str, ours: Any, base: Any) -> bool:  # noqa: ANN401
        """Decide about a record that is gone there; keep the conflict where there is one."""
        if not self.removes(ours):
            return False
        presence = only_ours(_texts(ours), _texts(base))
        if presence is not Presence.CONFLICT:
            return presence is Presence.REMOVE
        return outcome.conflict(what, ours.id, "", name_of(ours), "") is Choice.THEIRS


def _place_of(value: Any) -> str | None:  # noqa: ANN401 - a record of any kind
    place: str | None = getattr(value, "organization_id", None)
    return place


def _texts(value: Any) -> dict[str, str]:  # noqa: ANN401 - a record of any kind
    texts = review_texts(value) if isinstance(value, Review) else record_texts(value)
    return {name: text for name, text in texts.items() if name != "locked"}


def name_of(value: Any) -> str:  # noqa: ANN401 - a record of any kind
    """Return what stands in a conflict for a whole record."""
    if isinstance(value, Record):
        return record_title(value) or record_kind_word(value)
    return value.name if isinstance(value, Organization | Person) else THERE
