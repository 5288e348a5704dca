"""Statistics tables laid out on A4: the official one as its Excel file has it, and plain lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.domain.form import Align, Cell, Page, Paragraph, TextStyle
from app.domain.table import Table, TableCell, TableSpec, TableValue
from app.paper.sheet import PlacedCell, PlacedText, Rect, SheetPage, Weights
from app.paper.text import Text, set_text

_SHORT, _LONG = 11906, 16838
_MARGIN = 1134
"""20 mm."""
_PADDING = 60
_LINE = 10
_NAME_SHARE, _NUMBER_SHARE = 30, 14
_LEAST_LETTERS, _MOST_LETTERS, _LATIN = 5.0, 24.0, 0.55
"""Letters after which the width of a column of words is measured."""
_WHOLE_LETTERS, _LETTER, _LEAST_LEFT = 8.0, 240, 0.4
"""Columns up to so many letters keep their width; twips of a letter; what others keep at least."""
_TITLE = TextStyle(font="方正小标宋简体", half_points=40, align=Align.CENTER)
_HEAD = TextStyle(font="黑体", half_points=24, align=Align.CENTER)
_BODY = TextStyle(font="仿宋_GB2312", half_points=24, align=Align.CENTER)
_TITLE_HEIGHT, _HEAD_HEIGHT, _BODY_HEIGHT = 840, 1040, 520
_FOOT = TextStyle(font="宋体", half_points=18, align=Align.RIGHT)
_FOOT_HEIGHT = 360


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page of a table."""

    paper: Page
    content: SheetPage


def a4(*, landscape: bool) -> Page:
    """Return a sheet of A4 with even margins."""
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    return Page(width, height, _MARGIN, _MARGIN, _MARGIN, _MARGIN)


def official_page(
    spec: TableSpec, values: Mapping[str, TableValue], *, landscape: bool
) -> TablePage:
    """Lay the official table out on one page, made smaller where it is larger than the page.

    Args:
        spec: the table.
        values: field → what stands there.
        landscape: as the table's own file says.
    """
    paper = a4(landscape=landscape)
    wide, high = paper.width - 2 * _MARGIN, paper.height - 2 * _MARGIN
    scale = min(1.0, wide / max(1, sum(spec.widths)), high / max(1, sum(spec.heights)))
    left = (paper.width - sum(spec.widths) * scale) / 2
    columns = [left + edge * scale for edge in accumulate(spec.widths, initial=0)]
    rows = [_MARGIN + edge * scale for edge in accumulate(spec.heights, initial=0)]
    page = SheetPage()
    for cell in spec.cells:
        value = values.get(cell.field) if cell.field else cell.text
        right = columns[min(cell.column + cell.column_span, len(columns) - 1)]
        bottom = rows[min(cell.row + cell.row_span, len(rows) - 1)]
        x, y = columns[cell.column], rows[cell.row]
        place = Rect(x, y, right - x, bottom - y)
        _put(page, place, value, _style(cell, scale), framed=cell.framed)
    return TablePage(paper, page)


def _style(cell: TableCell, scale: float) -> TextStyle:
    half_points = max(2, int(cell.half_points * scale))
    return TextStyle(cell.font, half_points, cell.bold, cell.align)


def with_foot(pages: Iterable[TablePage], foot: str) -> Iterator[TablePage]:
    """Give pages with a line in the margin below, such as the 校验码; it ends with the table."""
    for page in pages:
        places = [cell.rect for cell in page.content.cells]
        right = max((each.x + each.width for each in places), default=page.paper.width - _MARGIN)
        rect = Rect(_MARGIN, page.paper.height - _MARGIN, right - _MARGIN, _FOOT_HEIGHT)
        _put(page.content, rect, foot, _FOOT, framed=False)
        yield page


