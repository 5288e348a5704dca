"""公示: what was put up where and how long, what people said about it and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.cycle.record import Record
from app.domain.ids import OrganizationId, ReviewId

_SATURDAY = 5


class Channel(StrEnum):
    """How something is made public."""

    MEETING = "meeting"
    BOARD = "board"
    ONLINE = "online"


CHANNELS: dict[Channel, str] = {
    Channel.MEETING: "会议",
    Channel.BOARD: "公开栏",
    Channel.ONLINE: "网上",
}


class PostedMatter(StrEnum):
    """What is made public."""

    FORMS = "forms"
    LIST = "list"
    COMMITMENTS = "commitments"
    DIGEST = "digest"


POSTED_MATTERS: dict[PostedMatter, str] = {
    PostedMatter.FORMS: "登记表",
    PostedMatter.LIST: "点评情况一览表",
    PostedMatter.COMMITMENTS: "承诺及践诺情况",
    PostedMatter.DIGEST: "点评意见摘要",
}


@dataclass(frozen=True, slots=True)
class PostingRule:
    """What a scheme says about making public."""

    working_days: int = 5
    basis: str = ""
    """By what it is posted; empty: the scheme's own document."""
    matters: tuple[PostedMatter, ...] = (
        PostedMatter.FORMS,
        PostedMatter.LIST,
        PostedMatter.DIGEST,
    )
    """What is made public."""


class PostingState(StrEnum):
    """How far a posting has come."""

    PLANNED = "planned"
    UP = "up"
    ENDED = "ended"
    HANDLED = "handled"


POSTING_STATES: dict[PostingState, str] = {
    PostingState.PLANNED: "待公示",
    PostingState.UP: "公示中",
    PostingState.ENDED: "公示期满",
    PostingState.HANDLED: "已办结",
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said about a posting, and what was done about it."""

    day: date
    text: str
    who: str = ""
    """Empty: he did not give his name."""
    handling: str = ""
    handled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(Record):
    """One posting; ``day`` is its first day, ``until`` its last; the photo is an attachment."""

    title: str
    matter: PostedMatter = PostedMatter.FORMS
    channel: Channel = Channel.BOARD
    place: str = ""
    basis: str = ""
    """By what it is posted (依据)."""
    contact: str = ""
    """Where and how to object."""
    reviews: tuple[ReviewId, ...] = ()
    """The records whose forms or opinions are posted."""
    hide_optional: bool = False
    """True: forms are posted without what the scheme says may be hidden (出生年月), too."""
    feedback: tuple[Feedback, ...] = ()

    def standing(self, today: date) -> PostingState:
        """Return how far it has come: what the days say, unless it was settled by hand."""
        if self.state == PostingState.HANDLED:
            return PostingState.HANDLED
        if self.day is None or today < self.day:
            return PostingState.PLANNED
        if self.until is None or today <= self.until:
            return PostingState.UP
        return PostingState.ENDED

    @property
    def open_feedback(self) -> tuple[Feedback, ...]:
        """What has been said and not been handled."""
        return tuple(each for each in self.feedback if not each.handling.strip())


def pressing(postings: Iterable[Posting], today: date) -> tuple[OrganizationId, ...]:
    """Return whose postings want something done: they ended, or feedback is not handled.

    One for each posting.
    """
    return tuple(
        each.organization_id
        for each in postings
        if each.standing(today) is PostingState.ENDED or each.open_feedback
    )


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days that are no working days though in the week, and weekends that are worked on."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)


def next_working_day(day: date, holidays: Holidays) -> date:
    """Return the first working day after a day; a posting's period begins on it."""
    following = day + timedelta(days=1)
    while not holidays.is_working_day(following):
        following += timedelta(days=1)
    return following


def last_day(first: date, working_days: int, holidays: Holidays) -> date:
    """Return the last day of a period of working days, its first day counted if it is one."""
    day, left = first, working_days
    while True:
        left -= holidays.is_working_day(day)
        if left <= 0:
            return day
        day += timedelta(days=1)


def working_days(first: date, last: date, holidays: Holidays) -> int:
    """Count the working days of a period, both ends included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(map(holidays.is_working_day, days))
