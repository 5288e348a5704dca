"""Gathers what a merge does while it goes on: counts, images for taking out, conflicts, the log."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.db.clock import now
from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.mapping import json_text
from app.db.package_store import PackageStore
from app.domain.handoff import Resolve
from app.domain.handoff_records import Conflict, ConflictState
from app.domain.history import IMPORT, Change
from app.domain.history_words import RECORDS
from app.domain.merging import Choice

_STATES = {
    Resolve.ASK: ConflictState.OPEN,
    Resolve.OURS: ConflictState.OURS,
    Resolve.THEIRS: ConflictState.THEIRS,
}
KEPT = "，保留本级"
_MANY = 2000
_CYCLE = "cycle_record"


@dataclass
class Outcome:
    """What was done so far."""

    database: Database
    package_id: int
    reason: str
    resolve: Resolve
    new: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Kind of record → ids."""
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    images: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    """Kind of record → id → the row as it was, of what was changed or removed."""
    conflicts: list[Conflict] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    """Whose figures must be settled: targets, secretaries, members."""
    reviewers: set[tuple[str, str]] = field(default_factory=set)
    """Round and person whose first day as a reviewer must be found anew."""
    reviews: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._time = now()
        self._log = ChangeStore(self.database)
        self._lines: list[Change] = []

    def log(
        self, what: str, record_id: str, differences: Iterable[tuple[str, str, str]], more: str = ""
    ) -> None:
        """Write into the log what is replaced: field, old text, new text."""
        reason = self.reason + more
        self._lines += (
            Change(what, record_id, name, old, new, self._time, reason=reason)
            for name, old, new in differences
        )
        if len(self._lines) > _MANY:
            self.write_log()

    def write_log(self) -> None:
        """Write what waits for the log."""
        self._log.append(self._lines)
        self._lines.clear()

    def settle_fields(
        self,
        what: str,
        record_id: str,
        choices: Mapping[str, Choice],
        ours: Mapping[str, str],
        theirs: Mapping[str, str],
    ) -> dict[str, str]:
        """Keep the conflicts among fields; return the texts of theirs that hold."""
        taken = {}
        for name, choice in choices.items():
            if choice is Choice.CONFLICT:
                choice = self.conflict(
                    what, record_id, name, ours.get(name, ""), theirs.get(name, "")
                )
            if choice is Choice.THEIRS:
                taken[name] = theirs.get(name, "")
        return taken

    def conflict(self, what: str, record_id: str, name: str, ours: str, theirs: str) -> Choice:
        """Keep a conflict; return whose text holds for now."""
        state = _STATES[self.resolve]
        self.conflicts.append(Conflict(what, record_id, name, ours, theirs, state, self.package_id))
        if self.resolve is Resolve.OURS:
            self.log(what, record_id, [(name, theirs, ours)], KEPT)
        return Choice.THEIRS if self.resolve is Resolve.THEIRS else Choice.OURS

    def list_only_ours(self, what: str, record_id: str, name: str) -> None:
        """Keep a conflict about a record that only the office has; it stays in any case."""
        state = ConflictState.OURS if self.resolve is Resolve.OURS else ConflictState.OPEN
        self.conflicts.append(Conflict(what, record_id, "", name, "", state, self.package_id))

    def counted_new(self) -> dict[str, int]:
        """Return how many records are new, those of the cycle by their own kinds."""
        counts = {kind: len(ids) for kind, ids in self.new.items() if ids and kind != _CYCLE}
        sql = """
        SELECT r.kind, count(*) FROM json_each(?) AS each
        CROSS JOIN cycle_record AS r ON r.id = each.value GROUP BY 1 ORDER BY min(r.position)
        """
        if self.new.get(_CYCLE):
            counts.update(self.database.sql(sql, (json_text(self.new[_CYCLE]),)))
        return counts

    def tell_new(self) -> None:
        """Write one line about everything that is new; it has no lines of its own."""
        counts = {RECORDS.get(kind, kind): count for kind, count in self.counted_new().items()}
        brought = "、".join(f"{word} {count}" for word, count in counts.items())
        if brought:
            self._lines.append(Change(IMPORT, "", "", "", brought, self._time, reason=self.reason))

    def keep_conflicts(self) -> tuple[Conflict, ...]:
        """Keep the conflicts in the ledger, each in the stead of an open one about the same."""
        store = PackageStore(self.database)
        same = "SELECT id FROM conflict WHERE record_id = ? AND field = ? AND state = 'open'"
        for each in self.conflicts:
            found = self.database.sql(same, (each.record_id, each.field))
            store.drop_conflicts(id_ for (id_,) in found)
        store.add_conflicts(self.conflicts)
        return store.conflicts_of(self.package_id)
