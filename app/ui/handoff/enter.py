"""Enter in a line goes on to the next control; it never presses the button that does it all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton


def enter_goes_on(dialog: QDialog, event: QKeyEvent) -> bool:
    """Go to the next control where Enter was pressed in a line.

    Args:
        dialog: where it was pressed.
        event: what was pressed.

    Returns:
        Whether that was all there was to do.
    """
    if not is_enter(event) or not isinstance(dialog.focusWidget(), QLineEdit):
        return False
    dialog.focusNextChild()
    event.accept()
    return True


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether Enter was pressed."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_presses(dialog: QDialog, event: QKeyEvent) -> bool:
    """Press the button that has the keyboard, which the default button takes Enter from.

    Args:
        dialog: where Enter was pressed.
        event: what was pressed.

    Returns:
        Whether that was all there was to do.
    """
    button = dialog.focusWidget()
    if not is_enter(event) or not isinstance(button, QPushButton):
        return False
    event.accept()
    button.click()
    return True
