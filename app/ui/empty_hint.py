"""What to do next in a ledger without a round."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets import dressed


class EmptyHint(QWidget):
    """What to do next in a ledger without a round."""

    asked = Signal(str)
    """The name of the menu action that comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._import = dressed(QPushButton("导入…"), accessibleName="导入党组织和党员")
        self._round = dressed(QPushButton("开设轮次…"), accessibleName="开设轮次")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._round)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addStretch(3)
        self._connect()

    def _connect(self) -> None:
        self._import.clicked.connect(self._ask_load)
        self._round.clicked.connect(self._ask_round)

    def _ask_load(self) -> None:
        self.asked.emit("load")

    def _ask_round(self) -> None:
        self.asked.emit("open_round")

    def show_step(self, *, has_members: bool) -> None:
        """Say what comes first."""
        if has_members:
            self._text.setText(
                "党组织和党员已经就绪。\n下一步：开设点评轮次，程序按方案列出谁点评谁。"
            )
        else:
            self._text.setText(
                "这本台账还没有党员。\n第一步：导入党组织和党员名册（Excel、WPS 表格或 CSV）。"
                "\n第二步：开设点评轮次，程序按方案列出谁点评谁。"
            )
        self._round.setDefault(has_members)
