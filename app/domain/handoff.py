"""Packages between ledgers (.dpbag): what goes up (上报) and down (下发), and what they hold.

A package says of itself whose it is, which number it has and what is in it; by the numbers, never
by the clock, newer ones are told from older ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.ids import OrganizationId, OversightId, PersonId, RoundId, derived_id

FORMAT = 1
"""The format of packages that this program writes; newer ones are read as far as they are known."""
SUFFIX = ".dpbag"
CODE_DIGITS = 8
"""So many hex digits of the digest are the 校验码 on the paper table."""


class PackageKind(StrEnum):
    """Which way a package goes."""

    SUBMIT = "submit"
    ISSUE = "issue"


PACKAGE_KINDS: dict[PackageKind, str] = {PackageKind.SUBMIT: "上报", PackageKind.ISSUE: "下发"}


class Resolve(StrEnum):
    """What becomes of a field that was changed on both sides."""

    ASK = "ask"
    """Ours stays for now, both are kept as an open conflict."""
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation as the sender knows it."""

    id: OrganizationId
    name: str
    path: tuple[str, ...] = ()
    """The names from the top of the sender's tree down to it, its own one last."""


@dataclass(frozen=True, slots=True)
class RoundHead:
    """A round as the sender knows it."""

    id: RoundId
    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a package."""

    name: str
    """Its path in the package, such as ``data.sqlite``."""
    sha256: str
    bytes: int
    needed: bool = False
    """True: who does not know it cannot take the package in; else it is kept and passed on."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The newest package of a unit whose records are in a ledger, taken in directly or not."""

    unit: OrganizationId
    ledger: str
    sequence: int
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself."""

    kind: PackageKind
    ledger: str
    """The id of the ledger that wrote it."""
    sequence: int
    """Grows with every package of its kind that the ledger writes."""
    sender: Unit
    time: str
    """When it was written, by the sender's clock; for people only."""
    program: str
    """The version of the program."""
    scheme: str
    scheme_edition: str
    round: RoundHead | None = None
    as_of: date | None = None
    to: Unit | None = None
    """For whom it is; None: for the level above."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind of record there are, by the kind's name."""
    holds: tuple[Holding, ...] = ()
    """Which packages of units below are in it."""
    missing: tuple[str, ...] = ()
    """The paths of units below that have not reported (未报单位)."""
    before: tuple[str, ...] = ()
    """The check codes of what this ledger, or a copy whose records it has, submitted before."""
    issued: str = ""
    """The digest of the newest package from above that the ledger has taken in; empty: none."""
    parts: tuple[Part, ...] = ()
    format: int = FORMAT
    scheme_title: str = ""
    """For people only; empty in packages that do not tell it."""
    digest: str = ""
    """SHA-256 over everything above, the digests of the parts included."""

    @property
    def check_code(self) -> str:
        """The 校验码 that is printed on the paper table."""
        return self.digest[:CODE_DIGITS]


def leader_id(unit: OrganizationId, leader: PersonId) -> OversightId:
    """Return the id under which a leader above answers for the root of a unit's own ledger."""
    return OversightId(derived_id("handoff.leader", unit, leader))
