"""Names and posts as they stand on the day of a review: what the printed cells are filled with."""

from collections.abc import Sequence

from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Member
from app.domain.review import Target
from app.domain.words import TargetKind


def snapshot(
    directory: Directory,
    target: Target,
    reviewers: Sequence[PersonId] = (),
    round_name: str = "",
    body: str = "",
) -> dict[str, str]:
    """Return field key → text for a review on the directory's day; unknown things are left out.

    Args:
        directory: the structure on the day of the review.
        target: what is reviewed.
        reviewers: who reviews; each as 姓名，单位及职务.
        round_name: the round as forms print it, for instance 2013年第二季度.
        body: who reviews without being a person of the ledger, by name.
    """
    if target.kind is TargetKind.ORGANIZATION:
        values = _of_organization(directory, target.organization_id)
    else:
        values = _of_person(directory, target.person_id)
    named = (identities(directory, reviewers), body)
    values["reviewer.identity"] = "；".join(filter(None, named))
    values["round.name"] = round_name
    return {key: text for key, text in values.items() if text}


def identities(directory: Directory, persons: Sequence[PersonId]) -> str:
    """Return people as forms want them, several separated by a semicolon."""
    return "；".join(directory.identity(p) for p in persons if p in directory.persons)


def _of_organization(directory: Directory, organization_id: OrganizationId) -> dict[str, str]:
    if organization_id not in directory.tree:
        return {}
    secretary = directory.secretary(organization_id)
    return {
        "organization.name": directory.tree[organization_id].name,
        "organization.secretary": directory.name(secretary) if secretary else "",
        "organization.member_count": str(len(directory.members_under(organization_id))),
    }


def _of_person(directory: Directory, person_id: PersonId) -> dict[str, str]:
    person = directory.persons.get(person_id)
    if person is None:
        return {}
    member = membership(directory, person_id)
    if member is None:
        return {"member.name": person.name}
    return {
        "member.name": person.name,
        "member.sex": member.sex,
        "member.birth": member.birth.to_month.for_form if member.birth else "",
        "member.joined": member.joined.for_form if member.joined else "",
        "member.post": member.post,
        "member.organization": directory.tree.branch_of(member.organization_id).name,
    }


def membership(directory: Directory, person_id: PersonId) -> Member | None:
    """Return a person's membership: the one on the books on the day, else the last known."""
    current = directory.members.get(person_id)
    if current is not None:
        return current
    known = [m for m in directory.records.members if m.person_id == person_id]
    return known[-1] if known else None
