"""合并, 拆分 and 撤销 change much: the ledger is backed up before, or they do not happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.db.copies import backup_folder
from app.ui.structure.reorganizing import DissolveDialog, MoveDialog, OrganizationDeed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.ids import OrganizationId
    from app.ops.desk import Desk


def two_branches(desk: Desk) -> tuple[OrganizationId, OrganizationId]:
    tree = desk.editing.directory.tree
    first, second, *_ = (o.id for o in tree if o.name.endswith("党支部"))
    return first, second


def filled(
    kind: type[DissolveDialog | MoveDialog], desk: Desk, window: QWidget
) -> OrganizationDeed:
    first, second = two_branches(desk)
    dialog = kind(desk, first, window)
    (dialog._heir if isinstance(dialog, DissolveDialog) else dialog._parent).choose(second)
    dialog.open()
    return dialog


def test_a_dissolution_is_backed_up_before(desk: Desk, window: QWidget) -> None:
    filled(DissolveDialog, desk, window).try_it()
    (kept,) = desk.backups.all()
    assert kept.file.occasion == "撤销前"
    assert not desk.backups.is_current


def test_without_a_backup_nothing_is_dissolved(desk: Desk, window: QWidget) -> None:
    backup_folder(desk.workspace.database.path).write_text("")
    dialog = filled(DissolveDialog, desk, window)
    before = desk.workspace.database.revision
    dialog.try_it()
    assert dialog.isVisible()
    assert dialog._fault.text()
    assert desk.workspace.database.revision == before
    dialog.is_ready = False
    dialog.close()


def test_a_move_is_small(desk: Desk, window: QWidget) -> None:
    dialog = filled(MoveDialog, desk, window)
    dialog.try_it()
    assert desk.backups.all() == ()
    dialog.is_ready = False
    dialog.close()
