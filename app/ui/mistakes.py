"""Deleting what was entered by mistake: an organisation or a person that nothing concerns."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.ids import OrganizationId, PersonId
from app.ui.faults import refusals_shown
from app.ui.questions import ask_reason
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk

_MORE = "只删除录错的：用过的不能删除。以后可以从“编辑 → 回收站”恢复。"


def delete_organization(
    parent: QWidget, desk: "Desk", organization_id: OrganizationId
) -> "Changes | None":
    """Ask why, and put an organisation into the bin.

    Returns:
        What changed; None where the user would rather not, or it was refused.
    """
    name = desk.workspace.directory(desk.workspace.today()).tree[organization_id].name

    def delete(reason: str) -> "Changes":
        return desk.bin.delete_organization(organization_id, reason)

    return _delete(parent, "删除党组织", f"把党组织“{name}”放入回收站。", delete)


def delete_person(parent: QWidget, desk: "Desk", person_id: PersonId) -> "Changes | None":
    """Ask why, and put a person with the membership into the bin.

    Returns:
        What changed; None where the user would rather not, or it was refused.
    """
    name = desk.workspace.directory(desk.workspace.today()).name(person_id)

    def delete(reason: str) -> "Changes":
        return desk.bin.delete_person(person_id, reason)

    return _delete(parent, "删除人员", f"把“{name}”放入回收站。", delete)


def _delete(
    parent: QWidget, title: str, sentence: str, delete: Callable[[str], "Changes"]
) -> "Changes | None":
    reason = ask_reason(parent, title, f"{sentence}{_MORE}", "录入错误")
    if not reason:
        return None

    def work(progress: "Progress") -> "Changes":
        progress(0, 0)
        return delete(reason)

    with refusals_shown(parent, "没有删除"):
        return wait_for(parent, "正在删除…", work)
    return None
