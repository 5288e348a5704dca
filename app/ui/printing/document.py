"""What is printed: pages that are laid out one by one, when they are looked at or printed."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from app.domain.form import Annex, FormSpec, FormValues, Page
from app.domain.progress import Progress, unwatched
from app.paper.layout import Sheet, lay_out
from app.paper.overflow import fit
from app.paper.sheet import SheetPage
from app.paper.table_pages import TablePage

MOST_KEPT = 8
"""Laid-out forms that stay in memory; the others are laid out again when they are wanted."""


class Document(Protocol):
    """Pages with a title."""

    @property
    def title(self) -> str:
        """What stands in the printer's list and in the file's properties."""
        ...

    @property
    def count(self) -> int:
        """How many pages there are."""
        ...

    def page(self, number: int) -> tuple[Page, SheetPage]:
        """Return the paper and the content of a page; the first is 0."""
        ...

    def caption(self, number: int) -> str:
        """Return what a page is about, for people."""
        ...


@dataclass(frozen=True, slots=True)
class PrintedCopy:
    """One form as it prints, its texts cut for its page."""

    spec: FormSpec
    values: FormValues
    annexes: tuple[Annex, ...]
    pages: int
    caption: str
    """Whom it is about and which copy it is."""


def cut_copy(spec: FormSpec, values: FormValues, caption: str) -> PrintedCopy:
    """Cut the values of a form for its page."""
    fitted = fit(spec, values)
    pages = len(lay_out(spec, fitted.values, fitted.annexes).pages)
    return PrintedCopy(spec, fitted.values, fitted.annexes, pages, caption)


class FormsDocument:
    """Many forms; only a few of them are laid out at a time."""

    def __init__(self, title: str, copies: Sequence[PrintedCopy]) -> None:
        """Print these copies one after the other."""
        self.title = title
        self._copies = tuple(copies)
        self._ends = list(accumulate(copy.pages for copy in self._copies))
        self._sheets: OrderedDict[int, Sheet] = OrderedDict()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._ends[-1] if self._ends else 0

    def page(self, number: int) -> tuple[Page, SheetPage]:
        """Return the paper and the content of a page."""
        place, inside = self._place(number)
        sheet = self._sheets.get(place)
        if sheet is None:
            copy = self._copies[place]
            sheet = self._sheets[place] = lay_out(copy.spec, copy.values, copy.annexes)
            if len(self._sheets) > MOST_KEPT:
                self._sheets.popitem(last=False)
        return sheet.spec.page, sheet.pages[inside]

    def caption(self, number: int) -> str:
        """Return whom a page is about."""
        return self._copies[self._place(number)[0]].caption

    def _place(self, number: int) -> tuple[int, int]:
        place = bisect_right(self._ends, number)
        return place, number - (self._ends[place - 1] if place else 0)


class TableDocument:
    """A table on its pages."""

    def __init__(self, title: str, pages: Iterable[TablePage]) -> None:
        """Print these pages."""
        self.title = title
        self._pages = tuple(pages)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def page(self, number: int) -> tuple[Page, SheetPage]:
        """Return the paper and the content of a page."""
        return self._pages[number].paper, self._pages[number].content

    def caption(self, number: int) -> str:
        """Return the title."""
        del number
        return self.title


def all_pages(document: Document, progress: Progress = unwatched) -> Iterable[int]:
    """Give the number of every page; ``progress`` is told before each."""
    for number in range(document.count):
        progress(number, document.count)
        yield number
    progress(document.count, document.count)
