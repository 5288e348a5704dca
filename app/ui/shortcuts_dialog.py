"""The dialog 快捷键: every key, what it does, and where."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.data_table import DataTable
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded
from app.ui.shortcuts import Shortcut, shortcuts
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ui.settings import Settings

HEADINGS = ("按键", "作用", "在哪里")
WIDTHS = {0: 130, 1: 250, 2: 120}


class ShortcutsDialog(QDialog):
    """A list to look things up in; Ctrl+C copies it."""

    def __init__(self, settings: "Settings", parent: QWidget | None) -> None:
        """Show every key."""
        super().__init__(parent)
        dressed(self, windowTitle="快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lines = [_line(number, each) for number, each in enumerate(shortcuts())]
        self._search = dressed(
            QLineEdit(placeholderText="查找", clearButtonEnabled=True), accessibleName="查找快捷键"
        )
        self._model: LineModel[Line] = LineModel(HEADINGS, self)
        self._model.show_lines(self._lines)
        self._table = DataTable("快捷键", settings)
        self._table.setModel(self._model)
        self._table.remember_columns(WIDTHS)
        self._table.verticalHeader().hide()
        self._close = dressed(
            QPushButton(lettered("关闭"), autoDefault=False), accessibleName="关闭"
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)
        self._connect()
        fit(self, 640, 520)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._find)
        self._close.clicked.connect(self.reject)

    def _find(self, text: str) -> None:
        self._model.show_lines([line for line in self._lines if folded(text) in line.searched])


def _line(number: int, shortcut: Shortcut) -> Line:
    cells = (shortcut.keys, shortcut.does, shortcut.where)
    return Line(str(number), cells, (), folded(" ".join(cells)))
