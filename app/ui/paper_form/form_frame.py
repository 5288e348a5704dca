"""The frame of the form dialog: notices, sheet, side panel, state, buttons and shortcuts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.ui.letters import lettered
from app.ui.paper_form.notice_bar import NoticeBar
from app.ui.paper_form.sheet_area import SheetArea
from app.ui.paper_form.side_panel import SidePanel
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ui.paper_form.form_desk import FormSource

SIZE = QSize(1180, 860)
SIDE_WIDTH = 290
GAPS_AFTER = ("next", "save_next")
BUTTONS = (
    ("previous", "上一个", "Ctrl+PgUp"),
    ("next", "下一个", "Ctrl+PgDn"),
    ("save", "保存", "Ctrl+S"),
    ("save_next", "保存并下一个", "Ctrl+回车"),
    ("lock", "定稿", ""),
    ("side", "侧栏", "F9"),
    ("preview", "打印预览", "Ctrl+P"),
    ("word", "导出 Word", ""),
    ("pdf", "导出 PDF", ""),
    ("close", "关闭", "Esc"),
)
SHORTCUTS = (
    ("save_next", "Ctrl+Return"),
    ("save_next", "Ctrl+Enter"),
    ("save", "Ctrl+S"),
    ("preview", "Ctrl+P"),
    ("previous", "Ctrl+PgUp"),
    ("previous", "Alt+Left"),
    ("next", "Ctrl+PgDown"),
    ("next", "Alt+Right"),
    ("side", "F9"),
    ("phrases", "Ctrl+K"),
    ("keep_phrase", "Ctrl+D"),
)


class FormFrame(QDialog):
    """Holds the widgets; what they do is the dialog's."""

    def __init__(self, source: "FormSource", parent: QWidget | None) -> None:
        """Build the frame around a sheet that comes later."""
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._scroll = SheetArea("登记表")
        self._side = SidePanel(source.phrases)
        self._draft_bar = NoticeBar("自动保存的内容", "放弃")
        self._lock_bar = NoticeBar("定稿", "解锁")
        self._remark_bar = NoticeBar("上级退回意见", "已改正(&G)")
        self._status = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="填写情况"
        )
        self._hint = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText),
            accessibleName="写作提示",
            visible=False,
        )
        self._mark = push_button("标记典型", hint="把这份登记表标记为突出做法或典型事例")
        self._position = dressed(QLabel(), accessibleName="第几份")
        self._buttons = {name: _button(text, keys) for name, text, keys in BUTTONS}
        self._buttons["side"].setCheckable(True)
        self._buttons["side"].setChecked(True)
        self._shortcuts = [(name, QShortcut(QKeySequence(keys), self)) for name, keys in SHORTCUTS]
        self._lay_out()
        fit(self, SIZE.width(), SIZE.height())

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._scroll)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        self._split.setCollapsible(0, False)
        self._split.setSizes([SIZE.width() - SIDE_WIDTH, SIDE_WIDTH])
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for name, button in self._buttons.items():
            if name == "next":
                buttons.addWidget(self._position)
            buttons.addWidget(button)
            if name in GAPS_AFTER:
                buttons.addStretch(1)
        lower = QVBoxLayout()
        lower.setSpacing(6)
        lower.setContentsMargins(12, 6, 12, 10)
        said = QHBoxLayout()
        said.addWidget(self._status, 1)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        lower.addLayout(said)
        lower.addWidget(self._hint)
        lower.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._remark_bar)
        column.addWidget(self._lock_bar)
        column.addWidget(self._draft_bar)
        column.addWidget(self._split, 1)
        column.addLayout(lower)

    def show_side(self, wanted: bool) -> None:
        """Show the side panel, or give its room to the sheet."""
        self._side.setVisible(wanted)
        self._buttons["side"].setChecked(wanted)


def _button(text: str, keys: str) -> QPushButton:
    shown = lettered(text) if keys == "Esc" else text
    button = dressed(
        QPushButton(shown, autoDefault=False),
        accessibleName=text,
        toolTip=f"{text}（{keys}）" if keys else text,
    )
    button.setMinimumWidth(button.fontMetrics().horizontalAdvance(shown) + 18)
    return button
