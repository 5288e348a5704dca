"""What the colours on the page mean."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.own_form.colours import CERTAINTIES, FILLS, SKIPPED
from app.ui.paper_form.colours import WHITE

SIDE = 14


class _Swatch(QWidget):
    def __init__(self, colour: QColor | None) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(QSize(SIDE, SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colour with a thin line around it."""
        del event
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._colour or WHITE)
            painter.setPen(QPen(SKIPPED, 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Legend(QWidget):
    """One coloured square and its words for each certainty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all of them."""
        super().__init__(parent, accessibleName="颜色说明")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for certainty, words in CERTAINTIES.items():
            row.addWidget(_Swatch(FILLS.get(certainty)))
            row.addWidget(QLabel(words))
            row.addSpacing(10)
