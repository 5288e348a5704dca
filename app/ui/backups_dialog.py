"""The dialog 备份与恢复: what there is to fall back on, and how to fall back on it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.backing_up import backed_up_before, last_backup_text
from app.ui.backup_model import OCCASION, SIZE, STATE, TIME, BackupModel, backup_lines
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.file_kinds import LEDGER_FILTER
from app.ui.letters import lettered
from app.ui.questions import confirm
from app.ui.saving import save_as
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.progress import Progress
    from app.ops.backups import BackupOps, Kept
    from app.ui.settings import Settings

WIDTHS = {TIME: 135, OCCASION: 100, SIZE: 80, STATE: 110}
HINT = (
    "退出程序时、导入和其他大的改动之前都会自动备份。最近 30 天每天留一份，最近 12 个月每月留一份。"
)


class BackupsDialog(QDialog):
    """Lists the automatic backups of the open ledger."""

    restore_asked = Signal(object)
    """The path of the backup that is to take the ledger's place; the user has agreed."""
    made = Signal()
    """A backup was made."""

    def __init__(
        self, backups: "BackupOps", ledger: Path, settings: "Settings", parent: QWidget | None
    ) -> None:
        """Show the backups of the open ledger.

        Args:
            backups: of the open ledger.
            ledger: its path.
            settings: where the columns of the table are remembered.
            parent: the main window.
        """
        super().__init__(parent)
        dressed(self, windowTitle="备份与恢复")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._backups = backups
        self._ledger = ledger
        self._head = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="备份情况"
        )
        self._model = BackupModel(self)
        self._table = DataTable("备份", settings)
        self._table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self._table.setModel(self._model)
        self._table.remember_columns(WIDTHS)
        self._new = push_button("立即备份")
        self._check = push_button("检查")
        self._check.setToolTip("逐份打开，从头到尾读一遍")
        self._restore = push_button("恢复…")
        self._save = push_button("另存到…")
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self._show(self._backups.all())
        fit(self, 640, 420)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._new, self._check, self._restore, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._table, 1)
        column.addWidget(QLabel(HINT, wordWrap=True))
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._new.clicked.connect(self.back_up)
        self._check.clicked.connect(self.check)
        self._restore.clicked.connect(self.restore)
        self._save.clicked.connect(self.save)
        self._close.clicked.connect(self.reject)
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().currentRowChanged.connect(self._allow)

    def _show(self, backups: "Sequence[Kept]") -> None:
        self._model.show_lines(backup_lines(backups))
        text = f"{last_backup_text(self._backups)}。共 {len(backups)} 份"
        if backups:
            text += f"，在：{backups[0].file.path.parent}"
        self._head.setText(text)
        self._table.selectRow(0)
        self._allow()

    def _chosen(self) -> "Kept | None":
        index = self._table.currentIndex()
        return self._model.line(index.row()).kept if index.isValid() else None

    def _allow(self) -> None:
        chosen = self._chosen()
        self._check.setEnabled(self._model.rowCount() > 0)
        self._restore.setEnabled(chosen is not None and chosen.is_sound is not False)
        self._save.setEnabled(chosen is not None and chosen.is_sound is not False)

    def back_up(self) -> None:
        """Make a backup now."""

        def work(progress: "Progress") -> None:
            del progress
            self._backups.automatic()

        with refusals_shown(self, "没有备份"):
            wait_for(self, "正在备份…", work)
            self._show(self._backups.all())
            if self._backups.went_beside:
                self._head.setText("设置里的备份位置不可用，这一份放在台账旁边。")
            self.made.emit()

    def check(self) -> None:
        """Open every backup and say which are sound."""
        listed = [line.kept for line in self._model.lines]

        def work(progress: "Progress") -> "list[Kept]":
            found = []
            for number, kept in enumerate(listed):
                progress(number, len(listed))
                found.append(self._backups.check(kept))
            return found

        with refusals_shown(self):
            found = wait_for(self, "正在检查备份…", work)
            self._show(found)
            broken = sum(1 for kept in found if not kept.is_sound)
            said = f"其中 {broken} 份已损坏，不能用来恢复。" if broken else "全部完好。"
            self._head.setText(f"检查了 {len(found)} 份备份，{said}")

    def _open_row(self, index: QModelIndex) -> None:
        del index
        self.restore()

    def restore(self) -> None:
        """Ask, and have the chosen backup take the ledger's place."""
        chosen = self._chosen()
        if chosen is None or chosen.is_sound is False:
            return
        sentence = f"用 {chosen.file.time} 的备份替换现在的台账“{self._ledger.stem}”吗？"
        more = (
            "在那以后录入的内容将不在台账里。\n"
            "替换前先把现在的台账备份一份，被替换的文件也另外保留，可以再换回来。"
        )
        if not confirm(self, "恢复", sentence, "恢复", more):
            return
        if backed_up_before(self, self._backups, "恢复前"):
            self.accept()
            self.restore_asked.emit(chosen.file.path)

    def save(self) -> None:
        """Write the chosen backup as a ledger of its own."""
        chosen = self._chosen()
        if chosen is None:
            return

        def write(path: Path) -> None:
            def work(progress: "Progress") -> None:
                del progress
                self._backups.save_as(chosen, path)

            wait_for(self, "正在保存…", work)

        day = chosen.file.time[: len("2011-01-25")].replace("-", "")
        name = f"{self._ledger.stem}_备份_{day}.ledger"
        path = save_as(self, "另存备份", name, LEDGER_FILTER, write)
        if path is not None:
            self._head.setText(f"已保存：{path}")
