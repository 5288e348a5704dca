"""Paragraphs set to a width: lines with their place, in twips."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from app.domain.form import Align, Paragraph
from app.paper.fonts import make_font

_BASELINE = 0.8
"""Where the baseline stands within a line of exact height, counted from its top."""
_LOOSE_LINE = 1.3
"""Line height over font size, where the file leaves it to the font."""

_ALIGN = {Align.CENTER: 0.5, Align.RIGHT: 1.0}


@dataclass(frozen=True)
class Line:
    """One line of text."""

    layout: QTextLayout
    """Kept with the line, since Qt's lines live in their layout."""
    number: int
    x: float
    y: float
    """Top, counted from the top of the text."""
    height: float
    start: int
    """Offset of its first character in the whole text, paragraphs joined by line feeds."""
    end: int

    @property
    def bottom(self) -> float:
        """Lower edge, counted from the top of the text."""
        return self.y + self.height

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the line of a text whose upper left corner is (x, y)."""
        line: QTextLine = self.layout.lineAt(self.number)
        baseline = y + self.y + self.height * _BASELINE
        line.draw(painter, QPointF(x + self.x - line.x(), baseline - line.ascent() - line.y()))


@dataclass(frozen=True)
class Text:
    """Paragraphs set to a width."""

    lines: tuple[Line, ...]
    height: float

    def lines_within(self, height: float, first: int = 0) -> int:
        """Return how many lines from ``first`` on stand within a height."""
        top = self.lines[first].y if first < len(self.lines) else 0.0
        return sum(1 for line in self.lines[first:] if line.bottom - top <= height + 0.5)


def set_text(paragraphs: Sequence[Paragraph], width: float) -> Text:
    """Break paragraphs into lines.

    Args:
        paragraphs: texts with their styles.
        width: in twips.
    """
    lines: list[Line] = []
    y, offset = 0.0, 0
    for paragraph in paragraphs:
        style = paragraph.style
        y += style.before
        for line in _paragraph_lines(paragraph, width, y, offset):
            lines.append(line)
            y = line.bottom
        y += style.after
        offset += len(paragraph.text) + 1
    return Text(tuple(lines), y)


def _paragraph_lines(paragraph: Paragraph, width: float, y: float, offset: int) -> list[Line]:
    style = paragraph.style
    font = make_font(style)
    layout = QTextLayout(paragraph.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    height = float(style.line) or QFontMetricsF(font).height() or font.pixelSize() * _LOOSE_LINE
    room = max(1.0, width - style.indent_left - style.indent_right)
    found: list[Line] = []
    offsets = _utf16_offsets(paragraph.text)
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        indent = max(-style.indent_left, style.first_line) if not found else 0
        line.setLineWidth(max(1.0, room - indent))
        free = max(0.0, room - indent - line.naturalTextWidth())
        x = style.indent_left + indent + free * _ALIGN.get(style.align, 0.0)
        start = offset + offsets[line.textStart()]
        end = offset + offsets[line.textStart() + line.textLength()]
        number = len(found)
        found.append(Line(layout, number, x, y + number * height, height, start, end))
    layout.endLayout()
    return found


def _utf16_offsets(text: str) -> list[int]:
    """Return, for each UTF-16 place that Qt counts, the place of the character in the text."""
    offsets: list[int] = []
    for place, character in enumerate(text):
        offsets.extend([place] * (2 if ord(character) > 0xFFFF else 1))
    return [*offsets, len(text)]
