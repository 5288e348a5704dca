"""A list of things to tick, with a line to search in it and a count."""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.structure.field import Listing
from app.ui.text_line import TextLine
from app.ui.widgets import dressed

T = TypeVar("T", bound=Hashable)
LEAST_SEARCHED = 8
"""Shorter lists need no line to search with."""


class CheckList(Listing, Generic[T]):
    """Things with their names; tells which are ticked."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[T, str]],
        unit: str = "人",
        parent: QWidget | None = None,
    ) -> None:
        """Offer choices, none of them ticked.

        Args:
            name: what is ticked, for screen readers.
            choices: each with the line that is shown.
            unit: the measure word of the count.
            parent: the widget around it.
        """
        super().__init__(parent)
        self._keys = [key for key, _ in choices]
        self._unit = unit
        self._list = dressed(QListWidget(), accessibleName=name, minimumHeight=100)
        for _, line in choices:
            item = QListWidgetItem(line)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(line)
            self._list.addItem(item)
        self._search = dressed(
            TextLine(f"查找{name}"), placeholderText="输入姓名查找", clearButtonEnabled=True
        )
        self._all = dressed(QPushButton("全选", autoDefault=False), accessibleName="全选")
        self._none = dressed(QPushButton("全不选", autoDefault=False), accessibleName="全不选")
        self._count = dressed(QLabel(), accessibleName="已选数")
        self._lay_out()
        self._search.setVisible(len(choices) >= LEAST_SEARCHED)
        self._connect()
        self._tell()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._count, 1)
        line.addWidget(self._all)
        line.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addLayout(line)
        self.setFocusProxy(self._list)

    def _connect(self) -> None:
        self._list.itemChanged.connect(self._tell)
        self._search.textChanged.connect(self._find)
        self._all.clicked.connect(self._tick_shown)
        self._none.clicked.connect(self._untick)

    def ticked(self) -> list[T]:
        """Return what is ticked, in the order of the list."""
        return [
            key
            for row, key in enumerate(self._keys)
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def tick(self, keys: Sequence[T]) -> None:
        """Tick these and no others."""
        wanted = set(keys)
        self._set(
            [Qt.CheckState.Checked if k in wanted else Qt.CheckState.Unchecked for k in self._keys]
        )

    def state(self) -> object:
        """Return what is ticked."""
        return cast(object, tuple(self.ticked()))

    def _set(self, states: Sequence[Qt.CheckState]) -> None:
        self._list.blockSignals(True)
        for row, state in enumerate(states):
            self._list.item(row).setCheckState(state)
        self._list.blockSignals(False)
        self._list.viewport().update()
        self._tell()

    def _tick_shown(self) -> None:
        items = [self._list.item(row) for row in range(self._list.count())]
        checked = Qt.CheckState.Checked
        self._set([i.checkState() if i.isHidden() else checked for i in items])

    def _untick(self) -> None:
        self._set([Qt.CheckState.Unchecked] * self._list.count())

    def _find(self, text: str) -> None:
        wanted = "".join(text.split())
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(wanted not in "".join(item.text().split()))

    def _tell(self) -> None:
        self._count.setText(
            f"已选 {len(self.ticked())} {self._unit}，共 {len(self._keys)} {self._unit}"
        )
        self.edited.emit()
