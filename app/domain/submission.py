"""What is submitted upward (上报): the figures of a day, frozen; and what goes down beside (下发).

``Report`` is ``figures.json`` of a package, ``Down`` is ``down.json``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from app.domain.check import Check
from app.domain.handoff import CODE_DIGITS, RoundHead, Unit
from app.domain.handoff_records import UnitFigures
from app.domain.ids import PersonId, ReviewId
from app.domain.phrase import Phrase
from app.domain.plain import from_plain, to_plain
from app.domain.table import Table, TableSpec, TableValue

Paper = TypeVar("Paper")


@dataclass(frozen=True, slots=True)
class Report:
    """The official figures of a unit on a day as they were submitted (``figures.json``)."""

    round: RoundHead
    unit: Unit
    day: date
    titles: Mapping[str, str] = field(default_factory=dict)
    """The heading of each measure of the table."""
    figures: Mapping[str, int] = field(default_factory=dict)
    """Measure → number, as counted."""
    reported: Mapping[str, int] = field(default_factory=dict)
    """Measure → number, where another one than the counted was reported, with a reason."""
    checks: tuple[Check, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    """Check → its written 说明."""
    values: Mapping[str, TableValue] = field(default_factory=dict)
    """What stands in the cells of the official table."""
    summary: Table = field(default_factory=lambda: Table("", (), ()))
    """汇总; without rows where no unit stands below."""
    missing: tuple[str, ...] = ()
    """The paths of units below that have not reported (未报单位)."""
    partial: bool = False
    """True: units are missing from the figures."""
    by_figures: tuple[UnitFigures, ...] = ()
    """The units below that are counted by figures, in place of their records."""

    @property
    def told(self) -> dict[str, int]:
        """The figures that hold: the reported ones, else the counted ones."""
        return {**self.figures, **self.reported}


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a ledger keeps of a submission, enough to print it again for ever."""

    report: Report
    spec: TableSpec
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission in the list; its figures are never changed."""

    id: int
    sequence: int
    digest: str
    time: str
    """When it was made, by this machine's clock."""
    report: Report
    receipt: str = ""
    """What the level above said of it (回执); empty: nothing yet."""
    file: str = ""
    """The name of the package, without its folder."""
    package: int = 0
    """The number of the package in the journal."""
    is_written: bool = True
    """False: the package never got its name on its disk; it can be written again."""

    @property
    def check_code(self) -> str:
        """The 校验码 that stands on the paper table."""
        return self.digest[:CODE_DIGITS]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is said of one package that came from below (回执)."""

    sequence: int
    digest: str
    time: str
    """When it was taken in."""
    state: str
    """``applied`` or ``taken_out``."""


@dataclass(frozen=True, slots=True)
class SentBack:
    """What is to be mended in one record (退回)."""

    review: ReviewId
    text: str
    who: str
    time: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a leader above is, as forms name it; the unit below does not know his posts."""

    person: PersonId
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class Down:
    """What goes down beside scheme, forms and organisations (``down.json``)."""

    receipts: tuple[Receipt, ...] = ()
    remarks: tuple[SentBack, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    leaders: tuple[PersonId, ...] = ()
    """Who reviews the unit itself from above."""
    standings: tuple[Standing, ...] = ()
    """What they are."""


def paper_bytes(paper: Report | Down) -> bytes:
    """Return the file of a package that holds this: the same for the same content."""
    return json.dumps(to_plain(paper), ensure_ascii=False, sort_keys=True).encode()


def read_paper(kind: type[Paper], content: bytes) -> Paper:
    """Return what ``paper_bytes`` wrote.

    Args:
        kind: ``Report`` or ``Down``.
        content: the file.

    Raises:
        ValueError: the file is not such a one.
    """
    try:
        return from_plain(kind, json.loads(content))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError) as error:
        message = f"not a {kind.__name__}"
        raise ValueError(message) from error
