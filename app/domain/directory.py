"""The structure on one day: who is where, holds what, answers for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import (
    Appointment,
    Member,
    Organization,
    Oversight,
    Person,
    Records,
    on_books,
)
from app.domain.tree import Tree, grow
from app.domain.words import COMMITTEE_POSTS, POSTS, OrganizationKind, OversightKind, PostKind


class _InOrganization(Protocol):
    @property
    def organization_id(self) -> OrganizationId: ...


_Held = TypeVar("_Held", bound=_InOrganization)


def _grouped(things: Iterable[_Held]) -> dict[OrganizationId, list[_Held]]:
    found: dict[OrganizationId, list[_Held]] = {}
    for thing in things:
        found.setdefault(thing.organization_id, []).append(thing)
    return found


@dataclass(frozen=True)
class Directory:
    """Records as they stand on ``day``; what does not hold on that day is not seen."""

    records: Records
    day: date
    above: Mapping[PersonId, tuple[str, str]] = field(default_factory=dict)
    """Unit and post of leaders above, as the level above told them."""

    @cached_property
    def tree(self) -> Tree:
        """All organisations ever, with the names and places of the day.

        Those that have ended stay, so that past records keep their place.
        """
        return grow(organization.on(self.day) for organization in self.records.organizations)

    def is_active(self, organization: Organization) -> bool:
        """Whether an organisation exists on the day (on the day of its end no longer)."""
        return organization.active.covers(self.day)

    @cached_property
    def persons(self) -> Mapping[PersonId, Person]:
        """People by id."""
        return {person.id: person for person in self.records.persons}

    @cached_property
    def on_books(self) -> tuple[Member, ...]:
        """Memberships on the books on the day; a person who is there twice stands twice."""
        return tuple(m for m in self.records.members if on_books(m, self.day))

    @cached_property
    def members(self) -> Mapping[PersonId, Member]:
        """Memberships on the books on the day, by person."""
        return {m.person_id: m for m in self.on_books}

    @cached_property
    def _members_by_organization(self) -> Mapping[OrganizationId, list[Member]]:
        return _grouped(self.members.values())

    @cached_property
    def _appointments(self) -> Mapping[OrganizationId, list[Appointment]]:
        """Posts held on the day; a post ends with its organisation at the latest."""
        active = {o.id for o in self.tree if self.is_active(o)}
        held = [
            a
            for a in self.records.appointments
            if a.held.covers(self.day) and a.organization_id in active
        ]
        held.sort(key=lambda a: a.position)
        return _grouped(held)

    @cached_property
    def _oversights(self) -> Mapping[OrganizationId, list[Oversight]]:
        return _grouped(o for o in self.records.oversights if o.held.covers(self.day))

    def members_in(self, organization_id: OrganizationId) -> list[Member]:
        """Members whose place is exactly this organisation."""
        return self._members_by_organization.get(organization_id, [])

    def members_under(self, organization_id: OrganizationId) -> list[Member]:
        """Members of the organisation and of everything below it."""
        return [
            member
            for organization in self.tree.subtree(organization_id)
            for member in self.members_in(organization.id)
        ]

    def holders(
        self, organization_id: OrganizationId, posts: frozenset[PostKind]
    ) -> list[Appointment]:
        """Appointments to any of the posts in an organisation, in their own order."""
        return [a for a in self._appointments.get(organization_id, []) if a.post in posts]

    def secretary(self, organization_id: OrganizationId) -> PersonId | None:
        """The secretary of an organisation, or None while the post is vacant."""
        found = self.holders(organization_id, frozenset({PostKind.SECRETARY}))
        return found[0].person_id if found else None

    def credited_secretary(self, organization_id: OrganizationId) -> PersonId | None:
        """The secretary whom a review of a party organisation is about too; None for a unit."""
        is_unit = self.tree[organization_id].kind is OrganizationKind.UNIT
        return None if is_unit else self.secretary(organization_id)

    def committee(self, organization_id: OrganizationId) -> list[Appointment]:
        """班子成员: the whole committee, the secretary included."""
        return self.holders(organization_id, COMMITTEE_POSTS)

    def overseers(self, organization_id: OrganizationId, kind: OversightKind) -> list[PersonId]:
        """Leaders who answer for an organisation in this way.

        Who answers for a 科室 or 分局 answers for the party organisations directly in it
        (分管单位的党组织).
        """
        places = [organization_id]
        for above in self.tree.ancestors(organization_id):
            if above.kind is not OrganizationKind.UNIT:
                break
            places.append(above.id)
        found = (
            o.person_id
            for place in places
            for o in self._oversights.get(place, [])
            if o.kind is kind
        )
        return list(dict.fromkeys(found))

    def name(self, person_id: PersonId) -> str:
        """A person's name."""
        return self.persons[person_id].name

    def identity(self, person_id: PersonId) -> str:
        """A person as forms want it: 姓名，单位及职务.

        Taken from what ``standing`` returns.
        """
        where, office = self.standing(person_id)
        return "，".join(part for part in (self.name(person_id), where + office) if part)

    def standing(self, person_id: PersonId) -> tuple[str, str]:
        """Unit and post of a person.

        Taken from what was entered for the person; else from what the level above told of a leader;
        else from the highest post held on the day; else from the own membership.
        """
        person = self.persons[person_id]
        if person.unit or person.post:
            return person.unit, person.post
        return self.above.get(person_id) or self._standing(person_id)

    @cached_property
    def _posts_of(self) -> Mapping[PersonId, list[Appointment]]:
        found: dict[PersonId, list[Appointment]] = {}
        for organization in self.tree:
            for appointment in self._appointments.get(organization.id, []):
                found.setdefault(appointment.person_id, []).append(appointment)
        for posts in found.values():
            if len(posts) > 1:
                posts.sort(key=lambda a: sum(1 for _ in self.tree.ancestors(a.organization_id)))
        return found

    def posts_of(self, person_id: PersonId) -> list[Appointment]:
        """Posts that a person holds on the day, from the top of the tree down."""
        return self._posts_of.get(person_id, [])

    def _standing(self, person_id: PersonId) -> tuple[str, str]:
        posts = self.posts_of(person_id)
        if posts:
            first = posts[0]
            return self.tree[first.organization_id].name, first.title or POSTS[first.post]
        member = self.members.get(person_id)
        if member is None:
            return "", ""
        return self.tree.branch_of(member.organization_id).name, member.post
