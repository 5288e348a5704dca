"""Organisations, people, memberships, posts and oversight, each with its dates."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.dates import ALWAYS, PartialDate, Span
from app.domain.ids import AppointmentId, MemberId, OrganizationId, OversightId, PersonId
from app.domain.words import (
    GRASS_ROOTS,
    MemberCategory,
    MemberStatus,
    OrganizationKind,
    OversightKind,
    PostKind,
)

HOST = "流入党组织"
"""The roster's column for where a member has flowed to (commands.md)."""


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """What an organisation was called and where it stood until a day (更名, 迁移)."""

    until: date
    """The day of the change; the former place holds on the days before it."""
    name: str
    parent_id: OrganizationId | None
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Organization:
    """A node of the tree (党组织, or a non-party unit)."""

    id: OrganizationId
    name: str
    kind: OrganizationKind
    parent_id: OrganizationId | None = None
    short_name: str = ""
    tags: frozenset[str] = frozenset()
    active: Span = ALWAYS
    position: int = 0
    """Own order among siblings."""
    former: tuple[FormerPlace, ...] = ()
    """Earlier names and places, oldest first; past records keep theirs."""

    def on(self, day: date) -> "Organization":
        """Return the organisation with the name and place that it had on a day."""
        place = next((place for place in self.former if day < place.until), None)
        if place is None:
            return self
        return replace(
            self, name=place.name, parent_id=place.parent_id, short_name=place.short_name
        )

    @property
    def is_grass_roots(self) -> bool:
        """Whether it counts among 基层党组织."""
        return self.kind in GRASS_ROOTS


@dataclass(frozen=True, slots=True)
class Person:
    """Anyone who holds a post, reviews, or is a member."""

    id: PersonId
    name: str
    unit: str = ""
    """Unit as written after the name in forms; empty: taken from the post."""
    post: str = ""
    """Office as written after the name in forms; empty: taken from the post."""
    outside: bool = False
    """True: a reviewer from outside the tree."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person's membership in one branch (or a group of it)."""

    id: MemberId
    person_id: PersonId
    organization_id: OrganizationId
    sex: str = ""
    birth: PartialDate | None = None
    joined: PartialDate | None = None
    full_since: PartialDate | None = None
    post: str = ""
    """职务或职业."""
    category: MemberCategory = MemberCategory.FULL
    status: MemberStatus = MemberStatus.ACTIVE
    on_books: Span = ALWAYS
    """From entering (转入) to leaving; who left on a day is not counted from that day on."""
    tags: frozenset[str] = frozenset()
    id_number: str = ""
    phone: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    """Columns of the roster that have no place of their own."""

    @property
    def host(self) -> str:
        """The organisation that a member has flowed to, as written; empty where there is none."""
        return dict(self.extra).get(HOST, "")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person holds a post in an organisation."""

    id: AppointmentId
    person_id: PersonId
    organization_id: OrganizationId
    post: PostKind
    title: str = ""
    """As written: 副书记, 组织委员."""
    held: Span = ALWAYS
    position: int = 0


@dataclass(frozen=True, slots=True)
class Oversight:
    """A leader answers for an organisation (分管, 联系点)."""

    id: OversightId
    person_id: PersonId
    organization_id: OrganizationId
    kind: OversightKind
    held: Span = ALWAYS


@dataclass(frozen=True, slots=True)
class Records:
    """Everything known about the structure, as loaded from a ledger."""

    organizations: tuple[Organization, ...] = ()
    persons: tuple[Person, ...] = ()
    members: tuple[Member, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    oversights: tuple[Oversight, ...] = ()


def on_books(member: Member, day: date) -> bool:
    """Tell whether a membership counts on a day (domain.md §5: not from the day of leaving on)."""
    left_unknown = member.status is not MemberStatus.ACTIVE and member.on_books.until is None
    return not left_unknown and member.on_books.covers(day)
