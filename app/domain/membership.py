"""Memberships as entered and mended by hand: coming, changing, leaving, coming back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.domain.dates import Span
from app.domain.directory import Directory
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Appointment, Member, Oversight, Person
from app.domain.plausibility import doubts
from app.domain.reorganization import Reorganization
from app.domain.typed import NAME_LENGTH, typed_line, typed_name
from app.domain.words import MemberStatus, OrganizationKind

NAME, POST, PHONE, ID_NUMBER, TAGS = "姓名", "职务或职业", "联系电话", "身份证号", "标签"
ON_BOOKS, STATUS, BRANCH = "转入和离开日期", "党员状态", "所在党支部"
LEFT_FOR = "减少原因"
"""Where the reason for leaving is kept beside the columns of the roster."""
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """What one dialog enters about one member."""

    person: Person
    member: Member


def member_change(directory: Directory, sheet: MemberSheet) -> Reorganization:
    """Return what is to be written so that the ledger holds a sheet.

    Args:
        directory: the structure on the day of writing.
        sheet: as entered; person and membership are made where they are not known yet.

    Raises:
        Refusal: ``text.*``, ``span.reversed``, ``organization.unknown`` or ``member.on_books``
            where a new membership is for somebody who has one already.
    """
    person = replace(sheet.person, name=typed_name(sheet.person.name, NAME), outside=False)
    known = next((m for m in directory.records.members if m.id == sheet.member.id), None)
    member = _checked(directory, sheet.member, known)
    current = directory.members.get(person.id)
    if known is None and current is not None:
        where = directory.tree[current.organization_id].name
        raise refusal("member.on_books", NAME, name=person.name, organization=where)
    same_person = directory.persons.get(person.id) == person
    return Reorganization(
        persons=() if same_person else (person,), members=() if known == member else (member,)
    )


def member_doubts(directory: Directory, sheet: MemberSheet) -> tuple[Fault, ...]:
    """Return what somebody should look at again; nothing of it keeps a sheet from being kept."""
    return (
        *doubts(sheet.member, directory.day),
        *_doubtful_status(sheet.member),
        *doubtful_branch(directory, sheet.member.organization_id),
        *_doubles(directory, sheet),
    )


def leave(
    directory: Directory,
    persons: Iterable[PersonId],
    status: MemberStatus,
    reason: str,
    *,
    end_posts: bool,
) -> Reorganization:
    """Take members off the books from the directory's day on (转出, 停止党籍, 出党, 去世).

    Args:
        directory: the structure on the day of leaving.
        persons: who leaves.
        status: how.
        reason: where to, or why; may be empty.
        end_posts: whether their posts and their 分管 and 联系点 end on that day too.

    Raises:
        Refusal: ``text.*``, ``member.unknown`` or ``member.later_change``.
    """
    said = typed_line(reason, "去向或原因")
    leaving = list(dict.fromkeys(persons))
    members = []
    for person in leaving:
        member = _on_books(directory, person)
        extra = tuple((key, text) for key, text in member.extra if key != LEFT_FOR)
        members.append(
            replace(
                member,
                status=status,
                on_books=Span(member.on_books.since, directory.day),
                extra=(*extra, (LEFT_FOR, said)) if said else extra,
            )
        )
    if not end_posts:
        return Reorganization(members=tuple(members))
    return Reorganization(
        members=tuple(members),
        appointments=tuple(ended_posts(directory, leaving)),
        oversights=tuple(_ended_oversights(directory, leaving)),
    )


def come_back(
    directory: Directory,
    person_id: PersonId,
    organization_id: OrganizationId,
    new_id: Callable[[], str],
) -> Reorganization:
    """Put somebody who left on the books of a branch again from the directory's day on.

    The former membership stays as it was; the new one begins with its particulars.

    Raises:
        Refusal: ``member.unknown``, ``member.on_books`` or ``member.later_change``.
    """
    known = [m for m in directory.records.members if m.person_id == person_id]
    if not known:
        raise refusal("member.unknown", day=directory.day)
    current = directory.members.get(person_id)
    if current is not None:
        where = directory.tree[current.organization_id].name
        name = directory.name(person_id)
        raise refusal("member.on_books", NAME, name=name, organization=where)
    _refuse_later(directory, person_id)
    last = max(known, key=lambda m: m.on_books.until or date.max)
    fresh = replace(
        last,
        id=MemberId(new_id()),
        organization_id=organization_id,
        status=MemberStatus.ACTIVE,
        on_books=Span(directory.day),
        extra=tuple((key, text) for key, text in last.extra if key != LEFT_FOR),
    )
    return Reorganization(members=(fresh,))


def ended_posts(
    directory: Directory, persons: Iterable[PersonId], within: OrganizationId | None = None
) -> Iterator[Appointment]:
    """Give the posts that people hold on the directory's day, ended on it.

    Args:
        directory: the structure on the day.
        persons: whose posts.
        within: only posts in this organisation and below it.
    """
    for person in persons:
        for post in directory.posts_of(person):
            if within is None or directory.tree.within(post.organization_id, within):
                yield replace(post, held=Span(post.held.since, directory.day))


def _ended_oversights(directory: Directory, persons: Iterable[PersonId]) -> Iterator[Oversight]:
    those = set(persons)
    for oversight in directory.records.oversights:
        if oversight.person_id in those and oversight.held.covers(directory.day):
            yield replace(oversight, held=Span(oversight.held.since, directory.day))


def _on_books(directory: Directory, person_id: PersonId) -> Member:
    member = directory.members.get(person_id)
    if member is None:
        raise refusal("member.unknown", day=directory.day)
    _refuse_later(directory, person_id)
    return member


def _refuse_later(directory: Directory, person_id: PersonId) -> None:
    for member in directory.records.members:
        since = member.on_books.since
        if member.person_id == person_id and since is not None and since > directory.day:
            name = directory.name(person_id)
            raise refusal("member.later_change", name=name, day=since)


def _checked(directory: Directory, member: Member, known: Member | None) -> Member:
    """Return a membership with its texts cleaned; what a roster brought is left as it is."""
    if member.organization_id not in directory.tree:
        raise refusal("organization.unknown", name="")
    span = member.on_books
    if span.since is not None and span.until is not None and span.until < span.since:
        raise refusal("span.reversed", ON_BOOKS, label=ON_BOOKS, since=span.since, until=span.until)
    number = "".join(typed_line(member.id_number, ID_NUMBER, NAME_LENGTH).split()).upper()
    tags = (typed_line(tag, TAGS) for tag in member.tags)
    return replace(
        member,
        post=typed_line(member.post, POST),
        phone=typed_line(member.phone, PHONE, NAME_LENGTH),
        id_number=number,
        tags=frozenset(filter(None, tags)),
        extra=tuple(_checked_extra(member.extra, known.extra if known else ())),
    )


def _checked_extra(entered: Pairs, known: Pairs) -> Iterator[tuple[str, str]]:
    for pair in entered:
        if pair in known:
            yield pair
        elif pair[1].strip():
            yield pair[0], typed_line(pair[1], pair[0])


def _doubtful_status(member: Member) -> Iterator[Fault]:
    if member.status is not MemberStatus.ACTIVE and member.on_books.until is None:
        yield fault("member.left_undated", STATUS)


def doubtful_branch(directory: Directory, organization_id: OrganizationId) -> Iterator[Fault]:
    """Doubt a member who is in no branch."""
    if organization_id in directory.tree:
        branch = directory.tree.branch_of(organization_id)
        if branch.kind not in _BRANCHES:
            yield fault("row.not_branch", BRANCH, name=branch.name)


def _doubles(directory: Directory, sheet: MemberSheet) -> Iterator[Fault]:
    """Doubt a member whom another has the name and birth of, or the ID number.

    Looks through everybody, so that the loops hold no more than a comparison of texts.
    """
    own, person = sheet.member, sheet.person
    if own.id_number:
        number = own.id_number
        others = [m for m in directory.on_books if m.id_number == number]
        yield from _double_of(directory, others, person, "member.same_number", ID_NUMBER)
    if own.birth is not None and person.name:
        name = person.name
        namesakes = [p.id for p in directory.records.persons if p.name == name]
        found = (directory.members.get(each) for each in namesakes)
        others = [m for m in found if m is not None and m.birth == own.birth]
        yield from _double_of(directory, others, person, "row.possible_double", NAME)


def _double_of(
    directory: Directory, others: Iterable[Member], person: Person, code: str, place: str
) -> Iterator[Fault]:
    for other in others:
        if other.person_id != person.id:
            yield fault(code, place, organization=directory.tree[other.organization_id].name)
            return
