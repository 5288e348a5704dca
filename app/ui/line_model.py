"""Tables of plain lines: each has its texts ready; filters choose lines, headings sort them."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from app.ui.appearance import tint

Index = QModelIndex | QPersistentModelIndex
CellData = str | QColor | QFont | QIcon | Qt.AlignmentFlag | Qt.CheckState | None
"""What a cell may answer in its roles."""
_NOWHERE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    id: str
    """What the line is about; empty where there is nothing to go to."""
    cells: tuple[str, ...]
    """What stands in the columns."""
    facets: tuple[str, ...]
    """By what the line can be filtered, in the order of the page's filters."""
    searched: str
    """Where typed text is looked for: folded as ``folded`` does it."""


def folded(text: str) -> str:
    """Return text as it is compared in a search: without regard to case."""
    return text.casefold()


def one_line(text: str) -> str:
    """Return text as it stands in a cell: without breaks."""
    return " ".join(text.split())


L = TypeVar("L", bound=Line)
SortKey = Callable[[L], Any]
"""Gives what a line is sorted by in a column."""


class LineModel(QAbstractTableModel, Generic[L]):
    """Adapts lines for Qt; sorting happens here, so that a table of 100,000 stays quick."""

    def __init__(
        self,
        headings: Sequence[str],
        parent: QObject | None = None,
        *,
        keys: Mapping[int, SortKey[L]] | None = None,
        numbers: frozenset[int] = frozenset(),
    ) -> None:
        """Show nothing yet.

        Args:
            headings: of the columns.
            parent: the owner.
            keys: what the lines are sorted by in a column; otherwise by the text shown.
            numbers: the columns that stand right.
        """
        super().__init__(parent)
        self._headings = tuple(headings)
        self._keys = dict(keys or {})
        self._numbers = numbers
        self._given: Sequence[L] = ()
        self._total: L | None = None
        self._lines: Sequence[L] = ()
        self._rows: dict[Hashable, int] | None = None
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def show_lines(self, lines: Sequence[L], headings: Sequence[str] | None = None) -> None:
        """Show other lines, sorted by the column that was chosen before.

        Args:
            lines: in their own order, which holds while no column is chosen.
            headings: other columns than before; None: the same.
        """
        self.beginResetModel()
        if headings is not None:
            self._headings = tuple(headings)
        self._given, self._total = lines, self.total(lines)
        self._arrange()
        self.endResetModel()

    def total(self, lines: Sequence[L]) -> L | None:
        """Return the 合计 of lines, which stays below them in bold; None: there is none."""
        del lines
        return None

    def _arrange(self) -> None:
        column, direction = self._sorted
        self._rows = None
        self._lines = self._given
        if 0 <= column < len(self._headings):
            key: SortKey[L] | None = self._keys.get(column)
            texts = key or (lambda line: self.cell(line, column))
            self._lines = sorted(
                self._given, key=texts, reverse=direction is Qt.SortOrder.DescendingOrder
            )
        if self._total is not None:
            self._lines = [*self._lines, self._total]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the lines' own order."""
        if (column, order) == self._sorted:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._lines[index.row()].id for index in before]
        self._sorted = (column, order)
        self._arrange()
        after = []
        for index, line_id in zip(before, ids, strict=True):
            row = self.row_of(line_id)
            after.append(QModelIndex() if row is None else self.index(row, index.column()))
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def line(self, row: int) -> L:
        """Return the line of a row."""
        return self._lines[row]

    @property
    def lines(self) -> Sequence[L]:
        """The lines as they are shown, from the top down."""
        return self._lines

    def row_of(self, line_id: str) -> int | None:
        """Return the row of a line, or None where it is not shown."""
        if self._rows is None:
            self._rows = {line.id: row for row, line in enumerate(self._lines) if line.id}
        return self._rows.get(line_id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def cell(self, line: L, column: int) -> str:
        """Return what stands in a cell."""
        return line.cells[column]

    def colour(self, line: L, column: int) -> QColor | None:
        """Return the colour of a text on white, where it has one of its own."""
        del line, column
        return None

    def is_bold(self, line: L) -> bool:
        """Tell whether a line stands in bold letters."""
        return line is self._total

    def hint(self, line: L, column: int) -> str:
        """Return what is told when the mouse rests on a cell."""
        return line.cells[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> CellData:
        """Return a cell's text, hint, colour, font or alignment."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.hint(line, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            colour = self.colour(line, column)
            return None if colour is None else tint(colour)
        if role == Qt.ItemDataRole.FontRole and self.is_bold(line):
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._headings[section]
        return section + 1
