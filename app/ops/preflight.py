"""Whether a package can be taken in, and whose it is; nothing is changed by looking."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from app.db.copies import LEDGER_ID
from app.db.part_reader import DataHead, data_head
from app.domain.binding import Binding, Known, bind_receiver, bind_sender, plain
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff import Manifest, PackageKind, Resolve, Unit
from app.domain.handoff_records import PackageDirection
from app.domain.ids import OrganizationId
from app.domain.part_schema import DATA_PART, FIGURES_PART
from app.domain.tree import Tree, grow
from app.ops.outgoing import unit_of
from app.ops.package_survey import Found, unread
from app.ops.reception import Arrived, ArrivedStatus
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.intake.packages import Package
    from app.sandbox import Child


@dataclass(frozen=True, slots=True)
class Terms:
    """What a user says about packages before they are taken in."""

    passphrase: str = ""
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
    head: DataHead | None
    """None: it holds figures only."""
    unit: OrganizationId
    new_under: OrganizationId | None = None
    """The unit is to be made first, under this organisation."""


class Preflight:
    """Looks at packages, one after another."""

    def __init__(self, workspace: Workspace, terms: Terms, child: "Child | None" = None) -> None:
        """Look at packages for this ledger."""
        self._workspace = workspace
        self._terms = terms
        self._child = child
        self._ledger = workspace.stores.settings.get(LEDGER_ID)
        self._tree: Tree | None = None

    @property
    def tree(self) -> Tree:
        """The organisations as they stand today, read without all the rest."""
        if self._tree is None:
            today = self._workspace.today()
            known = self._workspace.stores.structure.organizations()
            self._tree = grow(organization.on(today) for organization in known)
        return self._tree

    def organizations_changed(self) -> None:
        """Forget the organisations; the next look reads them again."""
        self._tree = None

    def look(self, found: Found) -> Ready | Arrived:
        """Return the package with its unit, or why it is not taken in."""
        manifest = found.manifest
        arrived = Arrived(found.path, ArrivedStatus.READY, manifest, encrypted=found.encrypted)
        if manifest.kind is PackageKind.ISSUE and manifest.ledger == self._ledger:
            name = manifest.to.name if manifest.to else ""
            return _refused(arrived, fault("handoff.own", name=name))
        binding = self._binding(manifest)
        unit = self._unit(binding, manifest)
        arrived = replace(arrived, unit=unit, warnings=binding.warnings)
        if binding.question is not None:
            return replace(
                arrived, status=ArrivedStatus.QUESTION, question=binding.question, unit=None
            )
        if unit is None:
            return _refused(arrived, self._not_for_us(manifest))
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
        if manifest.digest in self._sent or self._is_held(manifest, unit.id):
            return replace(arrived, status=ArrivedStatus.SAME, unchanged=dict(manifest.counts))
        newest = self._newest(manifest, unit.id)
        if newest > manifest.sequence and not accept(ArrivedStatus.OLDER):
            older = fault("handoff.older", name=unit.name, held=newest, sequence=manifest.sequence)
            return replace(arrived, status=ArrivedStatus.OLDER, fault=older)
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
        from app.intake.packages import read_package

        try:
            package = read_package(arrived.file, self._terms.passphrase, self._child)
            head = data_head(package.parts[DATA_PART]) if DATA_PART in package.parts else None
        except Refusal as refused:
            return replace(unread(arrived.file, refused.fault, arrived.manifest), unit=unit)
        is_up = package.manifest.kind is PackageKind.SUBMIT
        forms = head.forms if head and is_up else ()
        lacking = [form for form in forms if self._workspace.scheme.form(form) is None]
        if lacking:
            return _refused(arrived, fault("handoff.forms_unknown", forms="”“".join(lacking)))
        if head is None and not (is_up and FIGURES_PART in package.parts):
            return _refused(arrived, fault("handoff.empty"))
        told = tuple(self._told(package, head, unit))
        return Ready(
            replace(arrived, manifest=package.manifest, warnings=(*arrived.warnings, *told)),
            package,
            head,
            unit.id,
            binding.new_under,
        )

    def _told(self, package: "Package", head: DataHead | None, unit: Unit) -> Iterator[Fault]:
        manifest = package.manifest
        stores = self._workspace.stores
        if package.unknown:
            yield fault("handoff.part_unknown", names="、".join(sorted(package.unknown)))
        if manifest.kind is PackageKind.ISSUE:
            return
        if manifest.scheme == self._workspace.scheme.id and (
            manifest.scheme_edition != stores.schemes.edition()
        ):
            yield fault("handoff.other_edition", name=unit.name)
        rounds = stores.rounds.all()
        known = {each.id for each in rounds} | {plain(each.name) for each in rounds}
        for id_, name in head.rounds if head else ():
            if id_ not in known and plain(name) not in known:
                yield fault("handoff.round_new", name=name)


def _refused(arrived: Arrived, why: Fault) -> Arrived:
    return replace(arrived, status=ArrivedStatus.REFUSED, fault=why)
