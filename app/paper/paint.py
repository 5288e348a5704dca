"""Paints a laid-out page: black on white, whatever the theme."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.paper.layout import PlacedCell, PlacedText, SheetPage

INNER_LINE, OUTER_LINE = 10, 20
"""Widths of the grid's lines in twips: half a point inside, one point around."""


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
    for text in page.texts:
        _paint_text(text, painter)
    for placed in page.cells:
        _paint_text(placed.text, painter)
    _paint_grid(page.cells, painter)
    painter.restore()


def _paint_text(text: PlacedText, painter: QPainter) -> None:
    for line in text.lines:
        line.draw(painter, text.x, text.y)


def _paint_grid(cells: list[PlacedCell], painter: QPainter) -> None:
    if not cells:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(INNER_LINE))
    whole = QRectF()
    for placed in cells:
        rect = placed.rect
        edge = QRectF(rect.x, rect.y, rect.width, rect.height)
        painter.drawRect(edge)
        whole = whole.united(edge)
    painter.setPen(_pen(OUTER_LINE))
    corners = (whole.topLeft(), whole.topRight(), whole.bottomRight(), whole.bottomLeft())
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        painter.drawLine(QLineF(start, end))


def _pen(width: int) -> QPen:
    pen = QPen(QColor(Qt.GlobalColor.black))
    pen.setWidthF(width)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
