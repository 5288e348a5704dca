"""Changes of the structure with their day: 更名, 迁移, 合并, 拆分, 撤销, 转移党员.

Each returns the values to write; nothing is forgotten, past days keep what they had.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.dates import Span
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.ids import AppointmentId, MemberId, OrganizationId, OversightId, PersonId
from app.domain.organization import (
    Appointment,
    FormerPlace,
    Member,
    Organization,
    Oversight,
    Person,
)
from app.domain.words import OrganizationKind

PARTS = "新的党组织"
"""What the organisations that a split makes are called; its faults are told there."""


@dataclass(frozen=True, slots=True)
class Reorganization:
    """Values to write, new or replacing those with the same id, and what falls away."""

    organizations: tuple[Organization, ...] = ()
    members: tuple[Member, ...] = ()
    persons: tuple[Person, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    oversights: tuple[Oversight, ...] = ()
    fallen_appointments: tuple[AppointmentId, ...] = ()
    """Posts that were entered by mistake: they fall away, the past ones too."""
    fallen_oversights: tuple[OversightId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not any(getattr(self, name) for name in self.__slots__)


def rename(
    directory: Directory, organization_id: OrganizationId, name: str, short_name: str = ""
) -> Reorganization:
    """Give an organisation another name from the directory's day on (更名).

    Raises:
        Refusal: ``organization.name_missing``, ``organization.unchanged``,
            ``organization.ended`` or ``organization.earlier_change``.
    """
    if not name.strip():
        raise refusal("organization.name_missing")
    old = _changeable(directory, organization_id)
    renamed = replace(old, name=name.strip(), short_name=short_name.strip() or old.short_name)
    return Reorganization((_from_day_on(directory, old, renamed),))


def move(
    directory: Directory, organization_id: OrganizationId, parent_id: OrganizationId
) -> Reorganization:
    """Put an organisation below another from the directory's day on (迁移).

    Raises:
        Refusal: ``organization.cycle``, ``organization.root_fixed``,
            ``organization.unchanged``, ``organization.ended`` or
            ``organization.earlier_change``.
    """
    old = _movable(directory, organization_id)
    if directory.tree.within(parent_id, organization_id):
        parent = directory.tree[parent_id].name
        raise refusal("organization.cycle", name=old.name, parent=parent)
    moved = replace(old, parent_id=parent_id)
    return Reorganization((_from_day_on(directory, old, moved),))


def dissolve(
    directory: Directory,
    organization_id: OrganizationId,
    heir_id: OrganizationId,
    new_id: Callable[[], str],
) -> Reorganization:
    """End an organisation on the directory's day (撤销); the heir takes its members and units.

    Args:
        directory: the structure on the day of the change.
        organization_id: what ends.
        heir_id: who takes over the members and what stands below.
        new_id: makes the ids of the new memberships.

    Raises:
        Refusal: ``organization.root_fixed``, ``organization.cycle``, ``organization.ended``.
    """
    old = _movable(directory, organization_id)
    if directory.tree.within(heir_id, organization_id):
        heir = directory.tree[heir_id].name
        raise refusal("organization.cycle", name=old.name, parent=heir)
    groups = [
        child
        for child in directory.tree.children(organization_id)
        if child.kind is OrganizationKind.GROUP
    ]
    ended = [_ended(directory, each) for each in (old, *groups)]
    members = [m for each in (old, *groups) for m in directory.members_in(each.id)]
    moved = [
        _from_day_on(directory, child, replace(child, parent_id=heir_id))
        for child in directory.tree.children(organization_id)
        if child not in groups and directory.is_active(child)
    ]
    carried = transfer(directory, [m.person_id for m in members], heir_id, new_id)
    return Reorganization((*ended, *moved), carried.members)


def merge(
    directory: Directory,
    organization_ids: Sequence[OrganizationId],
    into_id: OrganizationId,
    new_id: Callable[[], str],
) -> Reorganization:
    """Let several organisations go up in another on the directory's day (合并)."""
    parts = [
        dissolve(directory, organization_id, into_id, new_id)
        for organization_id in dict.fromkeys(organization_ids)
        if organization_id != into_id
    ]
    return Reorganization(
        tuple(o for part in parts for o in part.organizations),
        tuple(m for part in parts for m in part.members),
    )


