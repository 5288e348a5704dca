"""The dialog 回收站: what was deleted by mistake or on purpose, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.ui.bin_model import KIND, NAME, TIME, BinModel, bin_lines
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

WIDTHS = {NAME: 250, KIND: 80, TIME: 130}
HINT = (
    "删除的登记表，以及录错的党组织和人员放在这里，可以恢复成原样。已定稿、已上报的登记表不能删除。"
)
AGES = {"全部": 0, "30 天前删除的": 30, "90 天前删除的": 90, "一年前删除的": 365}


class BinDialog(QDialog):
    """Lists what was deleted; chosen things come back, or go for good."""

    told = Signal(object)
    """The ``Changes`` of what came back."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None) -> None:
        """Show the bin of the open ledger.

        Args:
            desk: the open ledger.
            settings: where the columns of the table are remembered.
            parent: the window it belongs to.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle="回收站")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bin = desk.bin
        self._head = dressed(QLabel(HINT, wordWrap=True), accessibleName="说明")
        self._model = BinModel(self)
        self._table = DataTable("回收站", settings)
        self._table.setModel(self._model)
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._table.horizontalHeader().setSortIndicatorClearable(True)
        self._table.setSortingEnabled(True)
        self._table.remember_columns(WIDTHS)
        self._count = dressed(QLabel(), accessibleName="件数")
        self._restore = push_button("恢复")
        self._age = dressed(QComboBox(), accessibleName="清除哪些", toolTip="要彻底清除哪些")
        for text, days in AGES.items():
            self._age.addItem(text, days)
        self._empty = push_button("清除…")
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self._show()
        fit(self, 700, 420)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._restore)
        buttons.addSpacing(8)
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        buttons.addWidget(self._age)
        buttons.addWidget(self._empty)
        buttons.addSpacing(16)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._restore.clicked.connect(self.restore)
        self._empty.clicked.connect(self.empty)
        self._close.clicked.connect(self.reject)
        self._age.currentIndexChanged.connect(self._allow)
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().selectionChanged.connect(self._allow)

    def _show(self) -> None:
        items = self._bin.all()
        self._model.show_lines(bin_lines(items))
        self._count.setText(f"共 {len(items)} 项" if items else "回收站是空的")
        if items:
            self._table.selectRow(0)
        self._allow()

    def _allow(self) -> None:
        self._restore.setEnabled(bool(self._table.chosen_rows()))
        self._empty.setEnabled(bool(self._bin.older_than(int(self._age.currentData()))))

    def _open_row(self, index: QModelIndex) -> None:
        del index
        self.restore()

    def restore(self) -> None:
        """Bring the chosen things back."""
        chosen = [self._model.line(row).item.sequence for row in self._table.chosen_rows()]
        if not chosen:
            return

        def work(progress: "Progress") -> "Changes":
            progress(0, 0)
            return self._bin.restore(chosen)

        with refusals_shown(self, "没有恢复"):
            changes = wait_for(self, "正在恢复…", work)
            self.told.emit(changes)
            self._show()
            self._count.setText(f"已恢复 {len(chosen)} 项，还有 {self._model.rowCount()} 项")

    def empty(self) -> None:
        """Ask, and take what is old enough out of the bin for good."""
        items = self._bin.older_than(int(self._age.currentData()))
        which = self._age.currentText()
        sentence = f"要彻底清除回收站里{which}，共 {len(items)} 项吗？"
        if not items or not confirm(self, "清除", sentence, "清除", "清除后不能再恢复。"):
            return
        with refusals_shown(self, "没有清除"):
            self.told.emit(self._bin.empty(items))
            self._show()
