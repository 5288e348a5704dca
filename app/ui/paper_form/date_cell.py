"""The editor for dates: a line that reads dates as people write them, and a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QRect, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.dates import PartialDate, from_day, parse_date
from app.domain.errors.fault import Refusal
from app.ui.calendar import BUTTON, CalendarButton, open_calendar
from app.ui.paper_form.setting import CellSetting
from app.ui.paper_form.text_cell import LineCell


class DateCell(LineCell):
    """Takes year, month or day; writes 2011年1月12日 when the cell is left."""

    def __init__(
        self, setting: CellSetting, name: str, parent: QWidget, *, whole_day: bool = False
    ) -> None:
        """Take dates.

        Args:
            setting: as for any cell.
            name: the printed label.
            parent: the sheet.
            whole_day: True: the day must be known; False: year or month is enough.
        """
        super().__init__(setting, name, parent)
        self._whole_day = whole_day
        self._button = CalendarButton(self)
        self._button.clicked.connect(self.open_calendar)
        self.setAccessibleDescription("日期，例如 2011年1月12日；按 F4 打开日历")

    def day(self) -> date | None:
        """Return the day that is written here, or None."""
        found = self._parsed()
        return found.first_day if found is not None and found.day else None

    def _parsed(self) -> PartialDate | None:
        try:
            return parse_date(self.value()) if self.value().strip() else None
        except Refusal:
            return None

    def leave(self) -> None:
        """Write the date out, or say what is wrong with it; the text stays as typed then."""
        if self.isReadOnly():
            return
        text = self.value()
        self._fault = self.problem()
        found = self._parsed()
        if not self._fault and found is not None and found.for_form != text:
            self._rewrite(found.for_form)
        self._tint()

    def problem(self) -> str:
        """Return what keeps the text from being the date that this cell wants, or nothing."""
        text = self.value()
        if not text.strip():
            return ""
        try:
            found = parse_date(text)
        except Refusal as refused:
            return f"{refused.fault.message}{refused.fault.remedy}"
        if self._whole_day and not found.day:
            return f"“{text}”没有写明哪一天。请写成 2011年1月12日 这样的形式。"
        return ""

    def _rewrite(self, text: str) -> None:
        """Replace the text as typing would, so that it can be undone."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    # ---- the calendar --------------------------------------------------------------------

    def open_calendar(self) -> None:
        """Show the calendar under the cell."""
        if self.isReadOnly():
            return
        open_calendar(self, self.day()).picked.connect(self._pick)

    def _pick(self, day: QDate) -> None:
        self._rewrite(from_day(date(day.year(), day.month(), day.day())).for_form)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 opens the calendar, as does Alt+Down."""
        alt_down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if event.key() == Qt.Key.Key_F4 or alt_down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right edge."""
        super().resizeEvent(event)
        self._button.setGeometry(self._button_place())

    def _button_place(self) -> QRect:
        top = (self.height() - BUTTON) // 2
        return QRect(self.width() - BUTTON - 1, top, BUTTON, BUTTON)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the button while the mouse is over the cell."""
        super().enterEvent(event)
        self._button.show()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the button again."""
        super().leaveEvent(event)
        self._button.setVisible(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the button while the cell is written in."""
        super().focusInEvent(event)
        self._button.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the button again."""
        super().focusOutEvent(event)
        self._button.setVisible(self.underMouse())
