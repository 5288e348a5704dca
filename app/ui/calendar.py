"""The calendar that opens under a line that takes a date, and the small button for it."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QFrame, QVBoxLayout, QWidget

from app.ui.widgets import dressed

BUTTON = 16


def open_calendar(line: QWidget, day: date | None) -> "CalendarPopup":
    """Show a calendar under a line, or above it where the screen ends; return it.

    Args:
        line: the line that takes the date.
        day: the day to show first; None: today.
    """
    popup = CalendarPopup(day, line)
    below = line.mapToGlobal(QPoint(0, line.height()))
    size = popup.sizeHint()
    screen = line.screen().availableGeometry()
    x = max(screen.left(), min(below.x(), screen.right() - size.width()))
    y = below.y()
    if y + size.height() > screen.bottom():
        y = max(screen.top(), line.mapToGlobal(QPoint(0, 0)).y() - size.height())
    popup.move(x, y)
    popup.show()
    return popup


class CalendarButton(QAbstractButton):
    """A small calendar, drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dressed(
            self,
            focusPolicy=Qt.FocusPolicy.NoFocus,
            toolTip="打开日历（F4）",
            accessibleName="日历",
            visible=False,
        )
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return QSize(BUTTON, BUTTON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a sheet with a bar and dots."""
        del event
        with QPainter(self) as painter:
            painter.setPen(QPen(self.palette().text().color(), 1))
            painter.setOpacity(1.0 if self.underMouse() else 0.6)
            painter.drawRect(2, 3, 11, 10)
            painter.fillRect(2, 3, 12, 3, self.palette().text())
            for x in (4, 7, 10):
                for y in (8, 11):
                    painter.fillRect(x, y, 2, 1, self.palette().text())


class CalendarPopup(QFrame):
    """A calendar that closes when a day was picked."""

    picked = Signal(QDate)

    def __init__(self, day: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup, frameShape=QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self._calendar = dressed(
            QCalendarWidget(
                verticalHeaderFormat=QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader,
                firstDayOfWeek=Qt.DayOfWeek.Monday,
            ),
            accessibleName="日历",
        )
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._calendar)
        self.setFocusProxy(self._calendar)
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)

    def _pick(self, day: QDate) -> None:
        self._calendar.blockSignals(True)
        self.picked.emit(day)
        self.close()
