"""Paper is white and ink is black, whatever the theme of the window."""

from PySide6.QtGui import QColor, QPalette

WHITE, INK = QColor("#ffffff"), QColor("#000000")
FOCUS = QColor("#fff8dc")
WRONG = QColor("#fdecea")
MISSING = QColor("#d9534f")
SELECTION = QColor("#3874c8")
BREAK = QColor("#9aa7b5")
DESK = QColor("#b8bcc2")


def paper_palette() -> QPalette:
    """Return the palette of everything that stands on paper."""
    palette = QPalette(WHITE)
    for group in (
        QPalette.ColorGroup.Active,
        QPalette.ColorGroup.Inactive,
        QPalette.ColorGroup.Disabled,
    ):
        for role in (
            QPalette.ColorRole.Window,
            QPalette.ColorRole.Base,
            QPalette.ColorRole.AlternateBase,
            QPalette.ColorRole.Button,
        ):
            palette.setColor(group, role, WHITE)
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
            QPalette.ColorRole.BrightText,
        ):
            palette.setColor(group, role, INK)
        palette.setColor(group, QPalette.ColorRole.Highlight, SELECTION)
        palette.setColor(group, QPalette.ColorRole.HighlightedText, WHITE)
        palette.setColor(group, QPalette.ColorRole.PlaceholderText, QColor("#8a8a8a"))
    return palette
