"""A form laid out on its pages: where every cell and every line stands, in twips.

Rows grow with their text. A row that may split breaks between lines where its printed height
fits above; others move to the next page whole. A merged heading goes on over the page break.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.form import (
    ANNEX_HEADING,
    Annex,
    Cell,
    FormSpec,
    FormValues,
    Paragraph,
    VerticalAlign,
)
from app.paper.text import Line, Text, set_text

BORDER = 10
"""Twips that the lines of the grid take from a row."""
_SPLIT_BORDER = 20


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines with the place of their text's upper left corner."""

    x: float
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or that part of it that stands on one page."""

    cell: Cell
    rect: Rect
    text: PlacedText


@dataclass
class SheetPage:
    """What stands on one page."""

    cells: list[PlacedCell] = field(default_factory=list)
    texts: list[PlacedText] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """A form on its pages."""

    spec: FormSpec
    pages: tuple[SheetPage, ...]
    form_pages: int
    """Pages without the 附页."""
    bottom: float
    """Where the form ends on its last page."""


@dataclass(slots=True)
class _Part:
    """That part of a row that stands on one page."""

    row: int
    page: int
    y: float
    height: float


def lay_out(spec: FormSpec, values: FormValues, annexes: Sequence[Annex] = ()) -> Sheet:
    """Lay a form out.

    Args:
        spec: the form.
        values: field key → text.
        annexes: what goes on 附页, on pages of their own behind the form.
    """
    return _Layout(spec, values).sheet(annexes)


class _Layout:
    def __init__(self, spec: FormSpec, values: FormValues) -> None:
        self.spec = spec
        self.pages = [SheetPage()]
        self.y = float(spec.page.top)
        self.bottom = float(spec.page.height - spec.page.bottom)
        self.edges = [0]
        for width in spec.widths:
            self.edges.append(self.edges[-1] + width)
        self.left = float(spec.page.left + spec.table_left)
        self.texts = {id(cell): self._cell_text(cell, values) for cell in spec.cells}

    def sheet(self, annexes: Sequence[Annex]) -> Sheet:
        self._flow(self.spec.before)
        parts = self._rows()
        for cell in self.spec.cells:
            self._place(cell, [p for p in parts if self._covers(cell, p.row)])
        self._flow(self.spec.after)
        form_pages, end = len(self.pages), self.y
        if annexes:
            self._new_page()
        for annex in annexes:
            self._flow(self._annex_paragraphs(annex))
        return Sheet(self.spec, tuple(self.pages), form_pages, end)

    @staticmethod
    def _covers(cell: Cell, row: int) -> bool:
        return cell.row <= row < cell.row + cell.row_span

    def _new_page(self) -> None:
        self.pages.append(SheetPage())
        self.y = float(self.spec.page.top)

    def _flow(self, paragraphs: Sequence[Paragraph]) -> None:
        """Set paragraphs over the full width, going on to further pages."""
        page = self.spec.page
        text = set_text(paragraphs, page.width - page.left - page.right)
        top, lines = self.y, list(text.lines)
        while lines:
            shift = lines[0].y if top != self.y else 0.0
            fitting = [line for line in lines if self.y + line.bottom - shift <= self.bottom + 0.5]
            if not fitting and self.y > page.top:
                self._new_page()
                continue
            fitting = fitting or lines[:1]
            placed = PlacedText(page.left, self.y - shift, tuple(fitting))
            self.pages[-1].texts.append(placed)
            lines = lines[len(fitting) :]
            if lines:
                self._new_page()
            else:
                self.y += text.height - shift

    # ---- rows --------------------------------------------------------------------------------

    def _cell_text(self, cell: Cell, values: FormValues) -> Text:
        width = self.edges[cell.column + cell.column_span] - self.edges[cell.column]
        width -= cell.padding.left + cell.padding.right
        if not cell.field:
            return set_text(cell.paragraphs, width)
        style = cell.paragraphs[0].style
        lines = values.get(cell.field, "").split("\n")
        return set_text([Paragraph(line, style) for line in lines], width)

    def _need(self, cell: Cell, lines: float | None = None) -> float:
        height = self.texts[id(cell)].height if lines is None else lines
        return height + cell.padding.top + cell.padding.bottom + BORDER

    def _heights(self) -> list[float]:
        heights = [float(row.height) for row in self.spec.rows]
        for cell in self.spec.cells:
            if cell.row_span == 1 and not self.spec.rows[cell.row].exact:
                heights[cell.row] = max(heights[cell.row], self._need(cell))
        for cell in self.spec.cells:
            last = cell.row + cell.row_span - 1
            lacking = self._need(cell) - sum(heights[cell.row : last + 1])
            if cell.row_span > 1 and lacking > 0 and not self.spec.rows[last].exact:
                heights[last] += lacking
        return heights

    def _rows(self) -> list[_Part]:
        parts: list[_Part] = []
        for row, height in enumerate(self._heights()):
            parts.extend(self._row_parts(row, height))
        return parts

    def _row_parts(self, row: int, height: float) -> Iterator[_Part]:
        whole_page = self.bottom - self.spec.page.top
        if self.y + height <= self.bottom:
            yield self._part(row, height)
            return
        may_split = self.spec.rows[row].splits or height > whole_page
        if not may_split or self.bottom - self.y < self.spec.rows[row].height:
            self._new_page()
        done = 0
        texts = [self.texts[id(c)] for c in self.spec.cells if c.row == row and c.row_span == 1]
        longest = max(texts, key=lambda text: len(text.lines), default=Text((), 0))
        padding = self._row_padding(row)
        while self.y + self._rest(longest, done, padding, height) > self.bottom:
            room = self.bottom - self.y - padding - _SPLIT_BORDER
            fitting = longest.lines_within(room, done)
            if not fitting:
                if self.y <= self.spec.page.top:
                    break
                self._new_page()
                continue
            taken = longest.lines[done + fitting - 1].bottom - longest.lines[done].y
            yield self._part(row, taken + padding + _SPLIT_BORDER)
            done += fitting
            self._new_page()
        yield self._part(row, self._rest(longest, done, padding, height))

    def _row_padding(self, row: int) -> float:
        cells = [c for c in self.spec.cells if c.row == row]
        return max((c.padding.top + c.padding.bottom for c in cells), default=0)

    @staticmethod
    def _rest(text: Text, done: int, padding: float, height: float) -> float:
        if not done:
            return height
        remaining = text.lines[-1].bottom - text.lines[done].y if done < len(text.lines) else 0
        return remaining + padding + _SPLIT_BORDER

    def _part(self, row: int, height: float) -> _Part:
        part = _Part(row, len(self.pages) - 1, self.y, height)
        self.y += height
        return part

    # ---- cells -------------------------------------------------------------------------------

    def _place(self, cell: Cell, parts: Sequence[_Part]) -> None:
        x = self.left + self.edges[cell.column]
        width = self.edges[cell.column + cell.column_span] - self.edges[cell.column]
        rects: dict[int, Rect] = {}
        for part in parts:
            old = rects.get(part.page)
            top = old.y if old else part.y
            rects[part.page] = Rect(x, top, width, part.y + part.height - top)
        lines = list(self.texts[id(cell)].lines)
        for number, (page, rect) in enumerate(rects.items()):
            here = self._lines_here(cell, rect, lines, last=number == len(rects) - 1)
            lines = lines[len(here) :]
            text = self._placed_text(cell, rect, here)
            self.pages[page].cells.append(PlacedCell(cell, rect, text))

    @staticmethod
    def _lines_here(cell: Cell, rect: Rect, lines: list[Line], *, last: bool) -> list[Line]:
        if last or not lines:
            return lines
        room = rect.height - cell.padding.top - cell.padding.bottom
        top = lines[0].y
        return [line for line in lines if line.bottom - top <= room + 0.5]

    @staticmethod
    def _placed_text(cell: Cell, rect: Rect, lines: Sequence[Line]) -> PlacedText:
        if not lines:
            return PlacedText(rect.x + cell.padding.left, rect.y, ())
        height = lines[-1].bottom - lines[0].y
        free = max(0.0, rect.height - cell.padding.top - cell.padding.bottom - height)
        share = {VerticalAlign.CENTER: 0.5, VerticalAlign.BOTTOM: 1.0}.get(cell.vertical, 0.0)
        y = rect.y + cell.padding.top + free * share - lines[0].y
        return PlacedText(rect.x + cell.padding.left, y, tuple(lines))

    def _annex_paragraphs(self, annex: Annex) -> list[Paragraph]:
        style = self.spec.cell_by_key[annex.key].paragraphs[0].style
        texts = [Paragraph(line, style) for line in annex.text.split("\n")]
        return [Paragraph(annex.title, ANNEX_HEADING), *texts]
