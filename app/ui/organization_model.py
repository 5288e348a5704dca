"""The tree of organisations as Qt wants it: nothing is copied, only what is looked at is asked."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree
from app.domain.words import ORGANIZATION_KINDS
from app.ui.icons import organization_icon

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OrganizationModel(QAbstractItemModel):
    """Adapts a ``Tree``; an index carries the organisation's place in the pre-order."""

    def __init__(self, tree: Tree, parent: QObject | None = None) -> None:
        """Show this tree."""
        super().__init__(parent)
        self._tree = tree
        self._children: dict[int, list[int]] = {}
        self._rows: dict[int, int] = {0: 0}

    def show_tree(self, tree: Tree) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._tree = tree
        self._children = {}
        self._rows = {0: 0}
        self.endResetModel()

    def organization(self, index: Index) -> Organization:
        """Return the organisation that a valid index stands for."""
        return self._tree.organizations[index.internalId()]

    def index_of(self, organization_id: OrganizationId) -> QModelIndex:
        """Return the index of an organisation, or an invalid one."""
        place = self._tree.index.get(organization_id)
        if place is None:
            return QModelIndex()
        return self.createIndex(self._row(place), 0, place)

    def _below(self, place: int) -> list[int]:
        found = self._children.get(place)
        if found is None:
            ends = self._tree.ends
            found, at = [], place + 1
            while at < ends[place]:
                self._rows[at] = len(found)
                found.append(at)
                at = ends[at]
            self._children[place] = found
        return found

    def _above(self, place: int) -> int | None:
        parent_id = self._tree.organizations[place].parent_id
        return None if parent_id is None else self._tree.index[parent_id]

    def _row(self, place: int) -> int:
        above = self._above(place)
        if above is not None and place not in self._rows:
            self._below(above)
        return self._rows[place]

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        place = self._below(parent.internalId())[row] if parent.isValid() else 0
        return self.createIndex(row, column, place)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Return the index above."""
        above = self._above(index.internalId()) if index.isValid() else None
        if above is None:
            return QModelIndex()
        return self.createIndex(self._row(above), 0, above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many organisations stand directly below."""
        if not parent.isValid():
            return 1 if self._tree.organizations else 0
        return len(self._below(parent.internalId())) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return 1: the name."""
        del parent
        return 1

    def hasChildren(self, parent: Index = _NOWHERE) -> bool:
        """Tell whether something stands below, without listing it."""
        if not parent.isValid():
            return bool(self._tree.organizations)
        place = parent.internalId()
        return self._tree.ends[place] > place + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QIcon | None:
        """Return name, icon or hint of an organisation."""
        if not index.isValid():
            return None
        organization = self.organization(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return organization.name
        if role == Qt.ItemDataRole.DecorationRole:
            return organization_icon(organization.kind)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{organization.name}（{ORGANIZATION_KINDS[organization.kind]}）"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the heading of the one column."""
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return "党组织" if wanted and section == 0 else None
