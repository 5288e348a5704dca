"""Which assessments a scheme's rules ask for in a unit, and whom each is about."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.aims import Aim, aims_of
from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import (
    OVERALL,
    OVERALL_TITLE,
    Assessed,
    VotedItem,
    VotedItems,
    overall_items,
)
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.scheme import AssessedClass, AssessmentRule, Item, Scheme, TargetSet
from app.domain.words import MemberCategory

WITH_OVERALL = "+overall"
"""Stands behind the id of a list of items to which 总体评价 was added."""


@dataclass(frozen=True, slots=True)
class PlannedAssessment:
    """An assessment that the scheme asks for."""

    rule: AssessmentRule
    organization_id: OrganizationId
    """Whose it is: of a branch, or of the whole unit."""
    title: str
    lists: tuple[VotedItems, ...]
    objects: tuple[Assessed, ...]


@dataclass
class AssessmentPlanning:
    """Applies the rules of a scheme to a structure."""

    scheme: Scheme
    directory: Directory
    unit: OrganizationId
    _taken: set[tuple[str, str]] = field(default_factory=set)

    def plan(self) -> tuple[PlannedAssessment, ...]:
        """Return what the rules ask for in the unit and below it, those without objects left out.

        A person or organisation that one rule has taken is no target of a later class that asks
        for the ``uncovered``.
        """
        return tuple(each for rule in self.scheme.assessments for each in self._apply(rule))

    def _apply(self, rule: AssessmentRule) -> Iterator[PlannedAssessment]:
        found: dict[OrganizationId, list[tuple[AssessedClass, Assessed]]] = {}
        for wanted in rule.objects:
            for aim in self.aims(wanted):
                owner = self._owner(rule, aim)
                made = self.assessed(wanted, aim)
                if made is not None:
                    found.setdefault(owner, []).append((wanted, made))
        for owner, objects in found.items():
            yield PlannedAssessment(
                rule,
                owner,
                self._title(rule, owner),
                self.lists(wanted for wanted, _ in objects),
                distinct(made for _, made in objects),
            )

    def _owner(self, rule: AssessmentRule, aim: Aim) -> OrganizationId:
        """Return whose assessment a target belongs to: its branch's, or the whole unit's."""
        branch = self.directory.tree.branch_of(aim.base.id).id
        inside = branch == self.unit or self.unit in {
            above.id for above in self.directory.tree.ancestors(branch)
        }
        return branch if rule.each and inside else self.unit

    def _title(self, rule: AssessmentRule, owner: OrganizationId) -> str:
        organization = self.directory.tree[owner]
        return f"{organization.short_name or organization.name}{rule.title}"

    def aims(self, wanted: AssessedClass) -> list[Aim]:
        """Return the targets in the unit; those that a rule has taken before are passed by.

        What rules take is looked for in the whole tree, so that a branch plans as the whole does.
        """
        places = {each.id for each in self.directory.tree.subtree(self.unit)}
        found = [
            aim
            for aim in aims_of(wanted.targets, self.directory)
            if not (wanted.targets.uncovered and self._marks(wanted, aim) & self._taken)
        ]
        for aim in found:
            self._taken |= self._marks(wanted, aim)
        return [aim for aim in found if self._stands_in(wanted, aim, places)]

    def _stands_in(self, wanted: AssessedClass, aim: Aim, places: Collection[str]) -> bool:
        """Tell whether a target stands in the unit; of a 党小组 those members who are in it do."""
        if wanted.targets.of is not TargetSet.MEMBERS:
            return aim.base.id in places
        member = self.directory.members.get(aim.target.person_id)
        return aim.base.id in places or (member is not None and member.organization_id in places)

    def _marks(self, wanted: AssessedClass, aim: Aim) -> set[tuple[str, str]]:
        """Return what tells that a target has been taken: a secretary is a person, too."""
        if wanted.kind is AssessedKind.SECRETARY:
            holder = self.directory.secretary(aim.base.id)
            return {("person", holder)} if holder is not None else set()
        if wanted.targets.of is TargetSet.ORGANIZATIONS:
            return {(wanted.kind.value, aim.base.id)}
        return {("person", aim.target.id)}

    def assessed(self, wanted: AssessedClass, aim: Aim) -> Assessed | None:
        """Return the object that a target stands for; None: a vacant post."""
        items = list_id(wanted)
        organization = self.directory.tree[aim.base.id]
        match wanted.kind:
            case AssessedKind.ORGANIZATION:
                return Assessed(wanted.kind, organization.id, organization.name, items)
            case AssessedKind.COLLECTIVE:
                name = f"{organization.name}领导班子"
                return Assessed(wanted.kind, organization.id, name, items)
            case AssessedKind.SECRETARY:
                holder = self.directory.secretary(organization.id)
                return (
                    None
                    if holder is None
                    else self.person(wanted.kind, holder, items, organization.name)
                )
            case AssessedKind.MEMBER:
                return self.person(wanted.kind, aim.target.person_id, items)

    def person(
        self, kind: AssessedKind, person_id: PersonId, items: str, place: str = ""
    ) -> Assessed:
        """Return a person as an object, with the place where he belongs if none is given."""
        member = self.directory.members.get(person_id)
        if not place and member is not None:
            place = self.directory.tree.branch_of(member.organization_id).name
        full = member is None or member.category is not MemberCategory.PROBATIONARY
        return Assessed(kind, person_id, self.directory.name(person_id), items, place, full)

    def lists(self, wanted: Iterable[AssessedClass]) -> tuple[VotedItems, ...]:
        """Return the lists of items that these classes are graded on, each once."""
        return tuple({list_id(each): self._list(each) for each in wanted}.values())

    def _list(self, wanted: AssessedClass) -> VotedItems:
        found = next((each for each in self.scheme.items if each.id == wanted.items), None)
        if found is None:
            return overall_items()
        items = tuple(VotedItem(item.id, item.title) for item in _leaves(found.items))
        if wanted.overall:
            items += (VotedItem(OVERALL, OVERALL_TITLE),)
        return VotedItems(list_id(wanted), found.title, items)


def list_id(wanted: AssessedClass) -> str:
    """Return the id of the list that a class is graded on."""
    if not wanted.items:
        return OVERALL
    return wanted.items + (WITH_OVERALL if wanted.overall else "")


def _leaves(items: Sequence[Item], above: str = "") -> Iterator[Item]:
    """Give the items that have none of their own, their ids made one over all levels."""
    for item in items:
        own = f"{above}.{item.id}" if above else item.id
        if item.items:
            yield from _leaves(item.items, own)
        else:
            yield Item(own, item.title, item.hint)


def distinct(objects: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Return objects without doubles, the first of each."""
    found: dict[str, Assessed] = {}
    for each in objects:
        found.setdefault(each.key, each)
    return tuple(found.values())
