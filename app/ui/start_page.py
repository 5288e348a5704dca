"""What is shown while no ledger is open: make one, open one, or one of the last."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.widgets import dressed

WIDTH = 460


class StartPage(QWidget):
    """Four buttons and the list of recent ledgers."""

    asked = Signal(str)
    """The name of a menu entry that is wanted."""
    recent_chosen = Signal(str)
    """The path of a ledger in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no ledgers yet."""
        super().__init__(parent)
        title = QLabel("点评台账", alignment=Qt.AlignmentFlag.AlignHCenter)
        title.setFont(_larger(title.font(), 2.2))
        subtitle = QLabel(
            "创先争优领导点评：登记、出表、统计，离线使用",
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        self._new = _large("新建台账", "从头建立一本台账")
        self._received = _large("用下发包新建…", "上级发来了数据包：方案和党组织都是现成的")
        self._open = _large("打开台账", "打开这台电脑上已有的台账")
        self._sample = _large("示例数据", "打开一本虚构单位的台账，可以随意试用")
        self._heading = QLabel("最近打开")
        self._recent = dressed(QListWidget(), accessibleName="最近打开的台账")
        self._recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent.setSpacing(3)
        self._heading.setBuddy(self._recent)

        buttons = QGridLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._new, 0, 0)
        buttons.addWidget(self._received, 0, 1)
        buttons.addWidget(self._open, 1, 0)
        buttons.addWidget(self._sample, 1, 1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(subtitle)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._recent, 3)
        column.addStretch(3)
        middle = QWidget(maximumWidth=WIDTH)
        middle.setLayout(column)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 10)
        row.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self._new.clicked.connect(self._ask_new)
        self._received.clicked.connect(self._ask_received)
        self._open.clicked.connect(self._ask_open)
        self._sample.clicked.connect(self._ask_sample)
        self._recent.itemActivated.connect(self._choose)

    def show_recent(self, recent: Sequence[Path]) -> None:
        """Show these ledgers; without any the list is hidden."""
        self._recent.clear()
        for path in recent:
            item = QListWidgetItem(f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
            self._recent.addItem(item)
        self._heading.setVisible(bool(recent))
        self._recent.setVisible(bool(recent))

    def _ask_new(self) -> None:
        self.asked.emit("new")

    def _ask_received(self) -> None:
        self.asked.emit("new_received")

    def _ask_open(self) -> None:
        self.asked.emit("open")

    def _ask_sample(self) -> None:
        self.asked.emit("sample")

    def _choose(self, item: QListWidgetItem) -> None:
        self.recent_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _large(text: str, hint: str) -> QPushButton:
    return dressed(
        QPushButton(text), accessibleName=text.rstrip("…"), toolTip=hint, minimumHeight=40
    )


def _larger(font: QFont, times: float) -> QFont:
    font.setPointSizeF(font.pointSizeF() * times)
    return font
