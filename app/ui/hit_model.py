"""What a search has found, as Qt wants it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.names import spaced
from app.ops.search import HIT_KINDS, Hit, HitKind

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEADINGS = ("类别", "名称", "所在")


class HitModel(QAbstractTableModel):
    """Adapts hits: what it is, its name, where it stands."""

    _hits: Sequence[Hit] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        """Return the hit of a row."""
        return self._hits[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a cell's text."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        cells = (HIT_KINDS[hit.kind], _name(hit), hit.where)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "　".join(cells)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADINGS[section] if orientation is Qt.Orientation.Horizontal else section + 1


def _name(hit: Hit) -> str:
    return hit.text if hit.kind is HitKind.ORGANIZATION else spaced(hit.text)
