"""What units below have submitted, frozen, beside what this ledger counts of them today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.db.part_difference import bound_ids
from app.domain.part_schema import DATA_PART
from app.domain.progress import Progress, unwatched
from app.domain.review import Round
from app.ops.counting import Count
from app.ops.freezing import figure_changes
from app.ops.received_reports import ReceivedReport, report_of
from app.ops.record_differences import different_records
from app.ops.statistics import StatisticsOps
from app.ops.submission_views import Difference, FigureChange
from app.ops.units import UnitStanding
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class UnitComparison:
    """The last submission of one unit, and what stands here."""

    unit: UnitStanding
    received: ReceivedReport
    """What it submitted: the figures on its paper table, with their 校验码."""
    day: date
    """As of which day it is counted here."""
    by_figures: bool
    """True: here it is counted by its 统计表, not by records."""
    figures: tuple[FigureChange, ...]
    """Every figure of its table: ``then`` as submitted, ``now`` as counted here."""
    records: Difference | None = None
    """The records that are others than in its package; None: nobody asked, or it cannot be told."""

    @property
    def differing(self) -> tuple[FigureChange, ...]:
        """The figures that are not the same."""
        return tuple(each for each in self.figures if each.then != each.now)


class ComparisonOps:
    """What a user can see of the submitted figures against those of today."""

    def __init__(self, workspace: Workspace, statistics: StatisticsOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._statistics = statistics

    def of(self, round_: Round, unit: UnitStanding) -> UnitComparison | None:
        """Compare the last submission of a unit, its records too; None: it has none here.

        Raises:
            Refusal: ``scheme.no_table``.
        """
        found = self._compared(_Counts(self._workspace, self._statistics, round_), unit)
        return None if found is None else replace(found, records=self._records(found))

    def all(
        self, round_: Round, units: Iterable[UnitStanding], progress: Progress = unwatched
    ) -> tuple[UnitComparison, ...]:
        """Compare the figures of every unit that has submitted, in their order.

        Raises:
            Refusal: ``scheme.no_table``.
        """
        counts, wanted = _Counts(self._workspace, self._statistics, round_), tuple(units)
        found = []
        for done, unit in enumerate(wanted):
            progress(done, len(wanted))
            found.append(self._compared(counts, unit))
        return tuple(each for each in found if each is not None)

    def _compared(self, counts: "_Counts", unit: UnitStanding) -> UnitComparison | None:
        if unit.sequence is None:
            return None
        received = report_of(self._workspace, unit.id, unit.sequence)
        if received is None:
            return None
        report = received.report
        count = counts.not_before(report.day)
        if unit.id not in count.directory.tree:
            return None
        changes = figure_changes(
            report.titles, report.told, count.figures(unit.id).values(), {}, {}
        )
        return UnitComparison(
            unit,
            received,
            count.day,
            unit.id in count.units,
            Difference(changes).all_figures(report.titles, report.told),
        )

    def _records(self, found: UnitComparison) -> Difference | None:
        """Compare the records; None where they have other ids here, so that all would differ."""
        from app.db.parts import data_part

        workspace, handoff = self._workspace, self._workspace.stores.handoff
        then = handoff.part(found.received.package, DATA_PART)
        if then is None or handoff.aliases(bound_ids(then)):
            return None
        return different_records(workspace, then, data_part(workspace.database, found.unit.id))


class _Counts:
    """What is counted here of a round, on as few days as will do."""

    def __init__(self, workspace: Workspace, statistics: StatisticsOps, round_: Round) -> None:
        self._statistics, self._round = statistics, round_
        self._today = workspace.day_of(round_)
        self._counts: dict[date, Count] = {}

    def not_before(self, day: date) -> Count:
        """Return what is counted today, or on a day that lies behind it."""
        later = max(day, self._today)
        if later not in self._counts:
            self._counts[later] = self._statistics.count(self._round, later)
        return self._counts[later]
