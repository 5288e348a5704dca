"""The grid in which votes are typed: a row for each object and item, a column for each grade."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.domain.cycle.assessment import Assessment, Count, VoterGroup
from app.ui.appearance import tint
from app.ui.tones import GREY, RED

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LONGEST = 7
_HEAD = 2


class CountModel(QAbstractTableModel):
    """Holds what is typed for one group of voters, and says which rows do not agree."""

    def __init__(self, assessment: Assessment, parent: QObject | None = None) -> None:
        """Show nothing yet; ``show_group`` brings the rows."""
        super().__init__(parent)
        self._assessment = assessment
        self._grades = len(assessment.scale.grades)
        self._abstains = assessment.scale.abstention
        self._cells = assessment.cells()
        self._names = {each.key: each for each in assessment.objects}
        self._titles = {
            (each.key, item.id): item.title
            for each in assessment.objects
            for item in assessment.items_of(each)
        }
        self._numbers: list[list[int | None]] = []
        self._recused: dict[str, int | None] = {}
        self._valid: int | None = None
        grades = [grade.label for grade in assessment.scale.grades]
        abstained = ["弃权"] if self._abstains else []
        self._headings = ["评议对象", "评议内容", *grades, *abstained, "回避", "合计", "应为"]
        self._group = ""

    # ---- what is typed -------------------------------------------------------------------------

    def show_group(self, group: VoterGroup) -> None:
        """Show what was counted in a group."""
        self.beginResetModel()
        self._group, self._valid = group.id, group.accounts.valid
        known = {(c.object, c.item): c for c in self._assessment.of_group(group.id)}
        width = self._grades + self._abstains
        self._numbers = []
        for cell in self._cells:
            found = known.get(cell)
            self._numbers.append([None] * width if found is None else self._row(found))
        self._recused = {
            each.key: self._assessment.recused(group.id, each.key) or None
            for each in self._assessment.objects
        }
        self.endResetModel()

    def renew(self, assessment: Assessment) -> None:
        """Look at other groups as they stand in the ledger now."""
        self._assessment = assessment

    def set_valid(self, valid: int | None) -> None:
        """Hold the rows against another number of valid ballots."""
        if valid != self._valid:
            self._valid = valid
            self._all_changed()

    def take(self, counts: Iterable[Count]) -> int:
        """Put counts from elsewhere into the grid; return how many rows were filled."""
        rows = {cell: row for row, cell in enumerate(self._cells)}
        filled = 0
        for count in counts:
            row = rows.get((count.object, count.item))
            if row is not None:
                self._numbers[row] = self._row(count)
                filled += 1
        self._all_changed()
        return filled

    def _row(self, count: Count) -> list[int | None]:
        return [*count.votes, *([count.abstained] if self._abstains else [])]

    def _all_changed(self) -> None:
        if self._cells:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def counts(self) -> list[Count]:
        """Return the rows in which something stands; an empty cell of such a row is 0."""
        return [
            Count(
                self._group,
                *cell,
                tuple(number or 0 for number in numbers[: self._grades]),
                (numbers[self._grades] or 0) if self._abstains else 0,
            )
            for cell, numbers in zip(self._cells, self._numbers, strict=True)
            if any(number is not None for number in numbers)
        ]

    def recused(self) -> dict[str, int]:
        """Return how many do not vote on an object."""
        return {key: number for key, number in self._recused.items() if number}

    def standing(self) -> tuple[int, int, int]:
        """Return how many rows are filled, how many of these do not agree, and how many are."""
        filled = [row for row in range(len(self._cells)) if self._total(row) is not None]
        wrong = [row for row in filled if self._is_wrong(row)]
        return len(filled), len(wrong), len(self._cells)

    def _total(self, row: int) -> int | None:
        numbers = self._numbers[row]
        if all(number is None for number in numbers):
            return None
        return sum(number or 0 for number in numbers)

    def _wanted(self, row: int) -> int | None:
        if self._valid is None:
            return None
        return self._valid - (self._recused[self._cells[row][0]] or 0)

    def _is_wrong(self, row: int) -> bool:
        total, wanted = self._total(row), self._wanted(row)
        return total is not None and wanted is not None and total != wanted

    # ---- for Qt --------------------------------------------------------------------------------

    @property
    def recusal_column(self) -> int:
        """The column in which those recused are typed."""
        return _HEAD + self._grades + self._abstains

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def _is_first(self, row: int) -> bool:
        return row == 0 or self._cells[row - 1][0] != self._cells[row][0]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Votes can be typed; those recused in the first row of an object."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = index.column()
        if _HEAD <= column < self.recusal_column or (
            column == self.recusal_column and self._is_first(index.row())
        ):
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QColor | Qt.AlignmentFlag | None:
        """Return a text, its colour or where it stands."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column < _HEAD:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= _HEAD:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == self.recusal_column + 1 and self._is_wrong(row):
                return tint(RED)
            if column > self.recusal_column or (column == 0 and not self._is_first(row)):
                return tint(GREY)
        return None

    def _text(self, row: int, column: int) -> str:
        cell = self._cells[row]
        if column == 0:
            return self._names[cell[0]].name
        if column == 1:
            return self._titles[cell]
        if column < self.recusal_column:
            return _shown(self._numbers[row][column - _HEAD])
        if column == self.recusal_column:
            return _shown(self._recused[cell[0]])
        return _shown(self._total(row) if column == self.recusal_column + 1 else self._wanted(row))

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed number; an empty text takes it away, anything else is not taken."""
        text = "".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if text and not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
            return False
        number = int(text) if text else None
        row, column = index.row(), index.column()
        if column == self.recusal_column:
            self._recused[self._cells[row][0]] = number
            self._all_changed()
        else:
            self._numbers[row][column - _HEAD] = number
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        return True


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)
