"""点评: rounds and forms."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from app.ui.actions.chosen import chosen

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

NOTE = QMessageBox.Icon.Information


def demands(window: "MainWindow") -> None:
    """Show what the scheme asks for, and what there is of it."""
    from app.ui.demands_dialog import DemandsDialog

    if window.desk is not None and window.page is not None:
        dialog = DemandsDialog(window.desk, window.settings, window.page.scope(), window)
        dialog.wanted.connect(window.page.go_to)
        dialog.open()


def open_round(window: "MainWindow") -> None:
    """Ask for name and dates of a round and open it."""
    from app.ui.open_round_dialog import OpenRoundDialog

    if window.desk is not None:
        dialog = OpenRoundDialog(window.desk.rounds, window.desk.workspace, window)
        dialog.opened.connect(window.tell)
        dialog.open()


def fill_form(window: "MainWindow") -> None:
    """Open the form of the current task."""
    from app.ui.page import PageName, Place

    if window.page is None:
        return
    chosen = window.page.chosen_tasks()
    if chosen:
        window.page.go_to(Place(task=chosen[0]))
    else:
        window.page.go_to(Place(page=PageName.TASKS))


def unplanned(window: "MainWindow") -> None:
    """Write down a review that was not planned."""
    from app.ui.unplanned_dialog import UnplannedDialog

    found = chosen(window)
    if found is not None:
        UnplannedDialog(
            found.desk, found.round, found.unit, window.tell, window, window.settings
        ).open()


def offer_drafts(window: "MainWindow") -> None:
    """Show the forms that were typed into and not saved."""
    from app.ui.faults import tell
    from app.ui.paper_form.drafts_dialog import offer_drafts as offer

    if window.desk is not None:
        shown = offer(window, window.desk, window.settings, window.tell)
        if shown is None:
            tell(window, "草稿", "没有未保存的草稿。", "", NOTE)
