"""The lines of a grid and of text as they stand in a PDF, in twips."""

from __future__ import annotations

import ctypes
import unicodedata
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDFText_GetCharOrigin, FPDFText_GetUnicode

if TYPE_CHECKING:
    from pathlib import Path

_TWIPS_PER_POINT = 20
_THIN = 80
_RADICALS = str.maketrans(
    "⻅⻆⻉⻋⻓⻔⻙⻚⻛⻜⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟⻄⻘",
    "见角贝车长门韦页风飞马鱼鸟卤麦黄齐齿龙龟母西青",
)
"""Qt's PDFs give back a radical for some characters that are drawn alike."""
MILLIMETRE = 56.7

Rulings = tuple[list[float], list[float]]
"""Heights of the horizontal lines, places of the vertical ones."""


def page_rulings(path: Path) -> list[Rulings]:
    """Return the rulings of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    pages = [_rulings(page) for page in document]
    document.close()
    return [page for page in pages if page[0]]


def page_count(path: Path) -> int:
    """Return how many pages a PDF has."""
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def _rulings(page: pypdfium2.PdfPage) -> Rulings:
    height = page.get_height()
    across: set[float] = set()
    down: set[float] = set()
    for thing in page.get_objects(max_depth=6):
        if thing.type != FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = thing.get_bounds()
        x0, x1 = left * _TWIPS_PER_POINT, right * _TWIPS_PER_POINT
        y0, y1 = (height - top) * _TWIPS_PER_POINT, (height - bottom) * _TWIPS_PER_POINT
        if y1 - y0 < _THIN:
            across.add((y0 + y1) / 2)
        elif x1 - x0 < _THIN:
            down.add((x0 + x1) / 2)
        else:
            across |= {y0, y1}
            down |= {x0, x1}
    page.close()
    return merged(across), merged(down)


def merged(places: set[float]) -> list[float]:
    """Lines drawn twice, once for each neighbour, are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _THIN:
            found.append(place)
    return found


Characters = dict[str, list[tuple[float, float]]]
"""Where each character stands: its origin from the page's upper left corner."""


def page_characters(path: Path) -> list[Characters]:
    """Return the characters of each page of a PDF, without blanks."""
    document = pypdfium2.PdfDocument(path)
    pages = [_characters(page) for page in document]
    document.close()
    return pages


def _characters(page: pypdfium2.PdfPage) -> Characters:
    found: Characters = {}
    text, height = page.get_textpage(), page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        read = chr(FPDFText_GetUnicode(text, index)).translate(_RADICALS)
        character = unicodedata.normalize("NFKC", read)
        FPDFText_GetCharOrigin(text, index, x, y)
        if character.isprintable() and character not in " —":  # a dash of two is one glyph
            place = x.value * _TWIPS_PER_POINT, (height - y.value) * _TWIPS_PER_POINT
            found.setdefault(character, []).append(place)
    text.close()
    page.close()
    return found


def misplaced(ours: Characters, theirs: Characters) -> list[tuple[str, float, float]]:
    """Return what stands in one of two pages, and not within a millimetre of it in the other."""
    return [
        (character, round(x), round(y))
        for one, other in ((ours, theirs), (theirs, ours))
        for character, places in one.items()
        for x, y in places
        if not any(
            abs(x - left) < MILLIMETRE and abs(y - top) < MILLIMETRE
            for left, top in other.get(character, ())
        )
    ]
