"""The dialog 下发: which units get a package, one file each, and where the files go."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.handoff import SUFFIX
from app.domain.progress import Cancelled
from app.export.drives import is_removable
from app.export.file_names import file_name
from app.ops.changes import Changes, Topic, changed
from app.ui.dialogs import FormLikeDialog
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import WhereBox
from app.ui.handoff.enter import enter_goes_on
from app.ui.handoff.passphrase_box import PassphraseBox
from app.ui.handoff.places import KEY, UNWRITTEN, free_path
from app.ui.handoff.submitted_dialog import EJECT
from app.ui.handoff.unit_ticks import Tickable, UnitTicks
from app.ui.letters import lettered
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.domain.ids import OrganizationId
    from app.domain.organization import Organization
    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ui.settings import Settings

SIZE = (680, 520)
WHAT = (
    "下发给下级单位：方案、登记表、轮次、它的党组织和编号、常用语，以及回执和退回意见。"
    "每个单位一个文件。"
)
HOW = "下级第一次收到，在开始页按“用下发包新建”；以后收到，按“接收”。"


@dataclass
class _Done:
    """What has been written so far."""

    passphrase: str
    files: list[Path] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    refused: list[str] = field(default_factory=list)


class IssueDialog(FormLikeDialog):
    """One package for each ticked unit; one that fails does not stop the others."""

    told = Signal(object)
    """The ``Changes`` of what was written."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        parent: QWidget | None,
        ticked: "Collection[OrganizationId]" = (),
    ) -> None:
        """Offer every unit below; those that remarks wait for are ticked.

        Args:
            desk: the ledger.
            settings: where the folder used last is remembered.
            parent: the main window.
            ticked: the units that are ticked at first.
        """
        super().__init__("下发", "下发", parent)
        self._desk, self._settings = desk, settings
        workspace = desk.workspace
        tree = workspace.directory(workspace.today()).tree
        self._units = {unit.id: unit for unit in desk.issuing.units()}
        waiting = desk.issuing.waiting()
        offered = [
            Tickable(
                unit.id,
                unit.name + (f"（退回意见 {waiting[unit.id]}）" if unit.id in waiting else ""),
                tree.path(unit.id),
                max(0, sum(1 for _ in tree.ancestors(unit.id)) - 1),
            )
            for unit in self._units.values()
        ]
        self._ticks = UnitTicks(offered, {*ticked, *waiting})
        self._where = WhereBox(settings, "")
        self.rows.addRow(dressed(QLabel(WHAT, wordWrap=True), accessibleName="说明"))
        self.row("单位", self._ticks)
        self.row("保存到", self._where)
        self._passphrase = PassphraseBox()
        self.row("口令", self._passphrase)
        self.column.setStretch(0, 1)
        self.column.setStretch(2, 0)
        self._ticks.changed.connect(self._allow)
        self._allow()
        self._ticks.setFocus()
        fit(self, *SIZE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; it does not press the default button."""
        if not enter_goes_on(self, event):
            super().keyPressEvent(event)

    def _allow(self) -> None:
        count = len(self._ticks.ticked())
        self.agree.setText(lettered(f"下发 {count} 个" if count else "下发"))
        self.agree.setEnabled(bool(count))

    def do_it(self) -> None:
        """Write the packages behind a progress dialog, and say where they are."""
        chosen = [self._units[id_] for id_ in self._ticks.ticked()]
        if not chosen:
            raise refusal("text.missing", "单位", label="单位")
        folder, done = self._where.folder(), _Done(self._passphrase.value())

        def work(progress: "Progress") -> None:
            for number, unit in enumerate(chosen):
                progress(number, len(chosen))
                self._issue(unit, folder, done)

        try:
            wait_for(self, "正在下发…", work)
        except Cancelled:
            done.refused.append(f"已停止，还有 {len(chosen) - len(done.files)} 个没有写。")
        self.told.emit(done.changes)
        self._settings.set(KEY, str(folder))
        self._tell(folder, done)

    def _issue(self, unit: "Organization", folder: Path, done: _Done) -> None:
        """Write one package; what is refused is told at the end."""
        today = self._desk.workspace.today()
        name = file_name(unit.short_name or unit.name, "下发", "", today, SUFFIX.lstrip("."))
        try:
            issued = self._desk.issuing.issue(free_path(folder, name), unit.id, done.passphrase)
        except Refusal as refused:
            done.refused.append(f"{unit.name}：{refused.fault.message}{refused.fault.remedy}")
            if refused.fault.code == UNWRITTEN:
                done.changes |= changed(Topic.HANDOFF)
        else:
            done.files.append(issued.file)
            done.changes |= issued.changes

    def _tell(self, folder: Path, done: _Done) -> None:
        reminder = EJECT if done.files and is_removable(folder) else ""
        headline = f"已写出 {len(done.files)} 个数据包。{reminder}\n{HOW}"
        refused: Sequence[str] = done.refused
        remark = "没有写成的：" if refused else ""
        result = ResultDialog(headline, folder, remark, refused, self.parentWidget())
        result.setWindowTitle("下发完成" if not refused else "下发结果")
        result.open()
