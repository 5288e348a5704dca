"""The name of what is shown, in letters that keep to the size chosen in the settings."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

_LARGER = 1.25


class Heading(QLabel):
    """A line a quarter larger than the other text, and bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Take the size of the letters again when it is chosen anew."""
        if event.type() is QEvent.Type.ApplicationFontChange:
            self._grow()
        return super().event(event)

    def _grow(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        self.setFont(font)
