"""Size of letters and colours of the window, as the user has chosen them.

The colours go through the palette alone: a style sheet on a parent would reach the paper of the
forms, which stays white. What means something by its colour takes it from a role of the palette
or from ``tint``, so that it can be read in both themes.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.settings import FontSize, Preferences, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

POINTS = {FontSize.NORMAL: 10, FontSize.LARGE: 12, FontSize.LARGEST: 14}
_HALF = 128
_LIGHTER, _LIGHTEST = 80, 230
"""How much lightness, of 255, a colour made for white paper gains on a dark window."""

_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f2f2f2",
    _Role.WindowText: "#1b1b1b",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f6f7f9",
    _Role.Text: "#1b1b1b",
    _Role.Button: "#ececec",
    _Role.ButtonText: "#1b1b1b",
    _Role.BrightText: "#c62828",
    _Role.PlaceholderText: "#696969",
    _Role.Highlight: "#2a62b0",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#2a62b0",
    _Role.Link: "#1a5fb4",
    _Role.LinkVisited: "#1a5fb4",
    _Role.ToolTipBase: "#fffbe6",
    _Role.ToolTipText: "#1b1b1b",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#f8f8f8",
    _Role.Mid: "#b9b9b9",
    _Role.Dark: "#9c9c9c",
    _Role.Shadow: "#767676",
}
_DARK = {
    _Role.Window: "#434448",
    _Role.WindowText: "#ececec",
    _Role.Base: "#18191b",
    _Role.AlternateBase: "#202124",
    _Role.Text: "#ececec",
    _Role.Button: "#434549",
    _Role.ButtonText: "#ececec",
    _Role.BrightText: "#ffa49b",
    _Role.PlaceholderText: "#bababa",
    _Role.Highlight: "#2f6cc0",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#2f6cc0",
    _Role.Link: "#8ab8f5",
    _Role.LinkVisited: "#8ab8f5",
    _Role.ToolTipBase: "#45433a",
    _Role.ToolTipText: "#ececec",
    _Role.Light: "#6b6e73",
    _Role.Midlight: "#5c5f64",
    _Role.Mid: "#202123",
    _Role.Dark: "#18191a",
    _Role.Shadow: "#0c0c0c",
}
_FADED = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText)


def apply_appearance(application: QApplication, preferences: Preferences) -> None:
    """Give the open window, and every later one, size and colours; may be called again."""
    font = application.font()
    if font.pointSize() != POINTS[preferences.font_size]:
        font.setPointSize(POINTS[preferences.font_size])
        application.setFont(font)
    follower = application.findChild(_Follower)
    if preferences.theme is Theme.SYSTEM:
        (follower or _Follower(application)).follow()
        return
    if follower is not None:
        follower.stop()
    _paint(preferences.theme is Theme.DARK)


def palette_of(*, dark: bool) -> QPalette:
    """Return the colours of a theme."""
    palette = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        palette.setColor(QPalette.ColorGroup.All, role, QColor(colour))
    faded = QColor("#7d7d7d" if dark else "#9a9a9a")
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, faded.darker(130))
    return palette


def is_dark(palette: QPalette | None = None) -> bool:
    """Tell whether a palette is a dark one; None: that of the application."""
    shown = palette or QGuiApplication.palette()
    return shown.color(QPalette.ColorRole.Base).lightness() < _HALF


def tint(colour: QColor) -> QColor:
    """Return a colour that means something, so that it can be read on the window's ground.

    Args:
        colour: the colour as it stands on white.
    """
    if not is_dark():
        return colour
    lightness = min(colour.lightness() + _LIGHTER, _LIGHTEST)
    return QColor.fromHsl(colour.hslHue(), colour.hslSaturation(), lightness)


def _paint(dark: bool) -> None:
    palette = palette_of(dark=dark)
    if QApplication.palette() != palette:
        QApplication.setPalette(palette)


class _Follower(QObject):
    """Changes the colours with those of the system, for as long as the user wants it."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._following = False

    def follow(self) -> None:
        hints = QGuiApplication.styleHints()
        if not self._following:
            hints.colorSchemeChanged.connect(self._take)
            self._following = True
        self._take(hints.colorScheme())

    def stop(self) -> None:
        if self._following:
            QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._take)
            self._following = False

    def _take(self, scheme: "Qt.ColorScheme") -> None:
        from PySide6.QtCore import Qt  # the whole namespace costs a tenth of the start

        _paint(scheme is Qt.ColorScheme.Dark)
