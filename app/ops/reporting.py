"""What came from the units below in one round: as packages, as figures, or not at all."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from app.db.unit_store import UnitReport
from app.domain.handoff_records import UnitFigures
from app.domain.ids import OrganizationId
from app.domain.part_schema import FIGURES_PART
from app.domain.review import Round
from app.domain.submission import Report, read_paper
from app.domain.tree import Tree
from app.domain.unit_figures import GivenFigures, UnitsByFigures
from app.ops.workspace import Workspace

PARTIAL = "（不完整）"
"""Stands behind the source of figures that a unit itself marked as not complete."""
FROM = "{file}：{source}"
"""The source of figures of a unit that came within the package of another one."""
UNNAMED = "未列明的单位"
"""Who is missing from figures that do not say who is."""


class UnitState(StrEnum):
    """How a unit stands in a round."""

    ON_TIME = "on_time"
    REPORTED = "reported"
    """No day was set until when it was to report."""
    LATE = "late"
    MISSING = "missing"
    FIGURES = "figures"
    """Counted by its 统计表."""
    OWN = "own"
    """Its records are kept here."""
    BELOW = "below"
    """All its parts report here themselves, so that it need not."""


UNIT_STATES: dict[UnitState, str] = {
    UnitState.ON_TIME: "按时",
    UnitState.REPORTED: "已报",
    UnitState.LATE: "逾期",
    UnitState.MISSING: "未报",
    UnitState.FIGURES: "报表数",
    UnitState.OWN: "本级记录",
    UnitState.BELOW: "下级直报",
}


class SealedReport(NamedTuple):
    """What a unit submitted, as it stands on its paper table."""

    sequence: int
    report: Report


def day_of_figures(day: date, round_: Round) -> date:
    """Return up to which own day figures of units hold on a day.

    A table is filed when its round has ended: from then on the newest holds.
    """
    return date.max if day >= round_.end else day


class Reporting:
    """What is known of the units below in one round; everything is read at most once."""

    def __init__(self, workspace: Workspace, round_: Round, day: date) -> None:
        """Read nothing yet.

        Args:
            workspace: the ledger.
            round_: the round.
            day: whose figures of units hold.
        """
        self._stores = workspace.stores
        self._round = round_
        self._day = day

    @cached_property
    def given(self) -> Mapping[OrganizationId, GivenFigures]:
        """All figures that were ever given for units, of any day."""
        return self._stores.handoff.unit_figures(self._round.id)

    @cached_property
    def figures(self) -> Mapping[OrganizationId, UnitFigures]:
        """The figures of units that hold on the day, and those that are not used."""
        day = day_of_figures(self._day, self._round)
        held = {u: g.on(day) if g.used else g.newest for u, g in self.given.items()}
        return {unit: figures for unit, figures in held.items() if figures is not None}

    def begins(self, unit: OrganizationId) -> date | None:
        """Return from when a unit is counted by figures, where that is after the day."""
        given = self.given.get(unit)
        if given is None or not given.used or unit in self.figures:
            return None
        return given.held[0].as_of

    def by_figures(self, tree: Tree) -> UnitsByFigures:
        """Return which units of a tree are counted by figures."""
        return UnitsByFigures(tree, tuple(f for f in self.figures.values() if f.used))

    @cached_property
    def reports(self) -> Mapping[OrganizationId, tuple[UnitReport, ...]]:
        """The packages of each unit for the round, oldest first."""
        found: dict[OrganizationId, list[UnitReport]] = {}
        for report in self._stores.units.reports(self._round):
            found.setdefault(report.unit, []).append(report)
        return {unit: tuple(reports) for unit, reports in found.items()}

    @cached_property
    def is_asked(self) -> bool:
        """Whether anybody is to report: something came, was entered or went down for the round."""
        if self.reports or self.given:
            return True
        return self._stores.units.was_issued(self._round)

    @cached_property
    def with_ledgers(self) -> frozenset[OrganizationId]:
        """The units that ever sent or were sent a package: their records are not kept here."""
        return self._stores.units.with_ledgers()

    @cached_property
    def direct(self) -> frozenset[OrganizationId]:
        """Those of them that sent or were sent one themselves, not within another one's."""
        return self._stores.units.direct()

    @cached_property
    def came_down(self) -> bool:
        """Whether the level above ever issued anything to this one."""
        return self._stores.units.came_down()

    def newest(self, unit: OrganizationId) -> UnitReport | None:
        """Return the newest package of a unit for the round, or None."""
        reports = self.reports.get(unit, ())
        return max(reports, key=lambda report: report.sequence) if reports else None

    @cached_property
    def sealed(self) -> Mapping[OrganizationId, SealedReport]:
        """What stands on the paper tables of the units whose own packages are held."""
        last = {
            u: max(found, key=lambda report: report.package) for u, found in self.reports.items()
        }
        held = {unit: report for unit, report in last.items() if report.is_direct}
        parts = {u: self._stores.handoff.part(r.package, FIGURES_PART) for u, r in held.items()}
        return {
            unit: SealedReport(held[unit].sequence, read_paper(Report, content))
            for unit, content in parts.items()
            if content is not None
        }

    def missed_by(self, unit: OrganizationId) -> tuple[str, ...]:
        """Return whom a unit that reported misses itself, by the paths below it."""
        given, newest = self.figures.get(unit), self.newest(unit)
        if given is not None and given.used and (newest is None or given.source != newest.file):
            return (UNNAMED,) if given.source.endswith(PARTIAL) else ()
        return newest.missing if newest is not None else ()

    def state(
        self, unit: OrganizationId, by: date | None, has_records: Callable[[], bool]
    ) -> UnitState:
        """Return how a unit stands.

        Args:
            unit: a unit that is to report.
            by: when it was to report; None: no day was set.
            has_records: whether anything of the round is recorded of it; asked only where
                nothing came.
        """
        given = self.figures.get(unit)
        if given is not None and given.used:
            return UnitState.FIGURES
        if self.begins(unit) is not None and not self._sent_records(unit):
            return UnitState.MISSING
        received = self.received(unit)
        if received is not None:
            if by is None:
                return UnitState.REPORTED
            return UnitState.LATE if received > by else UnitState.ON_TIME
        if given is not None or (unit not in self.with_ledgers and has_records()):
            return UnitState.OWN
        return UnitState.MISSING

    def received(self, unit: OrganizationId) -> date | None:
        """Return the day on which a unit first reported for the round, by this machine's clock."""
        given = self.given.get(unit)
        if given is not None and given.used:
            return day_of_time(next(row.time for row in given.rows if row.used))
        reports = self.reports.get(unit)
        return min(day_of_time(report.time) for report in reports) if reports else None

    def _sent_records(self, unit: OrganizationId) -> bool:
        """Tell whether a unit with figures has sent its records as well."""
        figures = {(row.source, row.as_of) for row in self.given[unit].rows}
        return any((each.file, each.as_of) not in figures for each in self.reports.get(unit, ()))


def day_of_time(time: str) -> date:
    """Return the day of a time as it stands in the ledger."""
    return date.fromisoformat(time[:10])
