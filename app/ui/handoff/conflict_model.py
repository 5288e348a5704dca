"""Conflicts as lines: whose record, which field, and what was chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.handoff import Resolve
from app.domain.handoff_records import SIDES, Side
from app.ops.reception import ConflictView
from app.ui.handoff.lists import last_name
from app.ui.line_model import Line, LineModel, folded
from app.ui.tones import AMBER, GREEN


class Column(IntEnum):
    """The columns, in their order."""

    UNIT = 0
    KIND = 1
    RECORD = 2
    LABEL = 3
    OURS = 4
    THEIRS = 5
    CHOICE = 6


WIDTHS: dict[int, int] = {
    Column.UNIT: 120,
    Column.KIND: 64,
    Column.RECORD: 110,
    Column.LABEL: 100,
    Column.OURS: 150,
    Column.THEIRS: 150,
    Column.CHOICE: 80,
}
UNSETTLED = "未选"
MIXED = ("本台账", "数据包")
"""What the two sides are called where packages of several kinds stand together."""
COLOURS = {True: GREEN, False: AMBER}
"""Of the choice: made, not made."""
_CUT = 60
NOTHING = "（空）"
ONLY_OURS = "只有本台账有这条记录。接收时整批采用对方也不会删去它；要删，请在这里逐条选择对方。"


@dataclass(frozen=True, slots=True)
class ConflictLine(Line):
    """One conflict."""

    conflict: ConflictView
    choice: Resolve


def conflict_lines(
    conflicts: Iterable[ConflictView],
    chosen: Mapping[int, Resolve],
) -> tuple[ConflictLine, ...]:
    """Return the lines of conflicts.

    Args:
        conflicts: in the order in which they are shown.
        chosen: what was chosen for which of them, by id.
    """
    return tuple(_line(n, each, chosen) for n, each in enumerate(conflicts))


def _line(number: int, conflict: ConflictView, chosen: Mapping[int, Resolve]) -> ConflictLine:
    choice = chosen.get(conflict.id, Resolve.ASK) if conflict.id else Resolve.ASK
    word = choice_word(choice, conflict.side)
    unit = last_name(conflict.unit or conflict.place)
    cells = (
        unit,
        conflict.kind_word,
        conflict.record,
        conflict.label,
        _cut(conflict.ours),
        _cut(conflict.theirs),
        word,
    )
    searched = folded(" ".join((*cells[:4], conflict.place, conflict.ours, conflict.theirs)))
    line_id = str(conflict.id or f"n{number}")
    return ConflictLine(
        line_id, cells, (unit, conflict.kind_word, word), searched, conflict, choice
    )


def choice_word(choice: Resolve, side: Side) -> str:
    """Return what was chosen, in words."""
    if choice is Resolve.ASK:
        return UNSETTLED
    ours, theirs = SIDES[side]
    return f"按{theirs if choice is Resolve.THEIRS else ours}"


def side_words(sides: Iterable[Side]) -> tuple[str, str]:
    """Return what this ledger and the other side are called in a list.

    Args:
        sides: from where what is listed comes; nothing: from below.
    """
    found = set(sides) or {Side.BELOW}
    return SIDES[found.pop()] if len(found) == 1 else MIXED


def headings_of(sides: Iterable[Side]) -> tuple[str, ...]:
    """Return the headings of a list of conflicts."""
    return ("单位", "内容", "名称", "项目", *side_words(sides), "处理")


def _cut(text: str) -> str:
    plain = " ".join(text.split("\n"))
    return plain if len(plain) <= _CUT else f"{plain[:_CUT]}…"


class ConflictModel(LineModel[ConflictLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(headings_of(()), parent)

    def show_lines(
        self, lines: Sequence[ConflictLine], headings: Sequence[str] | None = None
    ) -> None:
        """Show these conflicts, their two sides called by what they are."""
        super().show_lines(lines, headings or headings_of(line.conflict.side for line in lines))

    def cell(self, line: ConflictLine, column: int) -> str:
        """Return what stands in a cell; a missing text says so."""
        text = line.cells[column]
        return text or NOTHING if column in (Column.OURS, Column.THEIRS) else text

    def colour(self, line: ConflictLine, column: int) -> QColor | None:
        """Return the colour of the choice."""
        return COLOURS[line.choice is not Resolve.ASK] if column == Column.CHOICE else None

    def hint(self, line: ConflictLine, column: int) -> str:
        """Return the whole text of a side."""
        if column == Column.OURS:
            return line.conflict.ours or NOTHING
        if column == Column.THEIRS:
            return line.conflict.theirs or NOTHING
        if column == Column.LABEL and line.conflict.only_ours:
            return ONLY_OURS
        return line.conflict.place if column == Column.RECORD else line.cells[column]
