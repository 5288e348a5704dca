"""工具: history, scheme, settings."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def history(window: "MainWindow") -> None:
    """Show who changed what in the whole ledger."""
    from app.ui.history_dialog import HistoryDialog

    if window.desk is not None:
        HistoryDialog(window.desk, window.settings, window).open()


def renew_scheme(window: "MainWindow") -> None:
    """Ask for a scheme and put it in the place of the ledger's own."""
    from app.ui.backing_up import backed_up_before
    from app.ui.renewing import renew_scheme as renew

    if window.desk is not None and backed_up_before(window, window.desk.backups, "更新方案前"):
        changes = renew(window, window.office, window.desk)
        if changes is not None:
            window.tell(changes)


def settings(window: "MainWindow") -> None:
    """Show what can be set."""
    from app.ui.settings_dialog import SettingsDialog

    dialog = SettingsDialog(window.settings, window)
    dialog.chosen.connect(window.take_preferences)
    dialog.open()


def duplicates(window: "MainWindow") -> None:
    """Show who stands in the ledger twice."""
    from app.ui.duplicates_dialog import DuplicatesDialog

    if window.desk is not None:
        dialog = DuplicatesDialog(window.desk, window.settings, window)
        dialog.told.connect(window.tell)
        dialog.open()


def reconcile(window: "MainWindow") -> None:
    """Compare an outside list with the members of the chosen organisation."""
    from app.ui.reconciliation_dialog import ReconciliationDialog

    desk, page = window.desk, window.page
    if desk is not None and page is not None:
        unit = page.unit_id()
        name = desk.workspace.directory(desk.workspace.today()).tree[unit].name
        ReconciliationDialog(desk.reconciliation, unit, name, window.settings, window).open()
