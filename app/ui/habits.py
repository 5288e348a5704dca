"""What a user has chosen, as far as it concerns the open ledger."""

from typing import TYPE_CHECKING

from app.ui.backing_up import use_backup_place

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from app.ui.settings import Preferences


def use_preferences(desk: "Desk", preferences: "Preferences") -> None:
    """Keep backups where the user wants them, and sign changes with the user's name."""
    use_backup_place(desk.backups, preferences)
    desk.history.sign(preferences.user)
