"""Several lines of text as a field of a dialog: it tells when it was changed."""

from PySide6.QtWidgets import QVBoxLayout

from app.ui.commitments.text_box import TextBox
from app.ui.structure.field import Listing


class NoteBox(Listing):
    """A text of several lines."""

    def __init__(self, name: str, text: str, lines: int, hint: str = "") -> None:
        """Show a text.

        Args:
            name: what it is called.
            text: what stands in it first.
            lines: how many are seen at least.
            hint: what stands in it while it is empty.
        """
        super().__init__()
        self.box = TextBox(name, text, lines)
        self.box.setPlaceholderText(hint)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self.edited)

    def state(self) -> object:
        """Return the text."""
        return self.box.value()

    def value(self) -> str:
        """Return the text without the spaces around it."""
        return self.box.value()
