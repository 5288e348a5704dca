"""Whether a package can be taken in, and whose it is; nothing is changed by looking."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.copies import LEDGER_ID
from app.db.part_reader import DataHead, FormRow
from app.domain.binding import Binding, Known, bind_receiver, bind_sender, plain
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff import Manifest, PackageKind, Resolve, Unit
from app.domain.handoff_records import PackageDirection
from app.domain.ids import OrganizationId
from app.domain.submission import Report
from app.domain.tree import Tree, grafted, grow
from app.ops.outgoing import unit_of
from app.ops.package_contents import Contents, contents_of
from app.ops.package_rounds import told_of_rounds
from app.ops.package_survey import Found, told_of
from app.ops.passphrases import Passphrases
from app.ops.reading_ahead import ReadingAhead
from app.ops.reception import Arrived, ArrivedStatus
from app.ops.told_above import who_issued
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.intake.packages import Package
    from app.sandbox import Child


@dataclass(frozen=True, slots=True)
class Terms:
    """What a user says about packages before they are taken in."""

    passphrases: Passphrases = field(default_factory=Passphrases)
    resolve: Resolve = Resolve.ASK
    accepted: Collection[ArrivedStatus] = ()
    """What is taken in though it is ``older`` or ``other_scheme``."""

    def accept(self, status: ArrivedStatus) -> bool:
        """Whether packages of this status are taken in."""
        return status in self.accepted or self.resolve is Resolve.THEIRS


@dataclass(frozen=True, slots=True)
class Ready:
    """A package of which all is known that must be before it is taken in."""

    arrived: Arrived
    package: "Package"
    contents: Contents
    unit: OrganizationId
    new_under: OrganizationId | None = None
    """The unit is to be made first, under this organisation."""


class Preflight:
    """Looks at packages, one after another."""

    def __init__(
        self,
        workspace: Workspace,
        terms: Terms,
        child: "Child | None" = None,
        package: "Package | None" = None,
    ) -> None:
        """Look at packages for this ledger.

        Args:
            workspace: the ledger.
            terms: what the user says.
            child: a child process that reads several files.
            package: the only one that is looked at, where it has been read already.
        """
        self._given = package
        self._workspace = workspace
        self._terms = terms
        self._child = child
        self._ledger = workspace.stores.settings.get(LEDGER_ID)
        self._tree: Tree | None = None
        self._ahead: ReadingAhead[Package] | None = None
        self._taken: set[tuple[str, OrganizationId]] = set()
        """Of which ledgers and units a package has been taken in by this call."""

    @property
    def tree(self) -> Tree:
        """The organisations as they stand today, read without all the rest."""
        if self._tree is None:
            today = self._workspace.today()
            known = self._workspace.stores.structure.organizations()
            self._tree = grow(organization.on(today) for organization in known)
        return self._tree

    def taken(self, ready: Ready) -> None:
        """Know that a package is being taken in."""
        self._taken.add((ready.package.manifest.ledger, ready.unit))

    def organizations_changed(self) -> None:
        """Forget the organisations; the next look reads them again."""
        self._tree = None

    def organizations_added(self, unit: OrganizationId, count: int) -> None:
        """Take in the organisations that are new; nothing else of organisations has changed.

        Args:
            unit: below which they stand.
            count: how many are new.
        """
        tree, self._tree = self._tree, None
        if tree is None or unit not in tree:
            return
        today = self._workspace.today()
        known = self._workspace.stores.structure.organizations_below(unit)
        grown = grafted(tree, (each.on(today) for each in known), unit)
        if len(grown.organizations) == len(tree.organizations) + count:
            self._tree = grown

    def look(self, found: Found) -> Ready | Arrived:
        """Return the package with its unit, or why it is not taken in."""
        manifest = found.manifest
        arrived = Arrived(found.path, ArrivedStatus.READY, manifest, encrypted=found.encrypted)
        if manifest.kind is PackageKind.ISSUE and manifest.ledger == self._ledger:
            name = manifest.to.name if manifest.to else ""
            return _refused(replace(arrived, is_own=True), fault("handoff.own", name=name))
        binding = self._binding(manifest)
        unit = self._unit(binding, manifest)
        arrived = replace(arrived, unit=unit, warnings=binding.warnings)
        if binding.question is not None:
            status = ArrivedStatus.DECLINED if binding.declined else ArrivedStatus.QUESTION
            return replace(arrived, status=status, question=binding.question, unit=None)
        if unit is None:
            return _refused(arrived, binding.refused or self._not_for_us(manifest))
        return self._held_back(arrived, manifest, unit) or self._read(arrived, binding, unit)

    # ---- whose it is -------------------------------------------------------------------------

    def _binding(self, manifest: Manifest) -> Binding:
        unit = manifest.sender if manifest.kind is PackageKind.SUBMIT else manifest.to
        if unit is None:
            return Binding()
        stores = self._workspace.stores
        known = Known(
            self.tree,
            stores.handoff.aliases([unit.id]),
            {held.unit: held.ledger for held in stores.handoff.held()},
            stores.questions.answers(),
            who_issued(stores),
        )
        bind = bind_sender if manifest.kind is PackageKind.SUBMIT else bind_receiver
        return bind(unit, manifest.ledger, known)

    def _unit(self, binding: Binding, manifest: Manifest) -> Unit | None:
        if binding.unit is not None:
            return unit_of(self.tree, binding.unit)
        if binding.new_under is None:
            return None
        above, sender = unit_of(self.tree, binding.new_under), manifest.sender
        return Unit(sender.id, sender.name, (*above.path, sender.name))

    def _not_for_us(self, manifest: Manifest) -> Fault:
        to = manifest.to or manifest.sender
        return fault("handoff.not_for_us", name=to.name, unit=self.tree.root.name)

    # ---- what is held ------------------------------------------------------------------------

    def _held_back(self, arrived: Arrived, manifest: Manifest, unit: Unit) -> Arrived | None:
        """Return why a package is not even read: it is the same, older, of another scheme."""
        accept = self._terms.accept
        is_own = manifest.digest in self._sent
        if is_own or self._is_held(manifest, unit.id):
            same = replace(arrived, status=ArrivedStatus.SAME, unchanged=dict(manifest.counts))
            return replace(same, is_own=is_own)
        is_later_of_several = (manifest.ledger, unit.id) in self._taken
        newest = self._newest(manifest, unit.id)
        if newest > manifest.sequence and (is_later_of_several or not accept(ArrivedStatus.OLDER)):
            older = fault("handoff.older", name=unit.name, held=newest, sequence=manifest.sequence)
            return replace(arrived, status=ArrivedStatus.OLDER, fault=older)
        if self._lacks_the_last(manifest, unit.id) and (
            is_later_of_several or ArrivedStatus.OLDER not in self._terms.accepted
        ):
            parted = fault("handoff.parted", name=unit.name, sequence=manifest.sequence)
            return replace(arrived, status=ArrivedStatus.OLDER, fault=parted)
        scheme = self._workspace.scheme
        if manifest.scheme != scheme.id and not accept(ArrivedStatus.OTHER_SCHEME):
            details = {"theirs": manifest.scheme, "ours": scheme.id, "name": manifest.sender.name}
            other = fault("handoff.other_scheme", **details)
            return replace(arrived, status=ArrivedStatus.OTHER_SCHEME, fault=other)
        return None

    @cached_property
    def _sent(self) -> frozenset[str]:
        """The digests of packages that this very ledger sent."""
        sent = self._workspace.stores.handoff.packages(PackageDirection.OUT)
        return frozenset(record.manifest.digest for record in sent)

    def _is_held(self, manifest: Manifest, unit: OrganizationId) -> bool:
        """Tell whether just these records are the newest of the unit that were taken in.

        Where they came within a package of a unit above, nothing but their number is known.
        """
        store = self._workspace.stores.handoff
        if manifest.kind is PackageKind.ISSUE:
            taken = store.applied_with(manifest.digest)
            return taken is not None and self._newest(manifest, unit) == manifest.sequence
        held = store.held_of(unit)
        if held is None or (held.ledger, held.sequence) != (manifest.ledger, manifest.sequence):
            return False
        brought = store.package(held.package_id)
        return brought is None or brought.unit != unit or brought.manifest.digest == manifest.digest

    def _lacks_the_last(self, manifest: Manifest, unit: OrganizationId) -> bool:
        """Tell whether a ledger of this id submitted something that this package knows nothing of.

        Then two copies of it went ways of their own, or it was put back from a backup. Copies of
        this very ledger are merged by their logs instead.
        """
        store = self._workspace.stores.handoff
        held = store.held_of(unit)
        if manifest.kind is not PackageKind.SUBMIT or manifest.ledger == self._ledger:
            return False
        if held is None or held.ledger != manifest.ledger:
            return False
        brought = store.package(held.package_id)
        if brought is None or brought.unit != unit:
            return False
        return brought.manifest.check_code not in manifest.before

    def _newest(self, manifest: Manifest, unit: OrganizationId) -> int:
        """Return the number of the newest package of that ledger and kind that is held; or 0."""
        store = self._workspace.stores.handoff
        numbers = [
            record.manifest.sequence
            for record in store.applied_of(unit, manifest.ledger)
            if record.manifest.kind is manifest.kind
        ]
        held = store.held_of(unit)
        is_same = held is not None and held.ledger == manifest.ledger
        if held is not None and is_same and manifest.kind is PackageKind.SUBMIT:
            numbers.append(held.sequence)
        return max(numbers, default=0)

    # ---- what is in it -----------------------------------------------------------------------

    def _read(self, arrived: Arrived, binding: Binding, unit: Unit) -> Ready | Arrived:
        try:
            package = self._package(arrived.file)
            contents = contents_of(package, self._forms)
        except Refusal as refused:
            return replace(told_of(arrived.file, refused.fault, arrived.manifest), unit=unit)
        why = self._unfit(package, contents)
        if why is not None:
            return _refused(arrived, why)
        told = (*arrived.warnings, *self._told(package, contents, unit))
        arrived = replace(arrived, manifest=package.manifest, warnings=told)
        if contents.down is not None:
            remarks, receipts = map(len, (contents.down.remarks, contents.down.receipts))
            arrived = replace(arrived, sent_back=remarks, receipts=receipts)
        return Ready(arrived, package, contents, unit.id, binding.new_under)

    def _package(self, path: Path) -> "Package":
        if self._given is not None:
            return self._given
        if self._ahead is not None:
            return self._ahead.take(path)
        return self._terms.passphrases.read(path, self._child)

    @contextmanager
    def reading_ahead(self, paths: Sequence[Path]) -> Iterator[None]:
        """Read the next of these packages while one is taken in."""

        def read(path: Path) -> "Package":
            return self._terms.passphrases.read(path, self._child)

        with ReadingAhead(read, paths) as self._ahead:
            try:
                yield
            finally:
                self._ahead = None

    @cached_property
    def _forms(self) -> set[tuple[str, str]]:
        """Form and edition of those that are known here."""
        return self._workspace.stores.schemes.form_editions()

    @cached_property
    def _edition(self) -> str:
        return self._workspace.stores.schemes.edition()

    def _unfit(self, package: "Package", contents: Contents) -> Fault | None:
        """Return why what is in a package cannot be taken in."""
        is_down = package.manifest.kind is PackageKind.ISSUE
        if contents.head is None:
            return fault("handoff.empty") if is_down else self._unfit_figures(contents.report)
        forms = dict.fromkeys(form for form, _ in contents.head.forms)
        scheme = self._workspace.scheme
        lacking = [form for form in forms if scheme.form(form) is None]
        if lacking and not is_down:
            return fault("handoff.forms_unknown", forms="”“".join(lacking))
        return self._lacks_edition(contents.head, contents.forms)

    def _lacks_edition(self, head: DataHead, brought: Sequence[FormRow]) -> Fault | None:
        """Return that records stand on an edition of a form that neither side has."""
        kept = self._workspace.stores.schemes.form_editions()
        known = kept | {row[:2] for row in brought}
        nobody_has = [each for each in head.forms if each[1] and each not in known]
        if not nobody_has:
            return None
        titles = {form.id: form.title for form in self._workspace.scheme.forms}
        names = (f"{titles.get(form, form)}（{edition}）" for form, edition in nobody_has)
        return fault("handoff.edition_unknown", forms="”“".join(names))

    def _unfit_figures(self, report: Report | None) -> Fault | None:
        if report is None:
            return fault("handoff.empty")
        rounds = self._workspace.stores.rounds.all()
        known = {each.id for each in rounds} | {plain(each.name) for each in rounds}
        if report.round.id in known or plain(report.round.name) in known:
            return None
        names = "、".join(each.name for each in rounds)
        return fault("round.unknown", name=report.round.name, known=names)

    def _told(self, package: "Package", contents: Contents, unit: Unit) -> Iterator[Fault]:
        manifest = package.manifest
        stores = self._workspace.stores
        if package.unknown:
            yield fault("handoff.part_unknown", names="、".join(sorted(package.unknown)))
        is_down = manifest.kind is PackageKind.ISSUE
        rounds = contents.head.rounds if contents.head else (manifest.round,)
        yield from told_of_rounds(stores, [each for each in rounds if each], is_down=is_down)
        if is_down:
            return
        edition = manifest.scheme_edition or self._edition
        if manifest.scheme == self._workspace.scheme.id and edition != self._edition:
            yield fault("handoff.other_edition", name=unit.name)


def _refused(arrived: Arrived, why: Fault) -> Arrived:
    return replace(arrived, status=ArrivedStatus.REFUSED, fault=why)
