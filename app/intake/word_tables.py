"""The tables of somebody's Word file: cells with their places, texts and marks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from app.intake.form_labels import LONGEST_LABEL, exact_key, loose_key
from app.intake.word_annexes import Annexes, read_annexes
from app.specs.word_table import GridRow, grid_rows, marks_in
from app.specs.word_xml import COMPATIBILITY, filled_text, through, w

MOST_CELLS = 2000
_P, _TBL, _BOX = w("p"), w("tbl"), w("txbxContent")
_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"


@dataclass(eq=False, slots=True)
class FileCell:
    """One w:tc (with those merged below it) of a file."""

    row: int
    column: int
    span: int
    element: Element
    text: str
    row_span: int = 1
    keys: tuple[str, ...] = ()
    """Fields whose bookmarks stand in it."""
    hidden_text: str = ""
    """What stands in the merged rest of the cell, where nobody sees it."""
    nested: str = ""
    """What stands in text boxes and tables inside the cell."""

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + self.span

    @property
    def rows(self) -> range:
        """The rows it covers."""
        return range(self.row, self.row + self.row_span)

    @property
    def could_be_label(self) -> bool:
        """Whether it is short enough for a printed label."""
        return bool(self.text) and len(self.text) <= LONGEST_LABEL and bool(exact_key(self.text))

    @property
    def exact(self) -> str:
        """The text as labels are compared strictly."""
        return exact_key(self.text)

    @property
    def loose(self) -> str:
        """The text as labels are compared with tolerance."""
        return loose_key(self.text)


@dataclass(eq=False)
class FileTable:
    """One table of a file with what stands around it."""

    cells: list[FileCell]
    above: tuple[str, ...]
    """The paragraphs between the table before and this one."""
    annexes: Annexes
    below: tuple[str, ...] = ()
    """The paragraphs up to the next table that are no 附页."""
    marked: dict[str, FileCell] = field(default_factory=dict)
    doubled: frozenset[str] = frozenset()
    """Fields whose bookmarks stand in more than one cell."""

    def __post_init__(self) -> None:
        """Index the cells by what they cover."""
        self.by_row: dict[int, list[FileCell]] = {}
        for cell in self.cells:
            for row in cell.rows:
                self.by_row.setdefault(row, []).append(cell)
        for cells in self.by_row.values():
            cells.sort(key=lambda cell: cell.column)

    def with_more(self, other: "FileTable") -> "FileTable":
        """Return this table with the rows of another below its own."""
        down = 1 + max(self.by_row, default=-1)
        moved = [
            FileCell(
                c.row + down,
                c.column,
                c.span,
                c.element,
                c.text,
                c.row_span,
                c.keys,
                c.hidden_text,
                c.nested,
            )
            for c in other.cells
        ]
        return table_of([*self.cells, *moved], self.above, other.below, other.annexes)

    def right_of(self, cell: FileCell, row: int) -> list[FileCell]:
        """Return the cells behind one in a row that it covers."""
        return [c for c in self.by_row.get(row, []) if c.column >= cell.end]

    def below_of(self, cell: FileCell) -> list[FileCell]:
        """Return the cells below one that share a column with it, from the top."""
        found: dict[FileCell, None] = {}
        for row in sorted(self.by_row):
            if row >= cell.row + cell.row_span:
                for other in self.by_row[row]:
                    if other.column < cell.end and cell.column < other.end:
                        found[other] = None
        return list(found)


def file_tables(body: Element) -> list[FileTable]:
    """Return the tables of the body in order; those inside other tables are left out."""
    marks = list(marks_in(body))
    by_cell: dict[Element, list[str]] = {}
    for mark in marks:
        if mark.name is not None and not mark.name.annex and mark.cell is not None:
            by_cell.setdefault(mark.cell, []).append(mark.name.key)
    blocks = list(through(body, "p", "tbl"))
    starts = [index for index, block in enumerate(blocks) if block.tag == _TBL]
    tables: list[FileTable] = []
    begin = 0
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(blocks)
        after = blocks[start + 1 : end]
        annexes = read_annexes(after, marks, last=end == len(blocks))
        cells = [] if is_too_large(blocks[start]) else _cells(grid_rows(blocks[start]), by_cell)
        above, below = blocks[begin:start], after[: annexes.begins]
        begin = start + 1 + max(annexes.ends, 0 if number + 1 < len(starts) else len(after))
        if not annexes.ends:
            below = after if number + 1 == len(starts) else []
        tables.append(table_of(cells, _texts(above), _texts(below), annexes))
    return tables


def is_too_large(table: Element) -> bool:
    """Return whether a table has more cells than any form; its cells are not looked at."""
    return sum(1 for _ in table.iter(w("tc"))) > MOST_CELLS


def table_of(
    cells: list[FileCell], above: tuple[str, ...], below: tuple[str, ...], annexes: Annexes
) -> FileTable:
    """Return a table of these cells."""
    marked: dict[str, FileCell] = {}
    doubled = set()
    for cell in cells:
        for key in cell.keys:
            if key in marked and marked[key] is not cell:
                doubled.add(key)
            marked.setdefault(key, cell)
    return FileTable(cells, above, annexes, below, marked, frozenset(doubled))


def _texts(blocks: Iterable[Element]) -> tuple[str, ...]:
    texts = (plain_text(block).strip() for block in blocks)
    return tuple(text for text in texts if text)


def _cells(rows: list[GridRow], by_cell: dict[Element, list[str]]) -> list[FileCell]:
    cells: list[FileCell] = []
    above: dict[int, FileCell] = {}
    for row in rows:
        current: dict[int, FileCell] = {}
        for each in row.cells:
            text = cell_text(each.element)
            top = above.get(each.column) if each.continues else None
            if top is not None:
                top.row_span += 1
                top.hidden_text += text.strip()
                top.keys += tuple(by_cell.get(each.element, ()))
            else:
                keys = tuple(dict.fromkeys(by_cell.get(each.element, ())))
                top = FileCell(each.row, each.column, each.span, each.element, text, keys=keys)
                top.nested = _nested_text(each.element)
                cells.append(top)
            if each.starts or each.continues:
                current[each.column] = top
        above = current
    return cells


def _nested_text(cell: Element) -> str:
    """Return what stands in text boxes and tables inside a cell, one line for each paragraph."""
    if next(cell.iterdescendants(_TBL, _BOX), None) is None:
        return ""
    lines = []
    for paragraph in cell.iterdescendants(_P):
        around = {parent.tag for parent in paragraph.iterancestors()}
        if _FALLBACK not in around and _is_inside(paragraph, cell):
            lines.append(plain_text(paragraph).strip())
    return "\n".join(filter(None, lines))


def _is_inside(paragraph: Element, cell: Element) -> bool:
    for parent in paragraph.iterancestors():
        if parent is cell:
            return False
        if parent.tag in (_TBL, _BOX):
            return True
    return False


def cell_text(cell: Element) -> str:
    """Return the cell's text, paragraphs separated by line feeds, nested tables left out."""
    return "\n".join([plain_text(paragraph) for paragraph in through(cell, "p")])


def plain_text(paragraph: Element) -> str:
    """Return the text of a paragraph; hints of empty content controls are none."""
    return filled_text(paragraph)
