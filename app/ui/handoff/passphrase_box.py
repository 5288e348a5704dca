"""A passphrase for a package: typed twice, or none at all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.ui.widgets import dressed

HINT = "加密后不知道口令就打不开，忘记了无法找回。口令请另外告诉对方，不要写在U盘里。"
LEAST = 8
"""How long a passphrase is at least, in letters and digits; anything else counts for two."""


class PassphraseBox(QWidget):
    """加密 with two lines beside it; the lines are there only while it is ticked."""

    changed = Signal()
    """It was ticked or typed into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a passphrase."""
        super().__init__(parent)
        self.tick = dressed(QCheckBox("用口令加密"), accessibleName="加密", toolTip=HINT)
        self.first, self.second = (_line(text) for text in ("口令", "再输一次"))
        self.warning = dressed(
            QLabel(HINT, wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName=HINT
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        column.addLayout(row)
        column.addWidget(self.warning)
        row.addWidget(self.tick)
        row.addWidget(self.first, 1)
        row.addWidget(self.second, 1)
        row.addStretch(0)
        self.setFocusProxy(self.tick)
        self.tick.toggled.connect(self._turn)
        self._turn()

    def _turn(self) -> None:
        for line in (self.first, self.second):
            line.setVisible(self.tick.isChecked())
        self.warning.setVisible(self.tick.isChecked())
        if self.tick.isChecked():
            self.first.setFocus()
        else:
            self.first.clear()
            self.second.clear()
        self.changed.emit()

    def value(self) -> str:
        """Return the passphrase; empty: none is wanted.

        Raises:
            Refusal: ``text.missing``, ``handoff.passphrase_short``,
                ``handoff.passphrase_differs``; the keyboard is where it is to be typed anew.
        """
        if not self.tick.isChecked():
            return ""
        first, second = self.first.text(), self.second.text()
        if not first:
            raise self._refused(self.first, refusal("text.missing", "口令", label="口令"))
        if _strength(first) < LEAST:
            raise self._refused(self.first, refusal("handoff.passphrase_short", "口令"))
        if first != second:
            raise self._refused(self.second, refusal("handoff.passphrase_differs", "口令"))
        return first

    def _refused(self, line: QLineEdit, why: Refusal) -> Refusal:
        line.setFocus()
        line.selectAll()
        return why


def _strength(passphrase: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in passphrase)


def _line(text: str) -> QLineEdit:
    return dressed(
        QLineEdit(echoMode=QLineEdit.EchoMode.Password, placeholderText=text), accessibleName=text
    )
