"""The dialogs 免点评 and 改派点评人: each asks for a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.ids import TaskId
from app.domain.typed import typed_line
from app.ops.desk import Desk
from app.ops.tasks import TaskOps
from app.ui.dialogs import FormLikeDialog
from app.ui.people import PersonRow
from app.ui.task_model import TaskLine
from app.ui.window_size import fit

NAMED = 3


class ExemptDialog(FormLikeDialog):
    """Marks targets as 免点评."""

    told = Signal(object)
    """The ``Changes`` of what was marked."""

    def __init__(self, tasks: TaskOps, lines: Sequence[TaskLine], parent: QWidget | None) -> None:
        """Ask why these tasks need no review."""
        super().__init__("免点评", "登记", parent)
        self._tasks, self._ids = tasks, task_ids(lines)
        self._reason = QLineEdit(placeholderText="例如 长期病休，另行谈心")
        sentence = f"{named(lines)}不再要求点评；仍计入总数，并单独列出。"
        self.rows.addRow(QLabel(sentence, wordWrap=True))
        self.row("原因", self._reason)
        fit(self, 420, 160)

    def do_it(self) -> None:
        """Mark them, all or none."""
        self.told.emit(self._tasks.exempt_all(self._ids, _reason(self._reason)))


class AssignDialog(FormLikeDialog):
    """Gives tasks to another reviewer."""

    told = Signal(object)
    """The ``Changes`` of what was given to somebody else."""

    def __init__(self, desk: Desk, lines: Sequence[TaskLine], parent: QWidget | None) -> None:
        """Ask who is to review instead, and why."""
        super().__init__("改派点评人", "改派", parent)
        self._tasks, self._ids = desk.tasks, task_ids(lines)
        self._person = PersonRow(desk)
        self._reason = QLineEdit(placeholderText="例如 书记外出学习")
        sentence = f"{named(lines)}改由下面的领导点评；重新生成任务时保留。"
        self.rows.addRow(QLabel(sentence, wordWrap=True))
        self.row("点评人", self._person)
        self.row("原因", self._reason)
        fit(self, 420, 200)

    def do_it(self) -> None:
        """Give them to the chosen reviewer, all or none."""
        person = self._person.wanted()
        if person is None:
            raise refusal("task.no_reviewer")
        _, changes = self._tasks.assign_all(self._ids, [person], _reason(self._reason))
        self.told.emit(changes)


def _reason(line: QLineEdit) -> str:
    return typed_line(line.text(), "原因")


def task_ids(lines: Sequence[TaskLine]) -> list[TaskId]:
    """Return the ids of the tasks among lines."""
    return [line.task for line in lines if line.task is not None]


def named(lines: Sequence[TaskLine]) -> str:
    """Return what lines are about: the first names and how many there are."""
    names = "、".join(line.name for line in lines[:NAMED])
    return f"“{names}”" if len(lines) <= NAMED else f"“{names}”等 {len(lines)} 个点评对象"
