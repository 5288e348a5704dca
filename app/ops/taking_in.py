"""Takes packages in, one after another, within one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.clock import now
from app.db.merge.values import Incoming, Merged
from app.domain.binding import plain
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff import PackageKind, Resolve
from app.domain.handoff_records import (
    Conflict,
    ConflictState,
    PackageDirection,
    PackageRecord,
    PackageState,
    UnitFigures,
)
from app.domain.ids import PersonId, RoundId
from app.domain.part_schema import DATA_PART
from app.domain.progress import Progress
from app.ops.attached import lacking
from app.ops.changes import Changes, Topic, changed
from app.ops.conflict_words import in_words
from app.ops.figures_held import hold_told
from app.ops.figures_taken import take_figures
from app.ops.from_above import settle_remarks, take_down, take_leaders, take_office
from app.ops.history import HistoryOps
from app.ops.package_rounds import take_days
from app.ops.package_survey import Found
from app.ops.preflight import Preflight, Ready, Terms
from app.ops.reception import Arrived, ArrivedStatus
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.intake.packages import Package
    from app.sandbox import Child

_OF_PACKAGES = ("package.", "handoff.")
"""Faults that a package has, and not the ledger or its disk."""
TOPICS = (
    Topic.STRUCTURE,
    Topic.ROUNDS,
    Topic.TASKS,
    Topic.REVIEWS,
    Topic.CYCLE,
    Topic.PHRASES,
    Topic.QUESTIONS,
    Topic.HANDOFF,
)
"""What may be another after packages came in or went out again."""


MOST_DETAILS = 500
"""So many changed fields of a package are told one by one."""
UNTOLD = ("locked", "position")
"""Fields in which a record may differ and still be as it was."""
_OF_HELD_UNITS = (ArrivedStatus.APPLIED, ArrivedStatus.SAME)


class Unfit(Exception):
    """A package turned out not to fit while it was taken in: all is to be begun again without."""

    def __init__(self, path: Path, fault: Fault) -> None:
        super().__init__()
        self.path = path
        self.fault = fault


class TakingIn:
    """Takes packages in; runs in a transaction, where it fails nothing stays."""

    def __init__(
        self,
        workspace: Workspace,
        rounds: RoundOps,
        terms: Terms,
        child: "Child | None" = None,
        package: "Package | None" = None,
    ) -> None:
        """Take packages into this ledger.

        Args:
            workspace: the ledger.
            rounds: plans again what changed.
            terms: what the user says.
            child: a child process that reads several files.
            package: the only one that is taken in, where it has been read already.
        """
        self._workspace = workspace
        self._rounds = rounds
        self._resolve = terms.resolve
        self._preflight = Preflight(workspace, terms, child, package)
        self._taken = 0
        self._conflicts: dict[Path, tuple[Conflict, ...]] = {}
        self._logged: dict[Path, tuple[int, int]] = {}
        """Before and at the end of what a package wrote into the change log."""

    def all(self, found: Sequence[Found], progress: Progress) -> tuple[Arrived, ...]:
        """Take in what can be taken in; a question may be answered by another package.

        Returns:
            What became of each, in the order given.

        Raises:
            Unfit: one of them does not fit; nothing may stay of what was done.
        """
        with self._preflight.reading_ahead([each.path for each in found]):
            return self._all(found, progress)

    def _all(self, found: Sequence[Found], progress: Progress) -> tuple[Arrived, ...]:
        arrived: dict[int, Arrived] = {}
        waiting = list(range(len(found)))
        while waiting:
            before = self._taken
            for number in waiting:
                progress(len(arrived), len(found))
                arrived[number] = self._one(found[number])
            waiting = [n for n in waiting if arrived[n].status is ArrivedStatus.QUESTION]
            if self._taken == before:
                break
        return self._with_conflicts([arrived[number] for number in range(len(found))])

    def _with_conflicts(self, arrived: Sequence[Arrived]) -> tuple[Arrived, ...]:
        """Put every package's conflicts into words at once: for that all people are looked at.

        With them go those of earlier packages of the unit that nobody has settled; what the user
        says of conflicts settles them, too.
        """
        kept = [self._conflicts.get(each.file, ()) for each in arrived]
        known = {conflict.id for some in kept for conflict in some}
        left = self._open_conflicts(known)
        for number, each in enumerate(arrived):
            if each.unit is not None and each.manifest and each.status in _OF_HELD_UNITS:
                kept[number] = (*kept[number], *left[each.manifest.kind, each.unit.id])
        self._settle(each for some in kept for each in some if each.id not in known)
        words = iter(in_words(self._workspace, [*chain(*kept)]))
        return tuple(
            replace(each, conflicts=tuple(islice(words, len(some))))
            for each, some in zip(arrived, kept, strict=True)
        )

    def _open_conflicts(
        self, but: Collection[int]
    ) -> Mapping[tuple[PackageKind, str], list[Conflict]]:
        """Return the conflicts that nobody has settled, by kind and unit of their packages."""
        store = self._workspace.stores.handoff
        packages: dict[int, PackageRecord | None] = {}
        found: defaultdict[tuple[PackageKind, str], list[Conflict]] = defaultdict(list)
        for each in store.conflicts(ConflictState.OPEN):
            if each.package_id not in packages:
                packages[each.package_id] = store.package(each.package_id)
            brought = packages[each.package_id]
            if brought is not None and brought.unit is not None and each.id not in but:
                found[brought.manifest.kind, brought.unit].append(each)
        return found

    def _settle(self, conflicts: Iterable[Conflict]) -> None:
        """Settle what earlier packages left open, but take no record away that only we have.

        That is decided one by one, in the list of conflicts.
        """
        is_ours = self._resolve is Resolve.OURS
        wanted = {each.id for each in conflicts if is_ours or each.field or each.theirs}
        if wanted and self._resolve is not Resolve.ASK:
            from app.ops.settling import settle

            settle(self._workspace, wanted, self._resolve)
            self._taken += 1

    def in_detail(self, arrived: Iterable[Arrived]) -> tuple[Arrived, ...]:
        """Return the files with what each of them changes, field by field."""
        history = HistoryOps(self._workspace)
        return tuple(
            replace(each, details=history.between(*self._logged[each.file], MOST_DETAILS, UNTOLD))
            if each.file in self._logged and (each.changed or each.removed)
            else each
            for each in arrived
        )

    def finish(self) -> Changes:
        """Plan the rounds again, once for everything; give up what packages before need no more."""
        from app.db.pruning import prune

        if not self._taken:
            return Changes()
        prune(self._workspace.database)
        self._workspace.structure_changed()
        return self._rounds.plan_again() | changed(*TOPICS)

    def _one(self, found: Found) -> Arrived:
        ready = self._preflight.look(found)
        if isinstance(ready, Arrived):
            return ready
        self._taken += 1
        self._preflight.taken(ready)
        arrived = replace(ready.arrived, status=ArrivedStatus.APPLIED)
        take = self._figures if ready.contents.head is None else self._records
        return take(ready, arrived)

    # ---- records -----------------------------------------------------------------------------

    def _records(self, ready: Ready, arrived: Arrived) -> Arrived:
        from app.db.merge.merge import merge

        workspace, handoff = self._workspace, self._workspace.stores.handoff
        handoff.add_forms(ready.contents.forms)
        told = self._office(ready)
        incoming = Incoming(
            self._keep(ready), ready.package.parts[DATA_PART], ready.new_under, workspace.read_names
        )
        before = workspace.stores.changes.last()
        try:
            merged = merge(workspace.database, incoming, self._resolve)
        except Refusal as refused:
            if not refused.fault.code.startswith(_OF_PACKAGES):
                raise
            raise Unfit(ready.package.path, refused.fault) from refused
        if any("organization" in counts for counts in (merged.changed, merged.removed)):
            self._preflight.organizations_changed()
        elif added := merged.new.get("organization"):
            self._preflight.organizations_added(ready.unit, added)
        self._conflicts[ready.package.path] = merged.conflicts
        self._logged[ready.package.path] = before, workspace.stores.changes.last()
        workspace.structure_changed()
        if arrived.is_downward:
            told += self._down(ready, merged)
        else:
            told += self._up(ready, merged)
        return replace(
            arrived,
            new=merged.new,
            changed=merged.changed,
            unchanged=merged.unchanged,
            removed=merged.removed,
            warnings=(*arrived.warnings, *told),
        )

    def _keep(self, ready: Ready) -> PackageRecord:
        """Write a package into the journal, with its files."""
        package = ready.package
        record = PackageRecord(
            PackageDirection.IN,
            ready.unit,
            package.manifest,
            now(),
            package.path.name,
            PackageState.APPLIED,
        )
        parts = {**package.parts, **package.unknown}
        return self._workspace.stores.handoff.add_package(record, parts, package.packed)

    def _office(self, ready: Ready) -> tuple[Fault, ...]:
        office = ready.contents.office
        return () if office is None else take_office(self._workspace, self._rounds, office)

    def _down(self, ready: Ready, merged: Merged) -> tuple[Fault, ...]:
        """Take in what comes down beside records, and the days of rounds.

        Returns:
            What is no longer below us up there.
        """
        down, head = ready.contents.down, ready.contents.head
        if head is not None:
            take_days(self._workspace.stores, head.rounds)
        if down is not None:
            ours = (PersonId(merged.ours.get(id_, id_)) for id_ in down.leaders)
            take_leaders(self._workspace, tuple(ours))
            take_down(self._workspace, down)
        if not merged.left:
            return ()
        return (fault("handoff.gone_above", names="、".join(merged.left)),)

    def _up(self, ready: Ready, merged: Merged) -> tuple[Fault, ...]:
        """Let remarks rest that were answered; look after what goes with the records."""
        settle_remarks(self._workspace, merged.reviews)
        return (*lacking(self._workspace, ready.unit), *self._counted_by_records(ready, merged))

    def _counted_by_records(self, ready: Ready, merged: Merged) -> tuple[Fault, ...]:
        """Count the unit by its records from now on."""
        round_id, report = self._round(ready), ready.contents.report
        if round_id is None:
            return ()
        given = report.by_figures if report is not None else ()
        before = take_figures(
            self._workspace,
            self._preflight.tree,
            round_id,
            ready.unit,
            given,
            merged.ours,
            ready.package.path.name,
        )
        if not before:
            return ()
        return (fault("handoff.by_records", name=ready.package.manifest.sender.name),)

    # ---- figures -----------------------------------------------------------------------------

    def _figures(self, ready: Ready, arrived: Arrived) -> Arrived:
        """Hold the figures of a package without records as those of its unit."""
        report = ready.contents.report
        round_id = self._round(ready)
        file = self._keep(ready).file
        told: tuple[Fault, ...] = ()
        if report is not None and round_id is not None:
            given = UnitFigures(round_id, ready.unit, report.day, file, now(), report.told)
            told = hold_told(self._workspace, given)
        return replace(arrived, new={"figures": 1}, warnings=(*arrived.warnings, *told))

    def _round(self, ready: Ready) -> RoundId | None:
        """Return the round of ours that a package is about, by its id or its name."""
        head = ready.package.manifest.round
        if head is None:
            return None
        ours = self._workspace.stores.handoff.aliases([head.id]).get(head.id, head.id)
        return next(
            (
                each.id
                for each in self._workspace.stores.rounds.all()
                if each.id == ours or plain(each.name) == plain(head.name)
            ),
            None,
        )
