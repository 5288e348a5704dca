"""The bin as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.domain.binned import BIN_KINDS, Binned
from app.ui.line_model import Line, LineModel, folded

HEADINGS = ("名称", "类别", "删除时间", "原因")
NAME, KIND, TIME, REASON = range(len(HEADINGS))
_MINUTES = len("2011-01-25 10:20")


@dataclass(frozen=True, slots=True)
class BinLine(Line):
    """One deleted thing."""

    item: Binned


class BinModel(LineModel[BinLine]):
    """Shows what was deleted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent, keys={TIME: _sequence})


def bin_lines(items: Iterable[Binned]) -> list[BinLine]:
    """Return the lines of deleted things, in the order given."""
    lines = []
    for item in items:
        kind = BIN_KINDS[item.kind]
        cells = (item.title, kind, item.time[:_MINUTES], item.reason)
        lines.append(BinLine(str(item.sequence), cells, (kind,), folded(" ".join(cells)), item))
    return lines


def _sequence(line: BinLine) -> int:
    return line.item.sequence
