"""An organisation with its posts and overseers, as entered and mended by hand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from app.domain.dates import Span
from app.domain.directory import Directory
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId
from app.domain.organization import Appointment, Organization, Oversight, Person
from app.domain.reorganization import Reorganization
from app.domain.typed import NAME_LENGTH, plain_name, typed_line, typed_name
from app.domain.words import POSTS, OrganizationKind, PostKind

NAME, SHORT_NAME, TAGS, ACTIVE = "党组织名称", "简称", "标签", "成立和撤销日期"
KIND, TITLE, HELD = "类别", "职务名称", "任职起止"

_T = TypeVar("_T", Appointment, Oversight)


@dataclass(frozen=True, slots=True)
class OrganizationSheet:
    """What one dialog enters about one organisation."""

    organization: Organization
    appointments: tuple[Appointment, ...] = ()
    oversights: tuple[Oversight, ...] = ()
    newcomers: tuple[Person, ...] = ()
    """People who are written along because a post or an oversight names them."""


def sheet_of(directory: Directory, organization_id: OrganizationId) -> OrganizationSheet:
    """Return everything known about an organisation, posts of all times included."""
    records = directory.records
    return OrganizationSheet(
        next(o for o in records.organizations if o.id == organization_id),
        tuple(
            sorted(
                (a for a in records.appointments if a.organization_id == organization_id),
                key=lambda a: a.position,
            )
        ),
        tuple(o for o in records.oversights if o.organization_id == organization_id),
    )


def sheet_change(
    directory: Directory, sheet: OrganizationSheet, order: Iterable[OrganizationId] = ()
) -> Reorganization:
    """Return what is to be written so that the ledger holds a sheet.

    A changed name is a correction: it holds for all days (更名 is another matter).

    Args:
        directory: the structure on the day of writing.
        sheet: as entered; a sheet whose organisation is not known yet makes it.
        order: the organisations below the same parent in their wanted order, this one among
            them; empty: as it is, a new one last.

    Raises:
        Refusal: ``text.*``, ``organization.root_fixed`` or ``span.reversed``.
    """
    entered = _checked(directory, sheet.organization)
    known = entered.id in directory.tree
    before = sheet_of(directory, entered.id) if known else None
    if before is None and not order:
        entered = replace(entered, position=_next_position(directory, entered.parent_id))
    old_posts = before.appointments if before else ()
    posts = _numbered([_checked_post(a) for a in sheet.appointments], old_posts)
    for oversight in sheet.oversights:
        _refuse_reversed(oversight.held, "起止日期")
    old_oversights = before.oversights if before else ()
    wanted = {a.person_id for a in posts} | {o.person_id for o in sheet.oversights}
    organizations = tuple(_renumbered(directory, entered, order))
    if before is not None:
        organizations = tuple(o for o in organizations if o != before.organization)
    return Reorganization(
        organizations=organizations,
        persons=tuple(p for p in sheet.newcomers if p.id in wanted),
        appointments=tuple(_changed(posts, old_posts)),
        oversights=tuple(_changed(sheet.oversights, old_oversights)),
        fallen_appointments=tuple(a.id for a in old_posts if a.id not in {p.id for p in posts}),
        fallen_oversights=tuple(
            o.id for o in old_oversights if o.id not in {each.id for each in sheet.oversights}
        ),
    )


def placed(
    directory: Directory, organization_id: OrganizationId, order: Iterable[OrganizationId]
) -> Reorganization:
    """Return what is to be written so that siblings stand in this order."""
    organization = sheet_of(directory, organization_id).organization
    known = {o.id: o for o in directory.records.organizations}
    return Reorganization(
        tuple(o for o in _renumbered(directory, organization, order) if o != known[o.id])
    )


def doubts(directory: Directory, sheet: OrganizationSheet) -> tuple[Fault, ...]:
    """Return what somebody should look at again; nothing of it keeps a sheet from being kept."""
    return (*_doubtful_place(directory, sheet.organization), *_doubtful_posts(sheet))


def _doubtful_place(directory: Directory, organization: Organization) -> Iterator[Fault]:
    parent_id = organization.parent_id
    name = plain_name(organization.name)
    if parent_id is not None and parent_id in directory.tree:
        parent = directory.tree[parent_id]
        siblings = directory.tree.children(parent_id)
        if name and any(o.name == name and o.id != organization.id for o in siblings):
            yield fault("organization.same_name", NAME, name=name, parent=parent.name)
        branches = (OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH)
        if organization.kind is OrganizationKind.GROUP and parent.kind not in branches:
            yield fault("organization.group_place", KIND, parent=parent.name)
    if organization.active.until is not None and organization.id in directory.tree:
        members = len(directory.members_under(organization.id))
        units = len(directory.tree.subtree(organization.id)) - 1
        if members or units:
            yield fault("organization.not_empty", ACTIVE, members=members, units=units)


def _doubtful_posts(sheet: OrganizationSheet) -> Iterator[Fault]:
    secretaries = [a for a in sheet.appointments if a.post is PostKind.SECRETARY]
    for number, one in enumerate(secretaries):
        if any(_overlap(one.held, other.held) for other in secretaries[number + 1 :]):
            yield fault("post.two_secretaries", POSTS[PostKind.SECRETARY])
            break
    held = Counter((a.person_id, a.post, a.held) for a in sheet.appointments)
    if any(count > 1 for count in held.values()):
        yield fault("post.twice", "班子")


def _overlap(one: Span, other: Span) -> bool:
    ends_before = one.until is not None and other.since is not None and one.until <= other.since
    begins_after = one.since is not None and other.until is not None and other.until <= one.since
    return not (ends_before or begins_after)


def _checked(directory: Directory, organization: Organization) -> Organization:
    tags = (typed_line(tag, TAGS) for tag in organization.tags)
    entered = replace(
        organization,
        name=typed_name(organization.name, NAME),
        short_name=plain_name(typed_line(organization.short_name, SHORT_NAME, NAME_LENGTH)),
        tags=frozenset(filter(None, tags)),
    )
    _refuse_reversed(entered.active, ACTIVE)
    if entered.parent_id is None and entered.active.until is not None:
        raise refusal("organization.root_fixed", ACTIVE, name=entered.name)
    if entered.parent_id is not None and entered.parent_id not in directory.tree:
        raise refusal("organization.unknown", name=entered.name)
    return entered


def _checked_post(appointment: Appointment) -> Appointment:
    _refuse_reversed(appointment.held, HELD)
    return replace(appointment, title=typed_line(appointment.title, TITLE, NAME_LENGTH))


def _numbered(posts: list[Appointment], before: Iterable[Appointment]) -> list[Appointment]:
    """Number posts in their order; where the known ones stand as before, only the new ones."""
    entered = [a.id for a in posts]
    known = [a.id for a in before if a.id in set(entered)]
    if entered[: len(known)] != known:
        return [replace(a, position=number) for number, a in enumerate(posts)]
    first_new = max((a.position for a in posts[: len(known)]), default=-1) + 1
    fresh = posts[len(known) :]
    return [
        *posts[: len(known)],
        *(replace(a, position=first_new + number) for number, a in enumerate(fresh)),
    ]


def _refuse_reversed(span: Span, label: str) -> None:
    """Refuse a span that holds on no day.

    Raises:
        Refusal: ``span.reversed``.
    """
    if span.since is not None and span.until is not None and span.until <= span.since:
        raise refusal("span.reversed", label, label=label, since=span.since, until=span.until)


def _next_position(directory: Directory, parent_id: OrganizationId | None) -> int:
    if parent_id is None:
        return 0
    return max((o.position for o in directory.tree.children(parent_id)), default=-1) + 1


def _renumbered(
    directory: Directory, organization: Organization, order: Iterable[OrganizationId]
) -> Iterator[Organization]:
    """Give the organisation first, then the siblings whose number changes."""
    places = {each: number for number, each in enumerate(order)}
    own = places.get(organization.id, organization.position)
    yield replace(organization, position=own)
    for other in directory.records.organizations:
        if other.id != organization.id and places.get(other.id, other.position) != other.position:
            yield replace(other, position=places[other.id])


def _changed(entered: Iterable[_T], before: Iterable[_T]) -> Iterator[_T]:
    known = {each.id: each for each in before}
    for each in entered:
        if known.get(each.id) != each:
            yield each
