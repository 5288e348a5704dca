"""How large a window may be: as large as it wishes, but never larger than its screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(20, 44)
"""What a title bar and borders take around a window; it is known only once the window is shown."""


def room_for(window: QWidget) -> QSize:
    """Return the largest size, without its frame, that a window may have on its screen."""
    around = window.frameGeometry().size() - window.geometry().size()
    return window.screen().availableGeometry().size() - around.expandedTo(FRAME)


def fit(window: QWidget, width: int, height: int) -> None:
    """Resize a window to what it wishes, as far as its screen has room for it and its frame.

    Args:
        window: a dialog, or another window of its own.
        width: in pixels of the screen's scale, without the frame.
        height: likewise.
    """
    window.resize(QSize(width, height).boundedTo(room_for(window)))
