"""A line for a date as people write it, to the year, the month or the day."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.dates import PartialDate, from_day, parse_date
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.ui.calendar import BUTTON, CalendarButton, open_calendar
from app.ui.text_line import TextLine

_MARGIN = 4
_FRAME = 14
_LONGEST = "2000年12月30日"


class DateLine(TextLine):
    """Takes a date; writes 2011年1月12日 when it is left. Empty stands for unknown."""

    def __init__(
        self,
        label: str,
        value: PartialDate | date | None = None,
        parent: QWidget | None = None,
        *,
        wanted: bool = False,
        whole_day: bool = False,
    ) -> None:
        """Take dates.

        Args:
            label: what the line is called.
            value: what stands in it first.
            parent: the widget around it.
            wanted: True: it may not be empty.
            whole_day: True: it stands for a day; of a month or year the first day is meant.
        """
        super().__init__(label, parent=parent)
        self._wanted, self._whole_day = wanted, whole_day
        self._button = CalendarButton(self)
        self._button.show()
        self.setTextMargins(0, 0, BUTTON + _MARGIN, 0)
        self.setPlaceholderText("例如 2011年1月12日" if wanted else "不详可不填")
        self.setAccessibleDescription("日期，例如 2011年1月12日；按 F4 打开日历")
        self.show_value(value)
        self._button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self._write_out)

    def show_value(self, value: PartialDate | date | None) -> None:
        """Show a date."""
        if isinstance(value, date):
            value = from_day(value)
        self.setText(value.for_form if value is not None else "")

    def entered(self) -> PartialDate | None:
        """Return the date with the precision given; None where the line is empty.

        Raises:
            Refusal: ``date.*`` or ``text.missing``, with the label as its place.
        """
        text = self.text().strip()
        if not text and self._wanted:
            raise refusal("text.missing", self._label, label=self._label)
        if not text:
            return None
        try:
            return parse_date(text)
        except Refusal as refused:
            raise _placed(refused, self._label) from refused

    def day(self) -> date | None:
        """Return the day; of a month or year the first.

        Raises:
            Refusal: as ``entered``.
        """
        found = self.entered()
        return found.first_day if found is not None else None

    def wanted_day(self) -> date:
        """Return the day of a line that may not be empty.

        Raises:
            Refusal: as ``entered``.
        """
        found = self.day()
        if found is None:
            raise refusal("text.missing", self._label, label=self._label)
        return found

    def problem(self) -> str:
        """Return what keeps the text from being a date, or nothing; an empty line is no problem."""
        if not self.text().strip():
            return ""
        try:
            self.entered()
        except Refusal as refused:
            return f"{refused.fault.message}{refused.fault.remedy}"
        return ""

    def remark(self) -> str:
        """Return what is assumed about the date, or nothing."""
        if not self._whole_day or self.problem():
            return ""
        found = self.entered() if self.text().strip() else None
        if found is None or found.day:
            return ""
        return f"没有写到日，按{from_day(found.first_day).for_form}计。"

    def _write_out(self) -> None:
        if self.problem() or not self.text().strip():
            return
        found = self.entered()
        if found is not None and found.for_form != self.text():
            self._rewrite(found.for_form)

    def _rewrite(self, text: str) -> None:
        """Replace the text as typing would, so that it can be undone."""
        self.selectAll()
        self.insert(text)

    # ---- the calendar --------------------------------------------------------------------

    def open_calendar(self) -> None:
        """Show the calendar under the line."""
        found = None if self.problem() or not self.text().strip() else self.entered()
        day = found.first_day if found is not None else None
        open_calendar(self, day).picked.connect(self._pick)

    def _pick(self, day: QDate) -> None:
        self._rewrite(from_day(date(day.year(), day.month(), day.day())).for_form)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editingFinished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 opens the calendar, as does Alt+Down."""
        alt_down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if event.key() == Qt.Key.Key_F4 or alt_down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for the longest day beside the button."""
        hint, margins = super().sizeHint(), self.textMargins()
        text = self.fontMetrics().horizontalAdvance(_LONGEST)
        return QSize(text + margins.left() + margins.right() + _FRAME, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right edge."""
        super().resizeEvent(event)
        top = (self.height() - BUTTON) // 2
        self._button.setGeometry(self.width() - BUTTON - _MARGIN, top, BUTTON, BUTTON)


def _placed(refused: Refusal, label: str) -> Refusal:
    return Refusal(*(replace(fault, place=label) for fault in refused.faults))
