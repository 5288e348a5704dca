"""A form laid out on its pages: where every cell and every line stands, in twips.

Rows grow with their text. A row that may split breaks between lines where its printed height
fits above; others move to the next page whole. A merged heading goes on over the page break.
"""

from collections.abc import Sequence

from app.domain.form import (
    ANNEX_HEADING,
    Annex,
    Cell,
    FormSpec,
    FormValues,
    Paragraph,
    VerticalAlign,
)
from app.paper.rows import RowPart, Table
from app.paper.sheet import (
    PlacedCell,
    PlacedText,
    Rect,
    Sheet,
    SheetPage,
    Weights,
)
from app.paper.text import Line, set_text

__all__ = ["PlacedCell", "PlacedText", "Rect", "Sheet", "SheetPage", "lay_out"]

_ROUNDING = 0.5
_SHARE = {VerticalAlign.CENTER: 0.5, VerticalAlign.BOTTOM: 1.0}


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
        self.table = Table(spec, values)
        self.pages = [SheetPage()]
        self.y = float(spec.page.top)
        self.bottom = float(spec.page.height - spec.page.bottom)

    def sheet(self, annexes: Sequence[Annex]) -> Sheet:
        self._flow(self.spec.before)
        self._place_table()
        self._flow(self.spec.after)
        form_pages, end = len(self.pages), self.y
        if annexes:
            self._new_page()
        for annex in annexes:
            self._annex(annex)
        return Sheet(self.spec, tuple(self.pages), form_pages, end)

    def _new_page(self) -> None:
        self.pages.append(SheetPage())
        self.y = float(self.spec.page.top)

    # ---- around the table --------------------------------------------------------------------

    def _flow(self, paragraphs: Sequence[Paragraph]) -> None:
        """Set paragraphs over the full width, going on to further pages."""
        page = self.spec.page
        text = set_text(tuple(paragraphs), page.width - page.left - page.right)
        done, shift = 0, 0.0
        while done < len(text.lines):
            rest = text.lines[done:]
            fitting = [
                line for line in rest if self.y + line.bottom - shift <= self.bottom + _ROUNDING
            ]
            if not fitting and self.y > page.top:
                self._new_page()
                shift = rest[0].y
                continue
            fitting = fitting or [rest[0]]
            self.pages[-1].texts.append(PlacedText(page.left, self.y - shift, tuple(fitting)))
            done += len(fitting)
            if done < len(text.lines):
                self._new_page()
                shift = text.lines[done].y
        self.y += text.height - shift

    def _annex(self, annex: Annex) -> None:
        """Set an 附页; its heading never stands alone at the foot of a page."""
        style = self.spec.cell_by_key[annex.key].paragraphs[0].style
        texts = [Paragraph(line, style) for line in annex.text.split("\n")]
        paragraphs = (Paragraph(annex.title, ANNEX_HEADING), *texts)
        page = self.spec.page
        lines = set_text(paragraphs, page.width - page.left - page.right).lines
        if self.y + lines[1].bottom > self.bottom and self.y > page.top:
            self._new_page()
        self._flow(paragraphs)

    # ---- the table ---------------------------------------------------------------------------

    def _place_table(self) -> None:
        page = self.spec.page
        parts, end = self.table.parts(self.y, page.top, self.bottom)
        while len(self.pages) <= max((part.page for part in parts), default=0):
            self.pages.append(SheetPage())
        self.y = end
        for cell in self.spec.cells:
            rows = range(cell.row, cell.row + cell.row_span)
            self._place(cell, [part for part in parts if part.row in rows])

    def _place(self, cell: Cell, parts: Sequence[RowPart]) -> None:
        """Place a cell, on each page as much of it as its rows have there."""
        lines = list(self.table.text(cell).lines)
        pages = list(dict.fromkeys(part.page for part in parts))
        broken = len(parts) > cell.row_span  # then the text stands at the top, as in LibreOffice
        for page in pages:
            here = [part for part in parts if part.page == page]
            rect, weights = self._rect(cell, here), self._weights(cell, here)
            inside = self._inside(cell, here)
            shown = lines if page == pages[-1] and not self._clips(cell) else _within(lines, inside)
            lines = lines[len(shown) :]
            text = _placed(inside, shown, 0.0 if broken else _SHARE.get(cell.vertical, 0.0))
            self.pages[page].cells.append(PlacedCell(cell, rect, text, weights))

    def _clips(self, cell: Cell) -> bool:
        return all(self.spec.rows[row].exact for row in range(cell.row, cell.row + cell.row_span))

    def _rect(self, cell: Cell, parts: Sequence[RowPart]) -> Rect:
        edges = self.table.edges
        left, right = edges[cell.column], edges[cell.column + cell.column_span]
        top = parts[0].y + parts[0].line_above / 2
        bottom = parts[-1].bottom + parts[-1].line_below / 2
        x = self.spec.page.left + self.spec.table_left + left
        return Rect(float(x), top, float(right - left), bottom - top)

    def _inside(self, cell: Cell, parts: Sequence[RowPart]) -> Rect:
        """Return where the text of a cell may stand."""
        outer = self._rect(cell, parts)
        padding = cell.padding
        top = parts[0].y + parts[0].line_above + padding.top
        width = outer.width - padding.left - padding.right
        height = parts[-1].bottom - padding.bottom - top
        return Rect(outer.x + padding.left, top, width, height)

    def _weights(self, cell: Cell, parts: Sequence[RowPart]) -> Weights:
        inner, outer = self.spec.inner_line, self.spec.outer_line
        last_column = cell.column + cell.column_span == len(self.spec.widths)
        return Weights(
            left=inner if cell.column else outer,
            top=parts[0].line_above,
            right=outer if last_column else inner,
            bottom=parts[-1].line_below,
        )


def _within(lines: Sequence[Line], room: Rect) -> list[Line]:
    """Return the first lines, as many as stand within the room."""
    top = lines[0].y if lines else 0.0
    return [line for line in lines if line.bottom - top <= room.height + _ROUNDING]


def _placed(room: Rect, lines: Sequence[Line], share: float) -> PlacedText:
    """Place lines in a cell; ``share`` is the part of the free height that stands above them."""
    if not lines:
        return PlacedText(room.x, room.y, ())
    above = lines[0].y if lines[0].start else 0.0
    free = max(0.0, room.height - lines[-1].bottom + above)
    return PlacedText(room.x, room.y + free * share - above, tuple(lines))
