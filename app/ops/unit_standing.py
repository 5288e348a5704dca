"""How each unit that reports here stands in a round, and to each deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.ids import OrganizationId
from app.domain.scheme import Deadline
from app.domain.words import OrganizationKind
from app.ops.counting import Count
from app.ops.reporting import UnitState

if TYPE_CHECKING:
    from app.ops.overview import DueDate

BEGINS = "报表数自 {day} 起"
"""The source of a unit of which figures are held, all of later days than the one asked for."""
_NOT_ASKED = (UnitState.OWN, UnitState.BELOW)


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
    time: str = ""
    """When its newest report was taken in, by this machine's clock."""
    sequence: int | None = None
    """The number of its newest package; a unit by figures may have sent one, too."""
    source: str = ""
    """The file that its newest report, or its figures, came from."""
    conflicts: int = 0
    """How many of its conflicts are open."""
    missing: tuple[str, ...] = ()
    """Whom it says itself has not reported to it, or who is to report in its place, by paths."""
    above: OrganizationId | None = None
    """The reporting unit that it stands in; None: none, it stands right below the root."""
    within: str = ""
    """The name of that unit."""
    parts: int = 0
    """How many report in its place (``UnitState.BELOW``)."""

    @property
    def partial(self) -> bool:
        """Whether some of its own units have not reported, though it has, or need not."""
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


def standings(
    count: Count, by: date | None, conflicts: Mapping[OrganizationId, int]
) -> tuple[UnitStanding, ...]:
    """Return how every reporting unit stands, each before those that stand in it.

    Args:
        count: of the round, on the day.
        by: the day by which they were to report; None: none was set.
        conflicts: how many are open, by unit.
    """
    tree, states, found = count.directory.tree, count.states, []
    for unit in states.units:
        above, parts = states.levels.above(unit.id), states.parts(unit.id)
        found.append(
            replace(
                _report(count, unit.id),
                name=unit.name,
                path=tree.path(unit.id),
                kind=unit.kind,
                state=states.state(unit.id, by),
                received=states.received(unit.id),
                conflicts=conflicts.get(unit.id, 0),
                missing=states.missed_by(unit.id),
                above=above.id if above else None,
                within=above.name if above else "",
                parts=parts.count if parts else 0,
            )
        )
    return tuple(found)


def _report(count: Count, unit: OrganizationId) -> UnitStanding:
    """Return what is known of the newest report of a unit, or of the one that it came with."""
    reporting = count.reporting
    found = UnitStanding(unit, "", "", OrganizationKind.COMMITTEE, UnitState.MISSING)
    newest = reporting.newest(unit)
    if newest is not None:
        found = replace(
            found,
            as_of=newest.as_of,
            time=newest.time,
            sequence=newest.sequence,
            source=newest.file,
        )
    given = reporting.figures.get(unit)
    if given is not None and given.used:
        return replace(found, as_of=given.as_of, time=given.time, source=given.source)
    begins = reporting.begins(unit)
    if begins is not None and count.states.state(unit) is UnitState.MISSING:
        return replace(found, as_of=None, source=BEGINS.format(day=begins))
    above = count.states.covered_by(unit) if newest is None else None
    if above is not None:
        return replace(_report(count, above), id=unit, sequence=None)
    return found


def due_to(due: "DueDate", units: Sequence[UnitStanding]) -> Due:
    """Return who has reported by a deadline, later, or not yet; those who need not are left out."""
    by = due.deadline.date
    asked = [unit for unit in units if unit.state not in _NOT_ASKED]
    came = [unit for unit in asked if unit.received is not None]
    return Due(
        due.deadline,
        due.days,
        tuple(unit for unit in came if unit.received is not None and unit.received <= by),
        tuple(unit for unit in came if unit.received is not None and unit.received > by),
        tuple(unit for unit in asked if unit.received is None),
    )
