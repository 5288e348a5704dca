"""The roll of a meeting as a table whose names, units and reasons are typed in place."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.domain.cycle.meetings import ROLES, STANDINGS, Attendee, Role
from app.ops.attendance import merged
from app.ui.appearance import tint
from app.ui.line_model import one_line
from app.ui.tones import GREY

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEADINGS = ("姓名", "身份和分工", "单位和职务", "缺席原因")
NAME, ROLE, UNIT, ABSENT = range(4)
_HINTS = {
    ROLE: "按“身份”按钮选择，可以兼几样",
    UNIT: "从外面来的人写单位和职务",
    ABSENT: "写了原因就算缺席；空着就是到会",
}


class RollModel(QAbstractTableModel):
    """Holds attendees; whoever edits it asks for them back."""

    def __init__(self, roll: Sequence[Attendee] = (), parent: QObject | None = None) -> None:
        """Show a roll."""
        super().__init__(parent)
        self._roll = list(roll)

    @property
    def roll(self) -> tuple[Attendee, ...]:
        """Everybody, from the top down."""
        return tuple(self._roll)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many are on the roll."""
        return 0 if parent.isValid() else len(self._roll)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADINGS[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything but the role is typed in place."""
        found = super().flags(index)
        editable = index.isValid() and index.column() != ROLE
        return found | Qt.ItemFlag.ItemIsEditable if editable else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | None:
        """Return a text, a hint, or the colour of one who is away."""
        if not index.isValid():
            return None
        each, column = self._roll[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (each.name, roles_text(each), each.unit, each.absent)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _HINTS.get(column)
        if role == Qt.ItemDataRole.ForegroundRole and each.absent:
            return tint(GREY)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed text; somebody of another name is somebody else."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        each, column, text = self._roll[index.row()], index.column(), one_line(str(value or ""))
        if column == NAME and text != each.name:
            each = replace(each, name=text, person_id=None)
        elif column == UNIT:
            each = replace(each, unit=text)
        elif column == ABSENT:
            each = replace(each, absent=text)
        self._put(index.row(), each)
        return True

    def _put(self, row: int, attendee: Attendee) -> None:
        self._roll[row] = attendee
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADINGS) - 1))

    def add(self, people: Iterable[Attendee]) -> int:
        """Add people who are not on the roll yet; returns how many were added."""
        new = merged(self._roll, people)[len(merged(self._roll)) :]
        if new:
            first = len(self._roll)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._roll.extend(new)
            self.endInsertRows()
        return len(new)

    def add_empty(self) -> int:
        """Add a line to type somebody into; returns its row."""
        row = len(self._roll)
        self.beginInsertRows(QModelIndex(), row, row)
        self._roll.append(Attendee("", Role.GUEST))
        self.endInsertRows()
        return row

    def remove(self, rows: Collection[int]) -> None:
        """Take people off the roll."""
        for row in sorted(rows, reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._roll[row]
            self.endRemoveRows()

    def turn(self, rows: Collection[int], role: Role) -> None:
        """Give people a role, or take it from them where all have it.

        Somebody comes either as a member, a representative or a guest; the rest is his work.
        """
        everybody = all(role in self._roll[row].roles for row in rows)
        for row in rows:
            each = self._roll[row]
            others = {own for own in each.roles if own is not role}
            if role in STANDINGS and not everybody:
                others -= set(STANDINGS)
            self._put(row, each.in_roles(others if everybody else others | {role}))

    def say_absent(self, rows: Collection[int], reason: str) -> None:
        """Note why people are away; an empty reason: they are there."""
        for row in rows:
            self._put(row, replace(self._roll[row], absent=reason))


def roles_text(attendee: Attendee) -> str:
    """Return everything that somebody is at a meeting."""
    return "、".join(ROLES[role] for role in attendee.roles)
