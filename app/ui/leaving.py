"""What happens around a ledger: after it was opened, and before it is left."""

from typing import TYPE_CHECKING

from app.ui.backing_up import backed_up_on_exit
from app.ui.habits import use_preferences
from app.ui.paper_form.drafts_dialog import offer_drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings


def after_opening(
    window: "QWidget", desk: "Desk", settings: "Settings", told: "Callable[[Changes], None]"
) -> None:
    """Work as the user likes it, and offer what was not saved.

    Args:
        window: the main window.
        desk: the ledger that was opened.
        settings: the user's.
        told: a bound method; given the ``Changes`` of a form that is kept from its draft.
    """
    use_preferences(desk, settings.preferences)
    offer_drafts(window, desk, settings, told)


def leave_desk(window: "QWidget", desk: "Desk") -> bool:
    """Back a ledger up before it is closed.

    Returns:
        Whether it may be closed.
    """
    return backed_up_on_exit(window, desk.backups)
