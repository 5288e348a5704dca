"""Where lines end, by the rules of Chinese setting as LibreOffice keeps them.

A line may end between any two Chinese characters, but no closing mark starts a line and no
opening mark ends one; Latin words and numbers stay whole, with the marks that touch them; spaces
hang over the margin. A fifth of the font's size stands between Chinese and Latin. Word keeps the
same rules but for the marks before a Latin word, so its lines are never shorter.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

NEVER_FIRST = frozenset(
    "!),.:;>?]}¢¨°·ˇˉ-―‖’”‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
NEVER_LAST = frozenset("$(£¥‘“〈《「『【〔〖〝﹙﹛＄（［｛￡￥")
_HOLDS_LATIN = frozenset("，。、）〕》〉」』】’”］｝·")
"""Marks that a Latin word or number behind them holds on to."""
SCRIPT_GAP = 5
"""The gap between Chinese and Latin is the font's size divided by this."""

_WIDE = frozenset("WF")
_KEPT_TOGETHER = frozenset(("——", "……"))
_GLUE = frozenset("\"'\u00a0")
"""Characters that hold on to what stands before and after them."""
_SLACK = 0.5
"""Twips by which a line may run over; programs round a character's width differently."""

Measure = Callable[[str], float]
"""Gives the width of one character in twips."""


@dataclass(frozen=True, slots=True)
class Span:
    """One line: characters from ``start`` to ``end``, with the blanks that hang over its end."""

    start: int
    end: int
    width: float
    """Twips without the blanks at its end."""


def may_break(text: str, at: int) -> bool:
    """Tell whether a line may end before the character at this place."""
    before, after = text[at - 1], text[at]
    if after.isspace() or after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if before.isspace():
        return True
    if before in _GLUE or after in _GLUE or before + after in _KEPT_TOGETHER:
        return False
    if _is_latin(after) and (before in _HOLDS_LATIN or _is_numeral(before)):
        return False
    if _is_latin(before) and (after in NEVER_LAST or _is_numeral(after)):
        return False
    if unicodedata.combining(after):
        return False
    if _is_chinese(before) or _is_chinese(after):
        return True
    return before == "-" and at > 1 and text[at - 2].isalnum() and after.isalnum()


@lru_cache(maxsize=4096)
def gaps(text: str) -> frozenset[int]:
    """Return the places before which a gap stands, because Chinese meets Latin there.

    Marks and numbers like ① count to what stands before them.
    """
    found: set[int] = set()
    latin = False
    for at, character in enumerate(text):
        before_latin = latin
        if _is_letter_or_digit(character):
            latin = not _is_chinese(character)
        if latin != before_latin and at and _can_touch(text[at - 1]) and _can_touch(character):
            found.add(at)
    return frozenset(found)


def break_lines(text: str, measure: Measure, gap: float, widths: Sequence[float]) -> Iterator[Span]:
    """Yield the lines of one paragraph; an empty paragraph has one empty line.

    Args:
        text: without line feeds.
        measure: gives the width of a character.
        gap: the space between Chinese and Latin, in twips.
        widths: room on the first line, the second …; the last goes for all further ones.
    """
    start = number = 0
    before = dict.fromkeys(gaps(text), gap)
    while True:
        room = widths[min(number, len(widths) - 1)]
        end, width = _line_end(text, start, measure, before, room)
        yield Span(start, end, width)
        start, number = end, number + 1
        if start >= len(text):
            return


def _line_end(
    text: str, start: int, measure: Measure, before: Mapping[int, float], room: float
) -> tuple[int, float]:
    """Return where the line from ``start`` ends, and its width without blanks at the end."""
    reach = ink = 0.0
    best: tuple[int, float] | None = None
    for at in range(start, len(text)):
        character = text[at]
        if at > start:
            if may_break(text, at):
                best = at, ink
            reach += before.get(at, 0.0)
        reach += measure(character)
        if character.isspace():
            continue
        if reach > room + _SLACK and at > start:
            return best or (at, ink)
        ink = reach
    return len(text), ink


@lru_cache(maxsize=8192)
def _is_chinese(character: str) -> bool:
    """Tell Chinese from Latin; “” … ① stand with Chinese, é and α with Latin."""
    width = unicodedata.east_asian_width(character)
    return width in _WIDE or (width == "A" and not character.isalpha())


def _is_letter_or_digit(character: str) -> bool:
    return character.isalpha() or character.isdecimal()


def _can_touch(character: str) -> bool:
    return character.isalpha() or character.isnumeric()


def _is_latin(character: str) -> bool:
    return _is_letter_or_digit(character) and not _is_chinese(character)


def _is_numeral(character: str) -> bool:
    """Tell whether this is a number of a kind like ① or Ⅳ."""
    return character.isnumeric() and not _is_letter_or_digit(character)
