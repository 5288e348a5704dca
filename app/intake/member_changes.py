"""What a roster's row changes about a member: blanks never wipe, every change is told."""

from dataclasses import replace

from app.domain.dates import Span
from app.domain.organization import Member
from app.domain.words import MEMBER_CATEGORIES, MEMBER_STATUSES, MemberStatus
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


def renewed(
    draft: Draft,
    entry: Entry | None,
    member: Member,
    values: MemberValues,
    old: Member | None = None,
) -> Member:
    """Return a membership with what a row says.

    Args:
        draft: for the person's name.
        entry: where changes are told; None for a new member.
        member: in its new place.
        values: what the row says.
        old: the membership as it was; None for a new member.
    """
    status = values.status or member.status
    new = replace(
        member,
        sex=values.sex or member.sex,
        birth=values.birth or member.birth,
        joined=values.joined or member.joined,
        full_since=values.full_since or member.full_since,
        post=values.post or member.post,
        category=values.category or member.category,
        status=status,
        on_books=_on_books(member, values, status),
        tags=values.tags or member.tags,
        id_number=values.id_number or member.id_number,
        phone=values.phone or member.phone,
        extra=tuple({**dict(member.extra), **values.extra}.items()),
    )
    if entry is not None and old is not None:
        _rename(draft, entry, old, values.name)
        _tell(draft, entry, old, new)
    return new


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
    before, after = _texts(draft, old), _texts(draft, new)
    for column in {**before, **after}:
        if before.get(column, "") != after.get(column, ""):
            entry.changed(column, before.get(column, ""), after.get(column, ""))


def _texts(draft: Draft, member: Member) -> dict[str, str]:
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
