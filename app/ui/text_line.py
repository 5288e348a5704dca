"""A line for text: everything pasted arrives as one line, and it says what cannot be kept."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors.fault import Refusal
from app.domain.typed import LINE_LENGTH, typed_line

MOST = 1_000_000
"""Nothing pasted is cut in silence; what is too long is refused in words."""
_BREAKS = str.maketrans(dict.fromkeys("\r\n\t\v\f\u2028\u2029", " "))


class TextLine(QLineEdit):
    """One line; line ends and tabs of what is pasted become spaces before one's eyes."""

    def __init__(
        self, label: str, text: str = "", longest: int = LINE_LENGTH, parent: QWidget | None = None
    ) -> None:
        """Take text.

        Args:
            label: what the line is called, for sentences and screen readers.
            text: what stands in it first.
            longest: how many characters it may have.
            parent: the widget around it.
        """
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setMaxLength(MOST)
        self._label, self._longest = label, longest
        self.setText(text)
        self.textChanged.connect(self._join)

    def value(self) -> str:
        """Return the text without the spaces around it.

        Raises:
            Refusal: ``text.too_long`` or ``text.unprintable``, with the label as its place.
        """
        return typed_line(self.text(), self._label, self._longest)

    def problem(self) -> str:
        """Return what keeps the text from being taken, or nothing."""
        try:
            self.value()
        except Refusal as refused:
            return f"{refused.fault.message}{refused.fault.remedy}"
        return ""

    def _join(self, text: str) -> None:
        joined = text.replace("\r\n", "\n").translate(_BREAKS)
        if joined != text:
            place = self.cursorPosition() - (len(text) - len(joined))
            self.selectAll()
            self.insert(joined)
            self.setCursorPosition(max(0, place))
