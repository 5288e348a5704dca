"""What people said about a posting, and what was done about it."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.cycle.postings import POSTING_STATES, Feedback, PostingState
from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import RecordId
from app.domain.typed import NAME_LENGTH
from app.ops.changes import Changes
from app.ops.postings import PostingOps
from app.ui.commitments.text_box import TextBox
from app.ui.data_table import DataTable
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded
from app.ui.questions import confirm
from app.ui.settings import Settings
from app.ui.text_line import TextLine
from app.ui.tones import RED
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

HEADINGS = ("日期", "反映人", "反映的内容", "处理情况", "处理日期")
_WIDTHS = {0: 110, 1: 80, 2: 230, 3: 180}
UNNAMED = "不署名"
UNHANDLED = "未处理"
_HANDLING, _HANDLED_ON = 3, 4
NOBODY = "还没有反馈。公示期间有人反映意见的，按“登记”记下来。"


class FeedbackModel(LineModel[Line]):
    """What was said; what nobody has handled stands out."""

    def colour(self, line: Line, column: int) -> QColor | None:
        """Return red for what is not handled."""
        if column == _HANDLING and line.cells[column] == UNHANDLED:
            return RED
        return None


class FeedbackDialog(QDialog):
    """Lists what was said about one posting; from here it is handled, and the posting settled."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self,
        ops: PostingOps,
        settings: Settings,
        posting_id: RecordId,
        today: date,
        parent: QWidget | None,
    ) -> None:
        """Show what was said.

        Args:
            ops: keep postings.
            settings: where widths of columns are remembered.
            posting_id: of the posting.
            today: the day that is proposed.
            parent: the window it belongs to.

        Raises:
            Refusal: ``posting.unknown``.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ops, self._id, self._today = ops, posting_id, today
        self._posting = ops.get(posting_id)
        dressed(self, windowTitle=f"公示反馈：{self._posting.title}")
        self._state = dressed(QLabel(wordWrap=True), accessibleName="公示状态")
        self._model = FeedbackModel(HEADINGS, self)
        self._table = DataTable("公示反馈", settings)
        self._table.setModel(self._model)
        self._table.verticalHeader().hide()
        self._table.remember_columns(_WIDTHS)
        self._hear = push_button("登记", "登记反馈", "记下谁在哪天反映了什么")
        self._handle = push_button("处理", "处理反馈", "填写怎样处理的")
        self._forget = push_button("删除", "删除反馈", "登记错了的")
        self._settle = push_button("办结", "办结公示", "期满且反馈都已处理，这次公示办结")
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self._show_again()
        fit(self, 740, 380)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._hear, self._handle, self._forget):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._settle)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._table.selectionModel().selectionChanged.connect(self._allow)
        self._table.row_opened.connect(self._open_row)
        self._hear.clicked.connect(self.hear)
        self._handle.clicked.connect(self.handle)
        self._forget.clicked.connect(self.forget)
        self._settle.clicked.connect(self.settle)
        self._close.clicked.connect(self.close)

    @property
    def model(self) -> FeedbackModel:
        """What was said."""
        return self._model

    @property
    def state_text(self) -> str:
        """How far the posting has come, in words."""
        return self._state.text()

    def _show_again(self) -> None:
        self._posting = posting = self._ops.get(self._id)
        row = max(0, self._table.currentIndex().row())
        self._model.show_lines([_line(n, each) for n, each in enumerate(posting.feedback)])
        standing = posting.standing(self._today)
        until = f"，到{from_day(posting.until).for_form}" if posting.until else ""
        said = f"反馈 {len(posting.feedback)} 条，未处理 {len(posting.open_feedback)} 条。"
        self._state.setText(
            f"{POSTING_STATES[standing]}{until}。{said if posting.feedback else NOBODY}"
        )
        self._settle.setEnabled(standing is not PostingState.HANDLED)
        if posting.feedback:
            self._table.choose_row(self._model.index(min(row, len(posting.feedback) - 1), 0))
        self._allow()

    def _allow(self) -> None:
        one = len(self._table.chosen_rows()) == 1
        self._handle.setEnabled(one)
        self._forget.setEnabled(one)

    def _chosen(self) -> int | None:
        rows = self._table.chosen_rows()
        return int(self._model.line(rows[0]).id) if len(rows) == 1 else None

    def _take(self, changes: Changes) -> None:
        self.told.emit(changes)
        self._show_again()

    # ---- what is done --------------------------------------------------------------------------

    def hear(self) -> None:
        """Ask what was said."""
        dialog = HearDialog(self._ops, self._id, self._today, self)
        dialog.told.connect(self._take)
        dialog.open()

    def _open_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.handle()

    def handle(self) -> None:
        """Ask what was done about what was said."""
        number = self._chosen()
        if number is not None:
            said = self._posting.feedback[number]
            dialog = HandleDialog(self._ops, self._id, number, said, self._today, self)
            dialog.told.connect(self._take)
            dialog.open()

    def forget(self) -> None:
        """Take away what was written down by mistake, after asking."""
        number = self._chosen()
        if number is None:
            return
        text = self._posting.feedback[number].text
        sentence = f"要删除 1 条反馈“{text}”吗？"
        if confirm(self, "删除反馈", sentence, "删除", "可以用“撤销”找回。"):
            with refusals_shown(self):
                self._take(self._ops.forget(self._id, number))

    def settle(self) -> None:
        """Say that the posting has ended and everything was handled."""
        with refusals_shown(self, "没有办结"):
            self._take(self._ops.settle(self._id))


class HearDialog(FormLikeDialog):
    """Writes down what somebody said about a posting."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self, ops: PostingOps, posting_id: RecordId, today: date, parent: QWidget | None
    ) -> None:
        """Ask; the name may stay empty.

        Args:
            ops: keep postings.
            posting_id: of the posting.
            today: the day that is proposed.
            parent: the window it belongs to.
        """
        super().__init__("登记反馈", "保存", parent)
        self._ops, self._id = ops, posting_id
        self._day = DateLine("日期", today, wanted=True, whole_day=True)
        self._who = TextLine("反映人", longest=NAME_LENGTH)
        self._who.setPlaceholderText("不署名的不填")
        self._text = TextBox("反映的内容", "", 4)
        self.row("日期", self._day)
        self.row("反映人", self._who)
        self.row("反映的内容", self._text)
        fit(self, 460, 270)
        self._text.setFocus()

    def do_it(self) -> None:
        """Keep it.

        Raises:
            Refusal: ``posting.*``, ``date.*``, ``text.*``.
        """
        said = Feedback(self._day.wanted_day(), self._text.value(), self._who.value())
        self.told.emit(self._ops.hear(self._id, said))


