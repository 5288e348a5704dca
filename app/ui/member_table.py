"""The table of the page 党员, and what stands in its place where there is nobody."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.progress import Cancelled, Progress, unwatched
from app.ops.people import MemberLine, MemberList
from app.ui.data_table import DataTable
from app.ui.member_model import cells_of
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

MANY_CHOSEN = 1000
"""From here on the chosen members are read behind a progress dialog."""


class MemberTable(DataTable):
    """Reads very many rows at once behind a progress dialog, and not through the model."""

    shown: MemberList | None = None
    _wanted: Sequence[int] = ()

    def lines(self, rows: Sequence[int]) -> list[MemberLine]:
        """Return the members in some rows.

        Raises:
            Cancelled: where the user stopped it.
        """
        self._wanted = rows
        if len(rows) > MANY_CHOSEN:
            return wait_for(self, "正在读取所选党员…", self._read)
        return self._read(unwatched)

    def _read(self, progress: Progress) -> list[MemberLine]:
        rows, found = self._wanted, list[MemberLine]()
        for start in range(0, len(rows), MANY_CHOSEN):
            progress(start, len(rows))
            found += self.shown.at(rows[start : start + MANY_CHOSEN]) if self.shown else []
        return found

    def texts(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """Return what stands in some columns of some rows."""
        cells = map(cells_of, self.lines(rows))
        return [[line[column] for column in columns] for line in cells]

    def copy(self) -> None:
        """Copy the chosen rows; a copy that was stopped leaves the clipboard as it was."""
        with suppress(Cancelled):
            super().copy()


class NobodyHint(QWidget):
    """Says why there is nobody, and offers what helps."""

    asked = Signal(str)
    """The name of the menu action that helps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._import = dressed(QPushButton("导入…", autoDefault=False), accessibleName="导入党员")
        self._new = dressed(QPushButton("新增…", autoDefault=False), accessibleName="新增一名党员")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._new)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addStretch(3)
        self._import.clicked.connect(self._ask_import)
        self._new.clicked.connect(self._ask_new)

    def show_text(self, text: str, *, offers: bool = False) -> None:
        """Say something; ``offers``: with the ways to bring members in."""
        self._text.setText(text)
        self._import.setVisible(offers)
        self._new.setVisible(offers)

    def _ask_import(self) -> None:
        self.asked.emit("load")

    def _ask_new(self) -> None:
        self.asked.emit("new_member")
