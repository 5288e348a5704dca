"""Tells the rows of data below a header from everything else that stands there."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.proposal import SheetKind
from app.domain.words import CATEGORY_SPELLINGS, OrganizationKind, kind_from_name
from app.intake.headers import Header
from app.intake.sheets import PlainCell, Sheet, cell_text
from app.specs.column_reader import heading_key
from app.specs.habit_reader import Habits

_LONGEST = 80
"""A longer text is no heading."""
_SPACES = re.compile(r"\s+")
_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s*")
_COUNTED = re.compile(r"\s*[(（]?(共|计|合计|党员)*\s*[0-9]+\s*(人|名|个)(党员)?[)）]?\s*[:：]?$")
_REST = re.compile(r"[\s(（:：,，;；]")
_CHINESE_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]?$")
_ORDINALS = "甲乙丙丁戊己庚辛壬癸"
_SERIALS = "0123456789ABCDEabcde甲乙"
_STAMPED = re.compile(r"[(（](盖章|公章|签章|签字|签名)[)）][:：]?$")
_COUNTS = re.compile(
    r"(?:(?:其中|共有?|有|合计|总计|现有|[男女]|正式|预备|在册|在职|离退休|退休|党员)*[:：]?"
    r"[0-9]{1,6}[人名个][，,、；;。]?)+"
)
_LEAST_FOR_DATA = 3
"""Fewer filled cells than these can be a signature or a count."""
_HEADINGS, _FOOTERS, _EXAMPLES, _NOTES, _NUMBERS = (
    "重复的表头或标题",
    "合计、填表人等说明",
    "示例或填写提示",
    "不像是数据的文字",
    "只有序号",
)


@dataclass(slots=True)
class SortedRows:
    """The rows of data, and what was found between them."""

    kept: list[int] = field(default_factory=list)
    """Indexes among the sheet's rows."""
    sections: list[tuple[int, str, str]] = field(default_factory=list)
    """From which of the kept rows on a heading among them holds: (place, column, text)."""
    passed_by: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Why rows were passed by → their numbers in the file."""


def sort_rows(
    sheet: Sheet, header: Header, columns: Sequence[Sequence[str]], habits: Habits
) -> SortedRows:
    """Go through the rows below a header.

    Args:
        sheet: all of it.
        header: as it was found.
        columns: the texts of all the sheet's rows by column.
        habits: how rows are worded that are no data.
    """
    return _Sorting(sheet, header, columns, habits).run()


def _flags(values: Iterable[bool]) -> int:
    return int.from_bytes(bytes(values), "big")


class _Sorting:
    def __init__(
        self, sheet: Sheet, header: Header, columns: Sequence[Sequence[str]], habits: Habits
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._header = header
        self._habits = habits
        first = header.place
        self._above = [row for row in sheet.rows[: first + header.depth] if any(row)]
        self._headings = [
            [heading_key(cell_text(cell)) for cell in row]
            for row in sheet.rows[first : first + header.depth]
        ]
        self._name_at = next(
            (i for i, m in header.columns.items() if m.names[0] in ("姓名", "党组织名称")), 0
        )
        firsts = {cell[0] for row in self._above for cell in row if isinstance(cell, str) and cell}
        self._suspect = frozenset(firsts) | habits.first_letters | frozenset("(（")
        self._found = SortedRows()

    def run(self) -> SortedRows:
        start = self._header.place + self._header.depth
        kept, plain = self._found.kept, self._plain_rows()
        index, height = start, len(plain)
        while index < height:
            doubtful = plain.find(b"\0", index)
            kept.extend(range(index, height if doubtful < 0 else doubtful))
            if doubtful < 0:
                break
            self._look_at(doubtful)
            index = doubtful + 1
        return self._found

    def _plain_rows(self) -> bytes:
        """Return a 1 for each row that is data beyond doubt: number, name and something more."""
        height, at = len(self._sheet.rows), self._name_at
        if at >= len(self._columns) or not height:
            return bytes(height)
        more = 0
        for index, column in enumerate(self._columns[1:], 1):
            more |= _flags(map(bool, column)) if index != at else 0
        names = self._plain(self._columns[at], self._suspect | frozenset(_SERIALS))
        firsts = self._plain(self._columns[0], self._suspect)
        return (more & names & firsts).to_bytes(height, "big")

    def _plain(self, column: Sequence[str], suspect: frozenset[str]) -> int:
        """Flag the cells that hold something and do not begin as words of no data do."""
        firsts = [text[:1] for text in column]
        plain = {first: bool(first) and first not in suspect for first in set(firsts)}
        return _flags(map(plain.__getitem__, firsts))

    def _look_at(self, index: int) -> None:
        row = self._sheet.rows[index]
        filled = [(i, cell) for i, cell in enumerate(row) if cell not in (None, "")]
        if not filled:
            return
        why = self._why_not(filled, index)
        if why is None:
            self._found.kept.append(index)
        elif why:
            self._found.passed_by[why].append(self._sheet.first_row + index)

    def _why_not(self, filled: Sequence[tuple[int, PlainCell]], index: int) -> str | None:
        """Return why a row is no data; None: it is; an empty text: it heads the rows below."""
        row = self._sheet.rows[index]
        first = _SPACES.sub("", cell_text(filled[0][1]))
        name = cell_text(row[self._name_at]) if len(row) > self._name_at else ""
        if self._repeats(row, filled):
            return _HEADINGS
        if self._is_footer(first, row, filled) or self._habits.total.match(_SPACES.sub("", name)):
            return _FOOTERS
        if len(filled) < _LEAST_FOR_DATA and self._is_closing(filled):
            return _FOOTERS
        if self._is_example(first) or self._is_example(name):
            return _EXAMPLES
        if not self._found.kept and self._is_hint(filled, name):
            return _EXAMPLES
        if self._header.kind is SheetKind.MEMBERS:
            return self._why_no_member(filled, name)
        return None

    def _why_no_member(self, filled: Sequence[tuple[int, PlainCell]], name: str) -> str | None:
        at, cell = filled[-1]
        numbered = len(filled) == 2 and _CHINESE_NUMBER.match(cell_text(filled[0][1]))
        if len(filled) > 1 and not numbered:
            return None
        if isinstance(cell, str) and (section := section_of(cell)):
            self._found.sections.append((len(self._found.kept), *section))
            return ""
        if numbered or name or (at in self._header.columns and at > self._name_at):
            return None
        return _NOTES if isinstance(cell, str) and not cell.isdigit() else _NUMBERS

    def _repeats(self, row: Sequence[PlainCell], filled: Sequence[tuple[int, PlainCell]]) -> bool:
        """Tell whether a row is the header or a title again (on every printed page)."""
        if any(list(row) == list(above) for above in self._above):
            return True
        keys = [(i, heading_key(cell_text(cell))) for i, cell in filled]
        for headings in self._headings:
            same = sum(1 for i, key in keys if i < len(headings) and key and key == headings[i])
            if same >= 2 and same * 5 >= len(keys) * 4:
                return True
        return False

    def _is_footer(
        self, first: str, row: Sequence[PlainCell], filled: Sequence[tuple[int, PlainCell]]
    ) -> bool:
        if self._habits.total.match(first):
            return True
        if not self._habits.footer.match(first):
            return False
        if len(filled) * 2 <= len(row) or len(filled) <= 2:  # a label and its value
            return True
        others = (_SPACES.sub("", cell_text(cell)) for _, cell in filled[1:])
        return any(self._habits.footer.match(other) for other in others)

    def _is_closing(self, filled: Sequence[tuple[int, PlainCell]]) -> bool:
        """Tell whether a nearly empty row ends the table: （以下空白）, 党委（盖章）, 共9人."""
        return all(self._closes(_SPACES.sub("", cell_text(cell))) for _, cell in filled)

    def _closes(self, text: str) -> bool:
        return (
            bool(_STAMPED.search(text) or _COUNTS.fullmatch(text))
            or self._habits.footer.match(text.strip("()（）—-…")) is not None
        )

    def _is_example(self, text: str) -> bool:
        for word in self._habits.examples:
            rest = text.removeprefix(word)
            if rest != text and (not rest or rest[0] in ":：(（0123456789一二三"):
                return True
        return False

    def _is_hint(self, filled: Sequence[tuple[int, PlainCell]], name: str) -> bool:
        """Tell whether a row below the header numbers the columns or says how to fill them."""
        texts = [cell_text(cell) for _, cell in filled]
        numbers = [text for text in texts if text.isdigit()]
        rest = [text for text in texts if not text.isdigit()]
        if len(numbers) >= 2 and all(text in _ORDINALS for text in rest):
            values = [int(text) for text in numbers if len(text) < 3]
            return values == list(range(values[0], values[0] + len(values))) if values else False
        if len(texts) > 2 and texts == [chr(ord(texts[0][0]) + i) for i in range(len(texts))]:
            return True
        hinted = [t for t in texts if t.startswith(self._habits.hints) or t[0] in "(（"]
        is_name = not name or name.startswith(self._habits.hints) or name[0] in "(（"
        return is_name and len(hinted) * 2 >= len(texts) > 1


def section_of(text: str) -> tuple[str, str] | None:
    """Return what a heading among the rows says of those below: (column, value), or None.

    二、第一党支部（12人） is the branch of the rows below; 预备党员： their category.
    """
    if len(text) > _LONGEST:
        return None
    plain = _NUMBERED.sub("", unicodedata.normalize("NFKC", text).strip())
    whole = _COUNTED.sub("", plain).strip().rstrip(":")
    for part in dict.fromkeys((whole, _REST.split(whole, maxsplit=1)[0])):
        if part in CATEGORY_SPELLINGS:
            return "人员类别", part
        kind = kind_from_name(part) if len(part) > 2 else None
        if kind is OrganizationKind.GROUP:
            return "党小组", part
        if kind is not None and kind is not OrganizationKind.UNIT:
            return "所在党支部", part
    return None
