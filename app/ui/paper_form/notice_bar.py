"""A line above the sheet: what is special about this form, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.widgets import dressed


class NoticeBar(QFrame):
    """One sentence and a button; hidden while there is nothing to say."""

    pressed = Signal()

    def __init__(self, name: str, verb: str, parent: QWidget | None = None) -> None:
        """Say nothing yet.

        Args:
            name: the accessible name.
            verb: what stands on the button, with its key where it has one.
            parent: the widget it belongs to.
        """
        super().__init__(parent)
        self.hide()
        self.setAccessibleName(name)
        self.setObjectName("notice")
        self.setStyleSheet("#notice { background: #fff4d6 } #notice QLabel { color: #5c4400 }")
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        name_of_verb = verb.partition("(")[0]
        self._button = dressed(QPushButton(verb, autoDefault=False), accessibleName=name_of_verb)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self.pressed)

    def say(self, text: str) -> None:
        """Show a sentence; an empty one hides the line."""
        self._text.setText(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()
