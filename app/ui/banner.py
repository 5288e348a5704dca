"""A line above the pages that says something about the whole ledger."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.widgets import dressed


class Banner(QLabel):
    """One sentence on a quiet ground."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show this sentence."""
        super().__init__(text, parent, wordWrap=True, margin=6)
        dressed(self, accessibleName=text)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor("#fff4d6"))
        colours.setColor(QPalette.ColorRole.WindowText, QColor("#5c4400"))
        self.setPalette(colours)  # a style sheet would hold the size of the letters fast
        self.setAutoFillBackground(True)

    def say(self, text: str) -> None:
        """Show another sentence; empty: nothing, and no ground."""
        dressed(self, text=text, accessibleName=text)
        self.setVisible(bool(text))
