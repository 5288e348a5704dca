"""The dialog 关于."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.version import VERSION
from app.ui.letters import lettered
from app.ui.licences import Component, components
from app.ui.widgets import dressed
from app.ui.window_size import fit

TEXT = """点评台账 {version}

按上级文件登记、统计“领导点评”工作的离线程序：组织和党员名册、点评任务、登记表、统计表、台账。
所有数据只保存在本机的台账文件里，程序不联网。"""
SIZE = (760, 520)
WIDEST_LIST = 300


class AboutDialog(QDialog):
    """Says what this is and what it stands on, with the words of every licence."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        dressed(self, windowTitle="关于点评台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._components: tuple[Component, ...] = components()
        self._text = dressed(
            QLabel(
                TEXT.format(version=VERSION),
                wordWrap=True,
                textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
            ),
            accessibleName="关于",
        )
        self._list = dressed(
            QListWidget(), maximumWidth=WIDEST_LIST, accessibleName="使用的开放源代码软件"
        )
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.addItems([_line(component) for component in self._components])
        self._licence = dressed(
            QPlainTextEdit(readOnly=True), accessibleName="许可证全文", tabChangesFocus=True
        )
        self._close = dressed(QPushButton(lettered("关闭"), default=True), accessibleName="关闭")
        self._lay_out()
        self._connect()
        self._list.setCurrentRow(0)
        fit(self, *SIZE)

    def _lay_out(self) -> None:
        label = QLabel("本程序使用下列开放源代码软件，点选可看许可证全文：")
        label.setBuddy(self._list)
        both = QHBoxLayout()
        both.addWidget(self._list, 2)
        both.addWidget(self._licence, 3)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._text)
        column.addWidget(label)
        column.addLayout(both, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._show)
        self._close.clicked.connect(self.reject)

    def _show(self, row: int) -> None:
        component = self._components[row]
        head = f"{component.name} {component.version}\n{component.use}\n{component.licence}\n\n"
        self._licence.setPlainText(head + component.text())


def _line(component: Component) -> str:
    return f"{component.name} {component.version}（{component.licence}）"
