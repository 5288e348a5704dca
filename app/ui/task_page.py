"""The page 点评任务: who reviews whom, and how far it has come."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import TaskId
from app.domain.progress import Progress
from app.ops.changes import Topic
from app.ops.desk import Desk
from app.ops.tasks import TaskState
from app.ui.data_table import DataTable
from app.ui.page import Page, Place, Scope
from app.ui.settings import Settings
from app.ui.task_model import Column, TaskLine, TaskModel, task_lines
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

WIDTHS = {
    Column.TARGET: 160,
    Column.ORGANIZATION: 150,
    Column.REVIEWER: 80,
    Column.STATE: 75,
    Column.DAY: 90,
}


class TaskPage(Page):
    """The task table of the chosen organisation, or what to do where there is none yet."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS})

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._model = TaskModel(self)
        self._sorted = QSortFilterProxyModel(
            self, sortCaseSensitivity=Qt.CaseSensitivity.CaseInsensitive
        )
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortLocaleAware(True)
        self._summary = dressed(QLabel(), accessibleName="任务小计")
        self._open = dressed(QPushButton("填写"), accessibleName="填写登记表", enabled=False)
        self._open.setToolTip("填写所选任务的登记表（双击或回车）")
        self._table = DataTable("点评任务", settings)
        self._table.setModel(self._sorted)
        self._table.setSortingEnabled(True)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._table.remember_columns({int(column): width for column, width in WIDTHS.items()})
        self._empty = EmptyHint()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        top.addWidget(self._open)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(top)
        column.addWidget(self._table, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)

    def _connect(self) -> None:
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._open.clicked.connect(self.open_current)
        self._empty.asked.connect(self.asked)

    def show_scope(self, scope: Scope) -> None:
        """Read and show the tasks of an organisation in a round."""
        self._scope = scope
        if scope.round is None:
            self._model.show_lines(())
            self._empty.show_step(has_members=bool(self.desk.workspace.records.members))
            self._stack.setCurrentIndex(1)
            return
        current = self.current_task()
        lines = wait_for(self, "正在读取点评任务…", self._read)
        workspace = self.desk.workspace
        unit = workspace.directory(workspace.today()).tree[scope.unit].name
        self._model.show_lines(lines)
        self._summary.setText(summary(unit, lines))
        self._summary.setToolTip(unit)
        self._stack.setCurrentIndex(0)
        if current is not None:
            self.choose(current)
        self._row_changed()

    def _read(self, progress: Progress) -> tuple[TaskLine, ...]:
        del progress
        scope = self._scope
        if scope is None or scope.round is None:
            return ()
        rules = {rule.id: rule.text for rule in self.desk.workspace.scheme.rules}
        return task_lines(self.desk.tasks.list(scope.round, scope.unit), rules)

    def show_place(self, place: Place) -> None:
        """Choose a task, or show only those in a state."""
        if place.task is not None:
            self.choose(place.task)

    def task_ids(self) -> tuple[TaskId, ...]:
        """Return the ids of the tasks in the order in which they are shown."""
        rows = (self._line(self._sorted.index(row, 0)) for row in range(self._sorted.rowCount()))
        return tuple(line.id for line in rows if line.id is not None)

    def current_task(self) -> TaskId | None:
        """Return the id of the task in the current row, or None."""
        index = self._table.currentIndex()
        return self._line(index).id if index.isValid() else None

    def choose(self, task_id: str) -> None:
        """Make a task the current one."""
        row = self._model.row_of(task_id)
        if row is not None:
            index = self._sorted.mapFromSource(self._model.index(row, 0))
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)

    def open_current(self) -> None:
        """Ask for the form of the current row."""
        task_id = self.current_task()
        if task_id is not None:
            self.wanted.emit(Place(task=task_id, tasks=self.task_ids()))

    def _line(self, index: QModelIndex) -> TaskLine:
        return self._model.line(self._sorted.mapToSource(index).row())

    def _open_row(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line.id is not None:
            self.wanted.emit(Place(task=line.id, tasks=self.task_ids()))

    def _row_changed(self) -> None:
        self._open.setEnabled(self.current_task() is not None)


def summary(unit: str, lines: Sequence[TaskLine]) -> str:
    """Return the counts of a unit's tasks in one line."""
    count = dict.fromkeys(TaskState, 0)
    for line in lines:
        count[line.state] += 1
    parts = [f"应点评 {len(lines)}", f"已点评 {count[TaskState.DONE]}"]
    parts.append(f"未点评 {count[TaskState.OPEN]}")
    if count[TaskState.EXEMPT]:
        parts.append(f"免点评 {count[TaskState.EXEMPT]}")
    if count[TaskState.GAP]:
        parts.append(f"缺点评人 {count[TaskState.GAP]}")
    return f"{unit}：" + "，".join(parts)


class EmptyHint(QWidget):
    """What to do next in a ledger without a round."""

    asked = Signal(str)
    """The name of the menu action that comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._import = dressed(QPushButton("导入…"), accessibleName="导入党组织和党员")
        self._round = dressed(QPushButton("开设轮次…"), accessibleName="开设轮次")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._round)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addStretch(3)
        self._connect()

    def _connect(self) -> None:
        self._import.clicked.connect(self._ask_load)
        self._round.clicked.connect(self._ask_round)

    def _ask_load(self) -> None:
        self.asked.emit("load")

    def _ask_round(self) -> None:
        self.asked.emit("open_round")

    def show_step(self, *, has_members: bool) -> None:
        """Say what comes first."""
        if has_members:
            self._text.setText(
                "党组织和党员已经就绪。\n下一步：开设点评轮次，程序按方案列出谁点评谁。"
            )
        else:
            self._text.setText(
                "这本台账还没有党员。\n第一步：导入党组织和党员名册（Excel、WPS 表格或 CSV）。"
                "\n第二步：开设点评轮次，程序按方案列出谁点评谁。"
            )
        self._round.setDefault(has_members)
