"""Paints a laid-out page: black on white, whatever the theme."""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.domain.form import TextStyle
from app.paper.fonts import DASH, make_font, measure
from app.paper.layout import PlacedCell, PlacedText, SheetPage


def paint(page: SheetPage, painter: QPainter, scale: float) -> None:
    """Paint a page.

    Args:
        page: as laid out.
        painter: its origin is the page's upper left corner.
        scale: device units per twip.
    """
    painter.save()
    painter.scale(scale, scale)
    painter.setPen(QPen(QColor(Qt.GlobalColor.black)))
    writer = _Writer(painter)
    for text in page.texts:
        writer.write(text)
    for placed in page.cells:
        writer.write(placed.text)
    _rule(page.cells, painter)
    painter.restore()


class _Writer:
    """Draws lines, making each font once."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._fonts: dict[TextStyle, QFont] = {}

    def write(self, text: PlacedText) -> None:
        for line in text.lines:
            self._painter.setFont(self._font(line.style))
            y = text.y + line.y + line.baseline
            for run in line.runs:
                if run.text == DASH:
                    self._dash(text.x + run.x, y, measure(line.style)(DASH))
                else:
                    self._painter.drawText(QPointF(text.x + run.x, y), run.text)

    def _font(self, style: TextStyle) -> QFont:
        font = self._fonts.get(style)
        if font is None:
            font = self._fonts[style] = make_font(style)
        return font

    def _dash(self, x: float, y: float, width: float) -> None:
        """Draw a dash as wide as a character, so that two of them join."""
        drawn = QFontMetricsF(self._painter.font()).horizontalAdvance(DASH)
        self._painter.save()
        self._painter.translate(x, y)
        self._painter.scale(width / drawn, 1.0)
        self._painter.drawText(QPointF(), DASH)
        self._painter.restore()


def _rule(cells: list[PlacedCell], painter: QPainter) -> None:
    """Draw the edges of all cells, the heavier ones last; neighbours share an edge."""
    edges: set[tuple[int, float, float, float, float]] = set()
    for placed in cells:
        rect, weight = placed.rect, placed.weights
        right, bottom = rect.x + rect.width, rect.bottom
        edges.add((weight.top, rect.x, rect.y, right, rect.y))
        edges.add((weight.bottom, rect.x, bottom, right, bottom))
        edges.add((weight.left, rect.x, rect.y, rect.x, bottom))
        edges.add((weight.right, right, rect.y, right, bottom))
    for weight_twips, x1, y1, x2, y2 in sorted(edges):
        pen = QPen(QColor(Qt.GlobalColor.black))
        pen.setWidthF(weight_twips)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(x1, y1, x2, y2))
