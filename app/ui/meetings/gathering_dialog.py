"""The dialog 会议: when and where, who was there, what was said, whose forms it fills."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from app.domain.cycle.meetings import MEETING_STATES, Meeting, MeetingState
from app.domain.dates import from_day
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.ids import TaskId
from app.domain.typed import NAME_LENGTH, typed_line
from app.ops.meetings import Filled
from app.ui.date_line import DateLine
from app.ui.faults import tell
from app.ui.line_model import Line
from app.ui.meeting_dialog import filled_words
from app.ui.meetings.note_box import NoteBox
from app.ui.meetings.roll_box import RollBox, counts_text
from app.ui.meetings.tasks_box import TasksBox
from app.ui.settings import Settings
from app.ui.structure.frame import FieldDialog
from app.ui.text_line import TextLine
from app.ui.waiting import wait_for
from app.ui.widgets import push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk

SIZE = QSize(760, 560)
TITLE, DAY, TIME, PLACE = "会议名称", "日期", "时间", "地点"
MODE, OCCASION, STATE = "点评形式", "结合活动", "状态"
ROLL, AGENDA, MINUTES, TASKS = "参会人员", "议程", "会议内容", "点评任务"
AGENDA_HINT = "一行一项，例如：\n支部书记汇报活动情况\n领导点评"
MINUTES_HINT = "会上讲了什么；各人的点评意见写在登记表里，会议记录自动带出"


class GatheringDialog(FieldDialog):
    """Makes a meeting or changes one; it can fill the forms of many tasks."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self,
        desk: "Desk",
        settings: Settings,
        given: Meeting,
        round_: "Round",
        lines: Sequence[Line],
        parent: QWidget | None,
        *,
        ticked: Iterable[TaskId] = (),
        is_new: bool = False,
    ) -> None:
        """Show a meeting.

        Args:
            desk: the ledger.
            settings: where the tables remember their columns.
            given: what is shown first.
            round_: the round that it belongs to.
            lines: the tasks whose forms it may fill (``tick_lines``).
            parent: the window it belongs to.
            ticked: the tasks that are ticked at first.
            is_new: whether it is not in the ledger yet.
        """
        super().__init__("新建会议" if is_new else "修改会议", "保存", parent)
        self._desk, self._given, self._round = desk, given, round_
        self._filling = False
        self._make_head(given)
        self._roll = RollBox(desk, settings, given.organization_id, given.roll)
        self._agenda = NoteBox(AGENDA, "\n".join(given.agenda), 5, AGENDA_HINT)
        self._minutes = NoteBox(MINUTES, given.minutes, 6, MINUTES_HINT)
        self._tasks = TasksBox(settings, lines, ticked)
        self._fill = push_button("保存并填写", hint="保存会议，并填写勾选的登记表")
        self.buttons.addButton(self._fill, QDialogButtonBox.ButtonRole.ActionRole)
        self.make_tabs("会议的几个方面")
        self._lay_out()
        self._fill.clicked.connect(self.fill)
        self._mode.currentTextChanged.connect(self._offer_occasions)
        self._offer_occasions(self._mode.currentText())
        fit(self, SIZE.width(), SIZE.height())
        self.begin()

    def _make_head(self, given: Meeting) -> None:
        modes = self._desk.workspace.scheme.modes
        self._title = TextLine(TITLE, given.title, NAME_LENGTH)
        self._day = DateLine(DAY, given.day, whole_day=True)
        self._day.setPlaceholderText("还没有定可不填")
        self._time = TextLine(TIME, given.time)
        self._time.setPlaceholderText("例如 上午9时")
        self._place = TextLine(PLACE, given.place)
        self._mode = _choice([mode.title for mode in modes], given.mode)
        self._occasion = _choice((), given.occasion)
        self._state = QComboBox()
        for state, word in MEETING_STATES.items():
            self._state.addItem(word, state)
        self._state.setCurrentIndex(
            self._state.findData(MeetingState(given.state or MeetingState.PLANNED))
        )

    def _lay_out(self) -> None:
        self.rows_tab(
            "会议",
            (
                (TITLE, self._title),
                (DAY, self._day),
                (TIME, self._time),
                (PLACE, self._place),
                (MODE, self._mode),
                (OCCASION, self._occasion),
                (STATE, self._state),
            ),
        )
        self.box_tab(ROLL, self._roll)
        self.rows_tab("议程和记录", ((AGENDA, self._agenda), (MINUTES, self._minutes)))
        self.box_tab(TASKS, self._tasks)

    def _offer_occasions(self, mode: str) -> None:
        """Offer the occasions that the scheme knows for a mode; what stands there stays."""
        found = self._desk.workspace.scheme.mode(mode)
        text = self._occasion.currentText()
        self._occasion.clear()
        self._occasion.addItems(["", *(found.occasions if found is not None else ())])
        self._occasion.setCurrentText(text)

    # ---- what stands here ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the fields; those who review are offered where the tasks are."""
        if self.is_ready:
            self._tasks.offer_reviewers(self._roll.people)
            self._fill.setEnabled(bool(self._tasks.ticked()))
        super().refresh()

    def doubts(self) -> Iterable[Fault]:
        """Tell of a day outside the round, and of too few who came."""
        day, round_ = self._day.day(), self._round
        if day is not None and not round_.start <= day <= round_.end:
            span = f"{round_.start:%Y.%m.%d}—{round_.end:%Y.%m.%d}"
            told = from_day(day).for_form
            yield fault("meeting.outside", DAY, day=told, round=round_.name, span=span)
        meeting = replace(self._given, roll=self._roll.people)
        rule = self._desk.workspace.scheme.meeting
        if rule is not None and rule.least_share and self._desk.gatherings.is_short(meeting):
            part, whole = rule.least_share
            counts = {"expected": meeting.expected, "present": meeting.present}
            yield fault("meeting.short", ROLL, share=f" {part}/{whole}", **counts)

    def effect(self) -> str:
        """Say who comes and how many forms are filled."""
        count = len(self._tasks.ticked())
        forms = f"勾选了 {count} 条点评任务，按“保存并填写”写入登记表。" if count else ""
        return f"{counts_text(self._roll.people)}{forms}"

    def made(self) -> Meeting:
        """Return what stands in the dialog.

        Raises:
            Refusal: ``text.*``, ``date.*``.
        """
        agenda = tuple(line.strip() for line in self._agenda.value().splitlines())
        return replace(
            self._given,
            title=self._title.value(),
            day=self._day.day(),
            time=self._time.value(),
            place=self._place.value(),
            mode=typed_line(self._mode.currentText(), MODE),
            occasion=typed_line(self._occasion.currentText(), OCCASION),
            state=MeetingState(self._state.currentData()),
            roll=self._roll.attendees(),
            agenda=tuple(filter(None, agenda)),
            minutes=self._minutes.value(),
        )

    # ---- keeping -------------------------------------------------------------------------------

    def fill(self) -> None:
        """Keep the meeting and fill the forms of the ticked tasks."""
        self._filling = True
        self.try_it()
        self._filling = False

    def do_it(self) -> None:
        """Keep the meeting; fill forms where that was asked."""
        meeting = self.made()
        if not self._filling:
            self.told.emit(self._desk.gatherings.save_meeting(meeting))
            return
        filled = self._filled(meeting)
        self.told.emit(filled.changes)
        self._tell(filled, meeting)

    def _filled(self, meeting: Meeting) -> Filled:
        ids, ops = self._tasks.ticked(), self._desk.gatherings
        if not ids:
            raise refusal("meeting.no_tasks", TASKS)
        reviewer, finished = self._tasks.reviewer(), self._tasks.finished

        def work(progress: "Progress") -> Filled:
            return ops.fill(meeting, ids, reviewer=reviewer, finished=finished, progress=progress)

        return wait_for(self, "正在填写登记表…", work)

    def _tell(self, filled: Filled, meeting: Meeting) -> None:
        with_reviewer = self._tasks.reviewer() is not None
        told, rest = filled_words(filled, meeting, with_reviewer=with_reviewer)
        icon = QMessageBox.Icon.Information
        tell(self.parentWidget(), "会议点评", f"会议已保存，{told}。", rest, icon)


def _choice(words: Sequence[str], chosen: str) -> QComboBox:
    box = QComboBox(editable=True)
    box.setLineEdit(QLineEdit())
    box.addItems(["", *words])
    box.setCurrentText(chosen)
    return box
