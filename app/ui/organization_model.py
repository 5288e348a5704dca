"""The tree of organisations as Qt wants it: nothing is copied, only what is looked at is asked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.standing import Progress
from app.domain.tree import Tree
from app.domain.words import ORGANIZATION_KINDS
from app.ui.icons import organization_icon

Index = QModelIndex | QPersistentModelIndex
PROGRESS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``Progress`` of an organisation with all below it; None where nothing is due."""
MIME = "application/x-organization-id"
_NOWHERE = QModelIndex()
_NOTHING: Mapping[OrganizationId, Progress] = {}


class OrganizationModel(QAbstractItemModel):
    """Adapts a ``Tree``; an index carries the organisation's place in the pre-order."""

    dropped = Signal(str, str)
    """An organisation was dropped on another: ids of both. The model itself moves nothing."""

    def __init__(self, tree: Tree, parent: QObject | None = None) -> None:
        """Show this tree."""
        super().__init__(parent)
        self._tree = tree
        self._progress = _NOTHING
        self._children: dict[int, list[int]] = {}
        self._rows: dict[int, int] = {0: 0}

    def show_tree(self, tree: Tree) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._tree = tree
        self._children = {}
        self._rows = {0: 0}
        self.endResetModel()

    @property
    def tree(self) -> Tree:
        """The tree that is shown."""
        return self._tree

    def show_progress(self, progress: Mapping[OrganizationId, Progress]) -> None:
        """Show how far organisations have come; only those that are painted are asked for."""
        self._progress = progress
        root = self.index(0, 0)
        if root.isValid():
            self.dataChanged.emit(root, root, [PROGRESS_ROLE])

    def progress(self, organization_id: OrganizationId) -> Progress | None:
        """Return how far an organisation has come; None where nothing is due."""
        if organization_id not in self._progress:
            return None
        found = self._progress[organization_id]
        return found if found.due else None

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

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QIcon | Progress | None:
        """Return name, icon, progress or hint of an organisation."""
        if not index.isValid():
            return None
        organization = self.organization(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return organization.name
        if role == Qt.ItemDataRole.DecorationRole:
            return organization_icon(organization.kind)
        if role == PROGRESS_ROLE:
            return self.progress(organization.id)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self._lines(organization))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(self._lines(organization))
        return None

    def _lines(self, organization: Organization) -> list[str]:
        """Everything that the tree says about an organisation, in words."""
        lines = [f"{organization.name}（{ORGANIZATION_KINDS[organization.kind]}）"]
        if organization.active.until is not None:
            lines.append(f"{organization.active.until:%Y年%m月%d日}起撤销")
        found = self.progress(organization.id)
        if found is not None:
            lines.append(f"应点评 {found.due}，已点评 {found.done}，未点评 {found.open}")
            if found.exempt:
                lines.append(f"免点评 {found.exempt}")
            if found.gaps:
                lines.append(f"缺点评人 {found.gaps}")
        return lines

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the heading of the one column."""
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return "党组织" if wanted and section == 0 else None

    # ---- dragging ----------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be dragged but the head of the tree; everything can be dropped on."""
        flags = super().flags(index)
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsDropEnabled
            if self.organization(index).parent_id is not None:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that organisations are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that can be dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the id of the organisation that is dragged."""
        data = QMimeData()
        if indexes:
            data.setData(MIME, self.organization(indexes[0]).id.encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell whether what is dragged may come below the organisation it hangs over."""
        del action, row, column
        dragged = self._dragged(data)
        if dragged is None or not parent.isValid():
            return False
        target = self.organization(parent).id
        return not self._tree.within(target, dragged) and self._tree[dragged].parent_id != target

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell of a possible drop; False, since the tree changes only after it was confirmed."""
        dragged = self._dragged(data)
        if dragged is not None and self.canDropMimeData(data, action, row, column, parent):
            self.dropped.emit(dragged, self.organization(parent).id)
        return False

    def _dragged(self, data: QMimeData) -> OrganizationId | None:
        """Return the organisation that is dragged; None where it is something else."""
        found = OrganizationId(bytes(data.data(MIME).data()).decode(errors="replace"))
        return found if found in self._tree else None
