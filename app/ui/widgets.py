"""Small ways to make widgets: properties as keywords, buttons that Enter does not press.

What only dialogs need is imported in the functions: this module is there before the first painting.
"""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from app.ui.letters import unlettered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QSplitter

W = TypeVar("W", bound=QWidget)
BOX_WIDTH = 420
"""A message at least so wide breaks a long path in few places."""


def dressed(widget: W, **properties: object) -> W:
    """Set properties of a widget and return it.

    Args:
        widget: the widget.
        **properties: by their Qt names: ``accessibleName="保存"`` calls ``setAccessibleName``.
    """
    for name, value in properties.items():
        getattr(widget, f"set{name[0].upper()}{name[1:]}")(value)
    return widget


def widened(box: "QMessageBox") -> None:
    """Make a message wide enough for long paths; it takes no notice of a minimum width."""
    from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSpacerItem

    layout = box.layout()
    if isinstance(layout, QGridLayout):
        spacer = QSpacerItem(BOX_WIDTH, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        layout.addItem(spacer, layout.rowCount(), 0, 1, layout.columnCount())


def push_button(text: str, name: str = "", hint: str = "") -> "QPushButton":
    """Return a button that Enter presses only while it has the keyboard.

    Args:
        text: what stands on it.
        name: its name for people who cannot see it; empty: the text.
        hint: what is told when the mouse rests on it.
    """
    from PySide6.QtWidgets import QPushButton

    button = QPushButton(text, autoDefault=False)
    return dressed(button, accessibleName=name or unlettered(text).rstrip("…"), toolTip=hint)


def text_block(text: str = "", name: str = "") -> "QLabel":
    """Return a plain text that breaks its lines and lets the mouse select and copy from it.

    Args:
        text: what it says.
        name: its name for people who cannot see it.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel

    block = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    block.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return dressed(block, accessibleName=name)


def stacked(upper: QWidget, lower: QWidget, heights: "Sequence[int]") -> "QSplitter":
    """Return two widgets with a line between them to be dragged; the upper takes what is gained."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QSplitter

    split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
    split.addWidget(upper)
    split.addWidget(lower)
    split.setSizes([*heights])
    split.setStretchFactor(0, 1)
    return split
