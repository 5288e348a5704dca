"""Chooses one organisation: from the tree, or from those whose name holds what is typed."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree
from app.ui.icons import organization_icon
from app.ui.organization_model import OrganizationModel
from app.ui.structure.field import Listing
from app.ui.text_line import TextLine
from app.ui.widgets import dressed

MOST_LISTED = 200
_ID = Qt.ItemDataRole.UserRole


class OrganizationChooser(Listing):
    """A line to search with, above the tree; while something is typed, a list of what fits."""

    def __init__(
        self,
        tree: Tree,
        name: str,
        chosen: OrganizationId | None = None,
        offered: Callable[[Organization], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the organisations of a tree.

        Args:
            tree: the organisations.
            name: what is chosen, for screen readers.
            chosen: what is chosen first; None: nothing.
            offered: which may be chosen; None: all. Others are shown, but choosing them is
                choosing nothing.
            parent: the widget around it.
        """
        super().__init__(parent)
        self._tree = tree
        self._offered = offered
        self._chosen: OrganizationId | None = None
        self._search = TextLine(f"查找{name}")
        dressed(self._search, placeholderText="输入名称查找", clearButtonEnabled=True)
        self._view = dressed(
            QTreeView(headerHidden=True, uniformRowHeights=True),
            accessibleName=name,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            minimumHeight=120,
        )
        self._model = OrganizationModel(tree, self)
        self._view.setModel(self._model)
        for column in range(1, self._model.columnCount()):
            self._view.hideColumn(column)
        self._list = dressed(QListWidget(), accessibleName=f"{name}：查找结果")
        self._shown = dressed(QLabel("还没有选择"), accessibleName=f"所选{name}")
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._connect()
        self._view.expandToDepth(1)
        if chosen is not None:
            self.choose(chosen)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._list)
        line = QHBoxLayout()
        line.addWidget(QLabel("已选："))
        line.addWidget(self._shown, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(self._stack, 1)
        column.addLayout(line)
        self.setFocusProxy(self._search)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._find)
        self._view.selectionModel().currentChanged.connect(self._take_index)
        self._list.currentItemChanged.connect(self._take_item)

    def organization(self) -> OrganizationId | None:
        """Return what is chosen."""
        return self._chosen

    def choose(self, organization_id: OrganizationId) -> None:
        """Choose an organisation and show it in the tree."""
        index = self._model.index_of(organization_id)
        if index.isValid():
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index)

    def state(self) -> object:
        """Return what is chosen."""
        return self._chosen

    def _find(self, text: str) -> None:
        """List what holds the text; with an empty line the tree comes back."""
        wanted = "".join(text.split())
        self._list.clear()
        self._stack.setCurrentIndex(1 if wanted else 0)
        if not wanted:
            if self._chosen is not None:
                self.choose(self._chosen)
            return
        for organization in self._tree:
            if self._list.count() >= MOST_LISTED:
                break
            names = (organization.name, organization.short_name)
            if self._may(organization) and any(wanted in name for name in names):
                item = QListWidgetItem(organization_icon(organization.kind), organization.name)
                item.setData(_ID, organization.id)
                item.setToolTip(self._tree.path(organization.id))
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _may(self, organization: Organization) -> bool:
        return self._offered is None or self._offered(organization)

    def _take_index(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        if current.isValid():
            self._take(self._model.organization(current))

    def _take_item(self, current: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        del before
        if current is not None:
            self._take(self._tree[OrganizationId(current.data(_ID))])

    def _take(self, organization: Organization) -> None:
        may = self._may(organization)
        self._chosen = organization.id if may else None
        self._shown.setText(organization.name if may else f"{organization.name}（不能选）")
        self._shown.setToolTip(self._tree.path(organization.id))
        self.edited.emit()
