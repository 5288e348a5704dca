"""The dialog 全部导出: where everything in the ledger goes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from app.domain.progress import Cancelled, Progress
from app.export.file_names import safe_part
from app.ui.dialogs import FormLikeDialog
from app.ui.export.forms_dialog import STOPPED
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import WhereBox
from app.ui.open_paper import open_paper
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ops.desk import Desk

WHAT = (
    "把台账里的全部内容写成 Excel 和 Word：党组织名单、党员名册、台账、承诺整改评议等工作记录、"
    "各轮次的统计表、登记表、回复、会议、公示、评议、报告和附件、变更记录、待确认问题和点评方案。"
    "名单和台账可以再导入新的台账。"
)


class ExportEverythingDialog(FormLikeDialog):
    """Writes everything; stopped, it leaves nothing there."""

    def __init__(self, desk: "Desk", settings: Settings, parent: QWidget | None) -> None:
        """Offer a folder with the unit's name and the day."""
        super().__init__("全部导出", "导出", parent)
        self._desk = desk
        workspace = desk.workspace
        today = workspace.today()
        unit = workspace.directory(today).tree.root
        name = safe_part(unit.short_name or unit.name)
        self._where = WhereBox(settings, f"{name}_全部内容_{today:%Y%m%d}")
        what = dressed(QLabel(WHAT, wordWrap=True), accessibleName="说明", minimumWidth=420)
        self.rows.addRow(what)
        self.row("保存到", self._where)
        fit(self, 540, 240)

    def try_it(self) -> None:
        """Write everything; stay where that was stopped."""
        try:
            super().try_it()
        except Cancelled:
            self.show_fault(STOPPED)

    def do_it(self) -> None:
        """Write everything behind a progress dialog, and say where it is."""
        folder, everything = self._where.folder(), self._desk.everything

        def work(progress: Progress) -> tuple[Path, ...]:
            return everything.write(folder, open_paper, progress)

        files = wait_for(self, "正在导出全部内容…", work)
        self._where.remember()
        headline = f"已导出 {len(files)} 个文件，说明见“{files[0].name}”。"
        ResultDialog(headline, folder, "", (), self.parentWidget()).open()
