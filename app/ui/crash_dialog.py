"""The dialog for what should never happen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from app.domain.errors.catalogue import fault
from app.ui.widgets import dressed

SAFE = (
    "已经保存的内容都在台账里，不受影响。\n"
    "正在填写的文字每隔几秒自动留存，重新打开台账时可以找回。\n"
    "可以继续使用；若同样的错误再次出现，请退出程序重新打开。"
)
LOG = "日志里只有出错的位置，没有姓名等个人信息。"


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
            informativeText=f"{SAFE}\n\n{said.remedy}\n{LOG}",
        )
        dressed(self, objectName="crash")
        self._details = details
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._copy = dressed(QPushButton("复制详情"), accessibleName="复制详情")
        self.addButton(self._copy, QMessageBox.ButtonRole.ActionRole)
        close = self.addButton("关闭", QMessageBox.ButtonRole.AcceptRole)
        close.setAccessibleName("关闭")
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        self._copy.clicked.disconnect()
        self._connect()

    def _connect(self) -> None:
        self._copy.clicked.connect(self._copy_details)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText("已复制")
