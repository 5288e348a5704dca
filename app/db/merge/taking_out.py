"""Takes a package out again: what it brought goes, what it replaced comes back."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from app.db import attachments, bulk
from app.db.clock import now
from app.db.connection import Database
from app.db.cycle_store import RECORD as CYCLE
from app.db.cycle_store import record_of
from app.db.log_store import ChangeStore
from app.db.mapping import json_text
from app.db.merge import compare
from app.db.merge.base import held_below
from app.db.merge.cycle import records_of, restore
from app.db.merge.merge import reason_of
from app.db.merge.outcome import KEPT
from app.db.merge.places import Places, below
from app.db.merge.removal import is_needed
from app.db.merge.structure import KINDS, Kind
from app.db.merge.touched import Touched
from app.db.merge.values import Merged
from app.db.merge.verdict import name_of
from app.db.models import CycleRecordRow, ReviewRow, TaskRow
from app.db.name_keys import NameKeys
from app.db.package_store import PackageStore
from app.db.review_store import RECORD, ReviewStore
from app.db.round_store import TASK
from app.db.settling import settle_reviewers, settle_targets
from app.domain.cycle.kinds import kind_of
from app.domain.handoff_records import ConflictState, PackageDirection, PackageRecord, PackageState
from app.domain.history import IMPORT, Change, record_changes, review_changes
from app.domain.ids import ReviewId
from app.domain.names import Names
from app.domain.part_schema import DATA_TABLES
from app.domain.plain import from_plain
from app.domain.review import Review

_EDITED = """
SELECT record_id FROM json_each(?) AS each
CROSS JOIN change ON what = ? AND record_id = each.value
WHERE change.id > ? AND reason NOT IN (SELECT value FROM json_each(?))
"""


def take_out(
    database: Database, package_id: int, names: Callable[[], Names] | None = None
) -> Merged:
    """Take the newest package of a unit out again, within the open transaction.

    Records that were changed since stay as they are and are told; those that a later package of a
    unit below stands for stay too. Tasks are planned again by the caller.

    Args:
        database: the ledger.
        package_id: the package's line of the journal; it was applied.
        names: gives the order in which lists of members stand; None: made at the next opening.

    Returns:
        ``removed`` is what it had brought, ``changed`` what came back.
    """
    store = PackageStore(database)
    record, plain = store.package(package_id), store.touched(package_id)
    if record is None or plain is None:
        return Merged()
    return _TakingOut(database, record, from_plain(Touched, plain), names).run()


class _TakingOut:
    def __init__(
        self,
        database: Database,
        record: PackageRecord,
        touched: Touched,
        names: Callable[[], Names] | None,
    ) -> None:
        self._database = database
        self._record = record
        self._touched = touched
        self._keys = NameKeys(database, names)
        self._reviews = ReviewStore(database)
        self._log = ChangeStore(database)
        self._reason = _taken_out(reason_of(record))
        self._lines: list[Change] = []
        self._removed: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._left: list[str] = []
        self._persons: set[str] = set()
        self._reviewers: set[tuple[str, str]] = set()
        self._others = self._of_others()
        self._undone = self._reasons_undone()

    def run(self) -> Merged:
        for kind in KINDS:
            self._restore(kind)
        self._restore_tasks()
        self._restore_reviews()
        self._restore_cycle()
        self._remove_cycle()
        self._remove_reviews()
        self._remove_tasks()
        for kind in reversed(KINDS):
            self._remove(kind)
        self._finish()
        return Merged(changed=+self._changed, removed=+self._removed, left=tuple(self._left))

    def _reasons_undone(self) -> list[str]:
        """Return the reasons in the log of later packages of the unit: they are out again."""
        later = (
            each
            for each in PackageStore(self._database).packages(PackageDirection.IN)
            if each.id > self._record.id
            and (each.unit, each.state) == (self._record.unit, PackageState.TAKEN_OUT)
        )
        reasons = [reason_of(each) for each in later]
        return [*reasons, *(f"{each}{KEPT}" for each in reasons), *map(_taken_out, reasons)]

    def _of_others(self) -> set[str]:
        """Return the places below that a later package stands for."""
        if self._record.unit is None:
            return set()
        places = Places(self._database, self._record.unit, None)
        later = [
            held.unit
            for held in held_below(self._database, places)
            if held.package_id > self._record.id
        ]
        return set(below(self._database, later)) if later else set()

    # ---- what comes back ---------------------------------------------------------------------

    def _restore(self, kind: Kind) -> None:
        images = self._touched.images.get(kind.table, {})
        ours = compare.rows(self._database, kind.table, kind.table, images)
        edited = self._edited(kind.table, images)
        values = []
        for id_, image in images.items():
            old = kind.value(ours[id_]) if id_ in ours else None
            new = kind.value(tuple(image))
            if self._is_of_others(kind.table, tuple(image)):
                continue
            if id_ in edited:
                self._left.append(name_of(old or new))
                continue
            values.append(new)
            self._tell(kind.table, id_, record_changes(old, new))
            if kind.table == "member":
                self._persons.update(m.person_id for m in (old, new) if m is not None)
        self._changed[kind.table] += len(values)
        self._write(kind, values)

    def _write(self, kind: Kind, values: list[Any]) -> None:
        if kind.table == "member":
            keys = self._keys.of((), values)
            rows = [kind.row(each, keys.get(each.person_id, "")) for each in values]
        else:
            rows = [kind.row(each) for each in values]
        bulk.upsert(self._database, kind.model, rows)
        if kind.table == "person":
            self._keys.of(values, ())

    def _restore_tasks(self) -> None:
        images = self._touched.images.get(TASK, {})
        bulk.upsert(self._database, TaskRow, map(tuple, images.values()), kept=("position",))
        self._changed[TASK] += len(images)

    def _restore_reviews(self) -> None:
        images = self._touched.images.get(RECORD, {})
        edited = self._edited(RECORD, images)
        ours: dict[str, Review] = {r.id: r for r in self._reviews.among(map(ReviewId, images))}
        written = []
        for id_, image in images.items():
            new = from_plain(Review, image)
            if new.organization_id in self._others:
                continue
            if id_ in edited:
                self._left.append(_name(new))
                continue
            old = ours.get(id_)
            written.append(new)
            self._tell(RECORD, id_, review_changes(old, new))
            for each in filter(None, (old, new)):
                self._concern(each)
        self._reviews.put(written)
        self._changed[RECORD] += len(written)

    def _restore_cycle(self) -> None:
        images = self._touched.images.get(CYCLE, {})
        ours, edited = records_of(self._database, "", images), self._edited(CYCLE, images)
        rows = []
        for id_, image in images.items():
            new, old = record_of(tuple(image)), ours.get(id_)
            if new.organization_id in self._others:
                continue
            if id_ in edited:
                self._left.append(name_of(old or new))
                continue
            rows.append(tuple(image))
            self._changed[kind_of(type(new)).value] += 1
            self._tell(CYCLE, id_, record_changes(old, new))
        restore(self._database, rows)

    # ---- what goes ---------------------------------------------------------------------------

    def _remove_reviews(self) -> None:
        ids = self._touched.new.get(RECORD, ())
        edited = self._edited(RECORD, ids)
        for some in compare.chunks(ids):
            gone = []
            for review in self._reviews.among(map(ReviewId, some)):
                if review.organization_id in self._others:
                    continue
                if review.id in edited:
                    self._left.append(_name(review))
                else:
                    gone.append(review)
                    self._concern(review)
            bulk.delete(self._database, ReviewRow, "id", (review.id for review in gone))
            self._removed[RECORD] += len(gone)

    def _remove_cycle(self) -> None:
        ids = self._touched.new.get(CYCLE, ())
        edited, gone = self._edited(CYCLE, ids), []
        for id_, record in records_of(self._database, "", ids).items():
            if record.organization_id in self._others:
                continue
            if id_ in edited:
                self._left.append(name_of(record))
                continue
            gone.append(id_)
            self._removed[kind_of(type(record)).value] += 1
        bulk.delete(self._database, CycleRecordRow, "id", gone)

    def _remove_tasks(self) -> None:
        ids = self._touched.new.get(TASK, ())
        bulk.delete(self._database, TaskRow, "id", ids)
        self._removed[TASK] += len(ids)

    def _remove(self, kind: Kind) -> None:
        ids = self._touched.new.get(kind.table, ())
        ours = compare.rows(self._database, kind.table, kind.table, ids)
        edited = self._edited(kind.table, ids)
        count = 0
        for id_ in reversed([id_ for id_ in ids if id_ in ours]):
            row = ours[id_]
            if self._is_of_others(kind.table, row):
                continue
            if id_ in edited:
                self._left.append(name_of(kind.value(row)))
                continue
            if kind.table == "organization":
                self._drop_planned(id_)
            if is_needed(self._database, kind.table, id_):
                if kind.table == "organization":
                    self._left.append(name_of(kind.value(row)))
                continue
            if kind.table == "member":
                self._persons.add(kind.value(row).person_id)
            bulk.delete(self._database, kind.model, "id", [id_])
            count += 1
        self._removed[kind.table] += count

    def _drop_planned(self, organization_id: str) -> None:
        sql = (
            "DELETE FROM task WHERE organization_id = ? AND exempt_reason = ''"
            " AND manual_reason = ''"
        )
        self._database.raw.execute(sql, (organization_id,))

    # ------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        store, touched = PackageStore(self._database), self._touched
        settle_targets(self._database, self._persons)
        settle_reviewers(self._database, self._reviewers)
        self._lines.append(Change(IMPORT, "", "", "", "取出数据包", now(), reason=self._reason))
        self._log.append(self._lines)
        mine = {each.unit for each in store.held() if each.package_id == self._record.id}
        store.release(unit for unit in touched.fresh if unit in mine)
        store.hold(each for each in touched.held if each.unit in mine)
        waiting = store.conflicts_of(self._record.id)
        store.drop_conflicts(each.id for each in waiting if each.state is ConflictState.OPEN)
        store.set_state(self._record.id, PackageState.TAKEN_OUT)
        attachments.release(self._database, self._record.id)

    def _is_of_others(self, table: str, row: tuple[Any, ...]) -> bool:
        columns = DATA_TABLES[table]
        column = "id" if table == "organization" else "organization_id"
        return column in columns and row[columns.index(column)] in self._others

    def _edited(self, what: str, ids: Collection[str] | Mapping[str, Any]) -> set[str]:
        given = (json_text(list(ids)), what, self._touched.last_line, json_text(self._undone))
        return {id_ for (id_,) in self._database.sql(_EDITED, given)} if ids else set()

    def _tell(self, what: str, id_: str, differences: Iterable[tuple[str, str, str]]) -> None:
        time = now()
        self._lines += (
            Change(what, id_, field, old, new, time, reason=self._reason)
            for field, old, new in differences
        )

    def _concern(self, review: Review) -> None:
        self._persons.add(review.target.id)
        self._reviewers.update((review.round_id, person) for person in review.reviewers)


def _taken_out(reason: str) -> str:
    """Return what stands in the log of a package that is taken out, by what stood at its coming."""
    return reason.replace("接收", "取出", 1)


def _name(review: Review) -> str:
    names = ("organization.name", "member.name")
    return next((review.snapshot[key] for key in names if key in review.snapshot), "登记表")
