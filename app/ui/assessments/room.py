"""Room for what grows in the small dialogs."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


def give_room(column: QVBoxLayout, widget: QWidget) -> None:
    """Let one widget of a column take all the room that is left."""
    for place in range(column.count()):
        column.setStretch(place, 0)
    column.setStretchFactor(widget, 1)
