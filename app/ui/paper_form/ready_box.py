"""The box 现成内容: texts that the ledger already knows, each put into its cell with one click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ops.ready_texts import ReadyText
from app.ui.widgets import dressed, push_button

MOST_SHOWN = 120
"""So many characters of a text are shown; resting on it shows the rest."""
INDENT = 12
EACH_HINT = "对每一项承诺分别写点评意见"


class ReadyBox(QWidget):
    """Hidden while nothing is ready."""

    wanted = Signal(object)
    """The ``ReadyText`` that is to be put into its cell."""
    each_wanted = Signal()
    """The promises are to be reviewed one by one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setAccessibleName("现成内容")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._inner = QWidget()
        self._column.addWidget(self._inner)
        self.hide()

    def show_ready(self, texts: Sequence[ReadyText], promises: int, *, is_locked: bool) -> None:
        """Show what is ready.

        Args:
            texts: for cells of the form.
            promises: how many promises are reviewed one by one; 0: none is.
            is_locked: whether nothing can be written into the form.
        """
        self._inner.setParent(None)
        self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_bold("现成内容"))
        for each in texts:
            column.addWidget(_text(f"{_short(each.label)}（{each.source}）"))
            column.addWidget(_shortened(each.text))
            fill = FillButton(each)
            fill.setEnabled(not is_locked)
            fill.wanted.connect(self.wanted)
            column.addLayout(_right(fill))
        if promises:
            column.addWidget(_text(f"公开承诺 {promises} 项，逐项点评。"))
            button = push_button("逐项点评…", hint=EACH_HINT)
            button.setEnabled(not is_locked)
            button.clicked.connect(self.each_wanted)
            column.addLayout(_right(button))
        self._column.addWidget(self._inner)
        self.setVisible(bool(texts) or bool(promises))


class FillButton(QPushButton):
    """Puts one text into its cell."""

    wanted = Signal(object)

    def __init__(self, ready: ReadyText) -> None:
        """Offer this text."""
        super().__init__("填入", autoDefault=False)
        self._ready = ready
        hint = f"填入“{_short(ready.label)}”一格；已经写的不会丢"
        dressed(self, accessibleName=f"填入{_short(ready.label)}", toolTip=hint)
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.wanted.emit(self._ready)


def _short(label: str) -> str:
    return label.partition("（")[0] or label


def _right(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    return row


def _text(text: str) -> QLabel:
    return QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)


def _shortened(text: str) -> QLabel:
    shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
    return dressed(_text(shown), toolTip=text if shown != text else "", indent=INDENT)


def _bold(text: str) -> QLabel:
    label = _text(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
