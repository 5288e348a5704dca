"""What a roster's row says about a membership: blanks never wipe, every change is told."""

from dataclasses import replace

from app.domain.dates import ALWAYS, PartialDate, Span
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member
from app.domain.plausibility import agree
from app.domain.words import MEMBER_CATEGORIES, MEMBER_STATUSES, MemberCategory, MemberStatus
from app.intake.draft import Draft
from app.intake.member_values import (
    BIRTH,
    BRANCH,
    CATEGORY,
    FULL,
    ID_NUMBER,
    JOINED,
    MOVED_IN,
    NAME,
    PHONE,
    POST,
    SEX,
    STATUS,
    STATUS_DATE,
    TAGS,
    MemberValues,
)
from app.intake.report import Entry


def fresh(
    id_: MemberId, person: PersonId, organization: OrganizationId, values: MemberValues
) -> Member:
    """Return a new membership with what a row says."""
    status = values.status or MemberStatus.ACTIVE
    span = ALWAYS
    if values.entered is not None or values.left is not None:
        span = Span(values.entered, None if status is MemberStatus.ACTIVE else values.left)
    return Member(
        id_,
        person,
        organization,
        values.sex,
        values.birth,
        values.joined,
        values.full_since,
        values.post,
        values.category or MemberCategory.FULL,
        status,
        span,
        values.tags,
        values.id_number,
        values.phone,
        values.extra,
    )


def says_nothing_new(member: Member, name: str, values: MemberValues) -> bool:
    """Tell whether all that a row says of a member named ``name`` is there already."""
    return (
        values.name == name
        and (not values.id_number or values.id_number == member.id_number)
        and (not values.sex or values.sex == member.sex)
        and (values.birth is None or values.birth == member.birth)
        and (values.joined is None or values.joined == member.joined)
        and (values.full_since is None or values.full_since == member.full_since)
        and (not values.post or values.post == member.post)
        and (values.category is None or values.category is member.category)
        and (not values.phone or values.phone == member.phone)
        and (not values.tags or values.tags == member.tags)
        and (not values.extra or _extra(member, values) == member.extra)
        and _same_standing(member, values)
    )


def _same_standing(member: Member, values: MemberValues) -> bool:
    if values.status is None and values.entered is None and values.left is None:
        return member.status is not MemberStatus.ACTIVE or member.on_books.until is None
    status = values.status or member.status
    return status is member.status and _on_books(member, values, status) == member.on_books


def renewed(
    draft: Draft, entry: Entry, member: Member, values: MemberValues, old: Member
) -> Member:
    """Return a membership with what a row says.

    Args:
        draft: for the person's name.
        entry: where changes are told.
        member: in its new place.
        values: what the row says.
        old: the membership as it was.
    """
    status = values.status or member.status
    new = replace(
        member,
        sex=values.sex or member.sex,
        birth=_fuller(values.birth, member.birth),
        joined=_fuller(values.joined, member.joined),
        full_since=_fuller(values.full_since, member.full_since),
        post=values.post or member.post,
        category=values.category or member.category,
        status=status,
        on_books=_on_books(member, values, status),
        tags=values.tags or member.tags,
        id_number=values.id_number or member.id_number,
        phone=values.phone or member.phone,
        extra=_extra(member, values),
    )
    _rename(draft, entry, old, values.name)
    _tell(draft, entry, old, new)
    return new


def _fuller(said: PartialDate | None, known: PartialDate | None) -> PartialDate | None:
    """Return what a row says; a month does not wipe the day that is known of it."""
    if said is None or known is None:
        return said or known
    known_as_well = agree(said, known) and len(str(said)) <= len(str(known))
    return known if known_as_well else said


def _extra(member: Member, values: MemberValues) -> tuple[tuple[str, str], ...]:
    if values.extra == member.extra:
        return member.extra
    return tuple({**dict(member.extra), **dict(values.extra)}.items())


def _on_books(member: Member, values: MemberValues, status: MemberStatus) -> Span:
    since = values.entered or member.on_books.since
    if status is MemberStatus.ACTIVE:
        return Span(since, None)
    return Span(since, values.left or member.on_books.until)


def _rename(draft: Draft, entry: Entry, old: Member, name: str) -> None:
    person = draft.persons[old.person_id]
    if person.name != name:
        entry.changed(NAME, person.name, name)
        draft.put_person(replace(person, name=name))


def _tell(draft: Draft, entry: Entry, old: Member, new: Member) -> None:
    before, after = texts_of(draft, old), texts_of(draft, new)
    for column in {**before, **after}:
        if before.get(column, "") != after.get(column, ""):
            entry.changed(column, before.get(column, ""), after.get(column, ""))


def texts_of(draft: Draft, member: Member) -> dict[str, str]:
    """Return a membership as it stands in a roster, by column."""
    return {
        BRANCH: draft.tree.path(member.organization_id),
        SEX: member.sex,
        BIRTH: str(member.birth or ""),
        JOINED: str(member.joined or ""),
        FULL: str(member.full_since or ""),
        POST: member.post,
        CATEGORY: MEMBER_CATEGORIES[member.category],
        STATUS: MEMBER_STATUSES[member.status],
        MOVED_IN: str(member.on_books.since or ""),
        STATUS_DATE: str(member.on_books.until or ""),
        TAGS: "、".join(sorted(member.tags)),
        ID_NUMBER: member.id_number,
        PHONE: member.phone,
        **dict(member.extra),
    }
