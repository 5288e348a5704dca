"""Property keywords for what a widget inherits: the constructors' stubs know only their own."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def dressed(widget: W, **properties: object) -> W:
    """Set properties of a widget and return it.

    Args:
        widget: the widget.
        **properties: by their Qt names: ``accessibleName="保存"`` calls ``setAccessibleName``.
    """
    for name, value in properties.items():
        getattr(widget, f"set{name[0].upper()}{name[1:]}")(value)
    return widget
