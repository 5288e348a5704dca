"""The dialog 退回下级: what the unit below is to mend in chosen records."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from app.domain.errors.catalogue import refusal
from app.ui.dialogs import FormLikeDialog
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.ids import ReviewId
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk

MOST_NAMED = 6
WHAT = (
    "写明要改什么。意见随下一次“下发”交给该单位；下级打开这份登记表就看到，"
    "也列在“报送与汇总”的“退回意见”里，改正后再上报。"
)


class RemarkDialog(FormLikeDialog):
    """One text for all chosen records; it travels with the next 下发."""

    told = Signal(object)
    """The ``Changes`` of what was written."""

    def __init__(self, desk: "Desk", reviews: "Sequence[ReviewId]", parent: QWidget | None) -> None:
        """Wait for a text.

        Args:
            desk: the ledger.
            reviews: the chosen records.
            parent: the window it belongs to.
        """
        super().__init__("退回下级", "退回", parent)
        self._desk, self._reviews = desk, tuple(reviews)
        shown = [
            desk.locks.name(desk.reviews.open_kept(each).review) for each in reviews[:MOST_NAMED]
        ]
        more = f"等 {len(reviews)} 份登记表" if len(reviews) > MOST_NAMED else ""
        names = QLabel("、".join(shown) + more, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.rows.addRow(dressed(QLabel(WHAT, wordWrap=True), accessibleName="说明"))
        self.row("登记表", dressed(names, accessibleName="登记表"))
        self._text = dressed(QPlainTextEdit(), tabChangesFocus=True, minimumHeight=80)
        self.row("意见", self._text)
        fit(self, 520, 320)
        self._text.setFocus()

    def do_it(self) -> None:
        """Keep the remark for every chosen record.

        Raises:
            Refusal: ``text.missing`` without a text.
        """
        text = self._text.toPlainText().strip()
        if not text:
            raise refusal("text.missing", "意见", label="意见")

        def work(progress: "Progress") -> "Changes":
            del progress
            return self._desk.issuing.remark(self._reviews, text)

        self.told.emit(wait_for(self, "正在保存…", work))
