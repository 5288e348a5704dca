"""News of committed changes: one signal that every screen listens to."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.ops.changes import Changes


class Notices(QObject):
    """Carries what an operation changed to the screens that show such things."""

    changed = Signal(object)
    """A ``Changes`` value, sent after the commit."""

    def tell(self, changes: "Changes") -> None:
        """Send changes, unless nothing changed."""
        if changes:
            self.changed.emit(changes)
