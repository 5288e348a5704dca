"""The lines of a grid as they stand in a PDF, in twips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

if TYPE_CHECKING:
    from pathlib import Path

_TWIPS_PER_POINT = 20
_THIN = 80
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
