"""The page 点评任务: who reviews whom, and how far it has come."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.domain.ids import OrganizationId, ReviewId, TaskId
from app.domain.progress import Progress
from app.domain.review import Round
from app.ops.changes import Topic
from app.ops.desk import Desk
from app.ops.open_remarks import TO_MEND
from app.ops.tasks import TASK_STATES, TaskState
from app.ui.data_table import DataTable
from app.ui.filter_row import Facet, FilterRow
from app.ui.name_style import NameStyle
from app.ui.page import Place
from app.ui.settings import Preferences, Settings
from app.ui.task_actions import PageWithTasks, TaskActions
from app.ui.task_model import STATES, Column, TaskLine, TaskModel, task_lines
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

WIDTHS = {
    Column.TARGET: 165,
    Column.ORGANIZATION: 165,
    Column.REVIEWER: 90,
    Column.STATE: 75,
    Column.DAY: 90,
    Column.FORM: 120,
}
FACETS = (Facet("状态", STATES), Facet("点评人"), Facet("登记表"))
STATE_FACET = 0


class TaskPage(PageWithTasks):
    """The task table of the chosen organisation, or what to do where there is none yet."""

    topics: ClassVar = frozenset(
        {Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS, Topic.HANDOFF}
    )

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._lines: Sequence[TaskLine] = ()
        self._model = TaskModel(self)
        self._summary = dressed(QLabel(), accessibleName="任务小计")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._open = dressed(QPushButton("填写", autoDefault=False), accessibleName="填写登记表")
        self._open.setToolTip("填写所选任务的登记表（双击或回车）")
        self._meeting = dressed(QPushButton("批量填写", autoDefault=False))
        self._meeting.setToolTip("给所选任务统一填写点评时间、地点、点评形式、点评人")
        self._more = dressed(QPushButton("更多", autoDefault=False), accessibleName="更多操作")
        self._filters = FilterRow(FACETS)
        self.table = DataTable("点评任务", settings)
        self.table.setModel(self._model)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.remember_columns({int(column): width for column, width in WIDTHS.items()})
        self._actions = TaskActions(self)
        self._more.setMenu(self._actions.menu)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        for button in (self._open, self._meeting, self._more):
            top.addWidget(button)
        self.column.addLayout(top)
        self.column.addWidget(self._filters)
        self.column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.row_opened.connect(self._open_row)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._actions.pop_up)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._filters.changed.connect(self._filter)
        self._open.clicked.connect(self.open_current)
        self._meeting.clicked.connect(self._actions.fill_meeting)

    # ---- reading -------------------------------------------------------------------------

    def show_no_round(self) -> None:
        """Forget what was shown of a round."""
        self._lines = ()
        self._model.show_lines(())

    def show_round(self, round_: Round, unit: OrganizationId) -> None:
        """Read and show the tasks of an organisation in a round."""
        del round_, unit
        self._lines = wait_for(self, "正在读取点评任务…", self._read)
        self._summary.setText(summary(self._lines))
        self._summary.setToolTip(self._summary.text())
        self._filter()

    def _read(self, progress: Progress) -> Sequence[TaskLine]:
        del progress
        scope = self.scope
        if scope is None or scope.round is None:
            return ()
        scheme = self.desk.workspace.scheme
        found = self.desk.tasks.shown(scope.round, scope.unit)
        rules = {rule.id: rule.text for rule in scheme.rules}
        forms = {form.id: form.short_title for form in scheme.forms}
        people = [row.target for row in found.rows] + [row.reviewer for row in found.rows]
        people += [row.target for row in found.gaps]
        chosen = Preferences.read(self.settings)
        style = NameStyle(self.desk.workspace.names, chosen, people)
        return task_lines(found, rules, forms, style, self.desk.remarks.open())

    def _filter(self) -> None:
        """Show the lines that the filters let pass; what was chosen stays chosen."""
        chosen, current = self.chosen_tasks(), self.current_task()
        self._model.show_lines(self._filters.kept(self._lines))
        self._choose_again(chosen, current)
        self._selection_changed()

    def _choose_again(self, chosen: Sequence[TaskId], current: TaskId | None) -> None:
        last = self._model.columnCount() - 1
        selection = QItemSelection()
        for row in map(self._model.row_of, chosen):
            if row is not None:
                selection.select(self._model.index(row, 0), self._model.index(row, last))
        if current is not None:
            self.choose(current)
        if not selection.isEmpty():
            self.table.selectionModel().select(
                selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def show_place(self, place: Place) -> None:
        """Show only the tasks in a state, and choose a task."""
        if place.state is not None:
            self._filters.clear()
            self._filters.choose(STATE_FACET, TASK_STATES[place.state])
            self._filter()
        if place.task is not None:
            if self._model.row_of(place.task) is None:
                self._filters.clear()
            self.choose(place.task)

    # ---- what is chosen ------------------------------------------------------------------

    def task_ids(self) -> tuple[TaskId, ...]:
        """Return the ids of the tasks in the order in which they are shown."""
        return tuple(line.task for line in self._model.lines if line.task is not None)

    def chosen_lines(self) -> list[TaskLine]:
        """Return the selected lines, from the top down."""
        return [self._model.line(row) for row in self.table.chosen_rows()]

    def chosen_tasks(self) -> tuple[TaskId, ...]:
        """Return the ids of the selected tasks, from the top down."""
        return tuple(line.task for line in self.chosen_lines() if line.task is not None)

    def chosen_reviews(self) -> tuple[ReviewId, ...]:
        """Return the ids of the records of the selected tasks, as far as there are such."""
        return tuple(line.review for line in self.chosen_lines() if line.review is not None)

    def current_task(self) -> TaskId | None:
        """Return the id of the task in the current row, or None."""
        index = self.table.currentIndex()
        return self._model.line(index.row()).task if index.isValid() else None

    def choose(self, task_id: str) -> None:
        """Make a task the current one."""
        row = self._model.row_of(task_id)
        if row is not None:
            index = self._model.index(row, 0)
            self.table.choose_row(index)

    def open_current(self) -> None:
        """Ask for the form of the current row."""
        self._open_row(self.table.currentIndex())

    def _open_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        task_id = self._model.line(index.row()).task
        if task_id is not None:
            self.wanted.emit(Place(task=task_id, tasks=self.task_ids()))

    def _selection_changed(self) -> None:
        # the first line of each stretch is enough to tell: all rows may be selected
        stretches = self.table.selectionModel().selection()
        tops = (stretches.at(place).top() for place in range(stretches.count()))
        chosen = any(self._model.line(top).task is not None for top in tops)
        self._open.setEnabled(chosen)
        self._meeting.setEnabled(chosen)


def summary(lines: Sequence[TaskLine]) -> str:
    """Return the counts of tasks in one line."""
    count = dict.fromkeys(TaskState, 0)
    for line in lines:
        count[line.state] += 1
    parts = [f"应点评 {len(lines)}", f"已点评 {count[TaskState.DONE]}"]
    parts.append(f"未点评 {count[TaskState.OPEN]}")
    if count[TaskState.EXEMPT]:
        parts.append(f"免点评 {count[TaskState.EXEMPT]}")
    if count[TaskState.GAP]:
        parts.append(f"缺点评人 {count[TaskState.GAP]}")
    sent_back = sum(line.cells[Column.STATE] == TO_MEND for line in lines)
    if sent_back:
        parts.append(f"{TO_MEND} {sent_back}")
    return "　".join(parts)
