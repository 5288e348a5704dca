"""A list of members as Qt wants it: a million rows are known, only blocks of them are read."""

from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.domain.ids import PersonId
from app.domain.names import spaced
from app.ops.people import EXEMPT, NOT_REVIEWED, MemberLine, MemberList
from app.ui.appearance import tint
from app.ui.tones import GREEN, GREY

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
BLOCK = 256
MOST_BLOCKS = 64


class Column(IntEnum):
    """The columns, in their order."""

    NAME = 0
    SEX = 1
    BIRTH = 2
    JOINED = 3
    ORGANIZATION = 4
    PARTY_POST = 5
    POST = 6
    CATEGORY = 7
    STATUS = 8
    TAGS = 9
    REVIEW = 10


HEADINGS = (
    *("姓名", "性别", "出生年月", "入党时间", "所在党组织", "党内职务", "职务或职业"),
    *("人员类别", "状态", "标签", "点评情况"),
)


def cells_of(line: MemberLine) -> tuple[str, ...]:
    """Return what stands in the columns."""
    return (
        spaced(line.name),
        line.sex,
        line.birth,
        line.joined,
        line.organization,
        line.party_post,
        line.post,
        line.category,
        line.status,
        line.tags,
        line.review,
    )


class MemberModel(QAbstractTableModel):
    """Adapts a ``MemberList``; an index carries nothing but its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent)
        self._members: MemberList | None = None
        self._blocks: OrderedDict[int, Sequence[tuple[MemberLine, tuple[str, ...]]]] = OrderedDict()

    def show_members(self, members: MemberList | None) -> None:
        """Show another list."""
        self.beginResetModel()
        self._members = members
        self._blocks.clear()
        self.endResetModel()

    def line(self, row: int) -> MemberLine | None:
        """Return the line of a row; None where it is gone meanwhile."""
        found = self._found(row)
        return found[0] if found else None

    def row_of(self, person_id: PersonId) -> int | None:
        """Return the row of a person, or None."""
        return self._members.place_of(person_id) if self._members is not None else None

    def _found(self, row: int) -> tuple[MemberLine, tuple[str, ...]] | None:
        number, place = divmod(row, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._read(number)
        else:
            self._blocks.move_to_end(number)
        return block[place] if place < len(block) else None

    def _read(self, number: int) -> Sequence[tuple[MemberLine, tuple[str, ...]]]:
        if self._members is None:
            return ()
        lines = self._members.lines(number * BLOCK, (number + 1) * BLOCK)
        block = [(line, cells_of(line)) for line in lines]
        self._blocks[number] = block
        if len(self._blocks) > MOST_BLOCKS:
            self._blocks.popitem(last=False)
        return block

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many members there are."""
        return 0 if parent.isValid() or self._members is None else len(self._members)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | None:
        """Return a cell's text, hint or colour."""
        if not index.isValid() or role not in _ROLES:
            return None
        found = self._found(index.row())
        if found is None:
            return None
        line, cells = found
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return cells[index.column()] or None
        return cells[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADINGS[section] if orientation is Qt.Orientation.Horizontal else section + 1


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.ForegroundRole,
    }
)


def _colour(line: MemberLine, column: int) -> QColor | None:
    if line.left or (column == Column.REVIEW and line.review == EXEMPT):
        return tint(GREY)
    if column != Column.REVIEW or not line.review:
        return None
    return None if line.review == NOT_REVIEWED else tint(GREEN)
