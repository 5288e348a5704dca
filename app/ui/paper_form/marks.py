"""What lies over the sheet: corners of cells that are still needed, and where pages end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.ui.paper_form.colours import BREAK, MISSING

CORNER = 7


class Marks(QWidget):
    """Lets every click through."""

    def __init__(self, parent: QWidget) -> None:
        """Mark nothing yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._missing: Sequence[QRect] = ()
        self._breaks: Sequence[int] = ()

    def mark(self, cells: Sequence[QRect]) -> None:
        """Mark these cells as still needed."""
        if list(cells) != list(self._missing):
            self._missing = cells
            self.update()

    def show_breaks(self, lines: Sequence[int]) -> None:
        """Show that a page ends at each of these heights."""
        if list(lines) != list(self._breaks):
            self._breaks = lines
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw corners and dashed lines."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(MISSING)
            for cell in self._missing:
                corner = QPointF(cell.topLeft())
                painter.drawPolygon(
                    QPolygonF([corner, corner + QPointF(CORNER, 0), corner + QPointF(0, CORNER)])
                )
            for number, height in enumerate(self._breaks, start=1):
                painter.setPen(QPen(BREAK, 1.5, Qt.PenStyle.DashLine))
                painter.drawLine(0, height, self.width(), height)
                painter.drawText(6, height - 4, f"第 {number} 页")
                painter.drawText(6, height + 14, f"第 {number + 1} 页")
