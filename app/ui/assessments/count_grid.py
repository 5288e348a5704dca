"""The table over ``CountModel``: digits begin typing, Enter goes on to the next cell."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from app.ui.assessments.count_model import CountModel
from app.ui.data_table import ROW_HEIGHT
from app.ui.widgets import dressed

_NAME_WIDTH, _ITEM_WIDTH, _NUMBER_WIDTH = 150, 100, 68


class CountGrid(QTableView):
    """Takes votes by the keyboard alone, and pasted from a sheet."""

    def __init__(self, model: CountModel, parent: QWidget | None = None) -> None:
        """Show the rows of a model."""
        super().__init__(parent)
        trigger = QAbstractItemView.EditTrigger
        dressed(
            self,
            accessibleName="票数",
            editTriggers=trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed,
            tabKeyNavigation=False,
            alternatingRowColors=True,
        )
        self._counts = model
        self.setModel(model)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        for column in range(model.columnCount()):
            width = (_NAME_WIDTH, _ITEM_WIDTH)[column] if column < 2 else _NUMBER_WIDTH
            header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Delete empties, Ctrl+V takes numbers from a sheet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_numbers()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() is not QAbstractItemView.State.EditingState:
                self.go_on()  # while typing, the editor's closing goes on
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectionModel().selectedIndexes():
                if self._counts.flags(index) & Qt.ItemFlag.ItemIsEditable:
                    self._counts.setData(index, "")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After a typed number go on to the next cell."""
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.go_on()
        else:
            super().closeEditor(editor, hint)

    def go_on(self) -> None:
        """Go to the next cell that can be typed into, row by row."""
        here = self.currentIndex()
        row, column = (here.row(), here.column() + 1) if here.isValid() else (0, 0)
        last = self._counts.recusal_column - 1
        if column > last:
            row, column = row + 1, 2
        index = self._counts.index(row, max(column, 2))
        if index.isValid():
            self.setCurrentIndex(index)

    def start(self) -> None:
        """Begin in the first cell."""
        self.setCurrentIndex(self._counts.index(0, 2))
        self.setFocus()

    def paste_numbers(self) -> None:
        """Put the clipboard's rows and columns into the grid, from the current cell on."""
        from PySide6.QtGui import QGuiApplication

        here = self.currentIndex()
        if not here.isValid():
            return
        text = QGuiApplication.clipboard().text().rstrip("\n")
        for down, line in enumerate(text.splitlines()):
            for right, cell in enumerate(line.split("\t")):
                self._put(self._counts.index(here.row() + down, here.column() + right), cell)

    def _put(self, index: QModelIndex, text: str) -> None:
        if index.isValid() and self._counts.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._counts.setData(index, text.strip())
