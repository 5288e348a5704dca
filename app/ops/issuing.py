"""下发: scheme, forms, rounds and its part of the tree for a unit below; and what is sent back."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.clock import now
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.handoff import Manifest, PackageKind
from app.domain.handoff_records import PackageDirection, PackageRecord, Remark, RemarkState
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.organization import Organization
from app.domain.part_schema import DATA_PART, DOWN_PART, OFFICE_PART
from app.domain.review import Review
from app.domain.submission import Down, Receipt, SentBack, Standing, paper_bytes
from app.domain.words import OrganizationKind, TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.outgoing import Letter, Outgoing, head_of
from app.ops.phrases import PhraseOps
from app.ops.reception import RemarkView
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.domain.content import Content

MOST_RECEIPTS = 100
"""So many receipts go down at most, the newest first; older ones went with earlier packages."""
_GOING = (RemarkState.OPEN, RemarkState.SENT)
"""Remarks that go down, as long as they are not settled."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A package for a unit below that was written."""

    file: Path
    manifest: Manifest
    changes: Changes


class IssueOps:
    """What a user can send down."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._outgoing = Outgoing(workspace)

    def units(self) -> tuple[Organization, ...]:
        """Return the organisations that can have a ledger of their own, in the tree's order."""
        directory = self._directory()
        tree = directory.tree
        return tuple(
            organization
            for organization in tree
            if organization.id != tree.root.id
            and organization.kind is not OrganizationKind.GROUP
            and directory.is_active(organization)
        )

    def has_ledgers_below(self) -> bool:
        """Tell whether some unit below has a ledger of its own, to which records can go back."""
        return bool(self._workspace.stores.units.with_ledgers() - {self._workspace.root_id})

    # ---- issuing -----------------------------------------------------------------------------

    def issue(
        self, path: Path, to: OrganizationId, passphrase: str = "", *, overwrite: bool = False
    ) -> Issued:
        """Write the package for a unit below; what is sent back and receipts go with it.

        Args:
            path: the package; its folder must exist.
            to: for whom.
            passphrase: not empty: the package is encrypted.
            overwrite: True replaces a file of that name.

        Raises:
            Refusal: ``handoff.own_unit``, ``handoff.no_ledger``, ``file.*``, ``package.*``;
                nothing has changed then. ``handoff.unwritten`` as in ``Outgoing.send``.
        """
        from app.export.package_secret import secret_of

        secret = secret_of(passphrase)
        directory = self._directory()
        if to not in directory.tree or to == directory.tree.root.id:
            name = directory.tree[to].name if to in directory.tree else to
            raise refusal("handoff.own_unit", name=name)
        if directory.tree[to].kind is OrganizationKind.GROUP:
            raise refusal("handoff.no_ledger", name=directory.tree[to].name)
        going = self._going(directory, to)

        def write(sequence: int) -> AbstractContextManager[Letter]:
            return self._letter(directory, to, sequence, going)

        def keep(record: PackageRecord) -> None:
            self._workspace.stores.handoff.set_remark_state(
                [remark.id for remark in going if remark.state is RemarkState.OPEN],
                RemarkState.SENT,
            )

        record = self._outgoing.send(
            path, PackageKind.ISSUE, write, keep, secret, overwrite=overwrite
        )
        return Issued(path, record.manifest, changed(Topic.HANDOFF))

    @contextmanager
    def _letter(
        self, directory: Directory, to: OrganizationId, sequence: int, going: Sequence[Remark]
    ) -> Iterator[Letter]:
        from app.db.parts import office_part, part_counts, skeleton_image

        workspace, tree = self._workspace, directory.tree
        leaders = self._leaders(to)
        office = office_part(workspace.database)
        latest = workspace.stores.rounds.latest()
        down = Down(
            receipts=self._receipts(to),
            remarks=tuple(self._sent_back(going)),
            phrases=PhraseOps(workspace).all(),
            leaders=leaders,
            standings=tuple(Standing(each, *directory.standing(each)) for each in leaders),
        )
        with skeleton_image(workspace.database, to, leaders) as data:
            counts = {**data.counts, **part_counts(office)}
            manifest = replace(
                self._outgoing.manifest(PackageKind.ISSUE, sequence, tree, tree.root.id, counts),
                round=head_of(latest) if latest else None,
                as_of=workspace.today(),
                to=self._outgoing.unit(tree, to),
            )
            parts: dict[str, Content] = {
                DATA_PART: data,
                OFFICE_PART: office,
                DOWN_PART: paper_bytes(down),
            }
            yield Letter(manifest, parts, unit=to)

    def _leaders(self, to: OrganizationId) -> tuple[PersonId, ...]:
        """Return who reviews the unit itself in a round that goes on, or in the latest one."""
        stores, today = self._workspace.stores, self._workspace.today()
        latest = stores.rounds.latest()
        going_on = [r for r in stores.rounds.all() if r.end >= today or r == latest]
        found = {
            person: None
            for round_ in going_on
            for task in stores.tasks.of_round(round_.id)
            if task.target.kind is TargetKind.ORGANIZATION and task.target.id == to
            for person in task.reviewers
        }
        return tuple(found)

    def _sent_back(self, going: Sequence[Remark]) -> Iterator[SentBack]:
        """Give each remark under every id that its record is known to have."""
        elsewhere = self._workspace.stores.handoff.elsewhere(remark.review for remark in going)
        for remark in going:
            for id_ in (remark.review, *map(ReviewId, elsewhere.get(remark.review, ()))):
                yield SentBack(id_, remark.text, remark.who, remark.time)

    def _receipts(self, to: OrganizationId) -> tuple[Receipt, ...]:
        """Return what is said of the packages that came from the unit."""
        packages = self._workspace.stores.handoff.packages(PackageDirection.IN)
        ours = [p for p in packages if p.unit == to and p.manifest.kind is PackageKind.SUBMIT]
        return tuple(
            Receipt(p.manifest.sequence, p.manifest.digest, p.time, p.state.value)
            for p in ours[:MOST_RECEIPTS]
        )

    # ---- sending back ------------------------------------------------------------------------

    def remark(self, review_ids: Iterable[ReviewId], text: str) -> Changes:
        """Say what is to be mended in records from below (退回); it goes down with the next issue.

        It stands under the name that the user has given, else under the office's own.

        Raises:
            Refusal: ``reason.missing``, ``review.unknown``.
        """
        if not text.strip():
            raise refusal("reason.missing")
        reviews = self._reviews(review_ids)
        directory, holders = self._directory(), self._workspace.stores.units.with_ledgers()
        who = self._workspace.stores.changes.signed() or directory.tree.root.name
        with self._workspace.transaction("退回登记表"):
            for review in reviews:
                unit = _keeper(directory, review.organization_id, holders)
                self._workspace.stores.handoff.add_remark(
                    Remark(review.id, unit, text.strip(), now(), who)
                )
        return changed(Topic.HANDOFF)

    def withdraw_remark(self, remark_ids: Collection[int]) -> Changes:
        """Take back what was said: it is forgotten, or settled below with the next issue."""
        store = self._workspace.stores.handoff
        wanted = [r for r in store.remarks(_GOING) if r.id in remark_ids]
        if not wanted:
            return Changes()
        with self._workspace.transaction("撤回退回意见"):
            store.drop_remarks([r.id for r in wanted if r.state is RemarkState.OPEN])
            sent = [r.id for r in wanted if r.state is RemarkState.SENT]
            store.set_remark_state(sent, RemarkState.SETTLED)
        return changed(Topic.HANDOFF)

    def remarks(self) -> tuple[RemarkView, ...]:
        """Return what was said of records from below and is not settled, oldest first."""
        going = self._workspace.stores.handoff.remarks(_GOING)
        reviews = {review.id: review for review in self._among(r.review for r in going)}
        directory = self._directory()
        return tuple(_view(directory, r, reviews.get(r.review)) for r in going)

    def waiting(self) -> Mapping[OrganizationId, int]:
        """Return how many remarks wait to go down to each unit."""
        return Counter(r.unit for r in self._workspace.stores.handoff.remarks([RemarkState.OPEN]))

    def _going(self, directory: Directory, to: OrganizationId) -> tuple[Remark, ...]:
        """Return the remarks that go down to a unit."""
        remarks = self._workspace.stores.handoff.remarks(_GOING)
        places = {r.id: r.organization_id for r in self._among(r.review for r in remarks)}
        return tuple(
            remark
            for remark in remarks
            if remark.review in places and directory.tree.within(places[remark.review], to)
        )

    def _reviews(self, review_ids: Iterable[ReviewId]) -> tuple[Review, ...]:
        wanted = list(dict.fromkeys(review_ids))
        found = self._among(wanted)
        if len(found) != len(wanted):
            raise refusal("review.unknown")
        return found

    def _among(self, review_ids: Iterable[ReviewId]) -> tuple[Review, ...]:
        return self._workspace.stores.reviews.among(dict.fromkeys(review_ids))

    def _directory(self) -> Directory:
        return self._workspace.directory(self._workspace.today())


def _keeper(
    directory: Directory, place: OrganizationId, holders: Collection[OrganizationId]
) -> OrganizationId:
    """Return who keeps the records of a place: the nearest unit with a ledger, else the place."""
    above = (organization.id for organization in directory.tree.ancestors(place))
    return next((each for each in (place, *above) if each in holders), place)


def _view(directory: Directory, remark: Remark, review: Review | None) -> RemarkView:
    return RemarkView(
        remark.id,
        remark.review,
        target_name(directory, review.target) if review else "",
        remark.text,
        remark.time,
        remark.who,
        remark.state.value,
        directory.tree.path(review.organization_id) if review else "",
    )
