"""Property keywords for what a widget inherits: the constructors' stubs know only their own."""

from typing import TypeVar

from PySide6.QtWidgets import QGridLayout, QMessageBox, QSizePolicy, QSpacerItem, QWidget

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


def widened(box: QMessageBox) -> None:
    """Make a message wide enough for long paths; it takes no notice of a minimum width."""
    layout = box.layout()
    if isinstance(layout, QGridLayout):
        spacer = QSpacerItem(BOX_WIDTH, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        layout.addItem(spacer, layout.rowCount(), 0, 1, layout.columnCount())
