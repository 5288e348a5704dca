"""What came of an export: how many files, which forms run over, and where they are."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.letters import lettered
from app.ui.widgets import dressed
from app.ui.window_size import fit

SETTLE_MS = 500
"""For so long after it appears an Enter was meant for the dialog before."""


class ResultDialog(QDialog):
    """Tells what was written and opens the folder."""

    def __init__(
        self,
        headline: str,
        folder: Path,
        remark: str,
        names: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        """Tell this.

        Args:
            headline: how much was written.
            folder: where it is.
            remark: what the names below are; empty where there are none.
            names: of files that need a look.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dressed(self, windowTitle="导出完成")
        self._folder = folder
        self._shown = QElapsedTimer()
        self._shown.start()
        self._headline = dressed(QLabel(headline, wordWrap=True), accessibleName="结果")
        font = self._headline.font()
        font.setBold(True)
        self._headline.setFont(font)
        self._place = dressed(QLineEdit(str(folder), readOnly=True), accessibleName="文件所在位置")
        self._place.setCursorPosition(0)
        self._remark = dressed(QLabel(remark, wordWrap=True), accessibleName="需要留意")
        self._names = dressed(QListWidget(), accessibleName="需要留意的文件")
        self._names.addItems(list(names))
        for widget in (self._remark, self._names):
            widget.setVisible(bool(names))
        self._open = dressed(QPushButton("打开文件夹"), accessibleName="打开文件夹")
        self._close = dressed(QPushButton(lettered("关闭"), default=True), accessibleName="关闭")
        self._lay_out()
        self._connect()
        self._close.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin the time in which Enter is not meant for this dialog."""
        super().showEvent(event)
        self._shown.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave alone an Enter that was still meant for the dialog before."""
        if not self._is_too_early(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep such an Enter from the buttons, too."""
        early = isinstance(event, QKeyEvent) and self._is_too_early(event)
        return early or super().eventFilter(watched, event)

    def _is_too_early(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        return enter and self._shown.elapsed() < SETTLE_MS

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._headline)
        column.addWidget(self._place)
        column.addWidget(self._remark)
        column.addWidget(self._names, 1)
        if not self._names.count():
            column.addStretch(1)
        column.addLayout(buttons)
        fit(self, 480, 300 if self._names.count() else 140)

    def _connect(self) -> None:
        for button in (self._open, self._close):
            button.installEventFilter(self)
        self._open.clicked.connect(self.open_folder)
        self._close.clicked.connect(self.close)

    def open_folder(self) -> None:
        """Show the folder in the system's own program for files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