class HandleDialog(FormLikeDialog):
    """Writes down what was done about what somebody said."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self,
        ops: PostingOps,
        posting_id: RecordId,
        number: int,
        said: Feedback,
        today: date,
        parent: QWidget | None,
    ) -> None:
        """Show what was said, and ask.

        Args:
            ops: keep postings.
            posting_id: of the posting.
            number: the place of what was said, from 0.
            said: it.
            today: the day that is proposed.
            parent: the window it belongs to.
        """
        super().__init__("处理反馈", "保存", parent)
        self._ops, self._id, self._number = ops, posting_id, number
        who = said.who or UNNAMED
        words = f"{from_day(said.day).for_form}，{who}：{said.text}"
        shown = QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._handling = TextBox("处理情况", said.handling, 4)
        self._day = DateLine("处理日期", said.handled_on or today, wanted=True, whole_day=True)
        self.row("反馈", dressed(shown, accessibleName="反馈"))
        self.row("处理情况", self._handling)
        self.row("处理日期", self._day)
        fit(self, 460, 280)
        self._handling.setFocus()

    def do_it(self) -> None:
        """Keep it.

        Raises:
            Refusal: ``text.missing``, ``posting.*``, ``date.*``.
        """
        text = self._handling.value()
        if not text:
            raise refusal("text.missing", "处理情况", label="处理情况")
        self.told.emit(self._ops.handle(self._id, self._number, text, self._day.wanted_day()))


def _line(number: int, said: Feedback) -> Line:
    cells = (
        from_day(said.day).for_form,
        said.who or UNNAMED,
        said.text,
        said.handling or UNHANDLED,
        from_day(said.handled_on).for_form if said.handled_on else "",
    )
    return Line(str(number), cells, (), folded(" ".join(cells)))
