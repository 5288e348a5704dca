"""节假日: the days by which working days are counted, and where people object to postings."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.cycle.holiday_list import joined, of_year, read_holidays
from app.domain.cycle.postings import Holidays
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.ops.postings import PostingOps
from app.ui.commitments.text_box import TextBox
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text
from app.ui.text_line import TextLine
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

WEEK = "一二三四五六日"
FIRST_YEAR, LAST_YEAR = 1990, 2099
HINT = (
    "周一至周五是工作日。法定节假日和调休上班的周末在这里补上，公示的工作日按它计算。"
    "可以整段粘贴放假通知。"
)
EXAMPLE = "例如：1月1日至3日放假，1月30日、2月12日上班。"


class _Days(QListWidget):
    """Days of a year; Delete takes the chosen ones away."""

    removal_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        dressed(
            self,
            accessibleName=name,
            accessibleDescription="选中后按 Delete 移除",
            selectionMode=QAbstractItemView.SelectionMode.ExtendedSelection,
            minimumHeight=80,
        )

    def show_days(self, days: Iterable[date]) -> None:
        """Show days in their order."""
        self.clear()
        for day in sorted(days):
            words = f"{day.month}月{day.day}日　星期{WEEK[day.weekday()]}"
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, day.toordinal())
            self.addItem(item)

    def chosen(self) -> frozenset[date]:
        """Return the chosen days."""
        ordinals = (item.data(Qt.ItemDataRole.UserRole) for item in self.selectedItems())
        return frozenset(map(date.fromordinal, ordinals))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen days away."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
            return
        super().keyPressEvent(event)


class HolidaysDialog(FormLikeDialog):
    """Shows the days of one year at a time; 保存 keeps those of all years."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(self, ops: PostingOps, year: int, parent: QWidget | None) -> None:
        """Show the days of a year.

        Args:
            ops: keep the table of holidays.
            year: which is shown first.
            parent: the window it belongs to.
        """
        super().__init__("节假日和受理意见", "保存", parent)
        self._ops = ops
        self._holidays = ops.holidays()
        self._year = dressed(
            QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR, suffix=" 年"), accessibleName="年份"
        )
        self._year.setValue(year)
        self._off, self._worked = _Days("放假的日子"), _Days("上班的周末")
        self._text = TextBox("放假通知", "", 3)
        self._text.setPlaceholderText(EXAMPLE)
        self._text.setMaximumHeight(self._text.minimumHeight())
        self._read = push_button("读入", "读入放假通知", "从上面的文字里读出日期，加到列表里")
        self._remove = push_button("移除", "移除选中的日子", "把列表里选中的日子移除（Delete）")
        self._contact = TextLine("受理意见", ops.contact())
        self._contact.setPlaceholderText("受理部门、联系人、电话、地址；以后的公示自动填上")
        self._lay_out()
        self._connect()
        self._show_days()
        fit(self, 520, 470)
        self._text.setFocus()

    def _lay_out(self) -> None:
        lists = QHBoxLayout()
        for title, days in (("放假的日子", self._off), ("上班的周末", self._worked)):
            column = QVBoxLayout()
            heading = QLabel(title)
            heading.setBuddy(days)
            column.addWidget(heading)
            column.addWidget(days, 1)
            lists.addLayout(column)
        holder = QWidget()
        lists.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(lists)
        buttons = QHBoxLayout()
        buttons.addWidget(self._read)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        hint = dressed(QLabel(HINT, wordWrap=True), accessibleName="说明")
        self.rows.addRow(hint)
        self.row("年份", self._year)
        self.row("放假通知", self._text)
        self.rows.addRow("", buttons)
        self.column.insertWidget(1, holder, 1)
        self.give_room(holder)
        contact = QHBoxLayout()
        words = QLabel("受理意见")
        words.setBuddy(self._contact)
        contact.addWidget(words)
        contact.addWidget(self._contact, 1)
        self.column.insertLayout(2, contact)

    def _connect(self) -> None:
        self._year.valueChanged.connect(self._show_days)
        self._read.clicked.connect(self.read_in)
        self._remove.clicked.connect(self.take_out)
        self._off.removal_asked.connect(self.take_out)
        self._worked.removal_asked.connect(self.take_out)

    @property
    def holidays(self) -> Holidays:
        """The days of all years as they stand now."""
        return self._holidays

    def _show_days(self) -> None:
        found = of_year(self._holidays, self._year.value())
        self._off.show_days(found.off)
        self._worked.show_days(found.worked)

    def read_in(self) -> bool:
        """Take the days of what was pasted into the lists; False where it cannot be made out."""
        self._fault.hide()
        text = self._text.value()
        try:
            found = read_holidays(text, self._year.value())
            if text and not (found.off or found.worked):
                raise refusal("holiday.unread", text=text)
        except Refusal as refused:
            self.show_fault("\n".join(fault_text(fault) for fault in refused.faults))
            return False
        self._holidays = joined(self._holidays, found)
        self._text.clear()
        self._show_days()
        return True

    def take_out(self) -> None:
        """Take the chosen days out of the lists."""
        self._holidays = Holidays(
            self._holidays.off - self._off.chosen(),
            self._holidays.worked - self._worked.chosen(),
        )
        self._show_days()

    def try_it(self) -> None:
        """Read what still stands in the box, then keep everything."""
        if self.read_in():
            super().try_it()

    def do_it(self) -> None:
        """Keep the days, and where to object."""
        changes = self._ops.keep_usage(self._holidays, self._contact.value())
        if changes:
            self.told.emit(changes)
