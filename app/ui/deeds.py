"""What is done on a page and also from elsewhere: dialogs over one window, and their changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from app.ui.settings import Settings


class Deeds(QObject):
    """Opens dialogs over the window of a page, and passes on what they changed."""

    told = Signal(object)
    """The ``Changes`` of what was done."""

    def __init__(self, desk: "Desk", settings: "Settings", owner: QWidget) -> None:
        """Work on this ledger.

        Args:
            desk: the ledger.
            settings: the user's own settings.
            owner: the page; dialogs stand over its window.
        """
        super().__init__(owner)
        self._desk, self._settings, self._owner = desk, settings, owner

    @property
    def _window(self) -> QWidget:
        return self._owner.window()
