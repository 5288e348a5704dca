"""Merges the records of the cycle: promises, meetings, postings, rectifications, votes."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from app.db import bulk
from app.db.connection import Database
from app.db.cycle_store import RECORD, record_of, row_of
from app.db.merge import compare
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places
from app.db.merge.sides import BASE, THEIRS
from app.db.merge.verdict import Verdict
from app.db.models import CycleRecordRow
from app.domain.cycle.record import Record
from app.domain.history import record_changes, record_texts
from app.domain.merging import Choice
from app.domain.record_values import with_fields

_KIND, _POSITION = (bulk.columns(CycleRecordRow).index(name) for name in ("kind", "position"))
_ONLY_HERE = ("position",)
"""In which order records came is each ledger's own."""


class CycleMerge:
    """Writes what is new and what changed; takes away what is gone there."""

    def __init__(
        self, database: Database, outcome: Outcome, verdict: Verdict, places: Places
    ) -> None:
        """Work between the sides that are loaded, after organisations and people are written."""
        self._database = database
        self._outcome = outcome
        self._verdict = verdict
        self._places = places

    def write(self) -> None:
        """Write what is new or changed."""
        differing = compare.differing(self._database, RECORD, _ONLY_HERE)
        both = self._kinds_on_both_sides()
        before = Counter(self._outcome.changed)
        gone = self._verdict.removed_here(RECORD)
        self._add(id_ for id_ in compare.new_ids(self._database, RECORD) if id_ not in gone)
        self._bring_back(gone)
        for some in compare.chunks(differing):
            self._change(some)
        for kind, count in both.items():
            self._outcome.unchanged[kind] += count - (self._outcome.changed - before)[kind]

    def _kinds_on_both_sides(self) -> dict[str, int]:
        sql = (
            f"SELECT o.kind, count(*) FROM {THEIRS}_{RECORD} AS t"
            f" CROSS JOIN main.{RECORD} AS o ON o.id = t.id GROUP BY o.kind"
        )
        return dict(self._database.sql(sql))

    # ---- new ---------------------------------------------------------------------------------

    def _add(self, ids: Iterable[str]) -> None:
        """Write what is new behind what is here, in the order in which it came there."""
        for some in compare.chunks(ids):
            self._outcome.new[RECORD] += some
            last = self._database.sql(f"SELECT coalesce(max(position), 0) FROM {RECORD}")[0][0]
            theirs = self._rows(THEIRS, some)
            rows = ((*theirs[id_][:_POSITION], last + n) for n, id_ in enumerate(some, 1))
            bulk.insert(self._database, CycleRecordRow, rows)

    def _bring_back(self, gone: set[str]) -> None:
        """Decide about what is gone here and still there."""
        ids = compare.gone_here(self._database, RECORD)
        theirs, base = self._records(THEIRS, [*ids, *gone]), self._records(BASE, ids)
        wanted = {
            id_
            for id_ in ids
            if self._verdict.brings_back(self._outcome, RECORD, theirs[id_], base[id_])
        }
        asked = [theirs[id_] for id_ in sorted(gone)]
        wanted.update(self._verdict.asked_for(self._outcome, RECORD, asked))
        self._add(id_ for id_ in theirs if id_ in wanted)

    # ---- changed -----------------------------------------------------------------------------

    def _change(self, ids: list[str]) -> None:
        ours = self._rows("", ids)
        theirs, base = self._records(THEIRS, ids), self._records(BASE, ids)
        inside = self._places.inside(RECORD, ours)
        written = []
        for id_ in ids:
            old = record_of(ours[id_])
            if type(old) is not type(theirs[id_]):
                continue
            new = self._merged(old, theirs[id_], base.get(id_), inside=id_ in inside)
            if new != old:
                written.append(new)
                self._outcome.images[RECORD][id_] = ours[id_]
                self._outcome.changed[ours[id_][_KIND]] += 1
                self._outcome.log(RECORD, id_, record_changes(old, new))
        write_back(self._database, written)

    def _merged(self, old: Record, theirs: Record, base: Record | None, *, inside: bool) -> Record:
        texts = record_texts(old), record_texts(theirs)
        known = record_texts(base) if base is not None else None
        choices = self._verdict.choices(RECORD, old.id, *texts, known)
        if not inside:
            choices = {
                name: Choice.CONFLICT if choice is Choice.THEIRS else choice
                for name, choice in choices.items()
            }
        taken = self._outcome.settle_fields(RECORD, old.id, choices, *texts)
        return with_fields(old, theirs, taken)

    # ---- gone --------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take away what is gone there."""
        ids = compare.gone_there(self._database, RECORD)
        ours = self._rows("", ids)
        inside = self._places.inside(RECORD, ours)
        base = self._records(BASE, ids)
        gone = []
        for id_ in (id_ for id_ in ids if id_ in inside):
            old = record_of(ours[id_])
            if self._verdict.takes_away(self._outcome, RECORD, old, base[id_]):
                gone.append(id_)
                self._outcome.images[RECORD][id_] = ours[id_]
                self._outcome.removed[ours[id_][_KIND]] += 1
                self._outcome.log(RECORD, id_, record_changes(old, None))
        bulk.delete(self._database, CycleRecordRow, "id", gone)

    # ------------------------------------------------------------------------------------------

    def _rows(self, side: str, ids: Iterable[str]) -> compare.Rows:
        return compare.rows(self._database, f"{side}_{RECORD}".lstrip("_"), RECORD, ids)

    def _records(self, side: str, ids: Iterable[str]) -> dict[str, Record]:
        return records_of(self._database, side, ids)


def records_of(database: Database, side: str, ids: Iterable[str]) -> dict[str, Record]:
    """Return records of the cycle as one side has them, by id.

    Args:
        database: the ledger.
        side: ``theirs`` or ``base``; empty: the ledger itself.
        ids: which; those that it has not are left out.
    """
    rows = compare.rows(database, f"{side}_{RECORD}".lstrip("_"), RECORD, ids)
    return {id_: record_of(row) for id_, row in rows.items()}


def write_back(database: Database, records: Iterable[Record]) -> None:
    """Write records that are here over what they were; each keeps its place."""
    rows = (row_of(record, 0) for record in records)
    bulk.upsert(database, CycleRecordRow, rows, kept=("position",))


def restore(database: Database, images: Iterable[tuple[Any, ...]]) -> None:
    """Put rows back as they were."""
    bulk.upsert(database, CycleRecordRow, images)
