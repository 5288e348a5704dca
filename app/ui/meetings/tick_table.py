"""The tasks whose forms a meeting fills, to tick."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.ids import TaskId
from app.ops.tasks import TASK_STATES, TaskRow, TaskState
from app.ui.data_table import DataTable
from app.ui.line_model import CellData, Index, Line, LineModel, folded

HEADINGS = ("点评对象", "所在党组织", "点评人", "登记表", "状态")
WIDTHS = {0: 150, 1: 150, 2: 90, 3: 120}
FACETS = ("状态", "点评人", "登记表")
OWN = "本次会议已填"
STATES = (TASK_STATES[TaskState.OPEN], TASK_STATES[TaskState.DONE], OWN)


def tick_lines(
    rows: Iterable[TaskRow], forms: dict[str, str], own: frozenset[TaskId]
) -> tuple[Line, ...]:
    """Return tasks as lines to tick; those that need no review are left out.

    Args:
        rows: the tasks.
        forms: the title of each form.
        own: the tasks that this meeting has filled before.
    """
    return tuple(
        _line(row, forms.get(row.task.form, row.task.form), row.task.id in own)
        for row in rows
        if row.state in (TaskState.OPEN, TaskState.DONE)
    )


def _line(row: TaskRow, form: str, own: bool) -> Line:
    state = OWN if own else TASK_STATES[row.state]
    cells = (row.target, row.organization, row.reviewer, form, state)
    return Line(row.task.id, cells, (state, row.reviewer, form), folded(" ".join(cells)))


class TickModel(LineModel[Line]):
    """Ticks stay when other lines are shown."""

    ticks_changed = Signal()

    def __init__(self, ticked: Iterable[TaskId], parent: QObject | None = None) -> None:
        """Show nothing yet; some tasks are ticked from the start."""
        super().__init__(HEADINGS, parent)
        self._ticked: set[str] = set(ticked)

    def ticked(self, lines: Sequence[Line]) -> tuple[TaskId, ...]:
        """Return the ticked tasks of these lines, in their order."""
        return tuple(TaskId(line.id) for line in lines if line.id in self._ticked)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        found = super().flags(index)
        first = index.isValid() and index.column() == 0
        return found | Qt.ItemFlag.ItemIsUserCheckable if first else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> CellData:
        """Return whether a line is ticked, or what every line has."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            on = self.line(index.row()).id in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a line, or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def tick(self, rows: Iterable[int], *, on: bool | None = None) -> None:
        """Tick lines.

        Args:
            rows: of the lines.
            on: whether they are to be ticked; None: turned, all alike.
        """
        ids = {self.line(row).id for row in rows}
        if on is None:
            on = not ids <= self._ticked
        self._ticked = self._ticked | ids if on else self._ticked - ids
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.ticks_changed.emit()


class TickTable(DataTable):
    """Space turns the ticks of the chosen lines, Enter that of the current one."""

    turned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turned.emit()
            return
        super().keyPressEvent(event)
