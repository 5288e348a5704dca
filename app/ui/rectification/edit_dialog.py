"""The dialog 整改措施: the problems of one review, one by one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from app.domain.errors.fault import Refusal
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text
from app.ui.line_model import one_line
from app.ui.rectification.item_box import ItemBox
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.cycle.rectification import Rectification
    from app.domain.ids import RecordId, ReviewId, RoundId
    from app.ops.desk import Desk

_LIST_WIDTH = 230


class EditDialog(FormLikeDialog):
    """Problems on the left, what is done about the current one on the right."""

    told = Signal(object)
    """The ``Changes`` of what was filled in."""

    def __init__(
        self,
        desk: "Desk",
        review: "ReviewId",
        round_id: "RoundId | None",
        about: str,
        parent: QWidget | None,
        first: "RecordId | None" = None,
    ) -> None:
        """Show the problems of a review; none yet: those that its text names.

        Args:
            desk: the ledger.
            review: whose problems.
            round_id: in which round they are mended; None: the review's own.
            about: whom the review is about, and by whom it was made.
            parent: the window it belongs to.
            first: the problem to begin with.

        Raises:
            Refusal: ``review.unknown``.
        """
        super().__init__("整改措施", "保存", parent)
        self._desk, self._review, self._round_id = desk, review, round_id
        ops = desk.rectifications
        items = ops.of_review(review, round_id) or ops.proposed(review)
        self._items: list[Rectification] = list(items) or [ops.first(review)]
        self._current = 0
        self._list = dressed(
            QListWidget(),
            accessibleName="存在的问题",
            minimumWidth=_LIST_WIDTH,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            textElideMode=Qt.TextElideMode.ElideRight,
        )
        self._add = push_button("添加", "添加问题", "在后面添加一条问题（Insert）")
        self._remove = push_button("删除", "删除问题", "删除当前这一条")
        self._up = push_button("上移", "上移问题")
        self._down = push_button("下移", "下移问题")
        self._box = ItemBox(desk)
        self._lay_out(about)
        self._connect()
        place = next((n for n, item in enumerate(self._items) if item.id == first), 0)
        self._show_list(place)
        self._box.measure.setFocus()

    def _lay_out(self, about: str) -> None:
        left = QVBoxLayout()
        left.addWidget(self._list, 1)
        for pair in ((self._add, self._remove), (self._up, self._down)):
            line = QHBoxLayout()
            for button in pair:
                line.addWidget(button, 1)
            left.addLayout(line)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addLayout(left)
        body.addWidget(self._box, 1)
        title = QLabel(about, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.column.insertWidget(0, dressed(title, accessibleName="登记表"))
        self.column.insertLayout(1, body, 1)
        self.column.setSpacing(8)
        fit(self, 820, 450)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._turn)
        self._add.clicked.connect(self.add)
        self._remove.clicked.connect(self.remove)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self._box.edited.connect(self._name_current)
        self._box.for_all.connect(self.use_for_all)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a problem."""
        if event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self.add()
            return
        super().keyPressEvent(event)

    # ---- the list ----------------------------------------------------------------------------

    def _show_list(self, place: int) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addItems(
                [_title(number, item.problem) for number, item in enumerate(self._items, 1)]
            )
            self._list.setCurrentRow(place)
        self._current = place
        self._box.show_item(self._items[place])
        self._allow()

    def _allow(self) -> None:
        self._remove.setEnabled(len(self._items) > 1)
        self._up.setEnabled(self._current > 0)
        self._down.setEnabled(self._current < len(self._items) - 1)

    def _name_current(self) -> None:
        item = self._list.item(self._current)
        if item is not None:
            item.setText(_title(self._current + 1, self._box.problem.toPlainText()))
            item.setToolTip(item.text())

    def _take(self) -> bool:
        """Take over what was filled in; where it is wrong say so, and stay with it."""
        self._fault.hide()
        try:
            self._items[self._current] = self._box.item()
        except Refusal as refusal:
            self.show_fault("\n".join(fault_text(fault) for fault in refusal.faults))
            with QSignalBlocker(self._list):
                self._list.setCurrentRow(self._current)
            return False
        return True

    def _turn(self, place: int) -> None:
        if place < 0 or not self._take():
            return
        self._current = place
        self._box.show_item(self._items[place])
        self._allow()

    def choose(self, place: int) -> None:
        """Go to a problem; the first is 0."""
        self._list.setCurrentRow(place)

    def add(self) -> None:
        """Add a problem behind the current one."""
        if self._take():
            new = self._desk.rectifications.blank(self._items[self._current])
            self._items.insert(self._current + 1, new)
            self._show_list(self._current + 1)
            self._box.problem.setFocus()

    def remove(self) -> None:
        """Take the current problem away; it is gone when the dialog is left by 保存."""
        if len(self._items) > 1:
            del self._items[self._current]
            self._show_list(min(self._current, len(self._items) - 1))

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place = self._current + by
        if self._take() and 0 <= place < len(self._items):
            self._items.insert(place, self._items.pop(self._current))
            self._show_list(place)

    def use_for_all(self) -> None:
        """Give all problems the person and the day of the current one."""
        if not self._take():
            return
        like = self._items[self._current]
        self._items = [
            replace(
                item,
                until=like.until,
                responsible=like.responsible,
                responsible_person=like.responsible_person,
            )
            for item in self._items
        ]

    # ---- keeping -----------------------------------------------------------------------------

    def items(self) -> "Sequence[Rectification]":
        """Return the problems as they were last taken over."""
        return tuple(self._items)

    def do_it(self) -> None:
        """Keep the problems.

        Raises:
            Refusal: ``date.*``, ``rectification.empty``, ``attachment.*``, ``file.*``.
        """
        self._items[self._current] = self._box.item()
        desk, files = self._desk, self._box.new_files
        self.told.emit(
            desk.rectifications.keep_all(
                self._review, self._items, self._round_id, desk.annexes, files
            )
        )


def _title(number: int, problem: str) -> str:
    return f"{number}. {one_line(problem) or '（未写）'}"
