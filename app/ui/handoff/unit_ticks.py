"""A list of units to tick: searched by name, and all those shown ticked at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId
from app.ui.line_model import folded
from app.ui.widgets import dressed, push_button

_ID = Qt.ItemDataRole.UserRole
INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Tickable:
    """One unit of the list."""

    id: OrganizationId
    name: str
    path: str
    depth: int = 0
    """How far below the first level it stands."""


class UnitTicks(QWidget):
    """Ticks stay when the list is searched."""

    changed = Signal()
    """Something was ticked or unticked."""

    def __init__(
        self,
        units: Sequence[Tickable],
        ticked: Collection[OrganizationId] = (),
        parent: QWidget | None = None,
    ) -> None:
        """List units.

        Args:
            units: in the order of the tree.
            ticked: those that are ticked at first.
            parent: the widget around it.
        """
        super().__init__(parent)
        self._search = dressed(
            QLineEdit(placeholderText="查找单位", clearButtonEnabled=True),
            accessibleName="查找单位",
        )
        self._all = push_button("全选", hint="勾选列出的全部单位")
        self._none = push_button("全不选", hint="去掉列出的全部勾选")
        self._first = push_button("选直接下级", hint="只勾选紧接着的下一级单位")
        self._count = dressed(QLabel(), accessibleName="已选单位数")
        self.list = dressed(QListWidget(), accessibleName="单位", alternatingRowColors=True)
        for unit in units:
            item = QListWidgetItem(INDENT * unit.depth + unit.name, self.list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = unit.id in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setData(_ID, unit.id)
            item.setToolTip(unit.path)
        self._lay_out()
        self._connect()
        self._tell()
        chosen = [row for row, unit in enumerate(units) if unit.id in ticked]
        self.list.setCurrentRow(chosen[0] if chosen else 0)  # Space ticks it

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._search, 1)
        for widget in (self._first, self._all, self._none, self._count):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._find)
        self._all.clicked.connect(self._tick_all)
        self._none.clicked.connect(self._tick_none)
        self._first.clicked.connect(self._tick_first)
        self.list.itemChanged.connect(self._tell)

    def items(self) -> list[QListWidgetItem]:
        """Return every line, from the top down."""
        return [self.list.item(row) for row in range(self.list.count())]

    def _find(self, text: str) -> None:
        words = folded(text).split()
        for item in self.items():
            where = folded(item.toolTip())
            item.setHidden(not all(word in where for word in words))

    def _tick_all(self) -> None:
        self._tick(Qt.CheckState.Checked)

    def _tick_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _tick_first(self) -> None:
        with QSignalBlocker(self.list):
            for item in self.items():
                first = not item.text().startswith(INDENT)
                item.setCheckState(Qt.CheckState.Checked if first else Qt.CheckState.Unchecked)
        self._tell()

    def _tick(self, state: Qt.CheckState) -> None:
        with QSignalBlocker(self.list):
            for item in self.items():
                if not item.isHidden():
                    item.setCheckState(state)
        self._tell()

    def _tell(self) -> None:
        self._count.setText(f"已选 {len(self.ticked())} 个")
        self.changed.emit()

    def ticked(self) -> tuple[OrganizationId, ...]:
        """Return the units that are ticked, also those that the search hides."""
        return tuple(
            OrganizationId(item.data(_ID))
            for item in self.items()
            if item.checkState() is Qt.CheckState.Checked
        )
