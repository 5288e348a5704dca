"""Small signs for the kinds of organisation, drawn when first needed."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from app.domain.words import OrganizationKind

SIDE = 16
SHARPNESS = 3
RED, GOLD, GREY = QColor("#c0272d"), QColor("#d9a22b"), QColor("#8a8a8a")

_LARGE = {
    OrganizationKind.LOCAL_COMMITTEE,
    OrganizationKind.LEADING_GROUP,
    OrganizationKind.WORK_COMMITTEE,
}


@cache
def organization_icon(kind: OrganizationKind) -> QIcon:
    """Return the sign of a kind: flags for committees, houses for branches, dots for groups."""
    pixmap = QPixmap(QSize(SIDE, SIDE) * SHARPNESS)
    pixmap.setDevicePixelRatio(SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        _draw(painter, kind)
    return QIcon(pixmap)


def _draw(painter: QPainter, kind: OrganizationKind) -> None:
    if kind in _LARGE:
        _flag(painter, GOLD)
    elif kind is OrganizationKind.COMMITTEE:
        _flag(painter, RED)
    elif kind is OrganizationKind.GENERAL_BRANCH:
        _square(painter, QRectF(1.5, 5.5, 9, 9), RED.lighter(150))
        _square(painter, QRectF(5.5, 1.5, 9, 9), RED)
    elif kind is OrganizationKind.BRANCH:
        _square(painter, QRectF(3, 3, 10, 10), RED)
    elif kind is OrganizationKind.JOINT_BRANCH:
        _square(painter, QRectF(1, 4, 6.5, 8), RED)
        _square(painter, QRectF(8.5, 4, 6.5, 8), RED)
    elif kind is OrganizationKind.GROUP:
        painter.setBrush(RED)
        for centre in (QPointF(8, 5), QPointF(4.5, 10.5), QPointF(11.5, 10.5)):
            painter.drawEllipse(centre, 2.2, 2.2)
    else:
        painter.setPen(QPen(GREY, 1.4))
        painter.drawRect(QRectF(3, 3.5, 10, 9.5))
        painter.drawLine(QPointF(3, 7), QPointF(13, 7))


def _flag(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(GREY)
    painter.drawRect(QRectF(3, 1.5, 1.4, 13.5))
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF(
            [QPointF(4.4, 2), QPointF(14, 2), QPointF(11.6, 5.5), QPointF(14, 9), QPointF(4.4, 9)]
        )
    )


def _square(painter: QPainter, where: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawRoundedRect(where, 1.5, 1.5)
