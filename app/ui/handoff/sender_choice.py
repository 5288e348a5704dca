"""Which organisation of ours a sender is, chosen from the whole tree, or under which it is new."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.binding import AS_NEW
from app.domain.ids import OrganizationId
from app.domain.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.organization import Organization
    from app.domain.proposal import Question
    from app.domain.tree import Tree
    from app.ops.desk import Desk


class SenderChoice(QObject):
    """Opens the tree over a dialog, and gives what was chosen as the answer to a question."""

    chosen = Signal(str, str)
    """The question's id and the answer."""

    def __init__(self, desk: "Desk", parent: QWidget) -> None:
        """Ask nothing yet.

        Args:
            desk: the ledger.
            parent: the dialog that asks.
        """
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self._question = ""
        self._new = ""
        """The name that a new unit would have; empty: it is one of ours."""

    def ask_other(self, question: "Question") -> None:
        """Ask which organisation of ours the sender is."""
        self._ask(question, "", "单位", None, _is_below)

    def ask_place(self, question: "Question") -> None:
        """Ask under which organisation of ours the sender is to be a new one."""
        above, name = new_unit(question)
        found = self._tree().named(above)
        place = found[0].id if len(found) == 1 else None
        self._ask(question, name, f"“{name}”的上级党组织", place, _can_have_units)

    def _tree(self) -> "Tree":
        workspace = self._desk.workspace
        return workspace.directory(workspace.today()).tree

    def _ask(
        self,
        question: "Question",
        new: str,
        label: str,
        first: OrganizationId | None,
        offered: "Callable[[Organization], bool]",
    ) -> None:
        from app.ui.structure.choose_organization import ChooseOrganizationDialog

        self._question, self._new = question.id, new
        dialog = ChooseOrganizationDialog(self._tree(), label, first, offered, self._over)
        dialog.picked.connect(self._picked)
        dialog.open()

    def _picked(self, organization: str) -> None:
        path = self._tree().path(OrganizationId(organization))
        self.chosen.emit(self._question, f"{AS_NEW}{path}/{self._new}" if self._new else path)


def new_unit(question: "Question") -> tuple[str, str]:
    """Return where a sender would stand as a new unit, and its name; both empty: it cannot."""
    offered = next((each for each in question.options if each.startswith(AS_NEW)), AS_NEW)
    above, _, name = offered.removeprefix(AS_NEW).rpartition("/")
    return above, name


def _is_below(organization: "Organization") -> bool:
    """Tell whether an organisation can be a sender from below."""
    return organization.parent_id is not None


def _can_have_units(organization: "Organization") -> bool:
    return organization.kind is not OrganizationKind.GROUP
