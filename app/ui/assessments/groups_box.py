"""Those who vote: a small table with a name and a weight for each group."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from app.domain.cycle.assessment import VoterGroup
from app.domain.errors.catalogue import refusal
from app.ui.structure.field import Listing
from app.ui.widgets import dressed, push_button

_NAME, _WEIGHT = 0, 1
_ID = Qt.ItemDataRole.UserRole


class GroupsBox(Listing):
    """Edits the groups of voters in place."""

    def __init__(self, groups: Sequence[VoterGroup]) -> None:
        """Show groups."""
        super().__init__()
        self._given = {group.id: group for group in groups}
        self._table = dressed(
            QTableWidget(0, 2),
            accessibleName="参评人员",
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            tabKeyNavigation=False,
        )
        self._table.setHorizontalHeaderLabels(["参评人员", "权重（%）"])
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self._add = push_button("添加", "添加参评人员")
        self._remove = push_button("移除", "移除参评人员")
        for group in groups:
            self._append(group)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)
        self._add.clicked.connect(self._add_empty)
        self._remove.clicked.connect(self._take_out)
        self._table.itemChanged.connect(self._tell)

    def _append(self, group: VoterGroup) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        name = QTableWidgetItem(group.name)
        name.setData(_ID, group.id)
        weight = QTableWidgetItem(str(group.weight) if group.weight else "")
        weight.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._table.setItem(row, _NAME, name)
        self._table.setItem(row, _WEIGHT, weight)

    def _add_empty(self) -> None:
        taken = {self._id(row) for row in range(self._table.rowCount())} | set(self._given)
        number = next(n for n in range(1, 1000) if str(n) not in taken)
        self._append(VoterGroup(str(number), ""))
        row = self._table.rowCount() - 1
        self._table.setCurrentCell(row, _NAME)
        self._table.edit(self._table.model().index(row, _NAME))

    def _take_out(self) -> None:
        row = self._table.currentRow()
        if row >= 0:
            self._table.removeRow(row)
            self.edited.emit()

    def _tell(self, item: QTableWidgetItem) -> None:
        del item
        self.edited.emit()

    def _id(self, row: int) -> str:
        item = self._table.item(row, _NAME)
        return str(item.data(_ID)) if item is not None else ""

    def _text(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text().strip() if item is not None else ""

    def state(self) -> object:
        """Return what stands in the table."""
        rows = range(self._table.rowCount())
        return tuple((self._text(row, _NAME), self._text(row, _WEIGHT)) for row in rows)

    def groups(self) -> tuple[VoterGroup, ...]:
        """Return the groups; rows without a name are left out.

        Raises:
            Refusal: ``number.whole`` where a weight is no number.
        """
        found = []
        for row in range(self._table.rowCount()):
            name, weight = self._text(row, _NAME), self._text(row, _WEIGHT).rstrip("%％")
            if not name:
                continue
            if weight and not (weight.isascii() and weight.isdigit() and len(weight) < 4):
                raise refusal("number.whole", "参评人员", text=weight)
            known = self._given.get(self._id(row), VoterGroup(self._id(row), name))
            found.append(replace(known, name=name, weight=int(weight or 0)))
        return tuple(found)
