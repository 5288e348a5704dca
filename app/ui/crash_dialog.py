"""The dialog for what should never happen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from app.domain.errors.catalogue import fault
from app.ui.widgets import dressed


class CrashDialog(QMessageBox):
    """Says what is safe, and copies the details for those who maintain the program."""

    def __init__(self, details: str, log: str) -> None:
        said = fault("internal", log=log)
        super().__init__(
            QMessageBox.Icon.Critical,
            "意外错误",
            said.message,
            QMessageBox.StandardButton.NoButton,
            QApplication.activeWindow(),
            textFormat=Qt.TextFormat.PlainText,
            informativeText=said.remedy + "\n已经保存的内容不受影响，可以继续使用。",
        )
        dressed(self, objectName="crash")
        self._details = details
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._copy = dressed(QPushButton("复制详情"), accessibleName="复制详情")
        self.addButton(self._copy, QMessageBox.ButtonRole.ActionRole)
        self.addButton("关闭", QMessageBox.ButtonRole.AcceptRole)
        self._copy.clicked.disconnect()
        self._connect()

    def _connect(self) -> None:
        self._copy.clicked.connect(self._copy_details)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText("已复制")
