"""Turns a Word file whose cells carry bookmarks into a FormSpec."""

import hashlib
import json
from collections import Counter

from lxml.etree import _Element as Element

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.form import Cell, FormSpec, Page, Paragraph, Row, VerticalAlign
from app.domain.plain import to_plain
from app.domain.scheme import FormDeclaration
from app.specs.form_fields import declared_fields
from app.specs.word_marks import LONGEST
from app.specs.word_styles import Styles, read_styles
from app.specs.word_table import GridCell, GridRow, Mark, grid_rows, marks_in
from app.specs.word_xml import (
    WordPackage,
    child,
    open_word,
    paragraph_text,
    switched_on,
    through,
    twips,
    value,
    w,
)

_WORD_2013 = 15


def read_form(word: bytes, declaration: FormDeclaration, place: str) -> FormSpec:
    """Return the form that a Word file and its declaration describe.

    Args:
        word: the bytes of the .docx.
        declaration: what the scheme says about the form.
        place: what to call the file in a fault.

    Raises:
        Refusal: everything that is wrong with the file, at once.
    """
    package = open_word(word, place)
    marks = [mark for mark in marks_in(package.body) if not (mark.name and mark.name.annex)]
    table = marked_table(package, marks, place)
    rows = grid_rows(table)
    widths = _widths(table)
    cells, keys = _cells(package, table, rows, marks)
    heights = tuple(_row(row) for row in rows)
    fields, field_faults = declared_fields(declaration, cells, heights, place)
    refuse_all(
        [
            *_mark_faults(marks, keys, table, place),
            *_text_faults(rows, keys, place),
            *_grid_faults(rows, len(widths), place),
            *_content_faults(package.body, table, place),
            *field_faults,
        ]
    )
    before, after = _around(package, table)
    styles = read_styles(package)
    return FormSpec(
        id=declaration.id,
        title=declaration.title,
        target=declaration.target,
        page=_page(package.body),
        before=before,
        widths=widths,
        rows=heights,
        cells=cells,
        after=after,
        fields=fields,
        copies=declaration.copies,
        edition=_edition(word, declaration),
        short_title=declaration.short_title,
        counts=declaration.counts,
        table_left=_table_left(package, table, sum(widths)),
        outer_line=styles.line_weight(table, "top"),
        inner_line=styles.line_weight(table, "insideH"),
    )


def marked_table(package: WordPackage, marks: list[Mark], place: str) -> Element:
    """Return the table of the body that holds the marks (most of them).

    Raises:
        Refusal: form.no_table, form.no_marks.
    """
    tables = list(through(package.body, "tbl"))
    if not tables:
        raise refusal("form.no_table", place)
    counts: Counter[int] = Counter()
    for mark in marks:
        if mark.cell is not None:
            around = set(mark.cell.iterancestors(w("tbl")))
            counts.update(index for index, table in enumerate(tables) if table in around)
    if not counts:
        raise refusal("form.no_marks", place)
    return tables[counts.most_common(1)[0][0]]


def field_cells(rows: list[GridRow], marks: list[Mark]) -> dict[Element, list[Mark]]:
    """Return the marks of each w:tc; a mark in the rest of a merged cell counts for its top."""
    tops: dict[Element, Element] = {}
    open_cells: dict[int, Element] = {}
    for row in rows:
        for cell in row.cells:
            if not cell.continues:
                open_cells[cell.column] = cell.element
            tops[cell.element] = open_cells.get(cell.column, cell.element)
    found: dict[Element, list[Mark]] = {}
    for mark in marks:
        if mark.cell is not None and mark.cell in tops and mark.name is not None:
            found.setdefault(tops[mark.cell], []).append(mark)
    return found


# ---- parts of the form -----------------------------------------------------------------------


def _cells(
    package: WordPackage, table: Element, rows: list[GridRow], marks: list[Mark]
) -> tuple[tuple[Cell, ...], dict[Element, list[Mark]]]:
    styles = read_styles(package)
    keys = field_cells(rows, marks)
    spans = _row_spans(rows)
    cells = [
        _cell(cell, spans[cell.element], keys.get(cell.element, []), table, styles)
        for row in rows
        for cell in row.cells
        if not cell.continues
    ]
    return tuple(cells), keys


def _row_spans(rows: list[GridRow]) -> dict[Element, int]:
    spans: dict[Element, int] = {}
    above: dict[int, Element] = {}
    for row in rows:
        current: dict[int, Element] = {}
        for cell in row.cells:
            top = above.get(cell.column) if cell.continues else None
            if top is None:
                spans[cell.element] = 1
                if cell.starts:
                    current[cell.column] = cell.element
            else:
                spans[top] += 1
                current[cell.column] = top
        above = current
    return spans


def _cell(cell: GridCell, row_span: int, marks: list[Mark], table: Element, styles: Styles) -> Cell:
    properties = child(cell.element, "tcPr")
    name = marks[0].name if marks else None
    printed = [] if name else cell.paragraphs
    paragraphs = tuple(Paragraph(paragraph_text(p), styles.paragraph(p, table)) for p in printed)
    if name:
        paragraphs = (Paragraph("", styles.paragraph(value_paragraph(cell, marks), table)),)
    vertical = value(properties, "vAlign")
    return Cell(
        row=cell.row,
        column=cell.column,
        row_span=row_span,
        column_span=cell.span,
        paragraphs=paragraphs,
        field=name.key if name else "",
        vertical={"center": VerticalAlign.CENTER, "bottom": VerticalAlign.BOTTOM}.get(
            vertical, VerticalAlign.TOP
        ),
        padding=styles.padding(table, cell.element),
    )


