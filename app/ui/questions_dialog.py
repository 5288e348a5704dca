"""The dialog 待确认: what an import or a reception could not decide, one after the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.binding import RECEIVER, SENDER, answers_to
from app.ops.changes import Topic, changed
from app.ui.faults import refusals_shown
from app.ui.handoff.sender_choice import SenderChoice
from app.ui.letters import lettered
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.domain.proposal import Question
    from app.ops.desk import Desk

RECEIVE_AGAIN = "\n回答以后，请把这个数据包再接收一次。"
CHANGES = changed(Topic.STRUCTURE, Topic.TASKS, Topic.REVIEWS, Topic.QUESTIONS, Topic.HANDOFF)


class QuestionsDialog(QDialog):
    """Shows one open question at a time; 以后再说 leaves it for another day."""

    answered = Signal(object)
    """The ``Changes`` of an answer."""

    def __init__(self, desk: "Desk", parent: QWidget | None) -> None:
        """Show the first open question."""
        super().__init__(parent)
        dressed(self, windowTitle="待确认")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._skipped = 0
        self._question: Question | None = None
        self._senders = SenderChoice(desk, self)
        self._head = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._text = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="问题"
        )
        self._box = QGroupBox("请选择")
        self._choices = QVBoxLayout(self._box)
        self._group = QButtonGroup(self)
        self._other = push_button("其他单位…", "选择其他单位", "从党组织树里选是哪一个单位")
        self._new = push_button("新单位…", "作为新单位", "选它放在哪个党组织下面")
        self._confirm = dressed(QPushButton(lettered("确定"), default=True), accessibleName="确定")
        self._skip = dressed(QPushButton("跳过", autoDefault=False), accessibleName="跳过")
        self._close = dressed(
            QPushButton(lettered("关闭"), autoDefault=False), accessibleName="关闭"
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addWidget(self._new)
        buttons.addStretch(1)
        for button in (self._confirm, self._skip, self._close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self._head)
        column.addWidget(self._text)
        column.addWidget(self._box)
        column.addStretch(1)
        column.addLayout(buttons)
        fit(self, 520, 280)
        self._connect()
        self._show_next()

    def _connect(self) -> None:
        self._confirm.clicked.connect(self.answer)
        self._skip.clicked.connect(self._skip_one)
        self._close.clicked.connect(self.reject)
        self._group.buttonClicked.connect(self._allow)
        self._other.clicked.connect(self._ask_other)
        self._new.clicked.connect(self._ask_place)
        self._senders.chosen.connect(self._answer_with)

    def _show_next(self) -> None:
        waiting = self._desk.workspace.stores.questions.open()
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._choices.removeWidget(button)
            button.deleteLater()
        self._confirm.setEnabled(False)
        if self._skipped >= len(waiting):
            self._question = None
            left = f"还有 {len(waiting)} 个问题没有确认。" if waiting else "没有待确认的问题。"
            self._head.setText(left)
            self._text.clear()
            self._box.hide()
            self._confirm.hide()
            self._skip.hide()
            self._other.hide()
            self._new.hide()
            return
        question = waiting[self._skipped].question
        self._question = question
        self._other.setVisible(question.code == SENDER)
        self._new.setVisible(question.code == SENDER)
        self._head.setText(f"第 {self._skipped + 1} 个，共 {len(waiting)} 个")
        again = RECEIVE_AGAIN if question.code in (SENDER, RECEIVER) else ""
        self._text.setText(question.message + again)
        for number, option in enumerate(answers_to(question)):
            button = dressed(QRadioButton(option), accessibleName=option)
            self._group.addButton(button, number)
            self._choices.addWidget(button)

    def _allow(self) -> None:
        self._confirm.setEnabled(True)

    def _skip_one(self) -> None:
        self._skipped += 1
        self._show_next()

    def answer(self) -> None:
        """Remember the answer and take in the rows that waited for it."""
        chosen = self._group.checkedId()
        if self._question is not None and chosen >= 0:
            self._answer_with(self._question.id, answers_to(self._question)[chosen])

    def _ask_other(self) -> None:
        if self._question is not None:
            self._senders.ask_other(self._question)

    def _ask_place(self) -> None:
        if self._question is not None:
            self._senders.ask_place(self._question)

    def _answer_with(self, question: str, option: str) -> None:
        def work(progress: "Progress") -> None:
            del progress
            self._desk.imports.answer(question, option)

        with refusals_shown(self):
            wait_for(self, "正在保存…", work)
            self.answered.emit(CHANGES)
            self._show_next()
