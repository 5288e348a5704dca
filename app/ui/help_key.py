"""F1 in every dialog: the menu's own F1 does not reach beyond the main window."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.help_dialog import HelpDialog, show_help
from app.ui.help_topics import topic_of

NAME = "help key"


class HelpKey(QObject):
    """Gives each dialog its F1 when it first comes to the front; lives as long as the program."""

    def __init__(self, application: QApplication) -> None:
        """Watch which window is in front."""
        super().__init__(application)
        application.focusWindowChanged.connect(self._window_came)

    def _window_came(self, window: QWindow | None) -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activeWindow()
        if window is None or not isinstance(dialog, QDialog) or isinstance(dialog, HelpDialog):
            return
        if dialog.findChild(QShortcut, NAME, Qt.FindChildOption.FindDirectChildrenOnly) is None:
            shortcut = QShortcut(QKeySequence(Qt.Key.Key_F1), dialog)
            shortcut.setObjectName(NAME)
            shortcut.activated.connect(self.help_here)

    def help_here(self) -> None:
        """Show the page about what has the keyboard."""
        show_help_here()


def show_help_here(window: QWidget | None = None, topic: str = "") -> None:
    """Show the help about what has the keyboard.

    Args:
        window: the window to show it over; None: the one in front.
        topic: the page to show where what has the keyboard says nothing better.
    """
    front = window or QApplication.activeModalWidget() or QApplication.activeWindow()
    has_keyboard = QGuiApplication.focusObject()
    found = topic or topic_of(has_keyboard if isinstance(has_keyboard, QWidget) else front)
    show_help(front, found)
