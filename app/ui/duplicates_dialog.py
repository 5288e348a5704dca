"""The dialog 查重: people who stand in the ledger twice, side by side, merged on request."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.backing_up import backed_up_before
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import PersonId
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.duplicates import DoubleLine
    from app.ui.settings import Settings

WIDTH, HEIGHT = 900, 480
WIDTHS = {0: 90, 1: 280, 2: 280}
HINT = "下面每一行的两个人可能是同一个人。逐行核对，确是一人再合并；合并后可以撤销。"
NOTHING = "没有发现可能重复的人员。"


class DuplicatesDialog(QDialog):
    """Lists likely doubles; nothing is merged unasked."""

    told = Signal(object)
    """The ``Changes`` of a merge."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None) -> None:
        """Look for doubles in this ledger."""
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle="查重")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._found: tuple[DoubleLine, ...] = ()
        self._hint = dressed(QLabel(wordWrap=True), accessibleName="查重说明")
        self._table = DataTable("查重", settings)
        self._model: LineModel[Line] = LineModel(("姓名", "保留", "并入", "理由"), self._table)
        self._table.setModel(self._model)
        self._table.remember_columns(WIDTHS)
        self._whole = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="两条记录"
        )
        self._merge = push_button("合并", "把右边的人并入左边的人", "把右边的人并入左边的人")
        self._swap = push_button("反向合并", "把左边的人并入右边的人", "把左边的人并入右边的人")
        self._close = push_button(lettered("关闭"), "关闭", "关闭")
        bottom = QHBoxLayout()
        bottom.addWidget(self._merge)
        bottom.addWidget(self._swap)
        bottom.addStretch(1)
        bottom.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._hint)
        column.addWidget(self._table, 1)
        column.addWidget(self._whole)
        column.addLayout(bottom)
        fit(self, WIDTH, HEIGHT)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self._table.selectionModel().currentRowChanged.connect(self._show_whole)
        self._merge.clicked.connect(self.merge)
        self._swap.clicked.connect(self.merge_other_way)
        self._close.clicked.connect(self.reject)

    def reload(self) -> None:
        """Look again."""

        def work(progress: "Progress") -> "tuple[DoubleLine, ...]":
            progress(0, 0)
            return self._desk.duplicates.find()

        with refusals_shown(self):
            self._found = wait_for(self, "正在查找重复…", work)
        self._model.show_lines(
            [
                Line(str(number), (d.name, d.one, d.other, d.why), (), folded(d.name))
                for number, d in enumerate(self._found)
            ]
        )
        there = bool(self._found)
        self._hint.setText(HINT if there else NOTHING)
        self._merge.setEnabled(there)
        self._swap.setEnabled(there)
        if there:
            self._table.selectRow(0)

    def _show_whole(self) -> None:
        line = self._chosen()
        words = (f"保留：{line.one}", f"并入：{line.other}", f"理由：{line.why}") if line else ()
        self._whole.setText("\n".join(words))

    def merge(self) -> None:
        """Let the right one go up in the left one."""
        chosen = self._chosen()
        if chosen is not None:
            self._do(chosen, chosen.double.one, chosen.double.other)

    def merge_other_way(self) -> None:
        """Let the left one go up in the right one."""
        chosen = self._chosen()
        if chosen is not None:
            self._do(chosen, chosen.double.other, chosen.double.one)

    def _chosen(self) -> "DoubleLine | None":
        row = self._table.currentIndex().row()
        return self._found[int(self._model.line(row).id)] if row >= 0 else None

    def _do(self, line: "DoubleLine", kept: "PersonId", gone: "PersonId") -> None:
        stays = line.one if kept == line.double.one else line.other
        more = f"保留：{stays}\n党员身份、职务、点评记录都归到这个人名下，可以撤销。"
        if not confirm(self, "合并", f"把两条“{line.name}”合并为一人吗？", "合并", more):
            return
        if not backed_up_before(self, self._desk.backups, "合并人员前"):
            return

        def work(progress: "Progress") -> "Changes":
            del progress
            return self._desk.duplicates.merge(kept, gone)

        with refusals_shown(self, "没有合并"):
            self.told.emit(wait_for(self, "正在合并…", work))
        self.reload()
