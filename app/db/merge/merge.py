"""Merges one package into the ledger, within the open transaction."""

from app.db import mapping
from app.db.connection import Database
from app.db.copies import LEDGER_ID
from app.db.log_store import SettingStore
from app.db.merge import compare
from app.db.merge.base import Base, known_elsewhere
from app.db.merge.closing import close_settled
from app.db.merge.cycle import CycleMerge
from app.db.merge.listing import Listing
from app.db.merge.matching import Matching
from app.db.merge.nested import Nested
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places, places
from app.db.merge.references import require_references
from app.db.merge.removal import Removal
from app.db.merge.reviews import ReviewMerge
from app.db.merge.sides import BASE, STAGE, THEIRS, Side, sides
from app.db.merge.structure import KINDS, StructureMerge
from app.db.merge.tasks import TaskMerge
from app.db.merge.touched import HeldBefore, last_line, nothing_held, touched_texts
from app.db.merge.values import Incoming, Merged
from app.db.merge.verdict import Verdict
from app.db.name_keys import NameKeys
from app.db.package_store import PackageStore
from app.db.round_store import RoundStore
from app.db.settling import settle_reviewers, settle_targets
from app.domain.handoff import PackageKind, Resolve
from app.domain.handoff_records import PackageRecord
from app.domain.ids import OrganizationId, ReviewId


def merge(database: Database, incoming: Incoming, resolve: Resolve) -> Merged:
    """Take the records of a package in, as the design of the hand-off says.

    Runs inside an open transaction; in one that is rolled back afterwards it tells what it would
    do. It writes the records, the log, conflicts, who is held, the ids that belong together, and
    what is needed to take the package out again. Tasks are planned again by the caller.

    Args:
        database: the ledger.
        incoming: the package, which stands in the journal already.
        resolve: what becomes of fields that were changed on both sides.

    Raises:
        Refusal: ``handoff.references`` where a record in it refers to one that is not there.
    """
    return _Merge(database, incoming, resolve).run()


def reason_of(package: PackageRecord) -> str:
    """Return what stands in the log as the reason."""
    manifest = package.manifest
    return f"接收 {manifest.sender.name} 第{manifest.sequence}号"


class _Merge:
    def __init__(self, database: Database, incoming: Incoming, resolve: Resolve) -> None:
        self._database = database
        self._incoming = incoming
        self._package = incoming.package
        self._manifest = incoming.package.manifest
        self._outcome = Outcome(database, self._package.id, reason_of(self._package), resolve)
        self._store = PackageStore(database)

    def run(self) -> Merged:
        unit = self._package.unit or OrganizationId(self._manifest.sender.id)
        with (
            sides(self._database, THEIRS, BASE, STAGE) as (theirs, base, stage),
            places(self._database, unit, self._incoming.under) as found,
        ):
            theirs.load(self._incoming.data)
            require_references(self._database)
            theirs.translate(self._known(theirs, unit))
            Matching(self._database, theirs, found).run(with_records=self._is_upward)
            found.put_new()
            aliases = theirs.ids()
            self._store.remember_aliases(aliases)
            before = Base(self._database, base, stage, self._incoming)
            before.fill(found)
            nested = Nested(self._database, found, self._package, aliases)
            nested.leave_out(theirs, base)
            self._write(found, before)
            held = nested.hold() if self._is_upward else nothing_held()
            return self._finished(aliases, held)

    @property
    def _is_upward(self) -> bool:
        return self._manifest.kind is PackageKind.SUBMIT

    def _known(self, theirs: Side, unit: OrganizationId) -> dict[str, str]:
        """Return which ids in the package are known to stand for ours."""
        top = self._database.sql(
            f"SELECT id FROM {theirs.table('organization')} WHERE parent_id IS NULL"
        )
        return {**known_elsewhere(self._database, theirs), **{id_: unit for (id_,) in top}}

    def _write(self, found: Places, before: Base) -> None:
        database, outcome = self._database, self._outcome
        ledger = SettingStore(database).get(LEDGER_ID)
        is_copy = found.is_whole and self._manifest.ledger == ledger and self._is_upward
        verdict = Verdict(
            database,
            is_copy=is_copy,
            removes=before.removes,
            removes_in=before.lower,
            removes_of=before.issued,
        )
        self._add_rounds()
        keys = NameKeys(database, self._incoming.names)
        structure = StructureMerge(database, outcome, verdict, found, keys)
        for kind in KINDS:
            structure.write(kind)
        if self._is_upward:
            ReviewMerge(database, outcome, verdict, found).write()
            TaskMerge(database, outcome, verdict, found).run()
            CycleMerge(database, outcome, verdict, found).write()
        Removal(database, outcome, verdict, found).run(with_records=self._is_upward)
        if self._is_upward and not is_copy:
            Listing(database, outcome, found, self._package).run(base_is_ours=before.is_ours)
        close_settled(database)

    def _add_rounds(self) -> None:
        """Add the rounds that are new; those that are here stay as they are."""
        store, new = RoundStore(self._database), compare.new_ids(self._database, "round")
        found = compare.rows(self._database, f"{THEIRS}_round", "round", new)
        for id_ in new:
            store.add(mapping.round_of((*found[id_], 0)))
        self._outcome.new["round"] += new

    def _finished(self, aliases: dict[str, str], held: HeldBefore) -> Merged:
        outcome = self._outcome
        settle_targets(self._database, outcome.persons)
        settle_reviewers(self._database, outcome.reviewers)
        outcome.tell_new()
        outcome.write_log()
        touched = touched_texts(outcome.new, outcome.images, last_line(self._database), held)
        self._store.set_touched(self._package.id, touched)
        return Merged(
            new=outcome.counted_new(),
            changed=+outcome.changed,
            unchanged=+outcome.unchanged,
            removed=+outcome.removed,
            conflicts=outcome.keep_conflicts(),
            left=tuple(outcome.left),
            reviews=frozenset(map(ReviewId, outcome.reviews)),
            ours=aliases,
        )
