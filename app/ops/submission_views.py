"""What is told about 上报: before it, after it, and what has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.domain.check import Check
from app.domain.errors.fault import Fault
from app.domain.handoff import Manifest
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.submission import Submission
from app.domain.words import CheckLevel
from app.ops.changes import Changes


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a submission would say, and what still stands in its way."""

    round: Round
    unit: Organization
    day: date
    figures: Mapping[str, int]
    """Measure → number, as counted."""
    titles: Mapping[str, str]
    """The heading of each measure of the table, in its order."""
    checks: tuple[Check, ...]
    """Every check, those that are fine included."""
    explanations: Mapping[str, str]
    """Check → its written 说明, as kept in the ledger."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Check → the 说明 that was kept when it said something else; it no longer holds."""
    reported: Mapping[str, int] = field(default_factory=dict)
    """Measure → number, where another one than the counted is to be reported."""
    missing: tuple[str, ...] = ()
    """The paths of units below that have not reported (未报单位)."""
    partial: bool = False
    """True: units are missing from the figures."""
    last: Submission | None = None
    """The last submission of this round and unit, which this one would replace."""

    @property
    def unwritten(self) -> Submission | None:
        """The last submission, where its package never got its name: it can be written again."""
        return self.last if self.last and not self.last.is_written else None

    @property
    def errors(self) -> tuple[Check, ...]:
        """The 错误, which keep it from being submitted."""
        return tuple(c for c in self.checks if not c.ok and c.level is CheckLevel.ERROR)

    @property
    def blocking(self) -> bool:
        """Whether an 错误 keeps it from being submitted."""
        return bool(self.errors)

    @property
    def unexplained(self) -> tuple[Check, ...]:
        """The 核实 without a 说明: submitted all the same, but somebody should write one."""
        return tuple(check for check in self.checks if check.needs_explanation)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission that was made."""

    file: Path
    manifest: Manifest
    submission: Submission
    checks: tuple[Check, ...]
    unexplained: tuple[Check, ...]
    """The 核实 that went up without a 说明."""
    changes: Changes
    warnings: tuple[Fault, ...] = ()
    """What went up without something that belongs to it."""


@dataclass(frozen=True, slots=True)
class Later:
    """What a ledger holds that the last submission of a unit does not say."""

    submission: Submission
    records: int
    """Records that were changed or done since."""
    packages: int = 0
    """Packages from below that were taken in since."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure then and now, and the names that make the difference."""

    measure: str
    title: str
    then: int
    now: int
    left: tuple[str, ...] = ()
    """Counted then, not now."""
    came: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record then and now, in words."""

    label: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that was added, changed or removed since."""

    what: str
    """The kind of record: member, review …"""
    record_id: str
    name: str
    """Whom or what it is about."""
    fields: tuple[FieldChange, ...] = ()
    """What is another now in a record that was changed; of many records the first are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What lies between two submissions, or between one and today."""

    figures: tuple[FigureChange, ...]
    """The figures that differ, or that differ in their names."""
    added: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    removed: tuple[RecordChange, ...] = ()
    with_records: bool = True
    """False: the records of one side are not kept any more, so that only figures are compared."""

    def __bool__(self) -> bool:
        return bool(self.figures or self.added or self.changed or self.removed)

    def all_figures(
        self, titles: Mapping[str, str], then: Mapping[str, int]
    ) -> tuple[FigureChange, ...]:
        """Return every figure in its order, those that are the same included.

        Args:
            titles: the heading of each measure.
            then: the earlier figures.
        """
        differing = {each.measure: each for each in self.figures}
        return tuple(
            differing.get(measure)
            or FigureChange(measure, title, then.get(measure, 0), then.get(measure, 0))
            for measure, title in {
                **titles,
                **{measure: each.title for measure, each in differing.items()},
            }.items()
        )
