"""The grid of a Word table and the bookmarks in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from app.specs.word_marks import MarkName, is_mark, parse_mark
from app.specs.word_xml import child, paragraph_text, through, value, w

MOST_ROWS = 2000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class GridCell:
    """One w:tc at its place in the grid."""

    row: int
    column: int
    span: int
    element: Element
    starts: bool
    """True: a vertical merge starts here."""
    continues: bool
    """True: part of the cell above."""

    @property
    def paragraphs(self) -> list[Element]:
        """The cell's own paragraphs."""
        return list(through(self.element, "p"))

    @property
    def text(self) -> str:
        """The cell's text, paragraphs separated by line feeds, nested tables left out."""
        return "\n".join(paragraph_text(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One w:tr with its cells."""

    element: Element
    cells: tuple[GridCell, ...]
    width: int
    """How many columns it fills, those skipped before and after included."""


def grid_rows(table: Element) -> list[GridRow]:
    """Return the rows of a table; sizes beyond any form are cut off."""
    rows: list[GridRow] = []
    for index, row in enumerate(through(table, "tr")):
        if index >= MOST_ROWS:
            break
        column = _count(child(row, "trPr"), "gridBefore", 0)
        cells = []
        for element in through(row, "tc"):
            properties = child(element, "tcPr")
            span = _count(properties, "gridSpan", 1)
            merge = child(properties, "vMerge")
            kind = "" if merge is None else merge.get(w("val")) or "continue"
            cells.append(
                GridCell(index, column, span, element, kind == "restart", kind == "continue")
            )
            column += span
        after = _count(child(row, "trPr"), "gridAfter", 0)
        rows.append(GridRow(row, tuple(cells), column + after))
    return rows


def _count(properties: Element | None, name: str, default: int) -> int:
    text = value(properties, name)
    return min(int(text), MOST_COLUMNS) if text.isascii() and text.isdigit() else default


@dataclass(frozen=True, slots=True)
class Mark:
    """One of our bookmarks where it stands."""

    text: str
    """The bookmark's name as written."""
    name: MarkName | None
    """None where the name cannot be read."""
    start: Element
    cell: Element | None
    """The outermost w:tc around it; None outside of tables."""


def marks_in(body: Element) -> Iterator[Mark]:
    """Yield our bookmarks in document order."""
    for start in body.iter(w("bookmarkStart")):
        text = start.get(w("name")) or ""
        if is_mark(text):
            yield Mark(text, parse_mark(text), start, _cell_of(start))


def _cell_of(start: Element) -> Element | None:
    """Return the cell a bookmark means: the one around it, or the one its column number tells."""
    cell = next((e for e in reversed(list(start.iterancestors(w("tc"))))), None)
    row = next((e for e in reversed(list(start.iterancestors(w("tr"))))), None)
    if row is None:
        row = next((e for e in start.itersiblings(w("tr"))), None)
        if row is None:
            return None
    first, last = start.get(w("colFirst")), start.get(w("colLast"))
    cells = list(through(row, "tc"))
    if first is not None and first == last and first.isdigit() and int(first) < len(cells):
        return cells[int(first)]
    if cell is None:
        return next((e for e in start.itersiblings(w("tc"))), None)
    return cell
