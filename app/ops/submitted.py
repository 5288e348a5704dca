"""The official tables as they were submitted: from here upward, or by a unit below to here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.coverage import MEASURES, TierFigure, tier_measures
from app.domain.errors.catalogue import refusal
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.submission import Report, Submission
from app.export.file_names import file_name
from app.ops.received_reports import ReceivedReport, received_excel, reports_of
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.ops.submission_views import FigureChange
    from app.ops.submissions import SubmissionOps
    from app.ops.unit_comparison import ComparisonOps, UnitComparison
    from app.ops.units import UnitOps

_TITLE = "统计表"


@dataclass(frozen=True, slots=True)
class SubmittedTable:
    """The latest submission of a unit for a round, beside today."""

    report: Report
    sequence: int
    check_code: str
    """The 校验码 on the paper table."""
    tiers: tuple[TierFigure, ...]
    """The leaders by tier, as submitted."""
    changed: tuple["FigureChange", ...]
    """The figures that are others today."""
    source: Submission | ReceivedReport
    """Where it is kept: it went up from here, or came in a package."""


class SubmittedOps:
    """What a user can see again of what was submitted."""

    def __init__(
        self,
        workspace: Workspace,
        submissions: "SubmissionOps",
        units: "UnitOps",
        comparisons: "ComparisonOps",
    ) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._submissions = submissions
        self._units = units
        self._comparisons = comparisons

    def latest(self, round_: Round, unit: Organization) -> SubmittedTable:
        """Return what was submitted last of a unit, whether from here or by the unit itself.

        Raises:
            Refusal: ``handoff.not_submitted``; ``scheme.no_table``.
        """
        own = next(iter(self._submissions.of(round_, unit.id)), None)
        below = self._from_below(round_, unit)
        if below is not None and (own is None or below.received.package > own.package):
            received = below.received
            report, changed = received.report, below.differing
            return self._table(report, received.sequence, received.check_code, changed, received)
        if own is None:
            raise refusal("handoff.not_submitted", name=unit.name, round=round_.name)
        since = self._submissions.compare(own.id)
        changed = tuple(each for each in since if each.then != each.now)
        return self._table(own.report, own.sequence, own.check_code, changed, own)

    def _from_below(self, round_: Round, unit: Organization) -> "UnitComparison | None":
        standing = self._units.standing(round_, self._workspace.day_of(round_))
        asked = [each for each in standing if each.id == unit.id]
        return next(iter(self._comparisons.all(round_, asked)), None)

    def _table(
        self,
        report: Report,
        sequence: int,
        check_code: str,
        changed: tuple["FigureChange", ...],
        source: Submission | ReceivedReport,
    ) -> SubmittedTable:
        tiers = tuple(self._tiers(report))
        return SubmittedTable(report, sequence, check_code, tiers, changed, source)

    def _tiers(self, report: Report) -> Iterator[TierFigure]:
        told = report.told
        for table in self._workspace.scheme.tables[:1]:
            for place, tier in enumerate(table.tiers):
                total, took_part = tier_measures(tier.id) if place else MEASURES[:2]
                if total in told and took_part in told:
                    yield TierFigure(tier.id, tier.title, told[total], told[took_part])

    def write(self, table: SubmittedTable, path: Path, *, overwrite: bool = False) -> None:
        """Write a table as Excel, byte for byte as it was submitted.

        Raises:
            Refusal: ``file.*``; ``scheme.file_missing``.
        """
        from app.export.files import write_new

        self._workspace.refuse_own_files(path)
        write_new(path, self._excel(table.source), overwrite=overwrite)

    def _excel(self, source: Submission | ReceivedReport) -> bytes:
        if isinstance(source, ReceivedReport):
            return received_excel(self._workspace, source)
        return self._submissions.excel(source.id)

    # ---- all of a round ----------------------------------------------------------------------

    def count(self, round_: Round) -> int:
        """Return how many files ``files`` gives."""
        return len(self._own(round_)) + len(reports_of(self._workspace, round_))

    def files(self, round_: Round) -> Iterator[tuple[str, bytes]]:
        """Give every table of a round that went up from here or came in: its name, without ending.

        Raises:
            Refusal: ``scheme.file_missing``.
        """
        sources: list[Submission | ReceivedReport] = [*self._own(round_)]
        for source in [*sources, *reports_of(self._workspace, round_)]:
            report, number = source.report, f"第{source.sequence}号"
            yield file_name(report.unit.name, _TITLE, number, report.day), self._excel(source)

    def _own(self, round_: Round) -> list[Submission]:
        return [each for each in self._submissions.all() if each.report.round.id == round_.id]
