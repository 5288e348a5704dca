"""The one place where menus, pages and the tree open what changes the structure."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.faults import refusals_shown
from app.ui.structure.deed_names import DEEDS, MEMBER_DEEDS, ORGANIZATION_DEEDS, Deed
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.ids import OrganizationId, PersonId
    from app.ops.changes import Changes
    from app.ops.desk import Desk


__all__ = ["DEEDS", "MEMBER_DEEDS", "ORGANIZATION_DEEDS", "Deed", "open_deed"]


def open_deed(
    deed: Deed,
    parent: QWidget,
    desk: "Desk",
    organization: "OrganizationId | None",
    persons: "Sequence[PersonId]",
    done: "Callable[[Changes], None]",
) -> None:
    """Open the dialog of a deed; a refusal is shown over the parent.

    Args:
        deed: what is to be done.
        parent: the window that the dialog belongs to.
        desk: the open ledger.
        organization: what it is done with (for a new organisation: the one above it; for a new
            member: the branch); None: the head of the tree.
        persons: whom it is done with; only the deeds with members look at them.
        done: a bound method of a widget; called with what was changed, after it was written.
    """
    from app.ui.structure.opening import deed_dialog

    with refusals_shown(parent):
        wait_for(parent, "正在读取党组织和党员…", lambda _progress: desk.editing.prepare())
        unit = organization if organization is not None else desk.workspace.root_id
        dialog = deed_dialog(deed, parent, desk, unit, persons)
        dialog.told.connect(done)
        dialog.open()
