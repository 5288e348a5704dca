"""What happens around a ledger: after it was opened, and before it is left."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def after_opening(window: "MainWindow") -> None:
    """Let steps be taken back from now on, say where backups go, offer what was not saved."""
    from app.ui.habits import use_preferences
    from app.ui.paper_form.drafts_dialog import offer_drafts

    desk = window.desk
    if desk is not None:
        use_preferences(desk, window.settings.preferences)
        offer_drafts(window, desk, window.settings, window.tell)


def leave_desk(window: "MainWindow") -> bool:
    """Back the open ledger up before it is closed.

    Returns:
        Whether it may be closed.
    """
    from app.ui.backing_up import backed_up_on_exit

    return window.desk is None or backed_up_on_exit(window, window.desk.backups)
