"""Small signs for actions and for the kinds of organisation, drawn when first needed."""

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImageReader,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)

from app import paths
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
def icon(name: str) -> QIcon:
    """Return the sign of an action; it takes the colour of the window's text when it is painted.

    Args:
        name: the name of a file in ``resources/icons``, without its ending.
    """
    return QIcon(_Drawing(name))


class _Drawing(QIconEngine):
    """Reads and paints a drawing when it is wanted, in the colours of that moment."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        copy = _Drawing(self._name)
        _clones.append(copy)  # Qt does not keep what Python gives it here
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        del state
        side = round(min(size.width(), size.height()) * scale)
        return _drawn(self._name, side, _ink(mode).name())


_clones: list[QIconEngine] = []


def _ink(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    if mode is QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if mode is QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    return palette.color(QPalette.ColorRole.ButtonText)


@cache
def _drawn(name: str, side: int, colour: str) -> QPixmap:
    """Draw a sign; Qt paints what has no colour of its own black, so it is given one."""
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    buffer = QBuffer()
    buffer.setData(QByteArray(text.replace("currentColor", colour).encode()))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(side, side))
    return QPixmap.fromImage(reader.read())


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
