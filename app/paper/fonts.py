"""The fonts of official documents, and what stands in for them where they are not installed.

Their fonts belong to others and are never bundled; a form names them, this machine gives the
nearest it has, and Qt looks through all fonts for a character that a font lacks. Sizes are pixels
of the layout's own unit, so that no screen resolution comes in.
"""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout

from app.domain.form import TextStyle

_SONG = ("宋体", "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC")
_HEI = ("黑体", "SimHei", "Heiti SC", "Noto Sans CJK SC", "Noto Sans SC")
SUBSTITUTES: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "STZhongsong", *_SONG),
    "小标宋": ("方正小标宋简体", "方正小标宋_GBK", "华文中宋", *_SONG),
    "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC"),
    "仿宋": ("FangSong", "仿宋_GB2312", "华文仿宋", "STFangsong", "Noto Serif CJK SC"),
    "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "STKaiti", "LXGW WenKai", "Noto Serif CJK SC"),
    "楷体": ("KaiTi", "楷体_GB2312", "华文楷体", "STKaiti", "LXGW WenKai", "Noto Serif CJK SC"),
    "黑体": _HEI,
    "宋体": _SONG,
}
_BOLD_INSTEAD = ("方正小标宋简体", "小标宋")
"""Titles whose weight an ordinary Song does not have: bold stands in."""

DASH = "—"
"""Half of the Chinese dash: one em, though some fonts draw it narrower."""
_WIDE_SPACES = frozenset("\u3000\u00a0\u2002\u2003")
"""Spaces that take room though Python does not call them printable."""
_TAB_TWIPS = 420.0
TWIPS_PER_HALF_POINT = 10


def families(name: str) -> tuple[str, ...]:
    """Return a font's name followed by its stand-ins, best first."""
    return (name, *SUBSTITUTES.get(name, _SONG))


def used(name: str) -> str:
    """Return the installed family that a font's name comes down to on this machine."""
    return next((family for family in families(name) if family in _installed()), name)


def make_font(style: TextStyle, scale: float = 1.0) -> QFont:
    """Return the font of a style.

    Args:
        style: the style; its size is in half-points.
        scale: layout units per twip; 1 lays out in twips.
    """
    font = QFont()
    font.setFamilies(list(families(style.font)))
    font.setPixelSize(max(1, round(style.half_points * TWIPS_PER_HALF_POINT * scale)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)  # as in Word, and each character keeps its width in every company
    if style.spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.spacing * scale)
    stands_in = style.font in _BOLD_INSTEAD and used(style.font) in _SONG
    font.setBold(style.bold or stands_in)
    return font


def substituted(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (wanted, used) for every font of these that this machine does not have."""
    pairs = ((name, used(name)) for name in dict.fromkeys(names))
    return tuple((wanted, found) for wanted, found in pairs if wanted != found)


def undrawable(style: TextStyle, text: str) -> tuple[str, ...]:
    """Return the characters that no font of this machine has; they would print as boxes."""
    font = make_font(style)
    rare = (c for c in dict.fromkeys(text) if not c.isascii() and c.isprintable())
    return tuple(character for character in rare if not _is_drawable(character, font))


def _is_drawable(character: str, font: QFont) -> bool:
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())


class FontMeasure:
    """The widths of one font's characters in twips, each asked for once."""

    def __init__(self, font: str, half_points: int, *, bold: bool, spacing: int = 0) -> None:
        """Measure nothing yet.

        Args:
            font: the name as it stands in the form.
            half_points: the size.
            bold: True for the bold cut.
            spacing: twips behind each character.
        """
        self._style = TextStyle(font, half_points, bold, spacing=spacing)
        dash = float(half_points * TWIPS_PER_HALF_POINT + spacing)
        self._widths = {"\t": _TAB_TWIPS, DASH: dash}
        metrics = QFontMetricsF(make_font(self._style))
        self.ascent = metrics.ascent()
        self.height = metrics.height()

    def __call__(self, character: str) -> float:
        """Return a character's width in twips."""
        width = self._widths.get(character)
        if width is None:
            metrics = QFontMetricsF(make_font(self._style))
            shown = character.isprintable() or character in _WIDE_SPACES
            width = metrics.horizontalAdvance(character) if shown else 0.0
            self._widths[character] = width
        return width


def measure(style: TextStyle) -> FontMeasure:
    """Return the widths of a style's characters."""
    return _measure(style.font, style.half_points, style.bold, style.spacing)


@lru_cache(maxsize=64)
def _measure(font: str, half_points: int, bold: bool, spacing: int) -> FontMeasure:
    return FontMeasure(font, half_points, bold=bold, spacing=spacing)


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())