def list_pages(title: str, table: Table, *, landscape: bool) -> Iterator[TablePage]:
    """Lay a list out with its title, the headings on every page, and its 合计 row at the end."""
    paper = a4(landscape=landscape)
    shares = _shares(table, paper.width - 2 * _MARGIN)
    unit = (paper.width - 2 * _MARGIN) / max(1, sum(shares))
    edges = [_MARGIN + edge * unit for edge in accumulate(shares, initial=0)]
    rows = [*table.rows, *([table.totals] if table.total else [])]
    headings = [column.title for column in table.columns]
    head_height = max(_HEAD_HEIGHT, _height(edges, headings, _HEAD))
    bottom = paper.height - _MARGIN
    room = bottom - _MARGIN - _TITLE_HEIGHT - head_height
    page, y = SheetPage(), 0.0
    pieces = [piece for whole in rows for piece in _pieces(edges, whole, room)]
    for row in (None, *pieces):
        height = max(_BODY_HEIGHT, _height(edges, row or (), _BODY))
        if row is None or y + height > bottom:
            if row is not None:
                yield TablePage(paper, page)
            page = SheetPage()
            wide = Rect(_MARGIN, _MARGIN, paper.width - 2 * _MARGIN, _TITLE_HEIGHT)
            _put(page, wide, title, _TITLE, framed=False)
            y = float(_MARGIN + _TITLE_HEIGHT)
            _put_row(page, edges, (y, head_height), headings, _HEAD)
            y += head_height
        if row is not None:
            _put_row(page, edges, (y, height), row, _BODY)
            y += height
    yield TablePage(paper, page)


def _shares(table: Table, width: float) -> list[float]:
    """Return how wide the columns are against each other; words by the longest that they hold.

    Where the words need more than the width in twips, short ones (a day, a state) stay whole and
    the long ones break into more lines.
    """
    if any(column.number for column in table.columns):
        return [_NUMBER_SHARE if column.number else _NAME_SHARE for column in table.columns]
    longest = [_letters(column.title) for column in table.columns]
    for row in table.rows:
        for place, value in enumerate(row):
            longest[place] = max(longest[place], _letters(str(value or "")))
    wanted = [min(max(length, _LEAST_LETTERS), _MOST_LETTERS) for length in longest]
    short = sum(each for each in wanted if each <= _WHOLE_LETTERS)
    room, long = width / _LETTER - short, sum(wanted) - short
    if not _LEAST_LEFT * long < room < long:
        return wanted
    return [each if each <= _WHOLE_LETTERS else each * room / long for each in wanted]


def _letters(text: str) -> float:
    """Return how wide a text is in Chinese letters; two others are about as wide as one."""
    return sum(_LATIN if letter.isascii() else 1.0 for letter in text) + 1.0


def _pieces(
    edges: Sequence[float], row: Sequence[TableValue], room: float
) -> Iterator[Sequence[TableValue]]:
    """Give a row, or the parts of one that no page holds, line by line as the pages do."""
    if _height(edges, row, _BODY) <= room:
        yield row
        return
    texts = ["" if value is None else str(value) for value in row]
    widths = [right - left for left, right in pairwise(edges)]
    lines = [_set(text, width, _BODY).lines for text, width in zip(texts, widths, strict=True)]
    highest = max(line.height for some in lines for line in some)
    fitting = max(1, int((room - 2 * _PADDING) // highest))
    for start in range(0, max(map(len, lines)), fitting):
        yield [
            text[some[start].start : some[start : start + fitting][-1].end].strip("\n")
            if start < len(some)
            else ""
            for text, some in zip(texts, lines, strict=True)
        ]


def _height(edges: Sequence[float], values: Sequence[TableValue], style: TextStyle) -> float:
    """Return how high a row has to be for its texts."""
    widths = (right - left for left, right in pairwise(edges))
    texts = (_set(value, width, style).height for value, width in zip(values, widths, strict=False))
    return max(texts, default=0.0) + 2 * _PADDING


def _set(value: TableValue, width: float, style: TextStyle) -> Text:
    """Return a value set to the width of its cell."""
    text = "" if value is None else str(value)
    paragraphs = tuple(Paragraph(line, style) for line in text.split("\n"))
    return set_text(paragraphs, width - 2 * _PADDING)


def _put_row(
    page: SheetPage,
    edges: Sequence[float],
    place: tuple[float, float],
    values: Sequence[TableValue],
    style: TextStyle,
) -> None:
    y, height = place
    for number, value in enumerate(values):
        rect = Rect(edges[number], y, edges[number + 1] - edges[number], height)
        _put(page, rect, value, style, framed=True)


def _put(page: SheetPage, rect: Rect, value: TableValue, style: TextStyle, *, framed: bool) -> None:
    """Set a value into a rectangle, in the middle of its height, with a frame or without."""
    found = _set(value, rect.width, style)
    top = rect.y + max(0.0, (rect.height - found.height) / 2)
    placed = PlacedText(rect.x + _PADDING, top, found.lines)
    if framed:
        cell = Cell(0, 0, 1, 1, ())
        page.cells.append(PlacedCell(cell, rect, placed, Weights(_LINE, _LINE, _LINE, _LINE)))
    else:
        page.texts.append(placed)
