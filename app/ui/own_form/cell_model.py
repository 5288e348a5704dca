"""The list of a form's cells: what each is called, what it takes, how, and whether it must be."""

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.domain.form import FieldKind
from app.domain.own_form import Certainty, DraftCell, FormDraft, is_own
from app.ui.own_form.colours import FILLS, SHORT

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

KINDS: Mapping[FieldKind, str] = {
    FieldKind.LINE: "一行字",
    FieldKind.TEXT: "一段话",
    FieldKind.DATE: "日期",
    FieldKind.CHOICE: "选择",
    FieldKind.PERSON: "人",
    FieldKind.NUMBER: "数",
}
OWN_FIELD, NO_FIELD = "自定义", "不填，照印"


class CellColumn(IntEnum):
    """Columns of the list."""

    LABEL = 0
    FIELD = 1
    KIND = 2
    REQUIRED = 3
    CERTAINTY = 4


_HEADINGS = ("名称", "填什么", "方式", "必填", "把握")


class CellModel(QAbstractTableModel):
    """One row for each cell that could be filled in."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no cells yet."""
        super().__init__(parent)
        self._cells: tuple[DraftCell, ...] = ()
        self._fields: Mapping[str, str] = {}

    def show_draft(self, draft: FormDraft, fields: Mapping[str, str]) -> None:
        """Show a draft; the rows stay where only their content has changed.

        Args:
            draft: the form as it stands.
            fields: key → what people call it.
        """
        same = len(draft.cells) == len(self._cells)
        if not same:
            self.beginResetModel()
        self._cells, self._fields = draft.cells, fields
        if not same:
            self.endResetModel()
        elif self._cells:
            last = self.index(len(self._cells) - 1, len(CellColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many cells there are."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(CellColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell of the list, with the colour of how sure it is."""
        if not index.isValid():
            return None
        cell = self._cells[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(cell, CellColumn(index.column()))
        if index.column() == CellColumn.CERTAINTY:
            if role == Qt.ItemDataRole.BackgroundRole:
                return FILLS.get(cell.certainty)
            if role == Qt.ItemDataRole.ForegroundRole and cell.certainty in FILLS:
                return QColor("#202020")
        return None

    def _text(self, cell: DraftCell, column: CellColumn) -> str:
        if column is CellColumn.LABEL:
            return cell.label or cell.printed.strip() or f"第 {cell.row + 1} 行"
        if column is CellColumn.FIELD:
            return self.field_words(cell)
        if column is CellColumn.KIND:
            return KINDS[cell.kind] if cell.is_field else ""
        if column is CellColumn.REQUIRED:
            return "是" if cell.required else ""
        return SHORT[cell.certainty]

    def field_words(self, cell: DraftCell) -> str:
        """Return what a cell takes, in words."""
        if cell.certainty is Certainty.PRINTED or not cell.key:
            return NO_FIELD
        return OWN_FIELD if is_own(cell.key) else self._fields.get(cell.key, cell.key)
