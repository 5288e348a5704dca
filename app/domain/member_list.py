"""Lists of members: which ones, in which order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.ids import OrganizationId
from app.domain.organization import Member


class Presence(StrEnum):
    """Which memberships a list holds."""

    ON_BOOKS = "on_books"
    LEFT = "left"
    ALL = "all"


PRESENCES: dict[Presence, str] = {
    Presence.ON_BOOKS: "在册",
    Presence.LEFT: "已减少",
    Presence.ALL: "全部",
}


class MemberOrder(StrEnum):
    """In which order a list stands."""

    STROKES = "strokes"
    SOUND = "sound"
    POST = "post"
    OWN = "own"


MEMBER_ORDERS: dict[MemberOrder, str] = {
    MemberOrder.STROKES: "姓氏笔画",
    MemberOrder.SOUND: "拼音",
    MemberOrder.POST: "职务",
    MemberOrder.OWN: "本单位顺序",
}


@dataclass(frozen=True, slots=True)
class MemberScope:
    """Whom a list is about."""

    organizations: tuple[OrganizationId, ...]
    """In the order of the tree."""
    day: date
    presence: Presence = Presence.ON_BOOKS
    order: MemberOrder = MemberOrder.STROKES
    whole: bool = False
    """True: these are all organisations that there are."""


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A membership in a list, with the name of its person."""

    member: Member
    name: str
