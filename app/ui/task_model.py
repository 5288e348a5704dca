"""The tasks of a round as a table: object, reviewer, rule in words, state, date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.domain.dates import from_day
from app.domain.ids import TaskId
from app.domain.words import REVIEW_STATES, ReviewState
from app.ops.tasks import TASK_STATES, TaskList, TaskRow, TaskState

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    TARGET = 0
    ORGANIZATION = 1
    REVIEWER = 2
    STATE = 3
    DAY = 4
    RULE = 5


HEADINGS = ("点评对象", "所在党组织", "点评人", "状态", "点评时间", "依据")
COLOURS = {
    TaskState.DONE: QColor("#2e7d32"),
    TaskState.GAP: QColor("#c62828"),
    TaskState.EXEMPT: QColor("#757575"),
}
STATE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of the table: a task, or a gap, which has no id."""

    id: TaskId | None
    state: TaskState
    cells: tuple[str, ...]
    hint: str = ""


def task_lines(found: TaskList, rules: Mapping[str, str]) -> tuple[TaskLine, ...]:
    """Return the lines of a task list; ``rules`` gives the sentence of each rule."""
    gaps = [
        TaskLine(
            None,
            TaskState.GAP,
            (gap.target, gap.organization, "", TASK_STATES[TaskState.GAP], "", gap.reason),
            f"{gap.target}：{gap.reason}",
        )
        for gap in found.gaps
    ]
    return (*(_line(row, rules) for row in found.rows), *gaps)


def _line(row: TaskRow, rules: Mapping[str, str]) -> TaskLine:
    words = "；".join(rules.get(rule, rule) for rule in row.task.rules)
    day = row.review.day if row.review is not None else None
    state = TASK_STATES[row.state]
    if row.state is TaskState.OPEN and row.review is not None:
        started = row.review.state is ReviewState.SUMMARIZED
        state = REVIEW_STATES[ReviewState.SUMMARIZED] if started else "填写中"
    cells = (
        row.target,
        row.organization,
        row.reviewer,
        state,
        from_day(day).for_table if day else "",
        words,
    )
    return TaskLine(row.task.id, row.state, cells, row.task.exempt_reason or words)


class TaskModel(QAbstractTableModel):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._lines: Sequence[TaskLine] = ()

    def show_lines(self, lines: Sequence[TaskLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> TaskLine:
        """Return the line of a row."""
        return self._lines[row]

    def row_of(self, task_id: str) -> int | None:
        """Return the row of a task, or None."""
        return next((row for row, line in enumerate(self._lines) if line.id == task_id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QColor | TaskState | None:
        """Return a cell's text, hint or colour."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.RULE:
            return line.hint
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATE:
            return COLOURS.get(line.state)
        if role == STATE_ROLE:
            return line.state
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return section + 1
