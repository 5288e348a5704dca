"""The pages of a form joined into one sheet: what the dialog shows and where cells stand on it.

A form of one page looks like that page. Where it runs over, the pages follow one another without
the white between them, so that a cell that splits stays one cell to write in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF

from app.domain.form import Cell, Page


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a cell that stands on one page, in twips from the page's top left corner."""

    cell: Cell
    page: int
    rect: QRectF


@dataclass(frozen=True)
class Flow:
    """Fragments of all pages, and where each page begins on the sheet."""

    page: Page
    fragments: tuple[Fragment, ...]
    ends: tuple[float, ...]
    """Per page of the form: where its content ends, in twips from the top of the page."""

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Per page: where the top of its paper lies on the sheet, in twips (hidden above 0)."""
        tops = [0.0]
        for end in self.ends[:-1]:
            tops.append(tops[-1] + end - self.page.top)
        return tuple(tops)

    @property
    def width(self) -> float:
        """Width of the sheet in twips."""
        return self.page.width

    @property
    def height(self) -> float:
        """Height of the sheet in twips."""
        if len(self.ends) == 1:
            return max(float(self.page.height), self.ends[0] + self.page.bottom)
        return self.tops[-1] + self.ends[-1] + self.page.bottom

    @property
    def breaks(self) -> Sequence[float]:
        """Where a page ends and the next begins, in twips on the sheet."""
        return [top + self.page.top for top in self.tops[1:]]

    def on_sheet(self, fragment: Fragment) -> QRectF:
        """Return where a fragment lies on the sheet."""
        return fragment.rect.translated(0, self.tops[fragment.page])

    def place(self, cell: Cell) -> QRectF:
        """Return where a cell lies on the sheet, all its fragments together."""
        place = QRectF()
        for fragment in self.fragments:
            if (fragment.cell.row, fragment.cell.column) == (cell.row, cell.column):
                place = place.united(self.on_sheet(fragment))
        return place
