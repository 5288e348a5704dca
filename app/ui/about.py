"""The dialog 关于."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets import dressed

TEXT = """点评台账 {version}

按上级文件登记、统计“领导点评”工作的离线程序：组织和党员名册、点评任务、登记表、统计表、台账。
所有数据只保存在本机的台账文件里，程序不联网。

本程序使用下列开放源代码软件：Qt 与 PySide6（LGPL v3）、Python（PSF）、SQLite（公有领域）、
peewee、python-docx、lxml、openpyxl、python-calamine、pydantic、platformdirs。"""


class AboutDialog(QDialog):
    """Says what this is and what it stands on."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        dressed(self, windowTitle="关于点评台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = dressed(
            QLabel(
                TEXT.format(version=_version()),
                wordWrap=True,
                textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
            ),
            accessibleName="关于",
        )
        close = dressed(QPushButton("关闭", default=True), accessibleName="关闭")
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(text, 1)
        column.addWidget(buttons)
        self.setMinimumWidth(460)


def _version() -> str:
    try:
        return version("dianping-taizhang")
    except PackageNotFoundError:
        return "0.1.0"
