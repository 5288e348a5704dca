"""Pictures of what enters and changes the structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.words import OrganizationKind
from app.ui.organizations_page import OrganizationsPage
from app.ui.page import Scope
from app.ui.settings import Settings
from app.ui.structure.deeds import Deed
from app.ui.structure.member_dialog import MemberDialog
from app.ui.structure.opening import deed_dialog
from app.ui.structure.organization_dialog import COMMITTEE, LEADERS, OrganizationDialog
from app.ui.structure.value_dialogs import PersonDialog, PostDialog

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

    from app.domain.organization import Organization
    from app.ops.desk import Desk
    from app.ui.structure.frame import FieldDialog
    from tests.screens.camera import Camera, Studio

NAMES = {
    Deed.NEW_ORGANIZATION: "新增党组织",
    Deed.RENAME: "更名",
    Deed.MOVE: "迁移",
    Deed.MERGE: "合并",
    Deed.SPLIT: "拆分",
    Deed.DISSOLVE: "撤销",
    Deed.NEW_MEMBER: "新增党员",
    Deed.EDIT_MEMBER: "编辑党员",
    Deed.TRANSFER: "转接组织关系",
    Deed.LEAVE: "办理减少",
}


def pictures(studio: Studio) -> None:
    """Photograph the page 党组织, and every dialog on a branch of the sample unit."""
    camera, desk, window = studio.camera, studio.desk, studio.window
    take_page(camera, desk, studio.window_size)
    take_deeds(camera, desk, window)
    take_sheet(camera, desk, window)
    outsider = PersonDialog(desk.editing, None, window, "赵钱孙")
    outsider._unit.setText("示例市委")
    outsider._post.setText("副书记")
    outsider.refresh()
    outsider.show()
    camera.take("系统外人员", outsider)
    close(outsider)


def take_page(camera: Camera, desk: Desk, size: QSize) -> None:
    """Photograph the page as a whole, and of a branch alone."""
    page = OrganizationsPage(desk, Settings())
    page.show()
    page.resize(size)
    round_ = desk.rounds.all()[0]
    page.show_scope(Scope(desk.workspace.root_id, round_))
    page.choose(branch_of(desk).id)
    camera.take("党组织", page, size)
    tree = desk.editing.directory.tree
    alone = next(
        o for o in tree if o.kind is not OrganizationKind.GROUP and not tree.children(o.id)
    )
    page.show_scope(Scope(alone.id, round_))
    camera.take("党组织_没有下级", page, size)
    page.close()
    page.deleteLater()


def take_deeds(camera: Camera, desk: Desk, parent: QWidget) -> None:
    """Photograph the dialogs of all deeds."""
    directory, branch = desk.editing.directory, branch_of(desk)
    secretary = directory.secretary(branch.id)
    others = [m.person_id for m in directory.members_in(branch.id) if m.person_id != secretary]
    persons = [*([secretary] if secretary else []), *others[:2]]
    for deed, name in NAMES.items():
        shown = deed_dialog(deed, parent, desk, branch.id, persons)
        shown.show()
        camera.take(name, shown)
        close(shown)
    member = MemberDialog(desk, persons[0], parent)
    member.tabs.setCurrentIndex(1)
    member._number.setText("370200197901010011")
    member.refresh()
    member.show()
    camera.take("编辑党员_核对", member)
    close(member)


def take_sheet(camera: Camera, desk: Desk, parent: QWidget) -> None:
    """Photograph the tabs of an organisation, with a post and with what is wrong."""
    edited = OrganizationDialog(desk, branch_of(desk).id, parent)
    edited.show()
    camera.take("编辑党组织", edited)
    edited.show_tab(COMMITTEE)
    camera.take("编辑党组织_班子", edited)
    edited._posts._edit()
    post = edited.findChildren(PostDialog)[-1]
    camera.take("编辑党组织_职务", post)
    close(post)
    edited.show_tab(LEADERS)
    camera.take("编辑党组织_分管和联系", edited)
    edited._name.setText("长" * 150)
    edited._founded.setText("2011.2.30")
    edited._ended.setText("2010年")
    edited.tabs.setCurrentIndex(0)
    edited.refresh()
    camera.take("编辑党组织_问题", edited)
    close(edited)


def branch_of(desk: Desk) -> Organization:
    """Return the first branch with some members."""
    directory = desk.editing.directory
    return next(
        o
        for o in directory.tree
        if o.kind is OrganizationKind.BRANCH and len(directory.members_in(o.id)) > 1
    )


def close(dialog: FieldDialog) -> None:
    """Close without being asked about what was typed."""
    dialog.is_ready = False
    dialog.close()
