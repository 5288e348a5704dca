"""回收站: what was entered by mistake is deleted, and can be brought back."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter

from app.domain.binned import BIN_KINDS, BinKind, Binned
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Refusal
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.organization import Member, Organization, Person
from app.domain.plain import from_plain, to_plain
from app.domain.review import Review
from app.ops.changes import Changes, Topic, changed
from app.ops.locks import LockOps
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

_MEMBERS_LEAVE = "离开的党员请改“党员状态”（转出、去世等），不要删除"
_UNITS_END = "不再存在的党组织请用“撤销”或“合并”，不要删除"
RESTORED = "从回收站恢复"


class BinOps:
    """What a user can delete, and bring back."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    # ---- into the bin ------------------------------------------------------------------------

    def delete_reviews(self, review_ids: Iterable[ReviewId], reason: str) -> Changes:
        """Delete records that were made by mistake; all of them or none.

        Raises:
            Refusal: ``reason.missing``, ``review.unknown``, or ``review.locked`` for each locked
                one.
        """
        why = _given(reason)
        wanted = list(dict.fromkeys(review_ids))
        stores, locks = self._workspace.stores, LockOps(self._workspace)
        found = stores.reviews.among(wanted)
        if len(found) < len(wanted):
            raise refusal("review.unknown")
        locked = [locks.locked_fault(review) for review in found if review.locked]
        if locked:
            raise Refusal(*locked)
        rounds = {round_.id: round_.name for round_ in stores.rounds.all()}
        with self._workspace.transaction("删除登记表"):
            stores.bin.put(
                Binned(
                    BinKind.REVIEW,
                    review.id,
                    f"{locks.name(review)}（{rounds[review.round_id]}）",
                    to_plain(review),
                    why,
                )
                for review in found
            )
            stores.reviews.remove(wanted, reason=why)
        return changed(Topic.REVIEWS, Topic.TASKS) if found else Changes()

    def delete_organization(self, organization_id: OrganizationId, reason: str) -> Changes:
        """Delete an organisation that was entered by mistake and on which nothing hangs.

        Raises:
            Refusal: ``reason.missing``, ``organization.unknown``, ``organization.root_fixed``, or
                ``bin.in_use`` with what hangs on it.
        """
        why = _given(reason)
        workspace = self._workspace
        records = workspace.records.organizations
        found = next((o for o in records if o.id == organization_id), None)
        if found is None:
            raise refusal("organization.unknown", name=organization_id)
        if found.parent_id is None:
            raise refusal("organization.root_fixed", name=found.name)
        uses = workspace.stores.bin.uses_of_organization(found.id)
        if uses:
            raise _in_use(found.name, uses, _UNITS_END)
        item = Binned(BinKind.ORGANIZATION, found.id, found.name, to_plain(found), why)
        with workspace.transaction("删除党组织"):
            workspace.stores.bin.put([item])
            workspace.stores.structure.remove(organizations=[found.id], reason=why)
            return self._structure_changed()

    def delete_person(self, person_id: PersonId, reason: str) -> Changes:
        """Delete a person who was entered by mistake, the memberships too.

        Raises:
            Refusal: ``reason.missing``, ``person.unknown``, or ``bin.in_use`` with what hangs on
                the person.
        """
        why = _given(reason)
        workspace = self._workspace
        found = next((p for p in workspace.records.persons if p.id == person_id), None)
        if found is None:
            raise refusal("person.unknown", name=person_id)
        uses = workspace.stores.bin.uses_of_person(found.id)
        if uses:
            raise _in_use(found.name, uses, _MEMBERS_LEAVE)
        members = [m for m in workspace.records.members if m.person_id == found.id]
        content = {"person": to_plain(found), "members": to_plain(members)}
        with workspace.transaction("删除人员"):
            workspace.stores.bin.put([Binned(BinKind.PERSON, found.id, found.name, content, why)])
            workspace.stores.structure.remove(
                persons=[found.id], members=[m.id for m in members], reason=why
            )
            return self._structure_changed()

    # ---- the bin itself ----------------------------------------------------------------------

    def all(self) -> tuple[Binned, ...]:
        """Return what lies in the bin, what was deleted last first."""
        return self._workspace.stores.bin.all()

    def older_than(self, days: int) -> tuple[Binned, ...]:
        """Return what was deleted before so many days, 0: everything."""
        until = self._workspace.today() - timedelta(days=days)
        return tuple(item for item in self.all() if not days or _day(item) < until)

    def empty(self, items: Sequence[Binned]) -> Changes:
        """Take things out of the bin for good."""
        with self._workspace.transaction("清空回收站"):
            self._workspace.stores.bin.drop(item.sequence for item in items)
        return Changes()

    def restore(self, sequences: Iterable[int]) -> Changes:
        """Bring things back as they were; all of them or none.

        What others need comes first, whatever the order given: organisations before people before
        records.

        Raises:
            Refusal: ``bin.unknown``, or ``bin.no_place`` where what it needs is gone, or something
                with its id is there again.
        """
        store = self._workspace.stores.bin
        items = [_known(store.get(each)) for each in dict.fromkeys(sequences)]
        order = (BinKind.ORGANIZATION, BinKind.PERSON, BinKind.REVIEW)
        changes = Changes()
        with self._workspace.transaction("恢复"):
            for kind in order:
                some = (item for item in items if item.kind is kind)
                for item in sorted(some, key=attrgetter("sequence"), reverse=True):
                    changes |= self._restore(item)
            store.drop(item.sequence for item in items)
            if Topic.STRUCTURE in changes.topics:
                changes |= self._structure_changed()
        return changes

    def _restore(self, item: Binned) -> Changes:
        stores = self._workspace.stores
        if item.kind is BinKind.ORGANIZATION:
            made = from_plain(Organization, item.content)
            self._require(item, [made.id], there=False)
            self._require(item, [made.parent_id] if made.parent_id else [])
            stores.structure.save(organizations=[made], reason=RESTORED, log_new=True)
        elif item.kind is BinKind.PERSON:
            person = from_plain(Person, item.content["person"])
            members = [from_plain(Member, each) for each in item.content["members"]]
            self._require(item, [person.id], there=False)
            self._require(item, [member.organization_id for member in members])
            stores.structure.save(persons=[person], members=members, reason=RESTORED, log_new=True)
        else:
            return self._restore_review(item)
        self._workspace.structure_changed()
        return changed(Topic.STRUCTURE)

    def _restore_review(self, item: Binned) -> Changes:
        review = from_plain(Review, item.content)
        stores = self._workspace.stores
        if stores.reviews.get(review.id) is not None:
            raise refusal("bin.no_place", name=item.title, reason="已经有同一份登记表")
        if review.round_id not in {round_.id for round_ in stores.rounds.all()}:
            raise refusal("bin.no_place", name=item.title, reason="它的点评轮次已不在台账里")
        secretary = [review.secretary_id] if review.secretary_id else []
        needed = [review.organization_id, review.target.id, *review.reviewers, *secretary]
        self._require(item, needed)
        stores.reviews.save(review, reason=RESTORED)
        return changed(Topic.REVIEWS, Topic.TASKS)

    def _require(self, item: Binned, ids: Iterable[str], *, there: bool = True) -> None:
        """Refuse where one of these organisations or people is not there, or is."""
        records = self._workspace.records
        organizations = {organization.id for organization in records.organizations}
        known = organizations | {person.id for person in records.persons}
        if any((id_ in known) is not there for id_ in ids):
            kind = BIN_KINDS[item.kind]
            reason = "它所在的党组织或有关人员已不在台账里" if there else f"这个{kind}已经在台账里"
            raise refusal("bin.no_place", name=item.title, reason=reason)

    def _structure_changed(self) -> Changes:
        self._workspace.structure_changed()
        return self._rounds.plan_again() | changed(Topic.STRUCTURE)


def _known(item: Binned | None) -> Binned:
    if item is None:
        raise refusal("bin.unknown")
    return item


def _in_use(name: str, uses: dict[str, int], remedy: str) -> Refusal:
    hanging = "、".join(f"{word} {count}" for word, count in uses.items())
    return Refusal(fault("bin.in_use", name=name, reason=f"还有{hanging}", remedy=f"{remedy}。"))


def _day(item: Binned) -> date:
    try:
        return date.fromisoformat(item.time[:10])
    except ValueError:
        return date.max


def _given(reason: str) -> str:
    if not reason.strip():
        raise refusal("reason.missing")
    return reason.strip()
