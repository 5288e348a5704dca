"""Which sign stands before which menu entry and on which tab; none is read before it is painted."""

from typing import TYPE_CHECKING

from app.ui.icons import icon
from app.ui.page import PageName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QIcon

OF_ENTRY = {
    "new": "file-plus",
    "open": "folder-open",
    "load": "file-import",
    "questions": "info-circle",
    "print_forms": "printer",
    "export_forms": "file-export",
    "export_ledger": "table",
    "export_all": "usb",
    "backups": "database",
    "undo": "arrow-back-up",
    "redo": "arrow-forward-up",
    "search": "search",
    "new_organization": "plus",
    "new_member": "plus",
    "edit_organization": "pencil",
    "bin": "trash",
    "refresh": "refresh",
    "demands": "checklist",
    "open_round": "calendar",
    "fill": "pencil",
    "drafts": "device-floppy",
    "export_table": "file-export",
    "print_table": "printer",
    "submit": "file-export",
    "receive": "file-import",
    "issue": "usb",
    "send_back": "arrow-back-up",
    "verify": "shield-check",
    "new_received": "file-plus",
    "history": "history",
    "settings": "settings",
    "help": "help",
    "shortcuts": "keyboard",
    "about": "info-circle",
}
"""Entries of the menus by their names."""

OF_PAGE = {
    PageName.OVERVIEW: "dashboard",
    PageName.TASKS: "checklist",
    PageName.ORGANIZATIONS: "sitemap",
    PageName.MEMBERS: "users",
    PageName.STATISTICS: "chart-bar",
    PageName.LEDGER: "notebook",
    PageName.CHECKS: "shield-check",
    PageName.HANDOFF: "usb",
    PageName.COMMITMENTS: "pencil",
    PageName.MEETINGS: "calendar",
    PageName.POSTINGS: "info-circle",
    PageName.RECTIFICATIONS: "refresh",
    PageName.ASSESSMENTS: "chart-bar",
    PageName.REPORTS: "file-export",
}


def give_icons(actions: "Mapping[str, QAction]") -> None:
    """Let the menus show their signs; called after the first painting.

    Args:
        actions: by the names of the entries.
    """
    for name, action in actions.items():
        if name in OF_ENTRY:
            action.setIcon(icon(OF_ENTRY[name]))
        elif name.removeprefix("page_") in [*PageName]:
            action.setIcon(page_icon(PageName(name.removeprefix("page_"))))


def page_icon(page: PageName) -> "QIcon":
    """Return the sign of a page."""
    return icon(OF_PAGE[page])
