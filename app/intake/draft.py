"""The structure as it would be after an import: a working copy that knows what it changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from app.domain.ids import (
    AppointmentId,
    MemberId,
    OrganizationId,
    OversightId,
    PersonId,
)
from app.domain.organization import (
    Appointment,
    Member,
    Organization,
    Oversight,
    Person,
    Records,
)
from app.domain.proposal import Writes
from app.domain.tree import Tree, grow

K = TypeVar("K")
V = TypeVar("V")


def _changed(before: Mapping[K, V], after: Mapping[K, V]) -> tuple[V, ...]:
    return tuple(
        value
        for key, value in after.items()
        if (old := before.get(key)) is not value and old != value
    )


class Draft:
    """Records that can be changed, with the indexes that imports search by."""

    def __init__(self, records: Records, new_id: Callable[[], str]) -> None:
        """Copy what is there; ``new_id`` makes the ids of what is new."""
        self.new_id = new_id
        self._before = records
        self.organizations: dict[OrganizationId, Organization] = {
            o.id: o for o in records.organizations
        }
        self._coming: Callable[[], None] | None = None
        self._persons: dict[PersonId, Person] = {}
        self._members: dict[MemberId, Member] = {}
        self.appointments: dict[AppointmentId, Appointment] = {}
        self.oversights: dict[OversightId, Oversight] = {}
        self._tree: Tree | None = None
        self._named: defaultdict[str, dict[PersonId, None]] = defaultdict(dict)
        self._members_of: defaultdict[PersonId, dict[MemberId, None]] = defaultdict(dict)
        self._id_numbers: dict[str, MemberId] = {}
        self._posts_in: defaultdict[OrganizationId, dict[AppointmentId, None]] = defaultdict(dict)
        self._posts_of: defaultdict[PersonId, dict[AppointmentId, None]] = defaultdict(dict)
        self._oversights_in: defaultdict[OrganizationId, dict[OversightId, None]] = defaultdict(
            dict
        )
        self._oversights_of: defaultdict[PersonId, dict[OversightId, None]] = defaultdict(dict)
        self._load(records)

    def _load(self, records: Records) -> None:
        self._persons = {person.id: person for person in records.persons}
        self._members = {member.id: member for member in records.members}
        for person in records.persons:
            self._named[person.name][person.id] = None
        for member in records.members:
            self._members_of[member.person_id][member.id] = None
            if member.id_number:
                self._id_numbers[member.id_number.upper()] = member.id
        self._before_persons, self._before_members = dict(self._persons), dict(self._members)
        for appointment in records.appointments:
            self.put_appointment(appointment)
        for oversight in records.oversights:
            self.put_oversight(oversight)

    # ---- organisations -----------------------------------------------------------------------

    @property
    def tree(self) -> Tree:
        """The tree as it stands."""
        if self._tree is None:
            self._tree = grow(self.organizations.values())
        return self._tree

    def put_organization(self, organization: Organization) -> None:
        """Add or replace an organisation."""
        self.organizations[organization.id] = organization
        self._tree = None

    # ---- people ------------------------------------------------------------------------------

    def later(self, enter: Callable[[], None]) -> None:
        """Let new members be entered when people or memberships are next looked at.

        Making the values of a large roster takes long, and a preview needs none of them.
        """
        self.settle()
        self._coming = enter

    def settle(self) -> None:
        """Enter whoever is still to be entered."""
        if self._coming is not None:
            enter, self._coming = self._coming, None
            enter()

    @property
    def persons(self) -> dict[PersonId, Person]:
        """Everybody."""
        self.settle()
        return self._persons

    @property
    def members(self) -> dict[MemberId, Member]:
        """All memberships."""
        self.settle()
        return self._members

    def put_person(self, person: Person) -> None:
        """Add or replace a person."""
        old = self.persons.get(person.id)
        if old is not None and old.name != person.name:
            self._named[old.name].pop(person.id, None)
        self.persons[person.id] = person
        self._named[person.name][person.id] = None

    def new_person(self, name: str, post: str = "", *, outside: bool = False) -> PersonId:
        """Add a person of whom only this is known."""
        person = Person(PersonId(self.new_id()), name, post=post, outside=outside)
        self.put_person(person)
        return person.id

    def add_member(self, person: Person, member: Member) -> None:
        """Add somebody who is not there yet, with the membership."""
        self.persons[person.id] = person
        self._named[person.name][person.id] = None
        self.put_member(member)

    def bring_inside(self, person_id: PersonId) -> None:
        """Note that a person who seemed to be from outside stands in the tree."""
        person = self.persons[person_id]
        if person.outside:
            self.put_person(replace(person, outside=False))

    def persons_named(self, name: str) -> tuple[PersonId, ...]:
        """Everybody of this name."""
        self.settle()
        return tuple(self._named.get(name, ()))

    # ---- members -----------------------------------------------------------------------------

    def put_member(self, member: Member) -> None:
        """Add or replace a membership."""
        self.members[member.id] = member
        self._members_of[member.person_id][member.id] = None
        if member.id_number:
            self._id_numbers[member.id_number.upper()] = member.id

    def members_of(self, person_id: PersonId) -> list[Member]:
        """Memberships of a person, past ones too."""
        members = self.members
        return [members[i] for i in self._members_of.get(person_id, ())]

    def members_named(self, name: str) -> list[Member]:
        """Memberships of everybody of this name."""
        return [m for person_id in self.persons_named(name) for m in self.members_of(person_id)]

    def member_by_id_number(self, id_number: str) -> Member | None:
        """The membership with this ID number."""
        self.settle()
        found = self._id_numbers.get(id_number.upper())
        return self._members[found] if found else None

    # ---- posts and oversight -----------------------------------------------------------------

    def put_appointment(self, appointment: Appointment) -> None:
        """Add or replace an appointment."""
        self.appointments[appointment.id] = appointment
        self._posts_in[appointment.organization_id][appointment.id] = None
        self._posts_of[appointment.person_id][appointment.id] = None

    def drop_appointment(self, appointment: Appointment) -> None:
        """Take an appointment away."""
        del self.appointments[appointment.id]
        del self._posts_in[appointment.organization_id][appointment.id]
        del self._posts_of[appointment.person_id][appointment.id]

    def posts_in(self, organization_id: OrganizationId) -> list[Appointment]:
        """Appointments in an organisation."""
        return [self.appointments[i] for i in self._posts_in.get(organization_id, ())]

    def posts_of(self, person_id: PersonId) -> list[Appointment]:
        """Appointments of a person."""
        return [self.appointments[i] for i in self._posts_of.get(person_id, ())]

    def put_oversight(self, oversight: Oversight) -> None:
        """Add or replace an oversight."""
        self.oversights[oversight.id] = oversight
        self._oversights_in[oversight.organization_id][oversight.id] = None
        self._oversights_of[oversight.person_id][oversight.id] = None

    def drop_oversight(self, oversight: Oversight) -> None:
        """Take an oversight away."""
        del self.oversights[oversight.id]
        del self._oversights_in[oversight.organization_id][oversight.id]
        del self._oversights_of[oversight.person_id][oversight.id]

    def oversights_in(self, organization_id: OrganizationId) -> list[Oversight]:
        """Who answers for an organisation."""
        return [self.oversights[i] for i in self._oversights_in.get(organization_id, ())]

    def oversights_of(self, person_id: PersonId) -> list[Oversight]:
        """What a person answers for."""
        return [self.oversights[i] for i in self._oversights_of.get(person_id, ())]

    def has_duty(self, person_id: PersonId) -> bool:
        """Whether a person holds a post or answers for an organisation."""
        return bool(self._posts_of.get(person_id) or self._oversights_of.get(person_id))

    def is_unbound(self, person_id: PersonId) -> bool:
        """Whether a person has a duty but no membership yet."""
        self.settle()
        return not self._members_of.get(person_id) and self.has_duty(person_id)

    def unbound_names(self) -> set[str]:
        """The names of all who have a duty but no membership yet."""
        self.settle()
        holders = {a.person_id for a in self.appointments.values()}
        holders.update(o.person_id for o in self.oversights.values())
        return {self.persons[p].name for p in holders if not self._members_of.get(p)}

    # ---- the outcome -------------------------------------------------------------------------

    def records(self) -> Records:
        """Everything as it would be."""
        return Records(
            tuple(self.organizations.values()),
            tuple(self.persons.values()),
            tuple(self.members.values()),
            tuple(self.appointments.values()),
            tuple(self.oversights.values()),
        )

    def writes(self) -> Writes:
        """What differs from what was there; nothing that came and went."""
        before = self._before
        return Writes(
            organizations=_changed({o.id: o for o in before.organizations}, self.organizations),
            persons=_changed(self._before_persons, self.persons),
            members=_changed(self._before_members, self.members),
            appointments=_changed({a.id: a for a in before.appointments}, self.appointments),
            oversights=_changed({o.id: o for o in before.oversights}, self.oversights),
            ended_appointments=_gone((a.id for a in before.appointments), self.appointments),
            ended_oversights=_gone((o.id for o in before.oversights), self.oversights),
        )


def _gone(before: Iterable[K], after: Mapping[K, object]) -> tuple[K, ...]:
    return tuple(key for key in before if key not in after)
