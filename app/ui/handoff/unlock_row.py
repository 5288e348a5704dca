"""The line in which the passphrase of encrypted packages is typed, and what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.ui.tones import RED, text_style
from app.ui.widgets import dressed, push_button

ASK, ASK_NEXT = "有的数据包已加密，请输入口令：", "还有没解开的，请输入它的口令："
WRONG = "口令不对，请重新输入"


class UnlockRow(QWidget):
    """Stays while a file is closed; a passphrase that opened nothing is kept to be mended."""

    wanted = Signal(str)
    """The passphrase that is to be tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask for the first passphrase."""
        super().__init__(parent)
        self._ask = QLabel(ASK)
        self.line = dressed(
            QLineEdit(echoMode=QLineEdit.EchoMode.Password, placeholderText="数据包的口令"),
            accessibleName="口令",
        )
        self._ask.setBuddy(self.line)
        self.do = push_button("解开", "用口令解开数据包")
        self.said = dressed(
            QLabel(textFormat=Qt.TextFormat.PlainText), accessibleName="解开的结果", visible=False
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._ask)
        row.addWidget(self.line, 1)
        row.addWidget(self.do)
        row.addWidget(self.said)
        self.setFocusProxy(self.line)
        self.do.clicked.connect(self.try_it)
        self.line.textEdited.connect(self._typed)

    def try_it(self) -> None:
        """Ask for the files to be opened with what was typed."""
        if self.line.text():
            self.wanted.emit(self.line.text())
        else:
            self.line.setFocus()

    def _typed(self) -> None:
        self.said.hide()

    def show_result(self, before: Sequence[str], left: Sequence[str]) -> None:
        """Say what the passphrase did.

        Args:
            before: the names of the files that were closed before.
            left: of those that still are.
        """
        is_wrong = len(left) >= len(before)
        self._ask.setText(ASK if is_wrong else ASK_NEXT)
        self.said.setText(WRONG if is_wrong else opened_text(before, left))
        self.said.setToolTip("没解开的：" + "、".join(left))
        self.said.setStyleSheet(text_style(RED) if is_wrong else "")
        self.said.setVisible(bool(left))
        if is_wrong:
            self.line.selectAll()
        else:
            self.line.clear()

    def ask_anew(self) -> None:
        """Forget what came of the last passphrase: other files are looked at."""
        self._ask.setText(ASK)
        self.said.hide()
        self.line.clear()


def opened_text(before: Sequence[str], left: Sequence[str]) -> str:
    """Return how many files a passphrase opened, and which are closed still."""
    rest = f"{left[0]}{f'等 {len(left)} 个' if len(left) > 1 else ''}" if left else ""
    return f"解开了 {len(before) - len(left)} 个" + (f"，还有 {rest}" if rest else "")
