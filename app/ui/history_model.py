"""The history as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.ops.history import HEADINGS, HistoryLine
from app.ui.line_model import Line, LineModel, folded

TIME, KIND, NAME, FIELD, OLD, NEW, WHO, REASON = range(len(HEADINGS))
_MINUTES = len("2011-01-25 10:20")


@dataclass(frozen=True, slots=True)
class HistoryRow(Line):
    """One line of the history."""

    told: HistoryLine


class HistoryModel(LineModel[HistoryRow]):
    """Shows the history; the order of its lines is the ledger's, never the clock's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent, keys={TIME: _sequence})

    def hint(self, line: HistoryRow, column: int) -> str:
        """Return the whole text of a cell, with its line breaks."""
        return line.told.cells[column]


def history_rows(lines: Iterable[HistoryLine]) -> list[HistoryRow]:
    """Return the rows of lines, in the order given; texts of several lines stand in one."""
    rows = []
    for told in lines:
        cells = (told.time[:_MINUTES], *(" ".join(text.split()) for text in told.cells[1:]))
        facets = (told.kind, told.field, told.who)
        rows.append(HistoryRow(str(told.sequence), cells, facets, folded(" ".join(cells)), told))
    return rows


def _sequence(row: HistoryRow) -> int:
    return row.told.sequence
