"""Names behind a figure as a table: one row each, and why where a name is not counted."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.coverage_names import Counted, Uncounted
from app.domain.names import spaced
from app.domain.words import UNCOUNTED_REASONS

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class NameColumn(IntEnum):
    """The columns of a list of names."""

    NAME = 0
    REASON = 1


HEADINGS = {NameColumn.NAME: "名称", NameColumn.REASON: "原因"}


class NamesModel(QAbstractTableModel):
    """Shows names that are counted, or names that are not with the reason."""

    def __init__(self, *, reasons: bool, parent: QObject | None = None) -> None:
        """Show nothing yet; with ``reasons`` there is a second column."""
        super().__init__(parent)
        self._columns = 2 if reasons else 1
        self._names: Sequence[Counted | Uncounted] = ()
        self._spaced = True

    def show_names(self, names: Sequence[Counted | Uncounted], *, gap: bool = True) -> None:
        """Show these names in the order in which they are given.

        Args:
            names: who is listed.
            gap: names of two characters are shown as 张　三.
        """
        self.beginResetModel()
        self._spaced = gap
        self._names = names
        self.endResetModel()

    def id_of(self, index: Index) -> str:
        """Return the id of the person or organisation in the row of a valid index."""
        return self._names[index.row()].id

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many names there are."""
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a name or a reason."""
        if not index.isValid() or role not in _SHOWN:
            return None
        each = self._names[index.row()]
        if index.column() == NameColumn.NAME:
            return spaced(each.name) if self._spaced else each.name
        return UNCOUNTED_REASONS[each.reason] if isinstance(each, Uncounted) else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return HEADINGS[NameColumn(section)]
        return section + 1
