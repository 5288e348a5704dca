"""The tree itself: chooses, expands, takes drops and asks for menus."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTreeView, QWidget

from app.domain.ids import OrganizationId
from app.domain.tree import Tree
from app.ui.organization_delegate import OrganizationDelegate
from app.ui.organization_model import OrganizationModel
from app.ui.widgets import dressed

_TAG_WIDTH = 220
_TAG_PLACE = QPoint(-16, -12)
"""Where the pointer is, seen from the tag: above it, to the left."""
MOST_EXPANDED = 5000
"""Below an organisation with more of them only two levels are expanded at once."""


class OrganizationTree(QTreeView):
    """Shows the tree and tells which organisation is chosen."""

    chosen = Signal(str)
    """The id of the organisation that is current now."""
    menu_asked = Signal(QPoint)
    """The menu of the current organisation is wanted, at this place of the screen."""
    dropped = Signal(str, str)
    """An organisation was dropped on another: ids of both."""
    search_asked = Signal(str)
    """The user began to type a name."""

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
            dragDropMode=QAbstractItemView.DragDropMode.DragDrop,
            defaultDropAction=Qt.DropAction.MoveAction,
            dragDropOverwriteMode=True,
            autoExpandDelay=700,
            indentation=16,
        )
        self._model = OrganizationModel(tree, self)
        self._quiet = False
        self.setItemDelegate(OrganizationDelegate(self))
        self.setModel(self._model)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._connect()
        self.choose(tree.root.id)
        self.expandToDepth(1)

    def _connect(self) -> None:
        self.selectionModel().currentChanged.connect(self._tell)
        self._model.dropped.connect(self.dropped)

    @property
    def organizations(self) -> OrganizationModel:
        """The model behind the tree."""
        return self._model

    def _tell(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        if current.isValid() and not self._quiet:
            self.chosen.emit(self._model.organization(current).id)

    def current_id(self) -> OrganizationId | None:
        """Return the id of the organisation that is chosen."""
        index = self.currentIndex()
        return self._model.organization(index).id if index.isValid() else None

    def choose(self, organization_id: OrganizationId, *, quietly: bool = False) -> None:
        """Make an organisation the current one, and visible; quietly: nobody is told."""
        index = self._model.index_of(organization_id)
        if index.isValid():
            quiet_before, self._quiet = self._quiet, quietly or self._quiet
            self.setCurrentIndex(index)
            self._quiet = quiet_before
            self.scrollTo(index)

    def show_tree(self, tree: Tree) -> None:
        """Show the tree as it stands now; what was open and chosen stays so."""
        if tree is self._model.tree:
            return
        before = self.current_id()
        open_ids = self._expanded(QModelIndex())
        self._quiet = True
        self._model.show_tree(tree)
        for organization_id in open_ids:
            index = self._model.index_of(organization_id)
            if index.isValid():
                self.expand(index)
        self.expand(self._model.index_of(tree.root.id))
        self._quiet = False
        still = before is not None and before in tree
        self.choose(before if before is not None and still else tree.root.id, quietly=still)

    def _expanded(self, parent: QModelIndex) -> list[OrganizationId]:
        found = []
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            if self.isExpanded(index):
                found += [self._model.organization(index).id, *self._expanded(index)]
        return found

    def expand_below(self) -> None:
        """Open everything below the current organisation, or as much as can be looked at."""
        index = self.currentIndex()
        if not index.isValid():
            return
        place = index.internalId()
        many = self._model.tree.ends[place] - place > MOST_EXPANDED
        self.expandRecursively(index, 2 if many else -1)

    def collapse_below(self) -> None:
        """Close the current organisation and everything below it."""
        for index in self._open_below(self.currentIndex()):
            self.collapse(index)

    def _open_below(self, index: QModelIndex) -> list[QModelIndex]:
        """Return the open ones below an organisation, deepest first, then itself."""
        found = []
        if index.isValid() and self.isExpanded(index):
            for row in range(self._model.rowCount(index)):
                found += self._open_below(self._model.index(row, 0, index))
            found.append(index)
        return found

    # ---- dragging ----------------------------------------------------------------------------

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the current organisation as a small tag, so that what lies below can be read."""
        index = self.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(self._tag(str(index.data())))
        drag.setHotSpot(_TAG_PLACE)
        drag.exec(supported, Qt.DropAction.MoveAction)

    def _tag(self, name: str) -> QPixmap:
        text = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _TAG_WIDTH)
        label = dressed(
            QLabel(text, margin=4),
            font=self.font(),
            autoFillBackground=True,
            backgroundRole=QPalette.ColorRole.ToolTipBase,
            foregroundRole=QPalette.ColorRole.ToolTipText,
        )
        label.adjustSize()
        return label.grab()

    # ---- keys and menu -----------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: of what is under the mouse, or at the menu key of what is current."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if not index.isValid():
                return
            self.setCurrentIndex(index)
            self.menu_asked.emit(event.globalPos())
            return
        shown = self.visualRect(self.currentIndex())
        self.menu_asked.emit(self.viewport().mapToGlobal(shown.bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters begin a search; Enter opens and closes; all else is the tree's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Hand typed letters to the search line, which knows pinyin and looks everywhere."""
        if search.strip():
            self.search_asked.emit(search)
