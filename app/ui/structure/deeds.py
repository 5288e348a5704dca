"""The one place where menus, pages and the tree open what changes the structure."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.faults import refusals_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.ids import OrganizationId, PersonId
    from app.ops.changes import Changes
    from app.ops.desk import Desk


class Deed(StrEnum):
    """What can be done with the structure."""

    NEW_ORGANIZATION = "new_organization"
    EDIT_ORGANIZATION = "edit_organization"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    NEW_MEMBER = "new_member"
    EDIT_MEMBER = "edit_member"
    TRANSFER = "transfer"
    LEAVE = "leave"
    RETURN = "return"


DEEDS: dict[Deed, str] = {
    Deed.NEW_ORGANIZATION: "新增下级…",
    Deed.EDIT_ORGANIZATION: "编辑…",
    Deed.RENAME: "更名…",
    Deed.MOVE: "迁移…",
    Deed.MERGE: "合并…",
    Deed.SPLIT: "拆分…",
    Deed.DISSOLVE: "撤销…",
    Deed.NEW_MEMBER: "新增党员…",
    Deed.EDIT_MEMBER: "编辑…",
    Deed.TRANSFER: "转接组织关系…",
    Deed.LEAVE: "办理减少…",
    Deed.RETURN: "恢复在册…",
}
"""What stands in menus and on buttons."""

ORGANIZATION_DEEDS = (
    Deed.NEW_ORGANIZATION,
    Deed.NEW_MEMBER,
    Deed.EDIT_ORGANIZATION,
    Deed.RENAME,
    Deed.MOVE,
    Deed.MERGE,
    Deed.SPLIT,
    Deed.DISSOLVE,
)
"""The menu of an organisation, in its order."""

MEMBER_DEEDS = (Deed.EDIT_MEMBER, Deed.TRANSFER, Deed.LEAVE, Deed.RETURN)
"""The menu of members, in its order."""


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
        unit = organization if organization is not None else desk.workspace.root_id
        dialog = deed_dialog(deed, parent, desk, unit, persons)
        dialog.told.connect(done)
        dialog.open()
