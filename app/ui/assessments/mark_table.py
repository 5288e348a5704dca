"""The cells of one ballot: digits choose grades, Enter ends the ballot, Backspace goes back."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballots import Ballot, mark_word
from app.ui.appearance import tint
from app.ui.assessments.ballot_entry import BallotEntry
from app.ui.data_table import ROW_HEIGHT
from app.ui.tones import RED
from app.ui.widgets import dressed

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("评议对象", "评议内容", "选择", "第一次", "第二次")


class MarkModel(QAbstractTableModel):
    """Shows what was marked; where two entries differ, both of them."""

    def __init__(self, assessment: Assessment, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._assessment = assessment
        self._entry: BallotEntry | None = None
        self._texts: list[tuple[str, str]] = []
        self._differing: Ballot | None = None

    def show_entry(self, entry: BallotEntry, differing: Ballot | None = None) -> None:
        """Show a ballot; one whose entries differ with both."""
        self.beginResetModel()
        self._entry, self._differing = entry, differing
        names = {each.key: each.name for each in self._assessment.objects}
        titles = {
            (each.key, item.id): item.title
            for each in self._assessment.objects
            for item in self._assessment.items_of(each)
        }
        self._texts = [(names[cell[0]], titles[cell]) for cell in entry.cells]
        self.endResetModel()

    def renew(self) -> None:
        """Show what has been typed since."""
        if self._texts:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many cells the ballot has."""
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _HEADINGS[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QColor | QFont | None:
        """Return a text, or how it is set."""
        if not index.isValid() or self._entry is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._entry, row, column)
        if role == Qt.ItemDataRole.ForegroundRole and column > 2 and self._differs(row):
            return tint(RED)
        if role == Qt.ItemDataRole.FontRole and column == 2:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, entry: BallotEntry, row: int, column: int) -> str:
        if column < 2:
            return self._texts[row][column]
        if column == 2:
            return "无效票" if entry.is_spoiled else self._word(entry.mark(row))
        if self._differing is None:
            return ""
        marks = self._differing.marks if column == 3 else self._differing.second
        return self._word(marks[row] if len(marks) == len(self._texts) else marks)

    def _word(self, mark: str) -> str:
        if not mark:
            return ""
        word = mark_word(self._assessment, mark)
        return f"{mark}　{word}" if mark.isdigit() else word

    def _differs(self, row: int) -> bool:
        found = self._differing.differences if self._differing is not None else ()
        return row in found or -1 in found


class MarkTable(QTableView):
    """Takes the keys of ballot entry; everything else is left to the dialog."""

    marked = Signal(str)
    """A digit, or - for 回避."""
    ended = Signal()
    """Enter: the ballot is whole."""
    taken_back = Signal()
    """Backspace: one cell back."""
    spoiled = Signal()
    """X: not valid, or valid again."""
    turned = Signal(int)
    """PageUp (-1) or PageDown (1): another ballot."""

    def __init__(self, model: MarkModel, parent: QWidget | None = None) -> None:
        """Show the cells of a model."""
        super().__init__(parent, showGrid=False, wordWrap=False)
        dressed(
            self,
            accessibleName="这张票的各项",
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            alternatingRowColors=True,
            tabKeyNavigation=False,
        )
        self.setModel(model)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        for column, width in enumerate((180, 130, 110, 90)):
            header.resizeSection(column, width)
        self.show_differences(shown=False)

    def show_differences(self, *, shown: bool) -> None:
        """Show both entries beside each other, or neither."""
        for column in (3, 4):
            self.setColumnHidden(column, not shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into what is done with the ballot."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit()
        elif key == Qt.Key.Key_Backspace:
            self.taken_back.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_X:
            self.spoiled.emit()
        elif len(text) == 1 and text in _MARKS:
            self.marked.emit(text)
        else:
            super().keyPressEvent(event)


_MARKS: Sequence[str] = "0123456789-"
