"""A box for some lines of text in a dialog."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.widgets import dressed


class TextBox(QPlainTextEdit):
    """Tab leaves it; it is as high as so many lines."""

    def __init__(self, name: str, text: str, lines: int, parent: QWidget | None = None) -> None:
        """Show a text.

        Args:
            name: what it is called.
            text: what stands in it first.
            lines: how many lines of text are seen at least.
            parent: the widget around it.
        """
        super().__init__(text, parent, tabChangesFocus=True)
        dressed(self, accessibleName=name)
        frame = 2 * self.frameWidth() + 2 * int(self.document().documentMargin())
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + frame)

    def value(self) -> str:
        """Return the text without the spaces around it."""
        return self.toPlainText().strip()
