"""Totals of a vote from a sheet, such as the 评议汇总表 that the program itself writes."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.cycle.assessment import Assessed, Assessment, Count, VotedItem
from app.domain.cycle.vote_tables import ABSTAINED, ITEM, OBJECT, PLACE
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.intake.sheets import Sheet, cell_text, read_sheets

_HEADING_ROWS = 15
_OBJECT_WORDS = (OBJECT, "姓名", "党员姓名", "对象", "名称", "被评议人")
_PLACE_WORDS = (PLACE, "所在党支部", "单位")
_ITEM_WORDS = (ITEM, "项目", "评议项目", "测评内容")
_TOGETHER = ("综合", "合计", "总计")
_COUNTED = re.compile(r"(票|票数|得票|得票数|人数|[(（](票|票数|张|人)[)）])$")


@dataclass(frozen=True, slots=True)
class ReadTotals:
    """What a sheet holds: counts of one group, and the rows that could not be taken."""

    counts: tuple[Count, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    object: int
    place: int | None
    item: int | None
    grades: tuple[int, ...]
    abstained: int | None


def read_totals(path: Path, assessment: Assessment, group_id: str) -> ReadTotals:
    """Read the counts of one group of voters from a sheet.

    Args:
        path: .xlsx .xls .et .ods .csv.
        assessment: whose objects, items and grades are looked for.
        group_id: the group whose votes they are.

    Raises:
        Refusal: ``file.*``, ``sheet.*``, or ``vote.sheet_heading`` where no sheet fits.
    """
    for sheet in read_sheets(path):
        header = _header(sheet, assessment)
        if header is not None:
            return _Reading(sheet, header, assessment, group_id).run()
    grades = "、".join(grade.label for grade in assessment.scale.grades)
    raise refusal("vote.sheet_heading", str(path), grades=grades)


def _header(sheet: Sheet, assessment: Assessment) -> _Header | None:
    for number, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        cells = [_key(cell_text(cell)) for cell in row]
        found = _columns(number, cells, assessment)
        if found is not None:
            return found
    return None


def _columns(number: int, cells: Sequence[str], assessment: Assessment) -> _Header | None:
    places = {_COUNTED.sub("", text): place for place, text in reversed(list(enumerate(cells)))}
    of_object = _first(places, _OBJECT_WORDS)
    grades = [places.get(_key(grade.label)) for grade in assessment.scale.grades]
    known = tuple(place for place in grades if place is not None)
    if of_object is None or len(known) < len(grades):
        return None
    return _Header(
        number,
        of_object,
        _first(places, _PLACE_WORDS),
        _first(places, _ITEM_WORDS),
        known,
        places.get(ABSTAINED),
    )


def _first(places: Mapping[str, int], words: Sequence[str]) -> int | None:
    return next((places[word] for word in words if word in places), None)


def _key(text: str) -> str:
    """Return a text as it is compared: no spaces, one kind of brackets and digits."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


class _Reading:
    """Goes through the rows below the header."""

    def __init__(
        self, sheet: Sheet, header: _Header, assessment: Assessment, group_id: str
    ) -> None:
        self._sheet, self._header = sheet, header
        self._assessment, self._group = assessment, group_id
        self._counts: dict[tuple[str, str], Count] = {}
        self._faults: list[Fault] = []
        self._name = ""

    def run(self) -> ReadTotals:
        for number in range(self._header.row + 1, len(self._sheet.rows)):
            row = [cell_text(cell) for cell in self._sheet.rows[number]]
            place = f"{self._sheet.name} 第 {number + self._sheet.first_row} 行"
            self._faults.extend(self._read(row, place))
        return ReadTotals(tuple(self._counts.values()), tuple(self._faults))

    def _read(self, row: Sequence[str], place: str) -> Iterator[Fault]:
        """Take one row, or say why not; without votes it is no row of data."""
        texts = [self._cell(row, column) for column in self._header.grades]
        name = self._cell(row, self._header.object) or self._name
        if not any(texts) or not name:
            return
        self._name = name
        found = self._object(name, self._cell(row, self._header.place))
        if found is None:
            yield fault("vote.sheet_object", place, name=name)
            return
        title = self._cell(row, self._header.item)
        item = self._item(found, title)
        if item is None:
            if title not in _TOGETHER:
                yield fault("vote.sheet_item", place, name=name, item=title)
            return
        numbers = [*texts, self._cell(row, self._header.abstained)]
        wrong = [text for text in numbers if text and not re.fullmatch("[0-9]{1,9}", text)]
        if wrong:
            column = self._title(numbers.index(wrong[0]))
            yield fault("vote.sheet_number", place, column=column, text=wrong[0])
            return
        key = (found.key, item.id)
        if key in self._counts:
            yield fault("vote.sheet_double", place, name=name)
            return
        votes = [int(text or 0) for text in numbers]
        self._counts[key] = Count(self._group, *key, tuple(votes[:-1]), votes[-1])

    def _cell(self, row: Sequence[str], column: int | None) -> str:
        return "" if column is None or column >= len(row) else _key(row[column])

    def _title(self, place: int) -> str:
        grades = self._assessment.scale.grades
        return grades[place].label if place < len(grades) else ABSTAINED

    def _object(self, name: str, place: str) -> Assessed | None:
        found = [each for each in self._assessment.objects if _key(each.name) == name]
        if len(found) > 1 and place:
            found = [each for each in found if _key(each.place) == place]
        return found[0] if len(found) == 1 else None

    def _item(self, found: Assessed, title: str) -> VotedItem | None:
        items = self._assessment.items_of(found)
        if len(items) == 1:
            return items[0]
        return next((item for item in items if _key(item.title) == title), None)
