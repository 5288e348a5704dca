"""A question of an arriving package, answered where it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.binding import SENDER, answers_to
from app.domain.proposal import Question
from app.ui.widgets import dressed, push_button


class QuestionBox(QGroupBox):
    """The sentence, its options, and 确定; nothing is chosen beforehand."""

    answered = Signal(str, str)
    """The question's id and the option that was chosen."""

    other_wanted = Signal(object)
    """The ``Question`` that another organisation than those offered is to answer."""

    place_wanted = Signal(object)
    """The ``Question`` whose sender is to be a new unit somewhere else than is offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__("请确认", parent)
        self._question: Question | None = None
        self._text = dressed(QLabel(wordWrap=True), accessibleName="问题")
        self._options = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._agree = push_button("确定", "确定答案", "记住答案，以后收到该单位的数据包不再问")
        self._other = push_button("其他单位…", "选择其他单位", "从党组织树里选是哪一个单位")
        self._new = push_button("新单位…", "作为新单位", "选它放在哪个党组织下面")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Put the buttons beside the options, so that they are seen where there is little room."""
        buttons = QVBoxLayout()
        for button in (self._agree, self._other, self._new):
            buttons.addWidget(button)
        buttons.addStretch(1)
        line = QHBoxLayout()
        line.addLayout(self._options, 1)
        line.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        column.addLayout(line)

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._allow)
        self._agree.clicked.connect(self.answer)
        self._other.clicked.connect(self._ask_other)
        self._new.clicked.connect(self._ask_place)

    def ask(self, question: Question | None) -> None:
        """Ask this; None: nothing, and the box goes away."""
        self.setVisible(question is not None)
        if question == self._question:
            return
        self._question = question
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._options.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._agree.setEnabled(False)
        if question is None:
            return
        self._text.setText(question.message)
        self._other.setVisible(question.code == SENDER)
        self._new.setVisible(question.code == SENDER)
        for number, option in enumerate(answers_to(question)):
            button = dressed(QRadioButton(option), accessibleName=option)
            self._group.addButton(button, number)
            self._options.addWidget(button)
            button.show()  # at once, so that it can take the keyboard

    def _allow(self) -> None:
        self._agree.setEnabled(True)

    def _ask_other(self) -> None:
        if self._question is not None:
            self.other_wanted.emit(self._question)

    def _ask_place(self) -> None:
        if self._question is not None:
            self.place_wanted.emit(self._question)

    def answer(self) -> None:
        """Give the answer that is chosen, if one is."""
        chosen = self._group.checkedId()
        if self._question is not None and chosen >= 0:
            self.answered.emit(self._question.id, answers_to(self._question)[chosen])

    def take_keyboard(self) -> None:
        """Let the keyboard choose an answer."""
        for button in self._group.buttons()[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
