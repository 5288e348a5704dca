"""The list of figures: each with the cell that takes it."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.own_form import Certainty
from app.ui.own_form.colours import FILLS

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADINGS = ("统计项", "格子")


class FigureModel(QAbstractTableModel):
    """One row for each figure."""

    def __init__(self, figures: Mapping[str, str], parent: QObject | None = None) -> None:
        """Show these figures: figure → what people call it."""
        super().__init__(parent)
        self._figures = tuple(figures.items())
        self._chosen: Mapping[str, str] = {}

    def show_chosen(self, chosen: Mapping[str, str]) -> None:
        """Show which cell each figure has: figure → reference."""
        self._chosen = chosen
        if self._figures:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._figures) - 1, 1))

    def figure(self, row: int) -> str:
        """Return the figure of a row."""
        return self._figures[row][0]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many figures there are."""
        return 0 if parent.isValid() else len(self._figures)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a figure's words or its cell; those that have one are marked."""
        if not index.isValid():
            return None
        figure, words = self._figures[index.row()]
        reference = self._chosen.get(figure, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return reference if index.column() else words
        if role == Qt.ItemDataRole.DecorationRole and not index.column() and reference:
            return FILLS[Certainty.CERTAIN]
        return None
