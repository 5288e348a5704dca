"""The dialog 归档: which papers of a round go where, divided how."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.domain.progress import Cancelled, Progress
from app.ops.archive import ARCHIVE_WAYS, ArchiveBy
from app.ui.dialogs import FormLikeDialog
from app.ui.export.forms_dialog import STOPPED
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import WhereBox
from app.ui.open_paper import open_paper
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

KEY = "archive_by"
WHAT = (
    "把“{unit}”及下级“{round}”的登记表、整改回复、会议和公示材料、评议材料、"
    "统计表、工作报告、情况通报、附件和整改清单写成文件，连同目录（Excel）放进一个文件夹。"
)


class ArchiveDialog(FormLikeDialog):
    """Writes the archive; stopped, it leaves nothing there."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        round_: "Round",
        unit: "OrganizationId",
        parent: QWidget | None,
    ) -> None:
        """Offer a folder with the unit's name and the round's.

        Args:
            desk: the ledger.
            settings: where the way of dividing and the folder are remembered.
            round_: whose papers.
            unit: the chosen organisation.
            parent: the window it belongs to.
        """
        super().__init__("归档文件夹", "归档", parent)
        self._desk, self._settings, self._round, self._unit = desk, settings, round_, unit
        tree = desk.workspace.directory(desk.workspace.day_of(round_)).tree
        what = WHAT.format(unit=tree[unit].name, round=round_.name)
        said = dressed(QLabel(what, wordWrap=True), accessibleName="说明", minimumWidth=420)
        self._by = QComboBox()
        for way, words in ARCHIVE_WAYS.items():
            self._by.addItem(words, way)
        kept = settings.get(KEY)
        self._by.setCurrentIndex(max(0, self._by.findData(kept)))
        self._where = WhereBox(settings, desk.archive.name(round_, unit))
        self.rows.addRow(said)
        self.row("分文件夹", self._by)
        self.row("保存到", self._where)
        fit(self, 540, 280)

    def try_it(self) -> None:
        """Write the archive; stay where that was stopped."""
        try:
            super().try_it()
        except Cancelled:
            self.show_fault(STOPPED)

    def do_it(self) -> None:
        """Write the archive behind a progress dialog, and say where it is.

        Raises:
            Refusal: ``archive.nothing``, ``file.*``, ``attachment.*``.
        """
        folder, by = self._where.folder(), ArchiveBy(self._by.currentData())
        round_, unit, archive = self._round, self._unit, self._desk.archive
        self._settings.set(KEY, by.value)

        def work(progress: Progress) -> tuple[Path, ...]:
            return archive.write(round_, unit, folder, by, open_paper, progress)

        files = wait_for(self, "正在归档…", work)
        self._where.remember()
        headline = f"已归档 {len(files) - 1} 个文件，清单见“{files[0].name}”。"
        ResultDialog(headline, folder, "", (), self.parentWidget()).open()
