"""上报: a unit's records and figures go up as one package, and the figures are frozen."""

from datetime import date

from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.ops.statistics import StatisticsOps
from app.ops.submission_views import (
    Difference,
    FigureChange,
    Prepared,
    RecordChange,
    Submitted,
)
from app.ops.workspace import Workspace

__all__ = [
    "Difference",
    "FigureChange",
    "Prepared",
    "RecordChange",
    "SubmissionOps",
    "Submitted",
]


class SubmissionOps:
    """What a user can do to report upward."""

    def __init__(self, workspace: Workspace, statistics: StatisticsOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._statistics = statistics

    def prepare(self, round_: Round, unit: OrganizationId, day: date) -> Prepared:
        """Return what a submission would say, and what still stands in its way.

        Raises:
            Refusal: ``scheme.no_table``.
        """
        count = self._statistics.count(round_, day)
        figures = count.figures(unit).values()
        titles = count.titles()
        return Prepared(
            round=round_,
            unit=count.directory.tree[unit],
            day=day,
            figures={measure: figures[measure] for measure in titles},
            titles=titles,
            checks=count.checks(unit),
            explanations={},
        )
