"""One line of 下一步: how many, of what, and the verb that goes there."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.appearance import tint
from app.ui.bars import FULL, PART
from app.ui.tones import AMBER, RED
from app.ui.widgets import dressed

PAST = QColor("#6b6b6b")
TONES = {"alarm": RED, "warning": AMBER, "work": PART, "done": FULL, "past": PAST}
_PADDING = 10
_NUMBER_WIDTH, _NARROW_NUMBER = 66, 50
_NARROW = 290
"""Below this width the verb gives way to what the card is about."""
_LARGER, _SMALLER = 1.5, 0.9
_HOVER_STRENGTH = 20


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says."""

    number: str
    title: str
    detail: str = ""
    verb: str = ""
    """Empty: there is nowhere to go."""
    tone: str = "work"
    """A key of ``TONES``, for the number."""


class StepCard(QAbstractButton):
    """A wide, flat button: number, title with a detail below, verb at the right."""

    def __init__(self, text: CardText, parent: QWidget | None = None) -> None:
        """Show a text; a card without a verb cannot be pressed."""
        super().__init__(parent)
        spoken = "，".join(filter(None, (text.number, text.title, text.detail, text.verb)))
        hint = "\n".join(filter(None, (text.title, text.detail)))
        dressed(self, text=text.title, accessibleName=spoken, toolTip=hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._card = text
        if text.verb:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def card(self) -> CardText:
        """What the card says."""
        return self._card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the card as the space bar does; up and down go to its neighbours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        lines = self.fontMetrics().height() + QFontMetrics(self._scaled(_SMALLER)).height()
        return QSize(260, lines + 2 * _PADDING - 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same height, and a width at which the number and some words are seen."""
        return QSize(200, self.sizeHint().height())

    def _scaled(self, factor: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF(), 1.0) * factor)
        font.setBold(bold)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, number, words and verb."""
        del event
        painter = QPainter(self)
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.Text)
        self._paint_ground(painter, palette)
        room = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        narrow = self.width() < _NARROW
        width = _NARROW_NUMBER if narrow else _NUMBER_WIDTH
        number = QRect(room.left(), room.top(), width, room.height())
        painter.setFont(self._fitting(self._card.number, width - _PADDING // 2))
        painter.setPen(tint(TONES[self._card.tone]))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, self._card.number)
        room.setLeft(number.right() + _PADDING)
        if self._card.verb:
            painter.setFont(self.font())
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            verb = "›" if narrow else f"{self._card.verb} ›"
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, verb
            )
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(verb) - _PADDING)
        painter.setPen(ink)
        self._paint_words(painter, room)

    def _fitting(self, text: str, width: int) -> QFont:
        """Return the largest font of a few in which a text fits."""
        for factor in (_LARGER, 1.25, 1.0, _SMALLER, 0.75):
            font = self._scaled(factor, bold=True)
            if QFontMetrics(font).horizontalAdvance(text) <= width:
                break
        return font

    def _paint_ground(self, painter: QPainter, palette: QPalette) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(1, 1, -1, -1)
        line = palette.color(QPalette.ColorRole.Text)
        line.setAlpha(45)
        focused = self.hasFocus()
        painter.setPen(palette.color(QPalette.ColorRole.Highlight) if focused else line)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(frame, 5, 5)
        if self._card.verb and (self.underMouse() or self.isDown()):
            shade = palette.color(QPalette.ColorRole.Highlight)
            shade.setAlpha(_HOVER_STRENGTH * (2 if self.isDown() else 1))
            painter.setBrush(shade)
            painter.drawRoundedRect(frame, 5, 5)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        bold, small = self._scaled(1.0, bold=True), self._scaled(_SMALLER)
        upper, lower = QFontMetrics(bold), QFontMetrics(small)
        height = upper.height() + (lower.height() if self._card.detail else 0)
        top = room.top() + (room.height() - height) // 2
        cut = Qt.TextElideMode.ElideRight
        painter.setFont(bold)
        title = upper.elidedText(self._card.title, cut, room.width())
        painter.drawText(room.left(), top + upper.ascent(), title)
        if self._card.detail:
            painter.setFont(small)
            detail = lower.elidedText(self._card.detail, cut, room.width())
            faint = painter.pen().color()
            faint.setAlpha(190)
            painter.setPen(faint)
            painter.drawText(room.left(), top + upper.height() + lower.ascent(), detail)
