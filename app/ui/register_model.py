"""The 台账 as a table: what is known of all records at once, texts read as they are looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QIcon

from app.domain import ledger_columns as column
from app.domain.ids import ReviewId
from app.domain.words import REVIEW_STATES, ReviewState, TargetKind
from app.ops.ledger_rows import HEAD, LedgerRow
from app.ops.open_remarks import NO_REMARKS, OpenRemark
from app.ui.appearance import tint
from app.ui.icons import icon
from app.ui.line_model import CellData, Index, Line, LineModel, folded
from app.ui.name_style import NameStyle
from app.ui.tones import GREEN, RED

BLOCK = 128
"""So many records are read at once."""
MOST_KEPT = 20_000
"""With more records read, those read first are forgotten."""
FACETS = (column.FORM, column.STATE, column.REVIEWER)
DONE, SENT_BACK = GREEN, RED
_DONE_WORDS = {REVIEW_STATES[ReviewState.REVIEWED], REVIEW_STATES[ReviewState.ARCHIVED]}

CASE = "典型"
"""By which word marked records are found."""
CASE_SIGN = "star"
_TARGET = HEAD.index(column.TARGET)
_OF_CASE = frozenset(
    {
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
_OF_REMARK = frozenset(
    {
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)

Texts = Mapping[str, str]
Read = Callable[[Sequence[ReviewId]], Mapping[ReviewId, Texts]]


@dataclass(frozen=True, slots=True)
class RegisterLine(Line):
    """One record: the cells that are known without its texts, in the order of ``HEAD``."""

    review: ReviewId
    key: str
    """By what the line is ordered in the column 点评对象."""
    is_case: bool = False
    """Whether it was marked as 典型."""
    remark: OpenRemark | None = None
    """What was sent back of it and is not settled."""


def register_lines(
    rows: Sequence[LedgerRow],
    style: NameStyle,
    marked: frozenset[ReviewId] = frozenset(),
    remarks: Mapping[ReviewId, OpenRemark] = NO_REMARKS,
) -> tuple[RegisterLine, ...]:
    """Return the lines of the 台账; names stand as the style says.

    Args:
        rows: the records.
        style: how names stand.
        marked: those that were marked as 典型.
        remarks: what was sent back and is not settled.
    """
    places = [HEAD.index(facet) for facet in FACETS]
    target, reviewer, day, state = map(
        HEAD.index, (column.TARGET, column.REVIEWER, column.DAY, column.STATE)
    )
    lines = []
    for row in rows:
        cells = list(row.cells)
        cells[day] = cells[day].replace("-", ".")
        if row.kind is TargetKind.MEMBER:
            cells[target] = style.shown(cells[target])
        if not row.body:
            cells[reviewer] = style.all_shown(cells[reviewer])
        facets = tuple(row.cells[place] for place in places)
        remark = remarks.get(row.review)
        if remark is not None:
            cells[state] = remark.word
        initials = style.initials(row.cells[target])
        is_case = row.review in marked
        word = [CASE] if is_case else []
        word += [remark.word] if remark is not None else []
        searched = folded(" ".join((*row.cells[:-1], cells[day], initials, *word)))
        key = style.key(row.cells[target]) or row.cells[target]
        lines.append(
            RegisterLine(
                row.review, tuple(cells), facets, searched, row.review, key, is_case, remark
            )
        )
    return tuple(lines)


class RegisterModel(LineModel[RegisterLine]):
    """Adapts the 台账 for Qt; texts come block by block."""

    def __init__(self, read: Read, read_all: Callable[[], None], parent: QObject) -> None:
        """Show nothing yet.

        Args:
            read: gives the texts of records.
            read_all: called before the table is sorted by a text; it calls ``take_texts``.
            parent: the owner.
        """
        super().__init__(HEAD, parent)
        self._read, self._read_all = read, read_all
        self._texts: dict[ReviewId, Texts] = {}
        self._places: tuple[int | None, ...] = ()

    def show_register(self, columns: Sequence[str], lines: Sequence[RegisterLine]) -> None:
        """Show other records.

        Args:
            columns: the headings of the 台账.
            lines: the records.
        """
        self._texts.clear()
        self._keys = {columns.index(column.TARGET): attrgetter("key")}
        self._places = tuple(HEAD.index(each) if each in HEAD else None for each in columns)
        self.show_lines(lines, columns)

    def is_text(self, column_number: int) -> bool:
        """Tell whether a column needs the records' texts."""
        return self._places[column_number] is None

    def take_texts(self, texts: Mapping[ReviewId, Texts]) -> None:
        """Keep texts that were read elsewhere."""
        self._texts.update(texts)

    def cell(self, line: RegisterLine, column_number: int) -> str:
        """Return a cell's text; one that was not read yet is an empty one."""
        place = self._places[column_number]
        if place is not None:
            return line.cells[place]
        texts = self._texts.get(line.review)
        return texts.get(self._headings[column_number], "") if texts is not None else ""

    def show_lines(
        self, lines: Sequence[RegisterLine], headings: Sequence[str] | None = None
    ) -> None:
        """Show other lines; where they are sorted by a text, all texts are read first."""
        if self._is_sorted_by_text():
            self._read_all()
        super().show_lines(lines, headings)

    def _is_sorted_by_text(self) -> bool:
        number = self._sorted[0]
        return 0 <= number < len(self._places) and self.is_text(number)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by a text only after all texts were read."""
        if 0 <= column < len(self._places) and self.is_text(column):
            self._read_all()
        super().sort(column, order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> CellData:
        """Return a cell; the texts of the records around it are read with it."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if line.is_case and self._headings[index.column()] == column.TARGET and role in _OF_CASE:
            return self._of_case(line, role)
        is_state = self._headings[index.column()] == column.STATE
        shows = is_state or self._headings[index.column()] == column.TARGET
        if shows and line.remark is not None and role in _OF_REMARK:
            return self._of_remark(line, line.remark, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if self.is_text(index.column()) and line.review not in self._texts:
                self._read_block(index.row())
            text = self.cell(line, index.column())
            return " ".join(text.split("\n")) if role == Qt.ItemDataRole.DisplayRole else text
        if role == Qt.ItemDataRole.ForegroundRole:
            return tint(DONE) if is_state and line.facets[1] in _DONE_WORDS else None
        return None

    def _of_case(self, line: RegisterLine, role: int) -> str | QIcon:
        """Return the sign of a record that was marked, or what is said of it."""
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(CASE_SIGN)
        return f"{line.cells[_TARGET]}（{CASE}）"

    def _of_remark(self, line: RegisterLine, remark: OpenRemark, role: int) -> str | QColor:
        """Return the colour of a record that was sent back, or what is said of it."""
        if role == Qt.ItemDataRole.ForegroundRole:
            return tint(SENT_BACK)
        return f"{line.cells[_TARGET]}（{line.facets[1]}，{remark.word}）\n{remark.text}"

    def _read_block(self, row: int) -> None:
        start = row - row % BLOCK
        wanted = [line.review for line in self.lines[start : start + BLOCK]]
        if len(self._texts) > MOST_KEPT:
            self._texts.clear()
        self._texts.update(self._read([each for each in wanted if each not in self._texts]))
