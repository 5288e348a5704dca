"""What can be done with the structure, and what it is called in menus."""

from enum import StrEnum


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
    Deed.DISSOLVE: "撤销党组织…",
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
