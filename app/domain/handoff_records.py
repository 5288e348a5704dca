"""What a ledger remembers of the hand-off: packages, conflicts, submissions, figures, remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.handoff import Manifest
from app.domain.ids import OrganizationId, ReviewId, RoundId


class PackageDirection(StrEnum):
    """Which way a package went past this ledger."""

    IN = "in"
    OUT = "out"


class PackageState(StrEnum):
    """What became of a package."""

    SENT = "sent"
    APPLIED = "applied"
    TAKEN_OUT = "taken_out"
    UNWRITTEN = "unwritten"
    """It went out, but its file never got its name: it can be written again."""


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """One line of the journal: a package that was sent or taken in."""

    direction: PackageDirection
    unit: OrganizationId | None
    """Whose it is (in) or for whom (out), by this ledger's ids; None: for the level above."""
    manifest: Manifest
    time: str
    """When it was sent or taken in, by this machine's clock."""
    file: str
    """The file's name, without its folder."""
    state: PackageState
    id: int = 0
    """Given by the ledger; grows."""


@dataclass(frozen=True, slots=True)
class Held:
    """The newest package of a unit whose records are in the ledger, directly or within another."""

    unit: OrganizationId
    """By this ledger's ids."""
    ledger: str
    sequence: int
    as_of: date | None
    package_id: int
    """The package that brought it."""


class ConflictState(StrEnum):
    """What became of a value that was changed on both sides."""

    OPEN = "open"
    OURS = "ours"
    THEIRS = "theirs"


class Side(StrEnum):
    """From where the other text of a conflict comes."""

    BELOW = "below"
    ABOVE = "above"
    COPY = "copy"
    """Another copy of the same ledger."""


SIDES: dict[Side, tuple[str, str]] = {
    Side.BELOW: ("本级", "下级"),
    Side.ABOVE: ("本级", "上级"),
    Side.COPY: ("本机", "另一份"),
}
"""What this ledger and the other side are called where they stand against one another."""


def settled_word(side: Side, state: ConflictState) -> str:
    """Return how a conflict was settled, in words."""
    ours, theirs = SIDES[side]
    return f"采用{theirs}" if state is ConflictState.THEIRS else f"保留{ours}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that was changed on both sides; both texts are kept."""

    what: str
    """The kind of record, as the change log calls it."""
    record_id: str
    """By this ledger's ids."""
    field: str
    """Empty: the whole record, there on one side only."""
    ours: str
    """As it stands in the column: JSON for sets and lists; empty: none."""
    theirs: str
    state: ConflictState = ConflictState.OPEN
    package_id: int = 0
    id: int = 0
    """Given by the ledger; 0: not kept yet."""


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """Figures as they were submitted (上报); never changed, but for the receipt."""

    round: RoundId
    unit: OrganizationId
    as_of: date
    time: str
    sequence: int
    digest: str
    content: Mapping[str, Any]
    """Plain values: figures, reported figures, checks, explanations, the table as printed."""
    receipt: str = ""
    """What the level above says of it (回执); empty: nothing yet."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of a unit whose records are not here."""

    round: RoundId
    unit: OrganizationId
    as_of: date | None
    source: str
    """The file's name, or 手工录入."""
    time: str
    values: Mapping[str, int] = field(default_factory=dict)
    """Measure → number."""
    who: str = ""
    """Empty when it is written: this user."""
    used: bool = True
    """False: the unit is counted by records after all."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """The written 说明 of a check; it holds only as long as the check says what it explains."""

    round: RoundId
    unit: OrganizationId
    check_id: str
    text: str
    time: str
    who: str = ""
    """Empty when it is written: this user."""
    about: tuple[str, ...] = ()
    """The sentences that it explains."""
    id: int = 0


class RemarkState(StrEnum):
    """How far a remark has come."""

    OPEN = "open"
    SENT = "sent"
    """It went down with a package (above)."""
    RECEIVED = "received"
    """It came down with one (below)."""
    SETTLED = "settled"


REMARK_STATES: dict[RemarkState, str] = {
    RemarkState.OPEN: "待下发",
    RemarkState.SENT: "已下发",
    RemarkState.RECEIVED: "待修改",
    RemarkState.SETTLED: "已处理",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be mended in a record (退回)."""

    review: ReviewId
    unit: OrganizationId
    """Who is to mend it."""
    text: str
    time: str
    who: str = ""
    """Empty when it is written: this user."""
    state: RemarkState = RemarkState.OPEN
    id: int = 0
