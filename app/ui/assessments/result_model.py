"""The results of a vote as rows: an object, its bar, 满意率, score and grade."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.vote_results import ObjectResult, Outcome
from app.ui.assessments.share_bars import SHARES
from app.ui.line_model import Line, LineModel, folded

BAR = 2
HEADINGS = ("评议对象", "所在党组织", "票数分布", "满意率", "平均分", "评定等次")
ITEM_HEAD = "评议内容"


class ResultModel(LineModel[Line]):
    """Rows whose third column is a bar."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, numbers=frozenset({3, 4}))
        self._shares: dict[str, tuple[Any, ...]] = {}

    def show_results(self, results: Sequence[ObjectResult]) -> None:
        """Show what came of the votes."""
        self._shares = {r.object.key: r.overall.shares for r in results if r.overall is not None}
        self.show_lines([_line(result) for result in results])

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - of every role its own
        """Return a cell's text, or the shares of the bar."""
        if role == SHARES and index.isValid() and index.column() == BAR:
            return self._shares.get(self.line(index.row()).id)
        return super().data(index, role)


def _line(result: ObjectResult) -> Line:
    each, outcome = result.object, result.overall
    cells = (
        each.name,
        each.place,
        "还没有票数" if outcome is None else "",
        "" if outcome is None or outcome.satisfied is None else f"{outcome.satisfied}%",
        "" if outcome is None or outcome.score is None else _score(outcome),
        each.rating if each.full else "预备党员，不评",
    )
    return Line(each.key, cells, (), folded(f"{each.name} {each.place}"))


def _score(outcome: Outcome) -> str:
    return f"{outcome.score}（{outcome.band}）" if outcome.band else f"{outcome.score}"


def item_headings(assessment: Assessment) -> tuple[str, ...]:
    """Return the headings of the votes on one object."""
    scale = assessment.scale
    abstained = ("弃权",) if scale.abstention else ()
    return (ITEM_HEAD, *(grade.label for grade in scale.grades), *abstained, "满意率")


def item_lines(assessment: Assessment, result: ObjectResult | None) -> list[Line]:
    """Return the votes on one object, item by item, and all together at the end."""
    if result is None or result.overall is None:
        return []
    outcomes = list(result.items) if len(result.items) > 1 else []
    if all(outcome.title != result.overall.title for outcome in outcomes):
        outcomes.append(result.overall)
    lines = []
    for number, outcome in enumerate(outcomes):
        pairs = zip((*outcome.votes, outcome.abstained), outcome.shares, strict=True)
        votes = [f"{votes} 票　{share}%" for votes, share in pairs]
        votes = votes if assessment.scale.abstention else votes[:-1]
        satisfied = "" if outcome.satisfied is None else f"{outcome.satisfied}%"
        lines.append(Line(str(number), (outcome.title, *votes, satisfied), (), ""))
    return lines
