"""What can be done with the chosen tasks: the menu of their table, and what its entries do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.ops.tasks import TaskState
from app.ui.faults import refusals_shown
from app.ui.questions import confirm
from app.ui.record_actions import RecordActions
from app.ui.round_page import RoundPage
from app.ui.task_dialogs import AssignDialog, ExemptDialog, named, task_ids

if TYPE_CHECKING:
    from app.ui.data_table import DataTable
    from app.ui.task_model import TaskLine


class PageWithTasks(RoundPage):
    """A page on which tasks are chosen: what the actions need of it."""

    table: "DataTable"
    """The table of the tasks."""

    def chosen_lines(self) -> "list[TaskLine]":
        """Return the selected lines, from the top down."""
        raise NotImplementedError

    def open_current(self) -> None:
        """Ask for the form of the current row."""
        raise NotImplementedError


class TaskActions(QObject):
    """The menu and its entries; what they commit the page tells."""

    def __init__(self, page: PageWithTasks) -> None:
        """Work on the tasks that are chosen on this page."""
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self._fill = self._add("填写登记表(&F)")
        self._meeting = self._add("批量填写(&B)…")
        self._gather = self._add("开会点评(&M)…")
        self.menu.addSeparator()
        self._exempt = self._add("免点评(&X)…")
        self._require = self._add("取消免点评(&C)")
        self._assign = self._add("改派点评人(&R)…")
        self.menu.addSeparator()
        self._print = self._add("打印(&P)…")
        self._export = self._add("导出(&E)…")
        self._copy = self._add("复制表格(&T)")
        self.menu.addSeparator()
        self._records = RecordActions(page, self.menu, page.chosen_reviews)
        self._connect()

    def _add(self, text: str) -> QAction:
        return self.menu.addAction(text)

    def _connect(self) -> None:
        self.menu.aboutToShow.connect(self._enable)
        self._records.told.connect(self._page.told)
        self._fill.triggered.connect(self._page.open_current)
        self._meeting.triggered.connect(self.fill_meeting)
        self._gather.triggered.connect(self.meet)
        self._exempt.triggered.connect(self.exempt)
        self._require.triggered.connect(self.require)
        self._assign.triggered.connect(self.assign)
        self._print.triggered.connect(self._ask_print)
        self._export.triggered.connect(self._ask_export)
        self._copy.triggered.connect(self._copy_rows)

    def pop_up(self, place: QPoint) -> None:
        """Show the menu at a place of the table."""
        self.menu.popup(self._page.table.viewport().mapToGlobal(place))

    def _enable(self) -> None:
        """Let be chosen what makes sense for the chosen tasks."""
        lines = self._page.chosen_lines()
        states = {line.state for line in lines if line.task is not None}
        self._fill.setEnabled(bool(states))
        self._meeting.setEnabled(bool(states))
        self._gather.setEnabled(bool(states & {TaskState.OPEN, TaskState.DONE}))
        self._exempt.setEnabled(TaskState.OPEN in states)
        self._require.setEnabled(TaskState.EXEMPT in states)
        self._assign.setEnabled(bool(states & {TaskState.OPEN, TaskState.EXEMPT}))
        records = any(line.review is not None for line in lines)
        self._print.setEnabled(records)
        self._export.setEnabled(records)

    def _in(self, *states: TaskState) -> "list[TaskLine]":
        """Return the chosen tasks in these states."""
        lines = self._page.chosen_lines()
        return [line for line in lines if line.task is not None and line.state in states]

    def fill_meeting(self) -> None:
        """Ask what a meeting shares and fill it into the chosen tasks."""
        from app.ui.meeting_dialog import MeetingDialog

        page, lines = self._page, self._in(*TaskState)
        if lines and page.scope is not None and page.scope.round is not None:
            dialog = MeetingDialog(page.desk, page.scope.round, lines, page)
            dialog.told.connect(page.told)
            dialog.open()

    def meet(self) -> None:
        """Ask for a new meeting that reviews the chosen tasks."""
        from app.ui.meetings.opening import meeting_about

        page, scope = self._page, self._page.scope
        tasks = task_ids(self._in(TaskState.OPEN, TaskState.DONE))
        if tasks and scope is not None and scope.round is not None:
            dialog = meeting_about(
                page.desk, page.settings, scope.round, scope.unit, tasks, page.window()
            )
            dialog.told.connect(page.told)
            dialog.open()

    def exempt(self) -> None:
        """Ask why the chosen open tasks need no review."""
        lines = self._in(TaskState.OPEN)
        if lines:
            dialog = ExemptDialog(self._page.desk.tasks, lines, self._page)
            dialog.told.connect(self._page.told)
            dialog.open()

    def require(self) -> None:
        """Take 免点评 back for the chosen tasks, after a question."""
        lines = self._in(TaskState.EXEMPT)
        if not lines:
            return
        sentence = f"要取消{named(lines)}的免点评吗？"
        more = "取消后，他们重新列入未点评；原来写的原因不再保留。"
        if confirm(self._page, "取消免点评", sentence, "取消免点评", more):
            with refusals_shown(self._page):
                self._page.told.emit(self._page.desk.tasks.require_all(task_ids(lines)))

    def assign(self) -> None:
        """Ask who is to review the chosen tasks that are not done."""
        lines = self._in(TaskState.OPEN, TaskState.EXEMPT)
        if lines:
            dialog = AssignDialog(self._page.desk, lines, self._page)
            dialog.told.connect(self._page.told)
            dialog.open()

    def _ask_print(self) -> None:
        self._page.asked.emit("print_forms")

    def _ask_export(self) -> None:
        self._page.asked.emit("export_forms")

    def _copy_rows(self) -> None:
        self._page.table.copy()
