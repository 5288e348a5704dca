"""Merges columns that stand twice in a sheet, as in lists of two years pasted together."""

from collections.abc import Callable, Mapping, Sequence

from app.domain.dates import PartialDate
from app.domain.errors.catalogue import fault
from app.domain.plausibility import agree
from app.domain.proposal import SheetKind
from app.intake.cells import organization_key, read_date
from app.intake.column_values import MOST_TOLD, Cells
from app.intake.headers import Header
from app.intake.roster_cells import CATEGORY, DATES, ID_NUMBER, NAME, SEX, STATUS
from app.specs.column_reader import ColumnBook, heading_key

_ONE_VALUE = frozenset({*DATES, SEX, ID_NUMBER})
"""However they are headed, two columns of this cannot rightly differ."""
_APART = frozenset({NAME, CATEGORY, STATUS, "党组织名称"})
"""A second name may be anybody's; the others are told apart by what they say."""


def merge_doubles(
    cells: Cells, header: Header, book: ColumnBook, texts: Sequence[list[str]]
) -> set[int]:
    """Merge what stands twice: values that agree are one, what contradicts is told and not taken.

    Args:
        cells: contradictions are told of its rows, and kept beside them.
        header: which columns are known.
        book: the spellings of the columns.
        texts: by column; the one that is read is changed in place.

    Returns:
        The indexes of the columns that are done with.
    """
    if header.kind is SheetKind.REVIEWS:
        return set()
    first = {
        meaning.names[0]: index
        for index, meaning in header.columns.items()
        if len(meaning.names) == 1 and meaning.names[0] not in _APART
    }
    merged = set()
    for index, heading in enumerate(header.headings):
        name = "" if index in header.columns else book.column(heading)
        if name in first and _is_same(name, header.headings[first[name]], heading):
            _merge(cells, name, (first[name], index), texts)
            merged.add(index)
    return merged


def _is_same(name: str, heading: str, other: str) -> bool:
    return name in _ONE_VALUE or heading_key(heading) == heading_key(other)


def _merge(cells: Cells, name: str, columns: tuple[int, int], texts: Sequence[list[str]]) -> None:
    ones, others = texts[columns[0]], texts[columns[1]]
    differ: list[tuple[int, Mapping[str, object]]] = []
    equal = _dates_agree if name in DATES else _texts_agree
    for index, (one, other) in enumerate(zip(ones, others, strict=True)):
        if not other or one == other:
            continue
        if not one:
            ones[index] = other
        elif not _agrees(one, other, equal):
            places = {"first": columns[0] + 1, "second": columns[1] + 1}
            differ.append((index, {"column": name, "one": one, "other": other, **places}))
            ones[index] = ""
            cells.further(name)[index] = f"{one}；{other}"
    if len(differ) <= MOST_TOLD:
        for index, details in differ:
            cells.doubt(index, name, "row.columns_differ", **details)
    else:
        found = fault("sheet.columns_differ", "", count=len(differ), **differ[0][1])
        cells.warnings.append(found)


def _agrees(one: str, other: str, equal: Callable[[str, str], bool]) -> bool:
    return organization_key(one) == organization_key(other) or equal(one, other)


def _dates_agree(one: str, other: str) -> bool:
    first, second = read_date(one), read_date(other)
    if not (isinstance(first, PartialDate) and isinstance(second, PartialDate)):
        return False
    return agree(first, second)


def _texts_agree(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
