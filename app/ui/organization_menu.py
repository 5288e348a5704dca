"""The menu of an organisation in the tree."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.structure.deeds import DEEDS, ORGANIZATION_DEEDS, Deed

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.ops.desk import Desk
    from app.ui.settings import Settings

RECORDS, FORMS, EXPAND, COLLAPSE = "records", "forms", "expand", "collapse"
HISTORY, DELETE = "history", "delete"
_ALWAYS = ((RECORDS, "点评记录"), (FORMS, "导出登记表…"), (HISTORY, "变更记录…"), None)
TREE_MORE = ((EXPAND, "全部展开"), (COLLAPSE, "全部收起"))
_DELETE = (DELETE, "删除录错的…")
_NOT_OF_ROOT = frozenset({Deed.MOVE, Deed.MERGE, Deed.DISSOLVE})
More = Sequence[tuple[str, str] | None]
"""Name and text of further entries; None: a line between them."""


def organization_menu(
    parent: QWidget, *, is_root: bool, has_round: bool, more: More = TREE_MORE
) -> QMenu:
    """Return the menu; each action's data names what is wanted: a ``Deed`` or a word from here.

    Args:
        parent: the widget that the menu belongs to; the menu deletes itself.
        is_root: the head of the tree cannot be moved, merged, dissolved or deleted.
        has_round: without a round there are no forms.
        more: what follows the deeds, before the entry that deletes.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName("党组织操作")
    for deed in ORGANIZATION_DEEDS:
        action = _add(menu, deed, DEEDS[deed])
        action.setEnabled(not (is_root and deed in _NOT_OF_ROOT))
    menu.addSeparator()
    for entry in (*_ALWAYS, *more, None, _DELETE):
        if entry is None:
            menu.addSeparator()
            continue
        action = _add(menu, *entry)
        senseless = (is_root and entry[0] == DELETE) or (entry[0] == FORMS and not has_round)
        action.setEnabled(not senseless)
    return menu


def show_history(
    parent: QWidget, desk: "Desk", settings: "Settings", organization: "OrganizationId"
) -> None:
    """Show who changed what in an organisation."""
    from app.ui.history_dialog import HistoryDialog

    name = desk.workspace.directory(desk.workspace.today()).tree[organization].name
    HistoryDialog(desk, settings, parent, "organization", [organization], name).open()


def _add(menu: QMenu, name: str, text: str) -> QAction:
    action = menu.addAction(text)
    action.setData(str(name))
    return action


def show_menu(menu: QMenu, place: QPoint) -> None:
    """Show a menu at a place of the screen; the call returns at once."""
    menu.popup(place)
