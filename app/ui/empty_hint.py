"""What to do next where there is nothing to show: no round yet, no table in the scheme."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets import dressed

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EmptyHint(QWidget):
    """What to do next where there is nothing to show yet."""

    asked = Signal(str)
    """The name of the menu action that comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._import = dressed(QPushButton("导入…"), accessibleName="导入党组织和党员")
        self._round = dressed(QPushButton("开设轮次…"), accessibleName="开设轮次")
        self._table = dressed(QPushButton("自有表样…"), accessibleName="自有表样", visible=False)
        self._issue = dressed(QPushButton("下发…"), accessibleName="下发", visible=False)
        self._buttons = (self._import, self._round, self._table, self._issue)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in self._buttons:
            buttons.addWidget(button)
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
        self._table.clicked.connect(self._ask_table)
        self._issue.clicked.connect(self._ask_issue)

    def take_keyboard(self) -> None:
        """Let Enter and the space bar press the button that comes first."""
        shown = [button for button in self._buttons if button.isVisibleTo(self)]
        wanted = [button for button in shown if button.isDefault()] or shown
        if wanted:
            wanted[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; outside a dialog only the bar does."""
        button = self.focusWidget()
        if event.key() in ENTER and isinstance(button, QPushButton) and button.hasFocus():
            button.click()
        else:
            super().keyPressEvent(event)

    def _ask_load(self) -> None:
        self.asked.emit("load")

    def _ask_round(self) -> None:
        self.asked.emit("open_round")

    def _ask_table(self) -> None:
        self.asked.emit("own_form")

    def _ask_issue(self) -> None:
        self.asked.emit("issue")

    def show_no_table(self) -> None:
        """Say that the scheme counts nothing, and how it comes to a table."""
        self._show_buttons(self._table)
        self._text.setText(
            "本方案没有统计表，所以没有要统计和上报的数字。\n"
            "本单位有自己的统计表时，用“自有表样”采用它，这里就会显示。"
        )

    def _show_buttons(self, *wanted: QPushButton) -> None:
        for button in self._buttons:
            button.setVisible(button in wanted)

    def show_members_missing(self, *, has_units: bool = False) -> None:
        """Say what a unit lacks to which organisations and round were issued.

        Args:
            has_units: whether there are units below that may keep their members themselves.
        """
        self._show_buttons(self._import, *((self._issue,) if has_units else ()))
        below = "\n下级单位自己录入的：用“下发”给每个单位一个数据包，收回后这里就有了。"
        self._text.setText(
            "党组织和轮次已经有了，还没有党员。\n"
            "下一步：导入党员名册（Excel、WPS 表格或 CSV），程序按方案列出谁点评谁。"
            + (below if has_units else "")
        )
        self._import.setDefault(True)

    def show_step(self, *, has_members: bool) -> None:
        """Say what comes first."""
        self._show_buttons(self._import, self._round)
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
