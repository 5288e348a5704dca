"""A list that is typed, pasted from Excel, or read from a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.proposal import SheetKind
from app.ui.file_dialog import ask_files
from app.ui.file_kinds import SHEET_FILTER
from app.ui.first_run.pasting import read_pasted
from app.ui.widgets import dressed

BLANK_ROWS = 8


class EntryTable(QTableWidget):
    """Rows to type into; what Excel copied is pasted cell by cell, rows are added as needed."""

    left_out = Signal(object)
    """The headings of pasted columns that have no place here; a tuple of ``str``."""

    def __init__(self, name: str, kind: SheetKind, headings: Sequence[str]) -> None:
        """Show blank rows under these headings."""
        super().__init__(BLANK_ROWS, len(headings))
        dressed(self, accessibleName=name, tabKeyNavigation=True)
        self._kind = kind
        self._headings = tuple(headings)
        self.setHorizontalHeaderLabels(list(headings))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(26)
        self.cellChanged.connect(self._keep_a_blank_row)

    def rows(self) -> tuple[dict[str, str], ...]:
        """Return the texts by heading of every row in which something stands, in their order."""
        found = (
            {heading: self._text(row, column) for column, heading in enumerate(self._headings)}
            for row in range(self.rowCount())
        )
        return tuple(row for row in found if any(row.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a block of cells; 删除 empties the chosen ones; Enter goes down, never on."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            for item in self.selectedItems():
                item.setText("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() is not QTableWidget.State.EditingState:
                below = min(self.currentRow() + 1, self.rowCount() - 1)
                self.setCurrentCell(below, max(self.currentColumn(), 0))
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Put lines and columns into the cells from the current one on, or under their headings."""
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        pasted = read_pasted(text, self._kind, self._headings, self.columnCount() - left)
        left = 0 if pasted.headed else left
        self.setRowCount(max(self.rowCount(), top + len(pasted.rows) + 1))
        for down, cells in enumerate(pasted.rows):
            for along, cell in enumerate(cells):
                self.setItem(top + down, left + along, QTableWidgetItem(cell))
        self.left_out.emit(pasted.left_out)

    def close_gaps(self) -> None:
        """Take blank rows between others away: what is said of row 3 is said of the third row."""
        filled = [row for row in range(self.rowCount()) if self._is_filled(row)]
        blank = set(range(filled[-1] if filled else 0)) - set(filled)
        for row in sorted(blank, reverse=True):
            self.removeRow(row)
        self.setRowCount(max(self.rowCount(), BLANK_ROWS))

    def _is_filled(self, row: int) -> bool:
        return any(self._text(row, column) for column in range(self.columnCount()))

    def _text(self, row: int, column: int) -> str:
        item: QTableWidgetItem | None = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _keep_a_blank_row(self, row: int, column: int) -> None:
        del column
        if row == self.rowCount() - 1:
            self.insertRow(self.rowCount())


class ListEntry(QWidget):
    """A table to type into, and files to read beside it."""

    edited = Signal()

    def __init__(self, name: str, kind: SheetKind, headings: Sequence[str]) -> None:
        """Wait for rows or files.

        Args:
            name: what the list is, for people who cannot see it.
            kind: what its rows are.
            headings: canonical column names.
        """
        super().__init__()
        self._files: tuple[Path, ...] = ()
        self.table = EntryTable(name, kind, headings)
        self._choose = dressed(
            QPushButton("从文件读取…", autoDefault=False), accessibleName=f"从文件读取{name}"
        )
        self._drop = dressed(
            QPushButton("不用文件", autoDefault=False),
            accessibleName="不用文件",
            visible=False,
        )
        self._named = QLabel(
            "有现成的 Excel、WPS 表格或 CSV 名单，可以直接读取；"
            "也可以在下面逐行填写，或从 Excel 粘贴。",
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        self._hint = self._named.text()
        top = QHBoxLayout()
        top.addWidget(self._choose)
        top.addWidget(self._named, 1)
        top.addWidget(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self._choose.clicked.connect(self.choose_files)
        self._drop.clicked.connect(self.drop_files)
        self.table.cellChanged.connect(self._tell)
        self.table.left_out.connect(self._say_left_out)

    def files(self) -> tuple[Path, ...]:
        """Return the files to be read."""
        return self._files

    def rows(self) -> tuple[Mapping[str, str], ...]:
        """Return the rows that were typed."""
        return self.table.rows()

    def choose_files(self) -> None:
        """Ask for files."""
        files = ask_files(self, "选择名单文件", Path.home(), SHEET_FILTER)
        if files:
            self.take_files(files)

    def take_files(self, files: Sequence[Path]) -> None:
        """Read these files when the user goes on."""
        self._files = tuple(files)
        names = "、".join(path.name for path in files)
        self._named.setText(f"将读取：{names}" if files else self._hint)
        self._drop.setVisible(bool(files))
        self.edited.emit()

    def drop_files(self) -> None:
        """Read no file."""
        self.take_files(())

    def _say_left_out(self, headings: Sequence[str]) -> None:
        if not self._files:
            said = f"没有粘贴：{'、'.join(headings)}。要一起读入，请存成文件，再从文件读取。"
            self._named.setText(said if headings else self._hint)

    def _tell(self, row: int, column: int) -> None:
        del row, column
        self.edited.emit()
