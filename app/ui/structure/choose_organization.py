"""A line that shows an organisation, with a button to choose another."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree
from app.ui.structure.field import Listing
from app.ui.structure.frame import FieldDialog
from app.ui.structure.organization_chooser import OrganizationChooser
from app.ui.widgets import dressed
from app.ui.window_size import fit


class ChooseOrganizationDialog(FieldDialog):
    """Chooses one organisation."""

    picked = Signal(str)
    """The id of what was chosen."""

    def __init__(
        self,
        tree: Tree,
        label: str,
        chosen: OrganizationId | None,
        offered: Callable[[Organization], bool],
        parent: QWidget | None,
    ) -> None:
        """Offer a tree; see ``OrganizationChooser``."""
        super().__init__(f"选择{label}", "确定", parent)
        self._label = label
        self._chooser = OrganizationChooser(tree, label, chosen, offered)
        self.field(label, self._chooser)
        fit(self, 480, 420)
        self.begin()

    def do_it(self) -> None:
        """Give what was chosen."""
        found = self._chooser.organization()
        if found is None:
            raise refusal("choice.missing", self._label, label=self._label)
        self.picked.emit(found)


class OrganizationLine(Listing):
    """Shows what is chosen; 选择… opens the tree."""

    def __init__(
        self,
        tree: Tree,
        label: str,
        chosen: OrganizationId,
        offered: Callable[[Organization], bool],
        *,
        fixed: bool = False,
    ) -> None:
        """Show an organisation.

        Args:
            tree: the organisations.
            label: what is chosen.
            chosen: what is chosen first.
            offered: which may be chosen.
            fixed: True: no other can be chosen here.
        """
        super().__init__()
        self._tree, self._label, self._offered = tree, label, offered
        self._chosen = chosen
        self._shown = dressed(QLabel(wordWrap=True), accessibleName=label)
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._button = dressed(
            QPushButton("选择…", autoDefault=False),
            accessibleName=f"选择{label}",
            visible=not fixed,
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._shown, 1)
        line.addWidget(self._button)
        self._button.setVisible(not fixed)
        self.setFocusProxy(self._button)
        self._button.clicked.connect(self._choose)
        self._show()

    def organization(self) -> OrganizationId:
        """Return what is chosen."""
        return self._chosen

    def state(self) -> object:
        """Return what is chosen."""
        return self._chosen

    def _show(self) -> None:
        self._shown.setText(self._tree[self._chosen].name)
        self._shown.setToolTip(self._tree.path(self._chosen))

    def _choose(self) -> None:
        dialog = ChooseOrganizationDialog(
            self._tree, self._label, self._chosen, self._offered, self.window()
        )
        dialog.picked.connect(self._take)
        dialog.open()

    def _take(self, organization_id: str) -> None:
        self._chosen = OrganizationId(organization_id)
        self._show()
        self.edited.emit()
