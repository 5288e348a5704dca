"""The editor for a choice: a combo box that looks like the cell on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.domain.form import Align
from app.ui.paper_form.colours import FOCUS, INK, WHITE, paper_palette
from app.ui.paper_form.setting import CellSetting
from app.ui.widgets import dressed

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.BOTH: Qt.AlignmentFlag.AlignLeft,
}

_MOST_SAID = 20


class ChoiceCell(QComboBox):
    """Takes one of the options; a value from elsewhere stays among them."""

    edited = Signal()
    advanced = Signal()
    focused = Signal()

    def __init__(
        self, setting: CellSetting, name: str, parent: QWidget, options: Sequence[str]
    ) -> None:
        """Offer these options and the empty one."""
        super().__init__(
            parent,
            frame=False,
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon,
        )
        dressed(self, accessibleName=name)
        self._setting = setting
        self._scale = 1 / 15
        self._fault = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPalette(paper_palette())
        self.view().setFont(QApplication.font())
        self.addItems(["", *options])
        self.currentTextChanged.connect(self._changed)
        self._quiet = False

    def value(self) -> str:
        """Return the text that is chosen."""
        return self.currentText()

    def set_value(self, text: str) -> None:
        """Choose this text; it becomes an option where it is none."""
        self._quiet = True
        if self.findText(text) < 0:
            self.addItem(text)
        self.setCurrentIndex(self.findText(text))
        self._quiet = False

    def is_locked(self) -> bool:
        """Tell whether nothing can be chosen."""
        return not self.isEnabled()

    def set_locked(self, locked: bool) -> None:
        """Let nothing be chosen, or let it again."""
        self.setEnabled(not locked)

    def fault(self) -> str:
        """Return why what was pasted last was not taken; a choice itself is never wrong."""
        return self._fault

    def leave(self) -> None:
        """Forget what was not taken."""
        self._fault = ""

    def scale(self, pixels_per_twip: float) -> None:
        """Set the text for this size of the sheet."""
        self._scale = pixels_per_twip
        self.setFont(self._setting.font(pixels_per_twip))
        self.view().setFont(QApplication.font())

    def _changed(self) -> None:
        self._fault = ""
        if not self._quiet:
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter; F4, Alt+Down and the space bar open the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.advanced.emit()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.currentText())
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
            return
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # the sheet scrolls
            return
        super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Choose what was copied elsewhere; say so where it is none of the choices."""
        wanted = "".join(text.split())
        place = self.findText(wanted)
        if place > 0:
            self.setCurrentIndex(place)
            return
        options = "、".join(filter(None, map(self.itemText, range(self.count()))))
        if wanted:
            self._fault = f"“{_short(wanted)}”不在可选内容中，没有粘贴。可选：{options}。"
            self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the sheet: turning the wheel must not change what is written."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the sheet."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Keep paper white when the theme changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.setPalette(paper_palette())

    def minimumSizeHint(self) -> QSize:
        """Fit into any cell."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text as printed, and an arrow only where it helps."""
        del event
        active = self.hasFocus() or self.underMouse()
        padding = self._setting.padding
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), FOCUS if self.hasFocus() else WHITE)
            painter.setPen(INK)
            painter.setFont(self.font())
            option = QTextOption(
                _ALIGNMENTS[self._setting.style.align] | Qt.AlignmentFlag.AlignVCenter
            )
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            box = QRectF(self.rect()).adjusted(
                padding.left * self._scale, 0, -padding.right * self._scale, 0
            )
            painter.drawText(box, self.currentText(), option)
            if active:
                right, middle = self.width() - 8.0, self.height() / 2
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(INK)
                painter.setOpacity(0.6)
                painter.drawPolygon(
                    QPolygonF(
                        [
                            QPointF(right - 4, middle - 2),
                            QPointF(right + 4, middle - 2),
                            QPointF(right, middle + 3),
                        ]
                    )
                )


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]}…"
