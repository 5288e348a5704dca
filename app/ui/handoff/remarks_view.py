"""退回意见 on the page 报送与汇总: what is to be mended here, and what was sent back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.handoff_records import REMARK_STATES, RemarkState
from app.domain.ids import ReviewId
from app.ops.reception import RemarkView
from app.ui.handoff.days import time_cell
from app.ui.handoff.lists import short_path
from app.ui.line_model import Line, LineModel, folded
from app.ui.line_table import current_line, line_table
from app.ui.settings import Settings
from app.ui.widgets import dressed, push_button

HEADINGS = ("来自", "登记表", "党组织", "意见", "时间", "谁", "状态")
WIDTHS = {0: 74, 1: 120, 2: 150, 3: 250, 4: 130, 5: 80}
ABOVE, HERE = "上级退回", "退回下级"
NONE = "没有退回意见。"
_TEXT = 3
_RED, _GREY = QColor("#c62828"), QColor("#757575")


@dataclass(frozen=True, slots=True)
class RemarkRow(Line):
    """One remark."""

    remark: int
    review: ReviewId
    from_above: bool
    state: str


class _Model(LineModel[RemarkRow]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, parent)

    def colour(self, line: RemarkRow, column: int) -> QColor | None:
        if column != 0:
            return None
        return _RED if line.from_above else _GREY


class RemarksView(QWidget):
    """Those from above come first: they are to be done here."""

    review_opened = Signal(str)
    """The id of the record that a remark is about."""
    withdraw_wanted = Signal(int)
    """The id of the remark that is to be withdrawn."""
    done_wanted = Signal(int)
    """The id of the remark from above that has been met."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        super().__init__(parent)
        self._said = dressed(QLabel(NONE), accessibleName="退回意见小计")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._open = push_button("打开登记表", hint="打开所选的登记表（双击或回车）")
        self._withdraw = push_button(
            "撤回", "撤回意见", "收回退回下级的意见；已下发的，下一次下发时通知下级"
        )
        self._done = push_button("已改正", hint="按意见改正好了，不再列出")
        self._whole = dressed(
            QLabel(
                wordWrap=True,
                textFormat=Qt.TextFormat.PlainText,
                textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
            ),
            accessibleName="意见全文",
        )
        self.model = _Model(self)
        self.table = line_table("退回意见", self.model, settings, WIDTHS)
        top = QHBoxLayout()
        top.addWidget(self._said, 1)
        for button in (self._open, self._done, self._withdraw):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)
        self._connect()
        self._allow()

    def _connect(self) -> None:
        self.table.row_opened.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(self._allow)
        self._open.clicked.connect(self._open_current)
        self._withdraw.clicked.connect(self._ask_withdraw)
        self._done.clicked.connect(self._tell_done)

    def show_remarks(self, received: Sequence[RemarkView], given: Sequence[RemarkView]) -> None:
        """Show what was received from above, then what was sent back from here."""
        self.model.show_lines([*_rows(received, ABOVE), *_rows(given, HERE)])
        parts = [
            f"{word} {len(those)} 条" for word, those in ((ABOVE, received), (HERE, given)) if those
        ]
        self._said.setText("　".join(parts) or NONE)
        if self.model.rowCount():
            self.table.choose_row(self.model.index(0, 0))
        self._allow()

    def _current(self) -> RemarkRow | None:
        return current_line(self.table, self.model)

    def _allow(self) -> None:
        current = self._current()
        self._open.setEnabled(current is not None)
        self._whole.setText(current.cells[_TEXT] if current is not None else "")
        self._whole.setVisible(current is not None)
        self._done.setEnabled(current is not None and current.from_above)
        self._withdraw.setEnabled(current is not None and not current.from_above)

    def _open_row(self, index: QModelIndex) -> None:
        self.review_opened.emit(self.model.line(index.row()).review)

    def _open_current(self) -> None:
        current = self._current()
        if current is not None:
            self.review_opened.emit(current.review)

    def _ask_withdraw(self) -> None:
        current = self._current()
        if current is not None:
            self.withdraw_wanted.emit(current.remark)

    def _tell_done(self) -> None:
        current = self._current()
        if current is not None:
            self.done_wanted.emit(current.remark)


def _rows(remarks: Iterable[RemarkView], word: str) -> list[RemarkRow]:
    return [_row(each, word) for each in remarks]


def _row(told: RemarkView, word: str) -> RemarkRow:
    state = REMARK_STATES[RemarkState(told.state)]
    time = time_cell(told.time)
    cells = (word, told.record, short_path(told.place), told.text, time, told.who, state)
    text, review = folded(" ".join(cells)), ReviewId(told.review_id)
    return RemarkRow(
        f"{word}{told.id}", cells, (), text, told.id, review, word == ABOVE, told.state
    )
