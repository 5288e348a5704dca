"""Paragraphs set to a width: lines with their place, in twips. Nothing here is Qt's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.domain.form import Align, Paragraph, TextStyle
from app.paper.breaking import SCRIPT_GAP, Span, break_lines, gaps, may_break
from app.paper.fonts import DASH, TWIPS_PER_HALF_POINT, FontMeasure, measure

_BASELINE = 0.8
"""Where the baseline stands within a line of exact height, counted from its top."""
_ROUNDING = 0.5
_SHARE = {Align.CENTER: 0.5, Align.RIGHT: 1.0}
_KEPT_SETTINGS, _KEPT_PARAGRAPHS = 512, 4096


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn together; each stands right behind the one before it."""

    x: float
    """Twips from the left edge of the text."""
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    style: TextStyle
    runs: tuple[Run, ...]
    y: float
    """Top, counted from the top of the text."""
    height: float
    baseline: float
    """Counted from the top of the line."""
    start: int
    """Offset of its first character in the whole text, paragraphs joined by line feeds."""
    end: int

    @property
    def bottom(self) -> float:
        """Lower edge, counted from the top of the text."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs set to a width."""

    lines: tuple[Line, ...]
    height: float

    def lines_within(self, height: float, first: int = 0) -> int:
        """Return how many lines from ``first`` on stand within a height."""
        top = self.lines[first].y if first < len(self.lines) else 0.0
        rest = self.lines[first:]
        return sum(1 for line in rest if line.bottom - top <= height + _ROUNDING)


@lru_cache(maxsize=_KEPT_SETTINGS)
def set_text(paragraphs: tuple[Paragraph, ...], width: float) -> Text:
    """Break paragraphs into lines.

    Args:
        paragraphs: texts with their styles.
        width: in twips.
    """
    lines: list[Line] = []
    y = after = 0.0
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        style = paragraph.style
        y += max(after, style.before) if number else style.before
        for line in _paragraph_lines(paragraph, width, y, offset):
            lines.append(line)
            y = line.bottom
        after = style.after
        offset += len(paragraph.text) + 1
    return Text(tuple(lines), y + after)


def count_lines(paragraph: Paragraph, width: float) -> int:
    """Return how many lines a paragraph takes."""
    return len(_spans(paragraph, width))


@lru_cache(maxsize=_KEPT_PARAGRAPHS)
def _spans(paragraph: Paragraph, width: float) -> tuple[Span, ...]:
    style = paragraph.style
    room = width - style.indent_left - style.indent_right
    rooms = [max(1.0, room - _indent(style)), max(1.0, room)]
    return tuple(break_lines(paragraph.text, measure(style), _gap(style), rooms))


def _indent(style: TextStyle) -> int:
    """Return the extra indent of the first line; it never reaches over the margin."""
    return max(-style.indent_left, style.first_line)


def _gap(style: TextStyle) -> float:
    return style.half_points * TWIPS_PER_HALF_POINT / SCRIPT_GAP


def _paragraph_lines(paragraph: Paragraph, width: float, y: float, offset: int) -> Iterator[Line]:
    style, text = paragraph.style, paragraph.text
    font = measure(style)
    height = float(style.line) or font.height
    baseline = style.line * _BASELINE or font.ascent
    room = width - style.indent_left - style.indent_right
    for number, span in enumerate(_spans(paragraph, width)):
        indent = 0 if number else _indent(style)
        free = max(0.0, room - indent - span.width)
        spread = free if style.align is Align.BOTH and span.end < len(text) else 0.0
        x = style.indent_left + indent + free * _SHARE.get(style.align, 0.0)
        runs = tuple(_runs(text, span, x, _Setting(font, _gap(style), spread)))
        top = y + number * height
        start, end = offset + span.start, offset + span.end
        yield Line(style, runs, top, height, baseline, start, end)


@dataclass(frozen=True, slots=True)
class _Setting:
    font: FontMeasure
    gap: float
    spread: float
    """Twips to spread over the line, so that it reaches the right margin."""


def _runs(text: str, span: Span, x: float, setting: _Setting) -> Iterator[Run]:
    """Yield the runs of a line: cut at gaps, around dashes, and where a spread line opens."""
    last = span.start + len(text[span.start : span.end].rstrip())
    opened = _openings(text, span.start, last, setting)
    start, place = span.start, x
    for at in range(span.start, last):
        extra = opened(at)
        if at > start and (extra or _apart(text[at - 1], text[at])):
            if text[start:at].isprintable():
                yield Run(place, text[start:at])
            start, place = at, x + extra
        x += extra + setting.font(text[at])
    if start < last and text[start:last].isprintable():
        yield Run(place, text[start:last])


def _apart(before: str, after: str) -> bool:
    """Tell whether two characters are drawn apart, as each dash is."""
    return DASH in before + after or not (before + after).isprintable()


def _openings(text: str, first: int, last: int, setting: _Setting) -> Callable[[int], float]:
    """Return what gives the extra space before each character of a line."""
    between = gaps(text)
    joints = [at for at in range(first + 1, last) if setting.spread and may_break(text, at)]
    share = setting.spread / len(joints) if joints else 0.0
    spread = frozenset(joints)

    def before(at: int) -> float:
        gap = setting.gap if at in between and at > first else 0.0
        return gap + (share if at in spread else 0.0)

    return before
