"""What is offered where a ledger is damaged or another program has it: its newest backup."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton, QWidget

from app.ui.faults import refusals_shown
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, widened

if TYPE_CHECKING:
    from app.db.copies import BackupFile
    from app.domain.errors.fault import Refusal
    from app.domain.progress import Progress
    from app.ops.office import Office

DAMAGED, LOCKED = "ledger.damaged", "ledger.locked"


def offer_backup(
    window: QWidget, office: "Office", ledger: Path, error: "Refusal", *folders: Path
) -> "RescueDialog | None":
    """Offer the newest backup of a ledger that could not be opened.

    Args:
        window: the main window.
        office: restores ledgers.
        ledger: the ledger.
        error: why it could not be opened.
        *folders: where backups are kept besides those beside the ledger.

    Returns:
        The dialog, which is open; None where a backup is no help, or there is none: the refusal
        is still to be shown then.
    """
    if error.fault.code not in (DAMAGED, LOCKED):
        return None

    def work(progress: "Progress") -> "BackupFile | None":
        del progress
        return office.newest_backup(ledger, *folders)

    found = wait_for(window, "正在查找备份…", work)
    if found is None:
        return None
    dialog = RescueDialog(office, ledger, error, found, window)
    dialog.open()
    return dialog


class RescueDialog(QMessageBox):
    """Opens a copy of the newest backup, or puts the backup into a damaged ledger's place."""

    ready = Signal(object)
    """The path of the ledger that can be opened now."""

    def __init__(
        self,
        office: "Office",
        ledger: Path,
        error: "Refusal",
        backup: "BackupFile",
        parent: QWidget | None,
    ) -> None:
        """Say why the ledger could not be opened, and what there is instead."""
        super().__init__(
            QMessageBox.Icon.Warning,
            "没有打开",
            error.fault.message,
            QMessageBox.StandardButton.NoButton,
            parent,
            textFormat=Qt.TextFormat.PlainText,
        )
        dressed(self, objectName="rescue")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._office = office
        self._ledger = ledger
        self._backup = backup
        damaged = error.fault.code == DAMAGED
        self.setInformativeText(_explanation(ledger, backup, damaged=damaged))
        self._copy = self._add("打开副本", QMessageBox.ButtonRole.ActionRole)
        self._restore = (
            self._add("恢复台账", QMessageBox.ButtonRole.ActionRole) if damaged else None
        )
        close = self._add("取消", QMessageBox.ButtonRole.RejectRole)
        widened(self)
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        self.buttonClicked.connect(self._choose)

    def _add(self, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
        button = self.addButton(text, role)
        button.setAccessibleName(text)
        return button

    def _choose(self, button: QAbstractButton) -> None:
        if button is self._copy:
            self._bring(free_name(self._ledger))
        elif button is self._restore:
            self._bring(self._ledger)

    def _bring(self, target: Path) -> None:
        def work(progress: "Progress") -> None:
            del progress
            self._office.restore(self._backup.path, target)

        with refusals_shown(self.parentWidget(), "没有恢复"):
            wait_for(self.parentWidget(), "正在恢复…", work)
            self.ready.emit(target)


def free_name(ledger: Path) -> Path:
    """Return a name beside a ledger under which nothing stands."""
    number = 1
    while (path := ledger.with_name(f"{ledger.stem}_备份副本{number}{ledger.suffix}")).exists():
        number += 1
    return path


def _explanation(ledger: Path, backup: "BackupFile", *, damaged: bool) -> str:
    lines = [
        f"台账：{ledger}",
        f"最近一份完好的备份：{backup.time}",
        "打开副本：把这份备份另存成一本台账并打开，原来的文件不动。",
    ]
    if damaged:
        lines.append("恢复台账：用这份备份替换损坏的文件，损坏的文件另外保留。")
    else:
        lines.insert(1, "先关闭那个程序再打开；急用时可以先看备份，但不要在副本里录入。")
    return "\n".join(lines)
