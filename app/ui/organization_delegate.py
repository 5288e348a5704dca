"""Paints an organisation in the tree: sign, name, and at the right how far it has come."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.standing import Progress
from app.ui.appearance import tint
from app.ui.bars import paint_bar
from app.ui.organization_model import PROGRESS_ROLE
from app.ui.tones import AMBER

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 26
_BAR_HEIGHT = 3
_MARGIN = 6
_SIGN = 10
_SMALLER = 0.85
_LEAST_WIDTH = 30


class OrganizationDelegate(QStyledItemDelegate):
    """Leaves the name to the style and adds ``12/15`` over a small bar, and a sign for gaps."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row; all rows are of one height."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row; the ground of the chosen one reaches to the right edge."""
        found = index.data(PROGRESS_ROLE)
        if not isinstance(found, Progress):
            super().paint(painter, option, index)
            return
        full: Any = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        numbers = f"{found.done}/{found.due}"
        small = _small(full.font)
        width = max(QFontMetrics(small).horizontalAdvance(numbers), _LEAST_WIDTH)
        where = QRect(full.rect)
        where.setLeft(where.right() - width - _MARGIN)
        where.setRight(where.right() - _MARGIN)
        taken = width + 2 * _MARGIN + (_SIGN + _MARGIN if found.gaps else 0)
        _paint_name(painter, full, taken)
        painter.save()
        chosen = bool(full.state & QStyle.StateFlag.State_Selected)
        ink = _ink(full, chosen=chosen)
        painter.setFont(small)
        painter.setPen(ink)
        text = where.adjusted(0, 0, 0, -_BAR_HEIGHT)
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, numbers)
        bar = QRectF(where.left(), where.bottom() - _BAR_HEIGHT - 1, width, _BAR_HEIGHT)
        paint_bar(painter, bar, found.done, found.due, ink, chosen=chosen)
        if found.gaps:
            _paint_sign(painter, QPointF(where.left() - _MARGIN - _SIGN / 2, where.center().y()))
        painter.restore()


def _small(font: QFont) -> QFont:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * _SMALLER)
    return small


def _ink(option: Any, *, chosen: bool) -> QColor:  # noqa: ANN401 - Qt's stubs know no fields
    active = bool(option.state & QStyle.StateFlag.State_Active)
    group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
    role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
    return QColor(option.palette.color(group, role))


def _paint_name(painter: QPainter, option: Any, taken: int) -> None:  # noqa: ANN401
    """Paint what the style paints, with the name cut before what stands at the right."""
    widget = option.widget
    style = widget.style() if isinstance(widget, QWidget) else None
    if style is None:
        return
    room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, widget)
    width = option.rect.right() - taken - room.left()
    option.text = option.fontMetrics.elidedText(
        option.text, Qt.TextElideMode.ElideRight, max(width - 2 * _MARGIN // 2, 0)
    )
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)


def _paint_sign(painter: QPainter, centre: QPointF) -> None:
    """Paint a small triangle with a mark: something is missing here."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint(AMBER))
    half = _SIGN / 2
    painter.drawPolygon(
        QPolygonF(
            [
                centre + QPointF(0, -half),
                centre + QPointF(half, half - 1),
                centre + QPointF(-half, half - 1),
            ]
        )
    )
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRect(QRectF(centre.x() - 0.6, centre.y() - half + 3, 1.3, 3.2))
    painter.drawRect(QRectF(centre.x() - 0.6, centre.y() + half - 3, 1.3, 1.2))
