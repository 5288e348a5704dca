"""The votes for one object as one bar, a piece for each grade."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.appearance import tint

SHARES = Qt.ItemDataRole.UserRole
_COLOURS = ("#2e7d32", "#8bb84a", "#e0a526", "#c75b39", "#8e3b46", "#6a5a8c")
_ABSTAINED = "#9e9e9e"
_HEIGHT, _MARGIN = 12, 6


def grade_colour(place: int, count: int) -> QColor:
    """Return the colour of a grade; the one behind the last is 弃权."""
    return QColor(_ABSTAINED if place >= count else _COLOURS[place % len(_COLOURS)])


class ShareBars(QStyledItemDelegate):
    """Paints shares in per cent, side by side."""

    def __init__(self, grades: int, parent: QWidget | None = None) -> None:
        """Paint bars.

        Args:
            grades: how many grades the scale has; a further share is 弃权.
            parent: the table.
        """
        super().__init__(parent)
        self._grades = grades

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the bar of a row, on the ground of what is selected where it is."""
        shares: Sequence[Any] | None = index.data(SHARES)
        super().paint(painter, option, index)
        if not shares:
            return
        full: Any = option
        room = QRectF(full.rect).adjusted(_MARGIN, 0, -_MARGIN, 0)
        top = room.center().y() - _HEIGHT / 2
        left = room.left()
        for place, share in enumerate(shares):
            width = room.width() * float(share) / 100
            if width > 0:
                colour = tint(grade_colour(place, self._grades))
                painter.fillRect(QRectF(left, top, width, _HEIGHT), colour)
                left += width

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room that a bar needs."""
        return QSize(160, super().sizeHint(option, index).height())


def legend(labels: Sequence[str]) -> QWidget:
    """Return what the colours mean; the last label is 弃权 where there is one more than grades."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    count = sum(1 for label in labels if label != "弃权")
    for place, label in enumerate(labels):
        colour = tint(grade_colour(count if label == "弃权" else place, count)).name()
        mark = QLabel(f'<span style="color:{colour}">■</span> {label}')
        mark.setTextFormat(Qt.TextFormat.RichText)
        row.addWidget(mark)
    row.addStretch(1)
    return box
