"""The cells of a foreign Word table that could be filled in, each with its printed label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element as Element

from app.specs.word_table import GridCell, GridRow, Mark
from app.specs.word_xml import child, filled_text, paragraph_text, twips, value

LINE_HEIGHT = 312
"""Twips: what one empty line of a cell is worth, where the file does not say."""
ROOMY = 700
"""Twips: higher than this a cell over half of the table is for more than a line."""
_LINE_MARKS = re.compile(r"[\s_＿￣—–\-…·.\u00a0]+")
_DAY_TEXT = re.compile(r"(?:公元|20)?年(?:月)?(?:日)?(?:[上下]午)?(?:时)?(?:分)?|月日")
_COUNT_TEXT = re.compile("[人名个次分项户]")
_BOXES = "□☐○◯〇"
_OPTION = re.compile(rf"[{_BOXES}]\s*([^{_BOXES}\s、，,；;/]{{1,12}})")
_AFTER_BOX = re.compile(rf"([^{_BOXES}\s、，,；;/]{{1,12}})\s*[{_BOXES}]")
_SIGNED = re.compile(r"(签名|签字|盖章|落款)[^\n]*?([\s_＿]{2,}|年[\s_＿]+月)")
_DATED = re.compile(r"年[\s_＿]+月[\s_＿]+日\s*$")
_FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class BlankCell:
    """A cell that could be filled in."""

    row: int
    column: int
    element: Element
    label: str
    """The label that most likely means it; empty where nothing is printed beside or above."""
    above: str
    """The nearest label above."""
    heads_row: bool
    """True: the label stands directly to the left."""
    printed: str
    fills: bool
    """False: printed text with a blank in it (签名：    年  月  日), which usually stays."""
    is_day: bool = False
    is_count: bool = False
    options: tuple[str, ...] = ()
    height: int = 0
    roomy: bool = False
    """True: wide and higher than a line, as cells for running text are."""
    marked: str = ""
    """The key of a bookmark of ours that stands in it."""


@dataclass(frozen=True)
class FormTable:
    """One table of a file, looked at as a form."""

    element: Element
    rows: Sequence[GridRow]
    marks: dict[Element, list[Mark]]

    @cached_property
    def blanks(self) -> tuple[BlankCell, ...]:
        """The cells that could be filled in, in reading order."""
        return tuple(self._blanks())

    @cached_property
    def _texts(self) -> dict[Element, str]:
        return {cell.element: shown_text(cell) for row in self.rows for cell in row.cells}

    @cached_property
    def _tops(self) -> list[GridCell]:
        return [cell for row in self.rows for cell in row.cells if not cell.continues]

    @cached_property
    def _spans(self) -> dict[Element, int]:
        """How many rows each top cell covers."""
        spans: dict[Element, int] = {}
        above: dict[int, Element] = {}
        for row in self.rows:
            current: dict[int, Element] = {}
            for cell in row.cells:
                top = above.get(cell.column) if cell.continues else None
                if top is None:
                    spans[cell.element] = 1
                    current[cell.column] = cell.element
                else:
                    spans[top] += 1
                    current[cell.column] = top
            above = current
        return spans

    @cached_property
    def _grid(self) -> dict[tuple[int, int], GridCell]:
        """Row and column → the cell that covers them."""
        return {
            (row, column): cell
            for cell in self._tops
            for row in range(cell.row, cell.row + self._spans[cell.element])
            for column in range(cell.column, cell.column + cell.span)
        }

    @cached_property
    def _told(self) -> dict[Element, "_Told | None"]:
        return {cell.element: _blank(self._texts[cell.element]) for cell in self._tops}

    def is_label(self, cell: GridCell) -> bool:
        """Tell whether a cell is printed text, nothing to fill in."""
        return cell.element not in self.marks and self._told[cell.element] is None

    def _blanks(self) -> Iterator[BlankCell]:
        for cell in self._tops:
            marks = self.marks.get(cell.element, [])
            text = self._texts[cell.element]
            told = self._told[cell.element]
            if told is None and not marks:
                continue
            told = told or _Told()
            left, above = self._left(cell), self._above(cell)
            label, heads_row = self._label(cell, left, above)
            name, height = marks[0].name if marks else None, self._height(cell)
            yield BlankCell(
                cell.row,
                cell.column,
                cell.element,
                label or told.lead,
                self._texts[above.element] if above is not None else "",
                heads_row,
                text.strip("\n") if text.strip() else "",
                fills=told.fills and bool(label),
                is_day=told.is_day,
                is_count=told.is_count,
                options=told.options,
                height=height,
                roomy=height >= ROOMY and 2 * cell.span >= self.rows[cell.row].width,
                marked=name.key if name else "",
            )

    # ---- labels ----------------------------------------------------------------------------

    def _label(
        self, cell: GridCell, left: GridCell | None, above: GridCell | None
    ) -> tuple[str, bool]:
        """Return the label of a cell, and whether it stands directly to its left.

        In a table with headings for rows and for columns both are told.
        """
        text = self._texts[left.element] if left is not None else ""
        heading = self._texts[above.element] if above is not None else ""
        if not text:
            far = self._far_left(cell)
            row = self._texts[far.element] if far is not None else ""
            if heading and row and self._is_matrix(cell, above):
                return f"{row}·{heading}", False
            return heading or row, False
        if (
            heading
            and left is not None
            and self._is_matrix(cell, above)
            and self._row_run(cell) > 1
        ):
            return f"{text}·{heading}", False
        return text, True

    def _is_matrix(self, cell: GridCell, above: GridCell | None) -> bool:
        """Tell whether the label above heads a column of several cells to fill, each row headed."""
        if above is None or (above.column, above.span) != (cell.column, cell.span):
            return False
        if above.element not in self._matrices:
            self._matrices[above.element] = self._heads_several(above)
        return self._matrices[above.element]

    @cached_property
    def _matrices(self) -> dict[Element, bool]:
        return {}

    def _heads_several(self, head: GridCell) -> bool:
        count, row = 0, head.row + self._spans[head.element]
        while (under := self._grid.get((row, head.column))) is not None:
            if self._says(under) or count > 1:
                break
            same = (under.column, under.span) == (head.column, head.span)
            count += same and self._far_left(under) is not None
            row = under.row + self._spans[under.element]
        return count > 1

    def _row_run(self, cell: GridCell) -> int:
        """Return how many cells to fill stand side by side around this one."""
        run = 1
        for beside in (self._before, self._behind):
            other = beside(cell)
            while other is not None and not self.is_label(other):
                run += 1
                other = beside(other, cell.row)
        return run

    def _before(self, cell: GridCell, row: int | None = None) -> GridCell | None:
        return self._grid.get((cell.row if row is None else row, cell.column - 1))

    def _behind(self, cell: GridCell, row: int | None = None) -> GridCell | None:
        return self._grid.get((cell.row if row is None else row, cell.column + cell.span))

    def _left(self, cell: GridCell) -> GridCell | None:
        """Return the label directly to the left, or None."""
        found = self._before(cell)
        return found if found is not None and self._says(found) else None

    def _far_left(self, cell: GridCell) -> GridCell | None:
        """Return the nearest label to the left in the same row, past other cells to fill."""
        found = self._before(cell)
        while found is not None and not self._says(found):
            found = self._before(found, cell.row)
        return found

    def _above(self, cell: GridCell) -> GridCell | None:
        """Return the nearest label above, past other cells to fill, or None."""
        columns = range(cell.column, cell.column + cell.span)
        for row in reversed(range(cell.row)):
            over = (self._grid.get((row, column)) for column in columns)
            found = next((each for each in over if each is not None and self._says(each)), None)
            if found is not None:
                return found
        return None

    def _says(self, cell: GridCell) -> bool:
        return self.is_label(cell) and bool(self._texts[cell.element].strip())

    def _height(self, cell: GridCell) -> int:
        """Return the least height of a cell: of its rows, or of the empty lines in it."""
        rows = self.rows[cell.row : cell.row + self._spans[cell.element]]
        said = sum(twips(value(child(row.element, "trPr"), "trHeight")) or 0 for row in rows)
        return max(said, lines_height(cell))


def lines_height(cell: GridCell) -> int:
    """Return how high the lines of a cell are that is held open by empty ones; else 0."""
    lines = sum(paragraph_text(p).count("\n") + 1 for p in cell.paragraphs)
    return lines * LINE_HEIGHT if lines > 1 else 0


def shown_text(cell: GridCell) -> str:
    """Return a cell's text; what a content control shows while it is empty is none."""
    return "\n".join(filled_text(paragraph) for paragraph in cell.paragraphs)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the text of a cell tells about its being a blank."""

    fills: bool = True
    is_day: bool = False
    is_count: bool = False
    options: tuple[str, ...] = ()
    lead: str = ""


def _blank(text: str) -> _Told | None:
    """Return what a text says as a blank; None where it is simply printed."""
    bare = _LINE_MARKS.sub("", text)
    if not bare:
        return _Told()
    if any(box in text for box in _BOXES):
        options = _options(text)
        if len(options) >= _FEWEST_OPTIONS:
            return _Told(options=options)
    gaps = bare != text.strip() and bool(_LINE_MARKS.search(text.strip()))
    if gaps and _DAY_TEXT.fullmatch(bare):
        return _Told(is_day=True)
    if text != bare and _COUNT_TEXT.fullmatch(bare) and text[:1] != bare:
        return _Told(is_count=True)
    if _SIGNED.search(text) or _DATED.search(text):
        return _Told(fills=False, lead=re.split("[：:]", bare)[0][:20])
    return None


def _options(text: str) -> tuple[str, ...]:
    before = tuple(dict.fromkeys(_OPTION.findall(text)))
    after = tuple(dict.fromkeys(_AFTER_BOX.findall(text)))
    starts = text.strip()[:1] in _BOXES
    return before if starts or len(before) >= len(after) else after
