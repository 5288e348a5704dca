"""The units that report here: who has, who has not, and by when each was to (domain.md §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.scheme import Deadline
from app.domain.words import OrganizationKind
from app.ops.changes import Changes
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.ops.overview import OverviewOps


class UnitState(StrEnum):
    """How a unit stands in a round."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    FIGURES = "figures"
    """Counted by its 统计表."""
    OWN = "own"
    """Its records are kept here."""


UNIT_STATES: dict[UnitState, str] = {
    UnitState.ON_TIME: "按时",
    UnitState.LATE: "逾期",
    UnitState.MISSING: "未报",
    UnitState.FIGURES: "报表数",
    UnitState.OWN: "本级记录",
}


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One reporting unit in one round."""

    id: OrganizationId
    name: str
    path: str
    kind: OrganizationKind
    state: UnitState
    received: date | None = None
    """When it first reported for the round, by this machine's clock."""
    as_of: date | None = None
    """The day as of which its newest report is."""
    sequence: int | None = None
    """The number of its newest package."""
    source: str = ""
    """The file that its newest report, or its figures, came from."""
    conflicts: int = 0
    """How many of its conflicts are open."""
    missing: tuple[str, ...] = ()
    """Whom it says itself has not reported to it, by their paths."""

    @property
    def partial(self) -> bool:
        """Whether it reported without some of its own units."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of the scheme, and how the reporting units stand to it."""

    deadline: Deadline
    days: int
    """How many days are left; negative: how many have gone by."""
    on_time: tuple[UnitStanding, ...] = ()
    late: tuple[UnitStanding, ...] = ()
    missing: tuple[UnitStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresTaken:
    """Figures of a unit that were taken in."""

    unit: OrganizationId
    values: Mapping[str, int]
    changes: Changes
    warnings: tuple[Fault, ...] = ()
    """What does not fit, though it was taken: another unit's name on the sheet."""


class UnitOps:
    """What a user can do about the units that report here."""

    def __init__(self, workspace: Workspace, overview: "OverviewOps") -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._overview = overview

    def reporting(self, day: date) -> tuple[Organization, ...]:
        """Return the party organisations directly below the root on a day, no groups."""
        directory = self._workspace.directory(day)
        return tuple(
            o
            for o in directory.tree.children(directory.tree.root.id)
            if o.kind not in (OrganizationKind.GROUP, OrganizationKind.UNIT)
            and directory.is_active(o)
        )
