"""Finds the header of a sheet: one row or two, anywhere near the top, by how it is worded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.proposal import SheetKind
from app.intake.sheets import PlainCell, Sheet, cell_text
from app.specs.column_reader import ColumnBook, ColumnBooks, Meaning, heading_key

HEADER_ROWS = 15
LEAST_MATCHES = 2
BY_CERTAINTY = (SheetKind.REVIEWS, SheetKind.ORGANIZATIONS, SheetKind.MEMBERS)
"""A ledger of reviews has a roster's columns too: what asks for more is tried first."""
_LONGEST = 200
"""A longer text is no heading."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what its columns mean."""

    kind: SheetKind
    place: int
    """Index among the sheet's rows of its first row."""
    depth: int
    """How many rows it has."""
    headings: tuple[str, ...]
    """What stands above each column, without spaces; both rows together."""
    columns: Mapping[int, Meaning]
    """Index of the column → what it means; others are not known."""

    @property
    def names(self) -> frozenset[str]:
        """The canonical columns that there are."""
        return frozenset(name for meaning in self.columns.values() for name in meaning.names)


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    """As it is shown and kept."""
    readings: tuple[str, ...]
    """What to look up, the surest first."""


def find_header(
    sheet: Sheet, books: ColumnBooks, kinds: Sequence[SheetKind] = BY_CERTAINTY
) -> Header | None:
    """Return the header that names most columns, or None."""
    best: Header | None = None
    for place, depth, headings in _candidates(sheet, books):
        for kind in kinds:
            columns = _columns(headings, books[kind])
            names = {name for meaning in columns.values() for name in meaning.names}
            if len(names) < LEAST_MATCHES or not names.issuperset(books[kind].required):
                continue
            if best is None or (len(names), -depth) > (len(best.names), -best.depth):
                texts = tuple(heading.text for heading in headings)
                best = Header(kind, place, depth, texts, columns)
            break
    return best and _with_layout(_deepened(best, sheet, books), books)


def _deepened(header: Header, sheet: Sheet, books: ColumnBooks) -> Header:
    """Take in a second row that says nothing of the known columns: 家庭成员 over 姓名, 关系."""
    place = header.place + 1
    if header.depth > 1 or place >= len(sheet.rows):
        return header
    lower = sheet.rows[place]
    filled = [(i, cell) for i, cell in enumerate(lower) if cell is not None]
    fresh = [(i, cell) for i, cell in filled if cell_text(cell) != _at(sheet.rows[place - 1], i)]
    spans = any(i > 0 and not _at(sheet.rows[place - 1], i) for i, _ in fresh)
    if not spans or any(i in header.columns or not isinstance(c, str) for i, c in fresh):
        return header
    upper = [_plain(cell) for cell in sheet.rows[place - 1]]
    both = _two_rows(upper, [_plain(cell) for cell in lower], books.habits.others)
    texts = tuple(heading.text for heading in both)
    return Header(header.kind, header.place, 2, texts, header.columns)


def _at(row: Sequence[PlainCell], index: int) -> str:
    return cell_text(row[index]) if index < len(row) else ""


def matches(sheet: Sheet, book: ColumnBook, books: ColumnBooks) -> int:
    """Return how many columns of a book the best row names; none below two."""
    counts = (len(_columns(headings, book)) for _, _, headings in _candidates(sheet, books))
    return max((count for count in counts if count >= LEAST_MATCHES), default=0)


def _candidates(
    sheet: Sheet, books: ColumnBooks
) -> Iterator[tuple[int, int, tuple[_Heading, ...]]]:
    last = max(0, HEADER_ROWS + 1 - sheet.first_row)
    rows = [[_plain(cell) for cell in row] for row in sheet.rows[: last + 1]]
    for place, row in enumerate(rows[:last]):
        yield place, 1, tuple(_Heading(_SPACES.sub("", text), (text,)) for text in row)
        if any(row) and place + 1 < len(rows):
            yield place, 2, _two_rows(row, rows[place + 1], books.habits.others)


def _plain(cell: PlainCell) -> str:
    return cell if isinstance(cell, str) and len(cell) <= _LONGEST else ""


def _two_rows(
    upper: Sequence[str], lower: Sequence[str], others: Sequence[str]
) -> tuple[_Heading, ...]:
    """Combine two rows: a cell above stands for the blanks right of it, as merged cells do."""
    width = max(len(upper), len(lower))
    ups = [*upper, *[""] * (width - len(upper))]
    lows = [*lower, *[""] * (width - len(lower))]
    group, found = "", []
    for up, low in zip(ups, lows, strict=True):
        group = up or (group if low else "")
        if up == low:
            low = ""
        shown = _SPACES.sub("", group + low)
        if not low:
            readings: tuple[str, ...] = (up,)
        elif any(word in group for word in others):
            readings = (group + low,)
        else:
            readings = (group + low, low)
        found.append(_Heading(shown, readings))
    return tuple(found)


def _columns(headings: Sequence[_Heading], book: ColumnBook) -> dict[int, Meaning]:
    """Return the columns that are known; of two the canonical or surer one, else the first."""
    found: dict[int, Meaning] = {}
    holders: dict[str, tuple[int, int]] = {}
    for index, heading in enumerate(headings):
        rank, meaning = _read(heading, book)
        if meaning is None:
            continue
        earlier = [holders[name] for name in meaning.names if name in holders]
        if any(at <= rank for at, _ in earlier):
            continue
        for _, place in earlier:
            found.pop(place, None)
        found[index] = meaning
        holders.update(dict.fromkeys(meaning.names, (rank, index)))
    return found


def _read(heading: _Heading, book: ColumnBook) -> tuple[int, Meaning | None]:
    """Return a heading's meaning and how sure it is: 0 the canonical name, then as readings go."""
    for rank, text in enumerate(heading.readings, 1):
        meaning = book.meaning(text) if text else None
        if meaning is not None:
            is_canonical = heading_key(text) == heading_key(meaning.names[0])
            return (0 if is_canonical else rank), meaning
    return 9, None


def _with_layout(header: Header, books: ColumnBooks) -> Header:
    """Read a layout of another program as it is known to be."""
    known = {heading: index for index, heading in enumerate(header.headings)}
    for layout in books.habits.layouts:
        if layout.kind == header.kind and known.keys() >= layout.columns.keys():
            fixed = {
                known[heading]: Meaning((name,)) for heading, name in layout.columns.items() if name
            }
            places = {known[heading] for heading in layout.columns}
            taken = {name for meaning in fixed.values() for name in meaning.names}
            rest = {
                index: meaning
                for index, meaning in header.columns.items()
                if index not in places and not taken.intersection(meaning.names)
            }
            return Header(
                header.kind, header.place, header.depth, header.headings, {**rest, **fixed}
            )
    return header
