"""What an import would do, row by row, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.domain.proposal import Proposal, RowStatus, SheetKind, SheetProposal
from app.ui.appearance import tint

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

STATUSES = {
    RowStatus.NEW: "新增",
    RowStatus.CHANGED: "修改",
    RowStatus.UNCHANGED: "不变",
    RowStatus.QUESTION: "待确认",
    RowStatus.REJECTED: "不导入",
}
COLOURS = {
    RowStatus.NEW: QColor("#2e7d32"),
    RowStatus.CHANGED: QColor("#1565c0"),
    RowStatus.UNCHANGED: QColor("#757575"),
    RowStatus.QUESTION: QColor("#b26a00"),
    RowStatus.REJECTED: QColor("#c62828"),
}
KINDS = {
    SheetKind.ORGANIZATIONS: "党组织",
    SheetKind.MEMBERS: "党员",
    SheetKind.REVIEWS: "点评记录",
    SheetKind.FORMS: "登记表",
}


class Column(IntEnum):
    """The columns, in their order."""

    SHEET = 0
    ROW = 1
    NAME = 2
    STATUS = 3
    DETAIL = 4


HEADINGS = ("内容", "行", "名称", "处理", "说明")


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One line of the preview."""

    status: RowStatus
    cells: tuple[str, ...]


def proposal_lines(proposal: Proposal) -> tuple[ProposalLine, ...]:
    """Return the lines of a proposal; what needs attention comes first in each sheet."""
    return tuple(line for sheet in proposal.sheets for line in _sheet_lines(sheet))


def _sheet_lines(sheet: SheetProposal) -> list[ProposalLine]:
    said: dict[int, list[str]] = {}
    for each in (*sheet.rejected, *sheet.warnings):
        said.setdefault(each.row, []).append(_without_row(each.message, each.row))
    for question in sheet.questions:
        for number in question.rows:
            said.setdefault(number, []).append(question.message)
    lines = []
    for row in sheet.rows:
        changes = [f"{c.column}：{c.old or '（空）'} → {c.new or '（空）'}" for c in row.changes]
        detail = "；".join([*said.get(row.row, []), *changes])
        lines.append(
            ProposalLine(
                row.status,
                (KINDS[sheet.table.kind], str(row.row), row.name, STATUSES[row.status], detail),
            )
        )
    urgent = (RowStatus.REJECTED, RowStatus.QUESTION)
    lines.sort(key=lambda line: urgent.index(line.status) if line.status in urgent else 2)
    return lines


def _without_row(message: str, row: int) -> str:
    return message.removeprefix(f"第 {row} 行：")


class ProposalModel(QAbstractTableModel):
    """Adapts the lines for Qt; ``only`` hides all but one status."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._all: Sequence[ProposalLine] = ()
        self._lines: Sequence[ProposalLine] = ()
        self._only: RowStatus | None = None

    def show_lines(self, lines: Sequence[ProposalLine]) -> None:
        """Show other lines."""
        self._all = lines
        self.show_only(self._only)

    def show_only(self, status: RowStatus | None) -> None:
        """Show only lines of a status; None shows all."""
        self.beginResetModel()
        self._only = status
        self._lines = [line for line in self._all if status in (None, line.status)]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | None:
        """Return a cell's text or colour."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.DETAIL:
            return line.cells[Column.DETAIL]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATUS:
            return tint(COLOURS[line.status])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return section + 1
