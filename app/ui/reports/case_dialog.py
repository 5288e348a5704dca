"""The dialog 典型: what a review shows that is worth telling others."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from app.domain.cycle.cases import CASE_KINDS, CaseKind, ModelCase
from app.domain.ids import RecordId, ReviewId
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import refusals_shown
from app.ui.text_line import TextLine
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ops.changes import Changes

SIZE = QSize(560, 430)
HELP = "标题写成一句话，如“推行一线工作法，企业少跑路”；内容写明谁、做了什么、有什么效果。"


class CaseBook(Protocol):
    """Where cases are kept; see ``ReportOps``."""

    def case_of(self, review_id: ReviewId) -> ModelCase:
        """Return the case that a review was marked as, or a new one."""
        ...

    def marked(self) -> frozenset[ReviewId]:
        """Return the reviews that were marked."""
        ...

    def whose(self, case: ModelCase) -> str:
        """Return whose it is."""
        ...

    def save_case(self, case: ModelCase) -> "Changes":
        """Keep a case."""
        ...

    def remove_cases(self, ids: Iterable[RecordId]) -> "Changes":
        """Take marks away."""
        ...


class CaseDialog(FormLikeDialog):
    """Marks a review as 典型, changes a mark, or takes it away."""

    told = Signal(object)
    """The ``Changes`` of what was kept or taken away."""

    def __init__(
        self, book: CaseBook, case: ModelCase, parent: QWidget | None, *, is_new: bool
    ) -> None:
        """Show a case.

        Args:
            book: where it is kept.
            case: the case.
            parent: the window it belongs to.
            is_new: nothing is kept of it yet.
        """
        super().__init__("标记典型" if is_new else "修改典型", "保存", parent)
        self._book, self._case = book, case
        self._kind = dressed(QComboBox(), accessibleName="类别")
        for kind, word in CASE_KINDS.items():
            self._kind.addItem(word, kind)
        self._kind.setCurrentIndex(self._kind.findData(case.kind))
        self._title = TextLine("标题", case.title)
        self._text = dressed(QPlainTextEdit(), tabChangesFocus=True, minimumHeight=110)
        self._text.setPlainText(case.text)
        self._reported = dressed(QCheckBox("写进工作报告"), checked=case.reported)
        self._unmark = push_button("取消标记", hint="不再作典型，登记表不变")
        self._lay_out()
        if is_new:
            self._unmark.setParent(self)
            self._unmark.hide()
        else:
            self.buttons.addButton(self._unmark, QDialogButtonBox.ButtonRole.ResetRole)
        self._unmark.clicked.connect(self.take_away)
        fit(self, SIZE.width(), SIZE.height())
        self._title.setFocus()
        self._title.selectAll()

    def _lay_out(self) -> None:
        whose = QLabel(self._book.whose(self._case), textFormat=Qt.TextFormat.PlainText)
        self.row("谁的", dressed(whose, accessibleName="谁的"))
        self.row("类别", self._kind)
        self.row("标题", self._title)
        self.row("内容", self._text)
        self.rows.addRow("", dressed(self._reported, accessibleName="写进工作报告"))
        self.rows.addRow(dressed(QLabel(HELP, wordWrap=True), enabled=False))

    def do_it(self) -> None:
        """Keep the case.

        Raises:
            Refusal: ``case.empty``, ``text.*``.
        """
        self.told.emit(
            self._book.save_case(
                replace(
                    self._case,
                    kind=CaseKind(self._kind.currentData()),
                    title=self._title.value(),
                    text=self._text.toPlainText().strip(),
                    reported=self._reported.isChecked(),
                )
            )
        )

    def take_away(self) -> None:
        """Take the mark away; the review stays as it is."""
        with refusals_shown(self, "没有取消"):
            self.told.emit(self._book.remove_cases([self._case.id]))
            self.accept()


def mark_dialog(book: CaseBook, review: ReviewId, parent: QWidget | None) -> CaseDialog:
    """Return the dialog that marks a review, or shows the mark that it has.

    Raises:
        Refusal: ``review.unknown``.
    """
    is_new = review not in book.marked()
    return CaseDialog(book, book.case_of(review), parent, is_new=is_new)
