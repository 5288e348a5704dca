"""The side panel 附页: what runs over its cell, as it prints, and files handed in with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.kept_files import KeptFiles
from app.ui.widgets import dressed

NO_FILES = "附页文件：小结原件、照片等，随登记表存入台账。"
FILES = "附页文件 {count} 个。打印登记表时，请打开它们另外打印。"
NONE = "没有附页。写不下的文字会自动印在附页上；标明“可附页”的格子可以一直写下去。"


class AnnexPanel(QWidget):
    """The texts of all 附页 with a button that scrolls the sheet there; below them the files."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that there is none."""
        super().__init__(parent)
        self._text = dressed(
            QPlainTextEdit(NONE, readOnly=True),
            frameShape=QFrame.Shape.NoFrame,
            accessibleName="附页内容",
        )
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._go = dressed(
            QPushButton("看附页", autoDefault=False), accessibleName="看附页", enabled=False
        )
        self.files = KeptFiles("附页文件")
        self._about = QLabel(NO_FILES, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self._text, 1)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._about)
        column.addWidget(self.files, 1)
        self._go.clicked.connect(self.wanted)

    def show_annexes(self, annexes: Sequence[tuple[str, str]]) -> None:
        """Show headings and texts."""
        parts = [f"{title}（{len(text)} 字）\n{text}" for title, text in annexes]
        shown = "\n\n".join(parts) or NONE
        if shown != self._text.toPlainText():
            self._text.setPlainText(shown)
        self._go.setEnabled(bool(annexes))

    def show_files(self, files: Sequence[tuple[str, int]]) -> None:
        """Show the files handed in with the form, by name and size in bytes."""
        self.files.show_files(files)
        self._about.setText(FILES.format(count=len(files)) if files else NO_FILES)
