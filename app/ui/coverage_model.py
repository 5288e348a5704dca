"""How far units have been reviewed, one row each, as a table wants it."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from app.ops.overview import UnitCoverage
from app.ui.bars import percent
from app.ui.icons import organization_icon

Index = QModelIndex | QPersistentModelIndex
SHARE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""(reviewed, total) of a bar."""
GAP = "　"
"""What stands between the numbers of a share and its per cent."""
_NOWHERE = QModelIndex()


class CoverageColumn(IntEnum):
    """The columns."""

    UNIT = 0
    ORGANIZATIONS = 1
    MEMBERS = 2


HEADINGS = {
    CoverageColumn.UNIT: "单位",
    CoverageColumn.ORGANIZATIONS: "党组织",
    CoverageColumn.MEMBERS: "党员",
}
MEASURES = {
    CoverageColumn.ORGANIZATIONS: "organizations_reviewed",
    CoverageColumn.MEMBERS: "members_reviewed",
}
"""What a bar counts, by the names of the official figures."""


class CoverageModel(QAbstractTableModel):
    """Shows the figures of a unit, and of what stands directly below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._units: Sequence[UnitCoverage] = ()

    def show_units(self, units: Sequence[UnitCoverage]) -> None:
        """Show these units; the first is the whole of which the others are parts."""
        self.beginResetModel()
        self._units = units
        self.endResetModel()

    def unit(self, row: int) -> UnitCoverage:
        """Return the unit of a row."""
        return self._units[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many units there are."""
        return 0 if parent.isValid() else len(self._units)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(CoverageColumn)

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QIcon | tuple[int, int] | None:
        """Return a name, a share in words, or a share in numbers."""
        if not index.isValid():
            return None
        unit, column = self._units[index.row()], CoverageColumn(index.column())
        if column is CoverageColumn.UNIT:
            return _unit_data(unit, role, whole=index.row() == 0)
        done, total = _share(unit, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{done}/{total}{GAP}{percent(done, total)}" if total else "—"
        if role == SHARE_ROLE:
            return done, total
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            what = f"{unit.name}：{HEADINGS[column]}应点评 {total}，已点评 {done}"
            return f"{what}，点击看名单" if total else f"{unit.name}：没有{HEADINGS[column]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[CoverageColumn(section)]
        return None


def _share(unit: UnitCoverage, column: CoverageColumn) -> tuple[int, int]:
    if column is CoverageColumn.ORGANIZATIONS:
        return unit.organizations_reviewed, unit.organizations
    return unit.members_reviewed, unit.members


def _unit_data(unit: UnitCoverage, role: int, *, whole: bool) -> str | QIcon | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{unit.name}（合计）" if whole else unit.name
    if role == Qt.ItemDataRole.DecorationRole:
        return organization_icon(unit.kind)
    if role == Qt.ItemDataRole.ToolTipRole:
        return unit.name
    return None