def split(
    directory: Directory,
    organization_id: OrganizationId,
    parts: Sequence[tuple[str, Collection[PersonId]]],
    new_id: Callable[[], str],
) -> Reorganization:
    """Take new organisations out of one on the directory's day (拆分).

    Args:
        directory: the structure on the day of the change.
        organization_id: what is split; it goes on with the members that no part takes.
        parts: name and members of each new organisation.
        new_id: makes ids.

    Raises:
        Refusal: ``organization.root_fixed``, ``organization.name_missing``,
            ``organization.ended``, ``split.twice`` or ``member.unknown``.
    """
    old = _movable(directory, organization_id)
    require_apart(directory, [persons for _, persons in parts])
    made: list[Organization] = []
    members: list[Member] = []
    for number, (name, persons) in enumerate(parts, 1):
        if not name.strip():
            raise refusal("organization.name_missing")
        part = Organization(
            OrganizationId(new_id()),
            name.strip(),
            old.kind,
            old.parent_id,
            tags=old.tags,
            active=Span(directory.day),
            position=old.position + number,
        )
        made.append(part)
        members += _transferred(directory, persons, part.id, new_id)
    return Reorganization(tuple(made), tuple(members))


def require_apart(directory: Directory, parts: Iterable[Collection[PersonId]]) -> None:
    """Refuse to put somebody into several of the new organisations of a split.

    Args:
        directory: gives their names.
        parts: the members of each.

    Raises:
        Refusal: ``split.twice``.
    """
    counts = Counter(person for persons in parts for person in dict.fromkeys(persons))
    twice = [person for person, count in counts.items() if count > 1]
    if twice:
        raise refusal("split.twice", PARTS, names="、".join(map(directory.name, twice)))


def transfer(
    directory: Directory,
    persons: Iterable[PersonId],
    to_id: OrganizationId,
    new_id: Callable[[], str],
) -> Reorganization:
    """Move members to another branch from the directory's day on (组织关系转接).

    Raises:
        Refusal: ``member.unknown`` for somebody who is not on the books on that day.
    """
    return Reorganization(members=tuple(_transferred(directory, persons, to_id, new_id)))


def _transferred(
    directory: Directory,
    persons: Iterable[PersonId],
    to_id: OrganizationId,
    new_id: Callable[[], str],
) -> Iterable[Member]:
    for person in dict.fromkeys(persons):
        member = directory.members.get(person)
        if member is None:
            raise refusal("member.unknown", day=directory.day)
        if member.organization_id == to_id:
            continue
        since, until = member.on_books.since, member.on_books.until
        yield replace(member, on_books=Span(since, directory.day))
        yield replace(
            member,
            id=MemberId(new_id()),
            organization_id=to_id,
            on_books=Span(directory.day, until),
        )


def _ended(directory: Directory, organization: Organization) -> Organization:
    return replace(organization, active=Span(organization.active.since, directory.day))


def _changeable(directory: Directory, organization_id: OrganizationId) -> Organization:
    """Return the organisation as it stands now, if it may change on the directory's day."""
    by_id = {o.id: o for o in directory.records.organizations}
    organization = by_id[organization_id]
    if not directory.is_active(organization):
        raise refusal("organization.ended", name=organization.name, day=directory.day)
    if organization.former and organization.former[-1].until > directory.day:
        last = organization.former[-1].until
        raise refusal("organization.earlier_change", name=organization.name, day=last)
    return organization


def _movable(directory: Directory, organization_id: OrganizationId) -> Organization:
    organization = _changeable(directory, organization_id)
    if organization.parent_id is None:
        raise refusal("organization.root_fixed", name=organization.name)
    return organization


def _from_day_on(directory: Directory, old: Organization, new: Organization) -> Organization:
    if (old.name, old.parent_id, old.short_name) == (new.name, new.parent_id, new.short_name):
        raise refusal("organization.unchanged", name=old.name)
    place = FormerPlace(directory.day, old.name, old.parent_id, old.short_name)
    return replace(new, former=(*old.former, place))
