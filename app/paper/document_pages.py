"""Documents in official manner laid out on their pages, as their Word files look."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from app.domain.form import Cell, Page, Paragraph, TextStyle
from app.domain.official_document import (
    HEADINGS,
    PAGE_NUMBER,
    STYLES,
    Grid,
    Line,
    OfficialDocument,
    Role,
)
from app.paper.sheet import PlacedCell, PlacedText, Rect, SheetPage, Weights
from app.paper.table_pages import TablePage
from app.paper.text import Text, set_text

_PADDING = 108
_RULE = 10
_NUMBER_GAP = 400
"""From the lower edge of the text to the page number, in twips."""
_KEPT_TOGETHER = frozenset({Role.SIGNATURE, Role.DATE})


def document_pages(document: OfficialDocument) -> tuple[TablePage, ...]:
    """Return the pages of a document, each with its number."""
    paper = document.page
    flow = _Flow(paper)
    items = document.paragraphs()
    for number, item in enumerate(items, 1):
        if isinstance(item, Line):
            flow.add_line(item, _held(items, number) if item.role in HEADINGS else 0.0)
        else:
            flow.add_grid(item)
    if not document.page_numbers:
        return tuple(TablePage(paper, page) for page in flow.pages)
    return tuple(_numbered(paper, page, number) for number, page in enumerate(flow.pages, 1))


def _held(items: Sequence[Line | Grid], place: int) -> float:
    """Return the room below a heading that is kept on its page: more headings, and one line."""
    room = 0.0
    for item in items[place:]:
        if not isinstance(item, Line):
            return room + sum(style.line for style in item.styles)
        room += STYLES[item.role].line
        if item.role not in HEADINGS:
            break
    return room


def _numbered(paper: Page, page: SheetPage, number: int) -> TablePage:
    text = set_text((Paragraph(f"— {number} —", PAGE_NUMBER),), _width(paper))
    below = paper.height - paper.bottom + _NUMBER_GAP
    page.texts.append(PlacedText(paper.left, below, text.lines))
    return TablePage(paper, page)


def _width(paper: Page) -> float:
    return paper.width - paper.left - paper.right


class _Flow:
    """Sets one thing below the other and begins a new page where one is full."""

    def __init__(self, paper: Page) -> None:
        self.pages = [SheetPage()]
        self._left, self._width = float(paper.left), _width(paper)
        self._top = float(paper.top)
        self._bottom = float(paper.height - paper.bottom)
        self._y = self._top
        self._after = 0.0

    def add_line(self, line: Line, held: float = 0.0) -> None:
        style = STYLES[line.role]
        paragraphs = tuple(Paragraph(part, style) for part in line.text.split("\n"))
        text = set_text(paragraphs, self._width)
        if line.new_page:
            self._turn()
        self._y += max(self._after, float(style.before)) if self._y > self._top else 0.0
        self._after = float(style.after)
        is_whole = line.role in _KEPT_TOGETHER or line.role in HEADINGS
        if is_whole and self._y + text.height + held > self._bottom:
            self._turn()
        self._set(text, line.role)

    def _set(self, text: Text, role: Role) -> None:
        style, first = STYLES[role], 0
        while first < len(text.lines):
            fitting = text.lines_within(self._bottom - self._y, first)
            if not fitting:
                self._turn()
                continue
            some = text.lines[first : first + fitting]
            above = some[0].y
            place = PlacedText(self._left, self._y - above, some)
            self.pages[-1].texts.append(place)
            self._y += some[-1].bottom - above
            first += fitting
        if not text.lines:
            self._y += style.line

    def add_grid(self, grid: Grid) -> None:
        shares = grid.shares or (1,) * len(grid.headings)
        unit = self._width / sum(shares)
        heading, text = grid.styles
        edges = [self._left + edge * unit for edge in accumulate(shares, initial=0)]
        self._y += self._after
        self._after = 0.0
        head = _height(edges, grid.headings, heading)
        for number, row in enumerate(grid.rows):
            height = _height(edges, row, text)
            new_page = self._y + height + (0.0 if number else head) > self._bottom
            if new_page:
                self._turn()
            if new_page or not number:
                self._put_row(edges, grid.headings, heading, head)
            self._put_row(edges, row, text, height)
        if not grid.rows:
            self._put_row(edges, grid.headings, heading, head)

    def _put_row(
        self, edges: Sequence[float], row: Sequence[str], style: TextStyle, height: float
    ) -> None:
        weights = Weights(_RULE, _RULE, _RULE, _RULE)
        for (left, right), text in zip(pairwise(edges), _texts(edges, row, style), strict=True):
            rect = Rect(left, self._y, right - left, height)
            top = self._y + max(0.0, (height - text.height) / 2)
            placed = PlacedText(left + _PADDING, top, text.lines)
            self.pages[-1].cells.append(PlacedCell(Cell(0, 0, 1, 1, ()), rect, placed, weights))
        self._y += height

    def _turn(self) -> None:
        self.pages.append(SheetPage())
        self._y = self._top
        self._after = 0.0


def _texts(edges: Sequence[float], row: Sequence[str], style: TextStyle) -> Iterator[Text]:
    for (left, right), text in zip(pairwise(edges), row, strict=True):
        lines = tuple(Paragraph(part, style) for part in text.split("\n"))
        yield set_text(lines, right - left - 2 * _PADDING)


def _height(edges: Sequence[float], row: Sequence[str], style: TextStyle) -> float:
    return max(text.height for text in _texts(edges, row, style)) + _PADDING
