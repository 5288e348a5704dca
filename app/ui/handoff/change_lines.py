"""What a package changes as lines: which record, which field, what stood there, what comes."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.domain.dates import readable_day
from app.ops.history import HistoryLine
from app.ui.handoff.conflict_model import NOTHING
from app.ui.line_model import Line, LineModel, folded

HEADINGS = ("内容", "名称", "项目", "原来", "改为")
WIDTHS = {0: 64, 1: 130, 2: 120, 3: 220, 4: 220}
OLD, NEW = 3, 4


@dataclass(frozen=True, slots=True)
class ChangeLine(Line):
    """One field of one record."""

    told: HistoryLine


class ChangeModel(LineModel[ChangeLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent)

    def hint(self, line: ChangeLine, column: int) -> str:
        """Return the whole text of a side, with its line breaks."""
        if column in (OLD, NEW):
            return readable_day(line.told.old if column == OLD else line.told.new) or NOTHING
        return line.cells[column]


def change_lines(told: Iterable[HistoryLine]) -> tuple[ChangeLine, ...]:
    """Return the lines of what changes, in the order given; long texts stand in one line."""
    return tuple(_line(each) for each in told)


def _line(told: HistoryLine) -> ChangeLine:
    sides = (" ".join(readable_day(text).split()) or NOTHING for text in (told.old, told.new))
    cells = (told.kind, told.name, told.field, *sides)
    return ChangeLine(str(told.sequence), cells, (told.kind,), folded(" ".join(cells)), told)
