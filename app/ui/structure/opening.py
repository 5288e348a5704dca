"""Which dialog does which deed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, PersonId
from app.ops.desk import Desk
from app.ui.structure.deed_names import Deed
from app.ui.structure.frame import DeedDialog
from app.ui.structure.member_deeds import LeaveDialog, ReturnDialog, TransferDialog
from app.ui.structure.member_dialog import MemberDialog
from app.ui.structure.organization_dialog import OrganizationDialog
from app.ui.structure.reorganizing import (
    DissolveDialog,
    MergeDialog,
    MoveDialog,
    RenameDialog,
)
from app.ui.structure.split_dialog import SplitDialog


def deed_dialog(
    deed: Deed,
    parent: QWidget,
    desk: Desk,
    organization_id: OrganizationId,
    persons: Sequence[PersonId],
) -> DeedDialog:
    """Return the dialog of a deed; see ``open_deed``.

    Raises:
        Refusal: where the deed makes no sense with these.
    """
    if deed is Deed.NEW_ORGANIZATION:
        return OrganizationDialog(desk, None, parent, organization_id)
    if deed is Deed.EDIT_ORGANIZATION:
        return OrganizationDialog(desk, organization_id, parent)
    if deed is Deed.NEW_MEMBER:
        return MemberDialog(desk, None, parent, organization_id)
    if deed is Deed.EDIT_MEMBER:
        if not persons:
            raise refusal("choice.missing", label="党员")
        return MemberDialog(desk, persons[0], parent)
    if deed in _MEMBERS:
        return _MEMBERS[deed](desk, persons, parent)
    return _ORGANIZATIONS[deed](desk, organization_id, parent)


_MEMBERS: dict[Deed, Callable[[Desk, Sequence[PersonId], QWidget], DeedDialog]] = {
    Deed.TRANSFER: TransferDialog,
    Deed.LEAVE: LeaveDialog,
    Deed.RETURN: ReturnDialog,
}
_ORGANIZATIONS: dict[Deed, Callable[[Desk, OrganizationId, QWidget], DeedDialog]] = {
    Deed.RENAME: RenameDialog,
    Deed.MOVE: MoveDialog,
    Deed.MERGE: MergeDialog,
    Deed.SPLIT: SplitDialog,
    Deed.DISSOLVE: DissolveDialog,
}
