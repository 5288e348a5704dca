"""Which organisations and people are meant where a scheme names its targets by conditions."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Organization
from app.domain.review import Target
from app.domain.scheme import Targets, TargetSet
from app.domain.words import OrganizationKind, TargetKind


@dataclass(frozen=True, slots=True)
class Aim:
    """One target, and the organisation through which it was found, its reviewer's as well."""

    target: Target
    base: Organization
    organization_id: OrganizationId | None


def aims_of(targets: Targets, directory: Directory, known: Container[str] = ()) -> Iterator[Aim]:
    """Give every target; who is still on the books of what was dissolved is one too.

    Args:
        targets: which ones.
        directory: the structure on the day that counts.
        known: ids of targets that need not be looked at.
    """
    for organization in directory.tree:
        lasts = targets.of is TargetSet.MEMBERS or directory.is_active(organization)
        if lasts and _fits(targets, organization, directory):
            yield from _AIMS[targets.of](targets, organization, directory, known)


def _fits(targets: Targets, organization: Organization, directory: Directory) -> bool:
    return (
        (not targets.kinds or organization.kind in targets.kinds)
        and (not targets.tags or bool(targets.tags & organization.tags))
        and (
            not targets.parent_kinds
            or getattr(directory.tree.parent(organization.id), "kind", None) in targets.parent_kinds
        )
        and (targets.top is None or targets.top == directory.tree.is_top(organization.id))
        and (
            targets.overseen is None or bool(directory.overseers(organization.id, targets.overseen))
        )
    )


def _organization_aims(
    targets: Targets, organization: Organization, directory: Directory, known: Container[str]
) -> Iterator[Aim]:
    del targets, directory
    if organization.id not in known:
        target = Target(TargetKind.ORGANIZATION, organization.id)
        yield Aim(target, organization, organization.parent_id)


def _committee_aims(
    targets: Targets, organization: Organization, directory: Directory, known: Container[str]
) -> Iterator[Aim]:
    persons = [
        a.person_id for a in directory.committee(organization.id) if a.person_id not in known
    ]
    for person in _chosen(targets, organization, directory, persons):
        member = directory.members.get(person)
        place = directory.tree.branch_of(member.organization_id) if member else organization
        yield Aim(Target(TargetKind.MEMBER, person), organization, place.id)


def _member_aims(
    targets: Targets, organization: Organization, directory: Directory, known: Container[str]
) -> Iterator[Aim]:
    by_group = OrganizationKind.GROUP in targets.kinds
    if organization.kind is OrganizationKind.GROUP and not by_group:
        return
    places = [organization] if by_group else _with_groups(organization, directory)
    persons = [
        member.person_id
        for place in places
        for member in directory.members_in(place.id)
        if member.person_id not in known
    ]
    branch = directory.tree.branch_of(organization.id)
    for person in _chosen(targets, organization, directory, persons):
        yield Aim(Target(TargetKind.MEMBER, person), organization, branch.id)


def _with_groups(organization: Organization, directory: Directory) -> Iterator[Organization]:
    yield organization
    for child in directory.tree.children(organization.id):
        if child.kind is OrganizationKind.GROUP:
            yield from _with_groups(child, directory)


def _chosen(
    targets: Targets, organization: Organization, directory: Directory, persons: list[PersonId]
) -> Iterator[PersonId]:
    if not persons:
        return
    held = {a.person_id for a in directory.holders(organization.id, targets.posts)}
    barred = {a.person_id for a in directory.holders(organization.id, targets.without_posts)}
    for person in dict.fromkeys(persons):
        member = directory.members.get(person)
        if (
            person not in barred
            and (not targets.posts or person in held)
            and (not targets.member_tags or (member and targets.member_tags & member.tags))
        ):
            yield person


_AIMS = {
    TargetSet.ORGANIZATIONS: _organization_aims,
    TargetSet.COMMITTEE: _committee_aims,
    TargetSet.MEMBERS: _member_aims,
}
