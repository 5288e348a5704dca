"""Who comes to a meeting: its roll from the structure, and those who come from outside."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from app.domain.cycle.meetings import Attendee, Role
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, PersonId
from app.domain.words import OrganizationKind
from app.ops.editing import EditOps
from app.ops.workspace import Workspace

_OWN_MEMBERS = frozenset(
    {OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH, OrganizationKind.GROUP}
)


class Company(StrEnum):
    """People of a unit who come to meetings together."""

    MEMBERS = "members"
    COMMITTEE = "committee"
    SECRETARIES = "secretaries"


COMPANIES: dict[Company, str] = {
    Company.MEMBERS: "全体党员",
    Company.COMMITTEE: "班子成员",
    Company.SECRETARIES: "所属党组织书记",
}


class Attendance:
    """Makes attendees of people, and people of attendees."""

    def __init__(self, workspace: Workspace, editing: EditOps) -> None:
        """Work on this ledger; ``editing`` enters those from outside."""
        self._workspace = workspace
        self._editing = editing

    def usual(self, unit: OrganizationId) -> tuple[Attendee, ...]:
        """Return who comes to a meeting of a unit, its secretary first, who leads it.

        To a branch its members; else the committee and the secretaries of what is below.
        """
        directory = self._directory
        if directory.tree[unit].kind in _OWN_MEMBERS:
            found = self.company(unit, Company.MEMBERS)
        else:
            found = merged(
                self.company(unit, Company.COMMITTEE), self.company(unit, Company.SECRETARIES)
            )
        secretary = directory.secretary(unit)
        roll = [
            replace(each, role=Role.CHAIR, also=(Role.MEMBER,))
            if secretary is not None and each.person_id == secretary
            else each
            for each in found
        ]
        return tuple(sorted(roll, key=lambda each: each.role is not Role.CHAIR))

    def company(self, unit: OrganizationId, company: Company) -> tuple[Attendee, ...]:
        """Return people of a unit who come together, each once."""
        persons = dict.fromkeys(self._persons(unit, company))
        return tuple(self.person(person, plain=company is Company.MEMBERS) for person in persons)

    def size(self, unit: OrganizationId, company: Company) -> int:
        """Return how many people of a unit come together so."""
        return len(set(self._persons(unit, company)))

    def person(self, person_id: PersonId, *, plain: bool = False) -> Attendee:
        """Return somebody of the ledger as an attendee.

        Args:
            person_id: who.
            plain: True: without unit and post.
        """
        directory = self._directory
        name = directory.name(person_id)
        told = "" if plain else directory.identity(person_id).removeprefix(name).lstrip("，")
        outside = directory.persons[person_id].outside
        return Attendee(name, Role.GUEST if outside else Role.MEMBER, person_id, told)

    def known(self, attendee: Attendee) -> Attendee:
        """Return an attendee who stands in the ledger; one from outside is entered there.

        Somebody of the same name, unit and post in the ledger is meant himself.

        Raises:
            Refusal: ``text.*``; ``meeting.reviewer_unknown`` where he has no unit either.
        """
        if attendee.person_id is not None:
            return attendee
        if not attendee.unit.strip():
            raise refusal("meeting.reviewer_unknown", name=attendee.name)
        meant = f"{attendee.name.strip()}，{attendee.unit.strip()}"
        named = self._editing.people_named(attendee.name.strip())
        same = [id_ for id_, _, identity in named if identity == meant]
        if len(same) == 1:
            return replace(attendee, person_id=same[0])
        person_id, _ = self._editing.add_outside_person(attendee.name, attendee.unit, "")
        return replace(attendee, person_id=person_id)

    def _persons(self, unit: OrganizationId, company: Company) -> Iterator[PersonId]:
        directory = self._directory
        if company is Company.MEMBERS:
            yield from (member.person_id for member in directory.members_under(unit))
        elif company is Company.COMMITTEE:
            yield from (post.person_id for post in directory.committee(unit))
        else:
            for below in directory.tree.subtree(unit):
                secretary = directory.secretary(below.id)
                if below.id != unit and secretary is not None and directory.is_active(below):
                    yield secretary

    @property
    def _directory(self) -> Directory:
        return self._workspace.directory(self._workspace.today())


def merged(*rolls: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Return several rolls as one; who stands in an earlier one is not taken again."""
    found: dict[str, Attendee] = {}
    for each in (each for roll in rolls for each in roll):
        found.setdefault(each.person_id or f"{each.name}\n{each.unit}", each)
    return tuple(found.values())
