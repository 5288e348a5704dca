"""The tree on the left: which organisation the pages on the right are about."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from app.domain.ids import OrganizationId
from app.domain.tree import Tree
from app.ui.organization_model import OrganizationModel
from app.ui.widgets import dressed


class OrganizationTree(QTreeView):
    """Shows the tree and tells which organisation is chosen."""

    chosen = Signal(str)
    """The id of the organisation that is current now."""

    def __init__(self, tree: Tree, parent: QWidget | None = None) -> None:
        """Show this tree with its root open and chosen."""
        super().__init__(parent, headerHidden=True, uniformRowHeights=True)
        dressed(
            self,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAsNeeded,
            accessibleName="党组织",
            minimumWidth=180,
        )
        self._model = OrganizationModel(tree, self)
        self.setModel(self._model)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._connect()
        self.choose(tree.root.id)
        self.expandToDepth(1)

    def _connect(self) -> None:
        self.selectionModel().currentChanged.connect(self._tell)

    def _tell(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        if current.isValid():
            self.chosen.emit(self._model.organization(current).id)

    def current_id(self) -> OrganizationId | None:
        """Return the id of the organisation that is chosen."""
        index = self.currentIndex()
        return self._model.organization(index).id if index.isValid() else None

    def choose(self, organization_id: OrganizationId) -> None:
        """Make an organisation the current one, and visible."""
        index = self._model.index_of(organization_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def show_tree(self, tree: Tree) -> None:
        """Show the tree as it stands now; what was open and chosen stays so."""
        before = self.current_id()
        open_ids = self._expanded(QModelIndex())
        self._model.show_tree(tree)
        for organization_id in open_ids:
            index = self._model.index_of(organization_id)
            if index.isValid():
                self.expand(index)
        self.expand(self._model.index_of(tree.root.id))
        self.choose(before if before is not None and before in tree else tree.root.id)

    def _expanded(self, parent: QModelIndex) -> list[OrganizationId]:
        found = []
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            if self.isExpanded(index):
                found += [self._model.organization(index).id, *self._expanded(index)]
        return found
