"""People who stand in the ledger twice: found, looked at side by side, merged on request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.domain.cycle.kinds import CLASSES
from app.domain.cycle.record import Record
from app.domain.cycle.stand_in import with_stand_in
from app.domain.doubles import Double, Merged, doubles, merged, stand_ins
from app.domain.errors.catalogue import refusal
from app.domain.ids import PersonId
from app.domain.review import Review, ReviewTask, Target
from app.domain.words import TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

_REASON = "合并重复人员"


@dataclass(frozen=True, slots=True)
class DoubleLine:
    """Two people who are perhaps one, in words."""

    double: Double
    name: str
    one: str
    """The one who would stay: branch, birth, posts."""
    other: str
    why: str


class DuplicateOps:
    """What a user can do about people who stand in the ledger twice."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    def find(self) -> tuple[DoubleLine, ...]:
        """Return who may be one person, the likely ones first; nothing is changed."""
        workspace = self._workspace
        directory = workspace.directory(workspace.today())
        found = doubles(directory)
        concerned = {person for each in found for person in (each.one, each.other)}
        words = self._words(concerned)
        return tuple(
            DoubleLine(
                each,
                directory.persons[each.one].name,
                words[each.one],
                words[each.other],
                "；".join(each.why),
            )
            for each in found
        )

    def merge(self, kept: PersonId, gone: PersonId) -> Changes:
        """Make two people one: everything of ``gone`` becomes that of ``kept``.

        Memberships, posts, 分管 and 联系点, reviews on either side, tasks changed by hand, records
        of the cycle. What is blank of the one is filled from the other; the history tells of each
        value. One step back takes all of it back.

        Args:
            kept: who stays.
            gone: who falls away.

        Raises:
            Refusal: ``person.unknown``, or ``review.locked`` where a locked record is of the one
                who would fall away; nothing is changed then.
        """
        workspace = self._workspace
        directory = workspace.directory(workspace.today())
        if kept == gone or any(each not in directory.persons for each in (kept, gone)):
            raise refusal("person.unknown", name="")
        outcome = merged(directory, kept, gone)
        stores = workspace.stores
        with workspace.transaction(_REASON):
            self._write(outcome)
            stores.reviews.save_many(list(self._reviews(kept, gone)), _REASON)
            for task in self._tasks(kept, gone):
                stores.tasks.save(task)
            stores.cycle.save(self._cycle(kept, gone), reason=_REASON)
            workspace.structure_changed()
            planned = self._rounds.plan_again()
            stores.structure.remove(persons=[gone], reason=_REASON)
            stores.handoff.remember_aliases(stand_ins(directory, outcome, gone))
            workspace.structure_changed()
        return planned | changed(Topic.STRUCTURE, Topic.REVIEWS, Topic.TASKS, Topic.CYCLE)

    def _write(self, outcome: Merged) -> None:
        structure = self._workspace.stores.structure
        structure.remove(
            members=[m.id for m in outcome.gone_members],
            appointments=[a.id for a in outcome.gone_appointments],
            oversights=[o.id for o in outcome.gone_oversights],
            reason=_REASON,
        )
        kept = outcome.person.id
        structure.save(
            persons=[outcome.person],
            members=[replace(m, person_id=kept) for m in outcome.members],
            appointments=outcome.appointments,
            oversights=outcome.oversights,
            reason=_REASON,
        )

    def _reviews(self, kept: PersonId, gone: PersonId) -> Iterator[Review]:
        stores = self._workspace.stores
        for round_ in stores.rounds.all():
            concerned = [
                head.id
                for head in stores.reviews.heads(round_.id)
                if gone in head.reviewers
                or head.secretary_id == gone
                or _is_about(head.target, gone)
            ]
            for review in stores.reviews.among(concerned):
                secretary = kept if review.secretary_id == gone else review.secretary_id
                yield replace(
                    review,
                    reviewers=_put(review.reviewers, kept, gone),
                    target=_target(review.target, kept, gone),
                    secretary_id=secretary,
                )

    def _cycle(self, kept: PersonId, gone: PersonId) -> Iterator[Record]:
        """Give the records of the cycle that name the one who falls away."""
        for kind in CLASSES.values():
            for record in self._workspace.stores.cycle.of_kind(kind):
                put = with_stand_in(record, gone, kept)
                if put is not record:
                    yield put

    def _tasks(self, kept: PersonId, gone: PersonId) -> Iterator[ReviewTask]:
        """Give the tasks that were changed by hand; planned ones come of themselves."""
        stores = self._workspace.stores
        for round_ in stores.rounds.all():
            for task in stores.tasks.of_round(round_.id):
                by_hand = task.manual_reason or task.exempt_reason
                if by_hand and (gone in task.reviewers or _is_about(task.target, gone)):
                    reviewers = _put(task.reviewers, kept, gone)
                    target = _target(task.target, kept, gone)
                    yield replace(task, reviewers=reviewers, target=target)

    def _words(self, persons: Iterable[PersonId]) -> dict[PersonId, str]:
        """Return each person as shown beside another."""
        workspace = self._workspace
        directory = workspace.directory(workspace.today())
        records, tree = directory.records, directory.tree
        wanted = set(persons)
        parts: dict[PersonId, list[str]] = {person: [] for person in wanted}
        for member in records.members:
            if member.person_id in wanted:
                place = member.organization_id
                where = tree.path(place) if place in tree else ""
                born = f"{member.birth.for_form}出生" if member.birth else ""
                joined = f"{member.joined.for_form}入党" if member.joined else ""
                tail = f"身份证号末四位 {member.id_number[-4:]}" if member.id_number else ""
                parts[member.person_id] += filter(None, (where, born, joined, tail, member.post))
        for post in records.appointments:
            if post.person_id in wanted and post.organization_id in tree:
                name = tree[post.organization_id].name
                parts[post.person_id].append(f"{name}{post.title}")
        for duty in records.oversights:
            if duty.person_id in wanted and duty.organization_id in tree:
                parts[duty.person_id].append(f"{tree[duty.organization_id].name}的领导")
        for person in wanted:
            card = directory.persons[person]
            parts[person] += filter(None, (card.unit + card.post, "外单位" if card.outside else ""))
        return {person: "，".join(words) or "只有姓名" for person, words in parts.items()}


def _is_about(target: Target, person: PersonId) -> bool:
    return target.kind is TargetKind.MEMBER and target.id == person


def _target(target: Target, kept: PersonId, gone: PersonId) -> Target:
    return replace(target, id=kept) if _is_about(target, gone) else target


def _put(persons: tuple[PersonId, ...], kept: PersonId, gone: PersonId) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(kept if each == gone else each for each in persons))
