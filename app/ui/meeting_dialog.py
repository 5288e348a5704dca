"""The dialog 批量填写: what a whole meeting shares, written into many records at once."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMessageBox, QWidget

from app.domain.dates import from_day, parse_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import TaskId
from app.domain.progress import Progress
from app.domain.review import Round
from app.domain.typed import typed_line
from app.ops.desk import Desk
from app.ops.meetings import Filled, Meeting, Outcome
from app.ops.tasks import TaskState
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import tell
from app.ui.people import PersonRow
from app.ui.task_model import TaskLine
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.cycle.meetings import Meeting as Gathering

UNCHANGED = "不填则不改动"
SHARED = ("点评时间", "地点", "点评形式", "点评人")
REST_BY_HAND = "其他内容（评价、成绩、问题等）没有改动，请逐份填写。"
LEFT_ALONE = {
    Outcome.FINISHED: "已点评，没有改动",
    Outcome.LOCKED: "已归档或已锁定，没有改动",
    Outcome.EXEMPT: "免点评，没有改动",
    Outcome.OWN: "不能由本人点评自己，没有改动",
}


class MeetingDialog(FormLikeDialog):
    """Fills day, place, mode and reviewer of a meeting into the records of chosen tasks."""

    told = Signal(object)
    """The ``Changes`` of what was filled in."""

    def __init__(
        self, desk: Desk, round_: Round, lines: Sequence[TaskLine], parent: QWidget | None
    ) -> None:
        """Ask what the records of these tasks have in common."""
        super().__init__("批量填写", "填写", parent)
        self._desk, self._round = desk, round_
        self._ids = [line.task for line in lines if line.task is not None]
        self._doubted: date | None = None
        finished = sum(line.state is TaskState.DONE for line in lines)
        self._day = DateLine("点评时间")
        self._day.setPlaceholderText(f"例如 2011年1月12日，{UNCHANGED}")
        self._place = QLineEdit(placeholderText=UNCHANGED)
        self._mode = QComboBox(editable=True)
        self._mode.setLineEdit(QLineEdit(placeholderText=UNCHANGED))
        self._mode.addItems(["", *(mode.title for mode in desk.workspace.scheme.modes)])
        self._reviewer = PersonRow(desk, UNCHANGED, outsiders=True)
        self._reviewer.outside_asked.connect(self.ask_outside)
        self._finished = dressed(QCheckBox(f"已点评的 {finished} 份也改动"), visible=bool(finished))
        self.rows.addRow(QLabel(_sentence(len(self._ids), finished), wordWrap=True))
        self.row("点评时间", self._day)
        self.row("地点", self._place)
        self.row("点评形式", self._mode)
        self.row("点评人", self._reviewer)
        self.rows.addRow("", self._finished)
        fit(self, 460, 280)

    def ask_outside(self, name: str) -> None:
        """Ask who from outside reviews; he is entered at once and chosen.

        Args:
            name: what was typed before.
        """
        from app.ui.outside_dialog import OutsideDialog

        dialog = OutsideDialog(self._desk, name, self)
        dialog.told.connect(self.told)
        dialog.entered.connect(self._reviewer.show_person)
        dialog.open()

    def do_it(self) -> None:
        """Fill it in, all or none; a day outside the round is doubted once."""
        typed = self._day.text().strip()
        day = parse_day(typed) if typed else None
        place = typed_line(self._place.text(), "地点")
        mode = typed_line(self._mode.currentText(), "点评形式")
        meeting = Meeting(day, place, mode, self._reviewer.wanted())
        if day is not None and day != self._doubted:
            self._doubt(day)
        work = partial(_fill, self._desk, self._ids, meeting, self._finished.isChecked())
        filled = wait_for(self, "正在填写登记表…", work)
        self._tell(filled, meeting)
        if filled.changes:
            self.told.emit(filled.changes)

    def _doubt(self, day: date) -> None:
        round_ = self._round
        if not round_.start <= day <= round_.end:
            self._doubted = day
            span = f"{round_.start:%Y.%m.%d}—{round_.end:%Y.%m.%d}"
            raise refusal(
                "meeting.day_outside", day=from_day(day).for_form, round=round_.name, span=span
            )

    def _tell(self, filled: Filled, meeting: Meeting) -> None:
        told, rest = filled_words(filled, meeting, with_reviewer=meeting.reviewer is not None)
        icon = QMessageBox.Icon.Information
        tell(self.parentWidget(), "批量填写", f"{told}。", rest, icon)


def filled_words(
    filled: Filled, meeting: "Meeting | Gathering", *, with_reviewer: bool
) -> tuple[str, str]:
    """Return what was written into how many forms, and what was left as it was.

    Args:
        filled: what became of the tasks.
        meeting: whose day, place and mode were written, as far as it has them.
        with_reviewer: whether the reviewer was written, too.
    """
    count = filled.count(Outcome.FILLED)
    left = [
        f"{filled.count(outcome)} 份{words}。"
        for outcome, words in LEFT_ALONE.items()
        if filled.count(outcome)
    ]
    if not count:
        return "没有改动登记表", "\n".join(left)
    given = (meeting.day, meeting.place, meeting.mode, with_reviewer)
    words = "、".join(word for word, there in zip(SHARED, given, strict=True) if there)
    return f"已在 {count} 份登记表里填上{words}", "\n".join((REST_BY_HAND, *left))


def _fill(
    desk: Desk, ids: Sequence[TaskId], meeting: Meeting, finished: bool, progress: Progress
) -> Filled:
    return desk.meetings.fill(ids, meeting, finished=finished, progress=progress)


def _sentence(count: int, finished: int) -> str:
    if not finished:
        return f"把下面填写的内容写入所选 {count} 条任务的登记表，已写的文字保留。"
    return (
        f"把下面填写的内容写入所选 {count} 条任务的登记表，已写的文字保留；"
        f"其中 {finished} 份已点评，默认不改动。"
    )
