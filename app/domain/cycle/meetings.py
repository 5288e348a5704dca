"""会议, 随机抽取 and 专门约谈: where reviews happen, who was drawn, who was talked to."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.domain.cycle.record import Record
from app.domain.ids import PersonId, ReviewId, TaskId
from app.domain.review import Target


class Role(StrEnum):
    """As what somebody takes part in a meeting."""

    CHAIR = "chair"
    REVIEWER = "reviewer"
    REPORTER = "reporter"
    RECORDER = "recorder"
    FILLER = "filler"
    """Who fills the forms in, on behalf of those who review."""
    MEMBER = "member"
    REPRESENTATIVE = "representative"
    GUEST = "guest"


ROLES: dict[Role, str] = {
    Role.CHAIR: "主持人",
    Role.REVIEWER: "点评人",
    Role.REPORTER: "汇报人",
    Role.RECORDER: "记录人",
    Role.FILLER: "填表人",
    Role.MEMBER: "党员",
    Role.REPRESENTATIVE: "群众代表",
    Role.GUEST: "列席人员",
}
STANDINGS = (Role.MEMBER, Role.REPRESENTATIVE, Role.GUEST)
"""As what somebody comes; the others are what he does there."""
_TOLD_APART = frozenset({Role.REVIEWER, Role.REPRESENTATIVE, Role.GUEST})


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was to take part."""

    name: str
    role: Role = Role.MEMBER
    person_id: PersonId | None = None
    """None: somebody who does not stand in the ledger."""
    unit: str = ""
    absent: str = ""
    """Why he was not there; empty: he was."""
    also: tuple[Role, ...] = ()
    """What else he is there: a secretary who leads the meeting may be the one who reviews."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """Everything that he is there, in the order of the papers."""
        own = {self.role, *self.also}
        return tuple(role for role in Role if role in own)

    @property
    def counts(self) -> bool:
        """Whether he is among 应到: a member, or one who only has work to do there."""
        roles = set(self.roles)
        return Role.MEMBER in roles or not roles & _TOLD_APART

    def in_roles(self, roles: Iterable[Role]) -> "Attendee":
        """Return him with exactly these roles; none: a guest."""
        wanted = set(roles) or {Role.GUEST}
        first, *others = (role for role in Role if role in wanted)
        return replace(self, role=first, also=tuple(others))


class MeetingState(StrEnum):
    """Whether a meeting is still to come."""

    PLANNED = "planned"
    HELD = "held"


MEETING_STATES: dict[MeetingState, str] = {
    MeetingState.PLANNED: "筹备中",
    MeetingState.HELD: "已召开",
}


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """What a scheme says about meetings."""

    least_share: tuple[int, int] | None = None
    """So large a part of those expected should be there: 2, 3 is two thirds; a warning only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """One meeting (集中点评), whose reviews share day, place and mode."""

    title: str
    time: str = ""
    """As written: 上午9时."""
    place: str = ""
    mode: str = ""
    occasion: str = ""
    roll: tuple[Attendee, ...] = ()
    agenda: tuple[str, ...] = ()
    minutes: str = ""
    tasks: tuple[TaskId, ...] = ()
    """Whose forms the meeting fills."""
    reviews: tuple[ReviewId, ...] = ()
    """The records that it has filled."""

    @property
    def expected(self) -> int:
        """应到: the members on the roll; reviewers, representatives and guests are told apart."""
        return len(self._members)

    @property
    def present(self) -> int:
        """实到."""
        return sum(1 for each in self._members if not each.absent)

    @property
    def _members(self) -> list[Attendee]:
        return [each for each in self.roll if each.counts]

    def with_role(self, role: Role) -> tuple[Attendee, ...]:
        """Return who takes part as this."""
        return tuple(each for each in self.roll if role in each.roles)

    def falls_short(self, least: Fraction) -> bool:
        """Tell whether fewer came than a share of those expected; a warning, never more."""
        return self.present < least * self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw(Record):
    """随机点评: who was drawn out of whom, so that anybody can draw again and find the same."""

    pool_title: str
    """What was drawn from, in words."""
    pool: tuple[Target, ...]
    names: tuple[str, ...]
    """The pool's names on that day, in its order."""
    seed: str
    """Told beforehand or written down: the same seed and pool give the same draw."""
    count: int
    drawn: tuple[Target, ...] = ()


def drawn(pool: Sequence[Target], seed: str, count: int) -> tuple[Target, ...]:
    """Return the targets that a seed draws; the order of the pool makes no difference.

    Each target has a digest of seed and id; those with the smallest are drawn. Anybody can
    work it out again with any tool that makes SHA-256.
    """

    def lot(target: Target) -> str:
        return hashlib.sha256(f"{seed}:{target.kind.value}:{target.id}".encode()).hexdigest()

    return tuple(sorted(dict.fromkeys(pool), key=lot)[:count])


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview(Record):
    """专门约谈: a talk with one who lags behind; ``target`` is talked to, ``until`` is to mend."""

    by: str
    """Who talks, with unit and post."""
    by_person: PersonId | None = None
    place: str = ""
    matter: str = ""
    """Why (约谈事由)."""
    said: str = ""
    """What was pointed out."""
    demands: str = ""
    """What is to be mended."""
    answer: str = ""
    """What the one talked to says (表态)."""
    outcome: str = ""
    """What became of it."""
