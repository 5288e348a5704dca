"""The dialog 书面回复: the letter, its delivery, the leader's verification, the year-end 评价."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from app.domain.cycle.rectification import Reply
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import refusals_shown
from app.ui.printing.official import show_official
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import ReviewId
    from app.ops.desk import Desk
    from app.ui.settings import Settings

WAYS = ("当面送交", "机要送达", "邮寄", "会上汇报")
_WRITTEN = "已写入登记表的“整改落实情况”。"


class ReplyDialog(FormLikeDialog):
    """Three leaves: the letter, delivery and verification, how it stands at the year's end."""

    told = Signal(object)
    """The ``Changes`` of what was kept."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        review: "ReviewId",
        about: str,
        parent: QWidget | None,
    ) -> None:
        """Show the reply of a review as it stands, or an empty one.

        Args:
            desk: the ledger.
            settings: where the page set-up is remembered.
            review: whose problems are answered.
            about: whom the review is about, and by whom it was made.
            parent: the window it belongs to.

        Raises:
            Refusal: ``review.unknown``.
        """
        super().__init__("书面回复", "保存", parent)
        self._desk, self._settings, self._review = desk, settings, review
        self._kept = reply = desk.replies.new(review)
        self._to = dressed(QLineEdit(reply.to), accessibleName="致")
        self._text = _paragraphs("补充说明", reply.text)
        self._text.setPlaceholderText("各条问题的整改情况会自动写入；另有要说的写在这里，可以不填")
        self._preview = push_button("预览", "预览回复", "看打印出来的样子，可打印、存为 Word")
        self._day = DateLine("送达日期", reply.day, whole_day=True)
        self._way = dressed(QComboBox(editable=True), accessibleName="送达方式")
        self._way.addItems(WAYS)
        self._way.setCurrentText(reply.delivered_by)
        self._verification = _paragraphs("领导核实意见", reply.verification)
        self._verified = DateLine("核实日期", reply.verified_on, whole_day=True)
        self._evaluation = _paragraphs("年底落实评价", reply.evaluation)
        self._evaluated = DateLine("评价日期", reply.evaluated_on, whole_day=True)
        for line in (self._day, self._verified, self._evaluated):
            line.setPlaceholderText("还没有的，先不填")
        self._summary = _paragraphs("整改落实情况", desk.replies.summary(review))
        self._write = push_button("写入登记表", hint="写入登记表的“整改落实情况”一栏，其他各栏不变")
        self._has_cell = desk.replies.has_summary_cell(review)
        self._said = dressed(QLabel(wordWrap=True), accessibleName="结果")
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="书面回复")
        self._lay_out(about)
        self._connect()
        self._text.setFocus()

    def _lay_out(self, about: str) -> None:
        self.column.insertWidget(0, _about(about))
        letter, sent, year = (self._leaf(title) for title in ("回复", "送达和核实", "年底评价"))
        _row(letter, "致", self._to)
        _row(letter, "补充说明", self._text)
        line = QHBoxLayout()
        line.addWidget(self._preview)
        line.addStretch(1)
        letter.addRow("", line)
        _row(sent, "送达日期", self._day)
        _row(sent, "送达方式", self._way)
        _row(sent, "核实意见", self._verification)
        _row(sent, "核实日期", self._verified)
        _row(year, "落实评价", self._evaluation)
        _row(year, "评价日期", self._evaluated)
        if self._has_cell:
            _row(year, "整改落实", self._summary)
            beside = QHBoxLayout()
            beside.addWidget(self._write)
            beside.addWidget(self._said, 1)
            year.addRow("", beside)
        self.column.insertWidget(1, self._tabs, 1)
        self.column.setSpacing(8)
        fit(self, 560, 400)

    def _leaf(self, title: str) -> QFormLayout:
        page = QWidget()
        layout = QFormLayout(
            page,
            fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow,
            labelAlignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            horizontalSpacing=12,
            verticalSpacing=8,
        )
        layout.setContentsMargins(4, 10, 4, 4)
        self._tabs.addTab(page, title)
        return layout

    def _connect(self) -> None:
        self._preview.clicked.connect(self.preview)
        self._write.clicked.connect(self.write_summary)

    def reply(self) -> Reply:
        """Return the reply as it is filled in.

        Raises:
            Refusal: ``date.*``.
        """
        return replace(
            self._kept,
            to=self._to.text().strip(),
            text=self._text.toPlainText().strip(),
            day=self._day.day(),
            delivered_by=self._way.currentText().strip(),
            verification=self._verification.toPlainText().strip(),
            verified_on=self._verified.day(),
            evaluation=self._evaluation.toPlainText().strip(),
            evaluated_on=self._evaluated.day(),
        )

    def preview(self) -> None:
        """Show the letter as it prints."""
        replies = self._desk.replies
        with refusals_shown(self, "没有打印"):
            letter = replies.letter(self._review, self.reply())
            name = replies.name(self._review)
            show_official(self, self._desk, self._settings, letter, name)

    def write_summary(self) -> None:
        """Write into the form how the problems were mended."""
        text = self._summary.toPlainText()
        with refusals_shown(self, "没有写入"):
            self.told.emit(self._desk.replies.write_summary(self._review, text, "整改落实"))
            self._said.setText(_WRITTEN)

    def do_it(self) -> None:
        """Keep the reply.

        Raises:
            Refusal: ``date.*``.
        """
        self.told.emit(self._desk.replies.save(self.reply()))


def _about(text: str) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    return dressed(label, accessibleName="登记表")


def _row(leaf: QFormLayout, words: str, control: QWidget) -> None:
    label = QLabel(words)
    label.setBuddy(control)
    leaf.addRow(label, control)


def _paragraphs(name: str, text: str) -> QPlainTextEdit:
    return dressed(
        QPlainTextEdit(text), accessibleName=name, tabChangesFocus=True, minimumHeight=60
    )