def value_paragraph(cell: GridCell, marks: list[Mark]) -> Element:
    """Return the paragraph that gives a field's style: the one with the mark, else the first."""
    paragraphs = cell.paragraphs
    around = set(marks[0].start.iterancestors(w("p")))
    return next((p for p in paragraphs if p in around), paragraphs[0])


def _row(row: GridRow) -> Row:
    properties = child(row.element, "trPr")
    rule = value(properties, "trHeight", "hRule")
    height = twips(value(properties, "trHeight")) or 0
    return Row(
        height=0 if rule == "auto" else height,
        exact=rule == "exact",
        splits=not switched_on(properties, "cantSplit"),
    )


def _widths(table: Element) -> tuple[int, ...]:
    grid = child(table, "tblGrid")
    columns = [] if grid is None else grid.findall(w("gridCol"))
    return tuple(twips(column.get(w("w"))) or 0 for column in columns)


def _page(body: Element) -> Page:
    section = child(body, "sectPr")
    size, margin = child(section, "pgSz"), child(section, "pgMar")
    usual = Page()

    def length(element: Element | None, name: str, default: int) -> int:
        found = None if element is None else twips(element.get(w(name)))
        return default if found is None else abs(found)

    return Page(
        width=length(size, "w", usual.width),
        height=length(size, "h", usual.height),
        left=length(margin, "left", usual.left),
        top=length(margin, "top", usual.top),
        right=length(margin, "right", usual.right),
        bottom=length(margin, "bottom", usual.bottom),
    )


def _table_left(package: WordPackage, table: Element, width: int) -> int:
    """Return where the table begins, counted from the left margin.

    Word before 2013 (compatibility mode below 15) hangs the table out by its cells' padding, so
    that text stands on the margin.
    """
    page = _page(package.body)
    free = page.width - page.left - page.right - width
    properties = child(table, "tblPr")
    align = value(properties, "jc")
    if align == "center":
        return free // 2
    if align in ("right", "end"):
        return free
    indent = twips(value(properties, "tblInd", "w")) or 0
    padding = twips(value(child(properties, "tblCellMar"), "left", "w", "108")) or 0
    return indent - (padding if package.compatibility < _WORD_2013 else 0)


def _around(
    package: WordPackage, table: Element
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    styles = read_styles(package)
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    side = before
    for element in through(package.body, "p", "tbl"):
        if element is table:
            side = after
        elif element.tag == w("p"):
            side.append(Paragraph(paragraph_text(element), styles.paragraph(element)))
    return tuple(before), tuple(after)


def _edition(word: bytes, declaration: FormDeclaration) -> str:
    said = json.dumps(to_plain(declaration), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(hashlib.sha256(word).digest() + said.encode()).hexdigest()


# ---- faults ----------------------------------------------------------------------------------


def _mark_faults(
    marks: list[Mark], keys: dict[Element, list[Mark]], table: Element, place: str
) -> list[Fault]:
    faults = []
    for mark in marks:
        if mark.name is None or mark.name.copy or len(mark.text) > LONGEST:
            hint = "书签名是 f_ 加小写的项目名，点写成两个下划线，不超过 34 个字符。"
            faults.append(fault("form.mark_unknown", place, mark=mark.text, hint=hint))
        if mark.cell is None or table not in mark.cell.iterancestors(w("tbl")):
            faults.append(fault("form.mark_outside", place, mark=mark.text))
    counts = Counter(text for text, _ in {(mark.text, mark.cell) for mark in marks})
    faults += [
        fault("form.mark_duplicate", place, mark=text) for text, n in counts.items() if n > 1
    ]
    faults += [
        fault("form.mark_shared", place, first=shared[0].text, second=shared[1].text)
        for shared in keys.values()
        if len({mark.text for mark in shared}) > 1
    ]
    return faults


def _text_faults(rows: list[GridRow], keys: dict[Element, list[Mark]], place: str) -> list[Fault]:
    return [
        fault("form.field_text", place, mark=keys[cell.element][0].text, text=cell.text.strip())
        for row in rows
        for cell in row.cells
        if cell.element in keys and cell.text.strip()
    ]


def _grid_faults(rows: list[GridRow], columns: int, place: str) -> list[Fault]:
    bad = {index for index, row in enumerate(rows) if row.width != columns or not row.cells}
    above: dict[int, int] = {}
    for index, row in enumerate(rows):
        current: dict[int, int] = {}
        for cell in row.cells:
            if cell.continues and above.get(cell.column) != cell.span:
                bad.add(index)
            if cell.starts or cell.continues:
                current[cell.column] = cell.span
            if not cell.paragraphs:
                bad.add(index)
        above = current
    return [fault("form.grid", place, row=index + 1) for index in sorted(bad)]


def _content_faults(body: Element, table: Element, place: str) -> list[Fault]:
    faults = []
    if next(table.iterdescendants(w("tbl")), None) is not None:
        faults.append(fault("form.nested", place))
    if next(body.iter(w("txbxContent")), None) is not None:
        faults.append(fault("form.text_box", place))
    return faults
