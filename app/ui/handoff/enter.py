"""Enter in a line goes on to the next control; it never presses the button that does it all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit


def enter_goes_on(dialog: QDialog, event: QKeyEvent) -> bool:
    """Go to the next control where Enter was pressed in a line.

    Args:
        dialog: where it was pressed.
        event: what was pressed.

    Returns:
        Whether that was all there was to do.
    """
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not enter or not isinstance(dialog.focusWidget(), QLineEdit):
        return False
    dialog.focusNextChild()
    event.accept()
    return True
