"""A passphrase for a package: typed twice, or none at all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from app.domain.errors.catalogue import refusal
from app.ui.widgets import dressed

HINT = "加密后不知道口令就打不开；忘记口令无法找回。口令请另外告诉上级，不要写在U盘里。"


class PassphraseBox(QWidget):
    """加密 with two lines beside it; the lines are there only while it is ticked."""

    changed = Signal()
    """It was ticked or typed into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a passphrase."""
        super().__init__(parent)
        self.tick = dressed(QCheckBox("用口令加密"), accessibleName="加密", toolTip=HINT)
        self.first, self.second = (_line(text) for text in ("口令", "再输一次"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
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
        if self.tick.isChecked():
            self.first.setFocus()
        else:
            self.first.clear()
            self.second.clear()
        self.changed.emit()

    def value(self) -> str:
        """Return the passphrase; empty: none is wanted.

        Raises:
            Refusal: ``text.missing``, ``handoff.passphrase_differs``.
        """
        if not self.tick.isChecked():
            return ""
        if not self.first.text():
            raise refusal("text.missing", "口令", label="口令")
        if self.first.text() != self.second.text():
            raise refusal("handoff.passphrase_differs", "口令")
        return self.first.text()


def _line(text: str) -> QLineEdit:
    return dressed(
        QLineEdit(echoMode=QLineEdit.EchoMode.Password, placeholderText=text), accessibleName=text
    )
