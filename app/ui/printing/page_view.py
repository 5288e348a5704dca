"""One page at a time as it prints, white on grey; only the page that is seen is painted."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.paper.paint import paint
from app.ui.printing.document import Document
from app.ui.widgets import dressed

_BORDER = 14
"""Pixels of grey around the page."""
_STEP = 1.2
_PIXELS_PER_TWIP = 1 / 15
"""At 100 %: 96 dots per inch."""
SMALLEST, LARGEST = 0.25, 4.0
_GREY = QColor("#8a8f96")
_SHADE = QColor(0, 0, 0, 60)


class Fitting(Enum):
    """How large a page is shown."""

    PAGE = "page"
    WIDTH = "width"
    FREE = "free"


class _Paper(QWidget):
    """The page itself."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        dressed(self, accessibleName="打印的页")
        self._document = document
        self.number = 0
        self.factor = 1.0

    def size_at(self, factor: float) -> QSize:
        paper, _ = self._document.page(self.number)
        scale = factor * _PIXELS_PER_TWIP
        return QSize(
            round(paper.width * scale) + 2 * _BORDER, round(paper.height * scale) + 2 * _BORDER
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page with a shadow."""
        del event
        paper, content = self._document.page(self.number)
        scale = self.factor * _PIXELS_PER_TWIP
        width, height = paper.width * scale, paper.height * scale
        left, top = (self.width() - width) / 2, max(float(_BORDER), (self.height() - height) / 2)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), _GREY)
            painter.fillRect(QRectF(left + 3, top + 3, width, height), _SHADE)
            painter.fillRect(QRectF(left, top, width, height), Qt.GlobalColor.white)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(QRectF(left, top, width, height))
            painter.translate(left, top)
            paint(content, painter, scale)


class PageView(QScrollArea):
    """Shows a page in full, to the window's width, or as large as one likes."""

    turned = Signal(int)
    """The number of the page that is shown now; the first is 0."""
    zoomed = Signal(int)
    """The size in percent."""

    def __init__(self, document: Document) -> None:
        """Show the first page in full."""
        super().__init__()
        dressed(
            self,
            accessibleName="打印预览",
            widgetResizable=True,
            frameShape=QScrollArea.Shape.NoFrame,
            focusPolicy=Qt.FocusPolicy.StrongFocus,
        )
        self._document = document
        self._paper = _Paper(document)
        self._fitting = Fitting.PAGE
        self.setWidget(self._paper)

    @property
    def number(self) -> int:
        """The page that is shown; the first is 0."""
        return self._paper.number

    @property
    def percent(self) -> int:
        """The size of the page; 100 is as on paper."""
        return round(self._paper.factor * 100)

    def turn_to(self, number: int) -> None:
        """Show a page."""
        number = max(0, min(number, self._document.count - 1))
        if number == self._paper.number:
            return
        self._paper.number = number
        self.verticalScrollBar().setValue(0)
        self._resize()
        self.turned.emit(number)

    def next_page(self) -> None:
        """Show the page after this one."""
        self.turn_to(self.number + 1)

    def previous_page(self) -> None:
        """Show the page before this one."""
        self.turn_to(self.number - 1)

    def fit(self, fitting: Fitting) -> None:
        """Show whole pages, or pages as wide as the window."""
        self._fitting = fitting
        self._resize()

    def enlarge(self) -> None:
        """Show the page larger."""
        self._zoom(self._paper.factor * _STEP)

    def reduce(self) -> None:
        """Show the page smaller."""
        self._zoom(self._paper.factor / _STEP)

    def _zoom(self, factor: float) -> None:
        self._fitting = Fitting.FREE
        self._paper.factor = max(SMALLEST, min(factor, LARGEST))
        self._resize()

    def _resize(self) -> None:
        if self._fitting is not Fitting.FREE:
            self._paper.factor = self._fitting_factor()
        self._paper.setMinimumSize(self._paper.size_at(self._paper.factor))
        self._paper.update()
        self.zoomed.emit(self.percent)

    def _fitting_factor(self) -> float:
        room, whole = self.maximumViewportSize(), self._paper.size_at(1.0)
        border = 2 * _BORDER
        bar = self.verticalScrollBar().sizeHint().width()
        across = (room.width() - border - 1) / (whole.width() - border)
        down = (room.height() - border - 1) / (whole.height() - border)
        if self._fitting is Fitting.WIDTH and across > down:
            across = (room.width() - bar - border - 1) / (whole.width() - border)
        factor = across if self._fitting is Fitting.WIDTH else min(across, down)
        return max(SMALLEST, min(factor, LARGEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page fitting."""
        super().resizeEvent(event)
        self._resize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with 上页 and 下页, Home and End; zoom with Ctrl and + or -."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.next_page()
            case Qt.Key.Key_PageUp | Qt.Key.Key_Backspace:
                self.previous_page()
            case Qt.Key.Key_Home:
                self.turn_to(0)
            case Qt.Key.Key_End:
                self.turn_to(self._document.count - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if ctrl:
                self.enlarge()
            case Qt.Key.Key_Minus if ctrl:
                self.reduce()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while Ctrl is held; at the end of a page turn it over."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge() if steps > 0 else self.reduce()
            event.accept()
            return
        bar = self.verticalScrollBar()
        if steps < 0 and bar.value() == bar.maximum():
            self.next_page()
        elif steps > 0 and bar.value() == bar.minimum():
            self.previous_page()
        else:
            super().wheelEvent(event)
            return
        event.accept()
