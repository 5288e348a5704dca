"""The rows of a form's table: how high they are, and which part of them stands on which page.

The line above a row belongs to it, as in LibreOffice: it counts to the row's height, and what
stands in a cell begins below it. The line under the last row comes on top.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.form import Cell, FormSpec, FormValues, Paragraph
from app.paper.text import Text, set_text


@dataclass(frozen=True, slots=True)
class RowPart:
    """That part of a row that stands on one page; twips from the page's top."""

    row: int
    page: int
    y: float
    height: float
    line_above: int
    line_below: int

    @property
    def bottom(self) -> float:
        """Where the line below it begins."""
        return self.y + self.height


class Table:
    """The table of a form, filled."""

    def __init__(self, spec: FormSpec, values: FormValues) -> None:
        """Set the text of every cell.

        Args:
            spec: the form.
            values: field key → text.
        """
        self.spec = spec
        self.edges = [0]
        for width in spec.widths:
            self.edges.append(self.edges[-1] + width)
        self._texts = {
            (cell.row, cell.column): set_text(content(cell, values), text_width(spec, cell))
            for cell in spec.cells
        }

    def text(self, cell: Cell) -> Text:
        """Return what stands in a cell."""
        return self._texts[cell.row, cell.column]

    def parts(self, y: float, top: float, bottom: float) -> tuple[list[RowPart], float]:
        """Return the parts of all rows, and where the table ends on its last page.

        Args:
            y: where the table begins on the first page.
            top: where further pages begin.
            bottom: where each page ends.
        """
        flow = _Flow(y, top, bottom)
        heights = self._heights()
        found: list[RowPart] = []
        for row, height in enumerate(heights):
            found.extend(self._row(row, height, flow))
        if not found:
            return found, y
        found[-1] = replace(found[-1], line_below=self.spec.outer_line)
        return found, found[-1].bottom + self.spec.outer_line

    # ---- heights -----------------------------------------------------------------------------

    def _heights(self) -> list[float]:
        rows = self.spec.rows
        heights = [float(row.height) for row in rows]
        for cell in self.spec.cells:
            if cell.row_span == 1 and not rows[cell.row].exact:
                heights[cell.row] = max(heights[cell.row], self._need(cell))
        for cell in self.spec.cells:
            last = cell.row + cell.row_span - 1
            lacking = self._need(cell) - sum(heights[cell.row : last + 1])
            if cell.row_span > 1 and lacking > 0 and not rows[last].exact:
                heights[last] += lacking
        return heights

    def _need(self, cell: Cell) -> float:
        """Return how high a cell has to be for its text."""
        padding = cell.padding
        return self.text(cell).height + padding.top + padding.bottom + self.line_above(cell.row)

    # ---- pages -------------------------------------------------------------------------------

    def line_above(self, row: int) -> int:
        """Return the weight of the line above a row."""
        return self.spec.inner_line if row else self.spec.outer_line

    def _row(self, row: int, height: float, flow: "_Flow") -> Iterator[RowPart]:
        """Yield the parts of a row, one for each page that it stands on.

        Only a row that has grown is split, or one that no page holds; else it moves whole.
        """
        below = self.spec.outer_line if self._is_last(row) else self.spec.inner_line
        declared = self.spec.rows[row]
        if flow.holds(height + below):
            yield flow.part(row, height, self.line_above(row), self.spec.inner_line)
            return
        too_high = height + below > flow.bottom - flow.top
        grown = height - self.line_above(row) > declared.height
        may_split = too_high or (declared.splits and grown)
        if not may_split or not self._some_fits(row, flow):
            flow.turn()
        yield from self._split(row, height, below, flow)

    def _is_last(self, row: int) -> bool:
        return row == len(self.spec.rows) - 1

    def _reserve(self, row: int) -> int:
        """Return what a split row leaves free at the foot of the page for the line below.

        It is the heaviest line below the cells of the row, merged ones at their own end.
        """
        ends = [
            cell.row + cell.row_span
            for cell in self.spec.cells
            if cell.row <= row < cell.row + cell.row_span
        ]
        to_the_end = max(ends) == len(self.spec.rows)
        return self.spec.outer_line if to_the_end else self.spec.inner_line

    def _some_fits(self, row: int, flow: "_Flow") -> bool:
        """Tell whether every cell that begins in the row gets a line onto this page."""
        room = flow.bottom - flow.y - self.line_above(row)
        return all(
            self.text(cell).lines_within(room - self._reserved(cell)) > 0
            for cell in self.spec.cells
            if cell.row == row
        )

    def _reserved(self, cell: Cell) -> int:
        """Return what a cell has beside its lines where its row is split."""
        return cell.padding.top + cell.padding.bottom + self._reserve(cell.row)

    def _cells(self, row: int) -> list[Cell]:
        return [cell for cell in self.spec.cells if cell.row == row and cell.row_span == 1]

    def _split(self, row: int, height: float, below: int, flow: "_Flow") -> Iterator[RowPart]:
        """Yield the parts of a row, line by line as the pages hold them.

        What is left of the printed height goes to the next page; a part that is lower than it
        reaches to the foot of its page.
        """
        cells, inner = self._cells(row), self.spec.inner_line
        first = [0] * len(cells)
        above, least, rest = self.line_above(row), float(self.spec.rows[row].height), height
        while not flow.holds(rest + below):
            room = flow.bottom - flow.y - above
            stop = [
                at + self.text(cell).lines_within(room - self._reserved(cell), at)
                for cell, at in zip(cells, first, strict=True)
            ]
            if stop == first:
                break
            lines = self._highest(cells, first, stop)
            part = max(lines + above, min(least, room + above - inner))
            yield flow.part(row, part, above, inner)
            flow.turn()
            first, above, least = stop, inner, least - part
            rest = max(self._highest(cells, first) + above, least)
        yield flow.part(row, rest, above, inner)

    def _highest(
        self, cells: Sequence[Cell], first: Sequence[int], stop: Sequence[int] = ()
    ) -> float:
        """Return the height of the highest cell, counting some of its lines and the padding."""
        heights = [0.0]
        for number, cell in enumerate(cells):
            lines = self.text(cell).lines[first[number] : stop[number] if stop else None]
            padding = cell.padding.top + cell.padding.bottom
            heights.append((lines[-1].bottom - lines[0].y if lines else 0.0) + padding)
        return max(heights)


@dataclass(slots=True)
class _Flow:
    """Where the next row begins."""

    y: float
    top: float
    bottom: float
    page: int = 0

    def holds(self, height: float) -> bool:
        return self.y + height <= self.bottom + 0.5

    def turn(self) -> None:
        if self.y > self.top:
            self.page += 1
            self.y = self.top

    def part(self, row: int, height: float, above: int, below: int) -> RowPart:
        part = RowPart(row, self.page, self.y, height, above, below)
        self.y += height
        return part


def content(cell: Cell, values: FormValues) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell: what is printed, or what is filled in."""
    if not cell.field:
        return cell.paragraphs
    style = cell.paragraphs[0].style
    return tuple(Paragraph(line, style) for line in values.get(cell.field, "").split("\n"))


def text_width(spec: FormSpec, cell: Cell) -> float:
    """Return how wide the text of a cell may be, in twips."""
    width = sum(spec.widths[cell.column : cell.column + cell.column_span])
    return float(width - cell.padding.left - cell.padding.right)
