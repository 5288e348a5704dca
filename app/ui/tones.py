"""The colours that say how something stands, as they stand on white; ``tint`` fits them to dark.

What they mean is the same everywhere: done, under way, soon or doubtful, late or wrong, past.
"""

from PySide6.QtGui import QColor

from app.ui.appearance import tint

GREEN, BLUE = QColor("#2e7d32"), QColor("#1565c0")
AMBER, RED, GREY = QColor("#a15c00"), QColor("#c62828"), QColor("#5f6368")


def text_style(tone: QColor) -> str:
    """Return the style sheet of a sentence in a tone."""
    return f"color: {tint(tone).name()}"
