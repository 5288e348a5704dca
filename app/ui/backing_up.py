"""Automatic backups as the window makes them: at closing, and before anything large."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.errors.fault import Refusal
from app.ui.backup_model import MINUTES
from app.ui.faults import fault_text, refusals_shown
from app.ui.questions import confirm
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.backups import BackupOps
    from app.ui.settings import Preferences

TITLE = "备份"


def use_backup_place(backups: "BackupOps", preferences: "Preferences") -> None:
    """Keep backups where the user wants them from now on."""
    backups.keep_in(Path(preferences.backup_folder) if preferences.backup_folder else None)


def backed_up_on_exit(window: QWidget, backups: "BackupOps") -> bool:
    """Back a ledger up that is about to be closed; quick where nothing changed.

    Returns:
        Whether it may be closed: where no backup could be made, the user decides.
    """

    def work(progress: "Progress") -> None:
        del progress
        backups.on_exit()

    try:
        wait_for(window, "正在备份…", work)
    except Refusal as error:
        more = "台账本身已经保存。\n" + fault_text(error.fault)
        return confirm(window, TITLE, "退出前的备份没有完成，仍要退出吗？", "退出", more)
    return True


def backed_up_before(window: QWidget, backups: "BackupOps", occasion: str) -> bool:
    """Back a ledger up before something large; where that fails it is told.

    Args:
        window: the window that waits.
        backups: of the open ledger.
        occasion: such as “导入前”.

    Returns:
        Whether there is a backup now.
    """

    def work(progress: "Progress") -> None:
        del progress
        backups.before(occasion)

    with refusals_shown(window, "没有备份"):
        if not backups.is_current:
            wait_for(window, "正在备份…", work)
        return True
    return False


def last_backup_text(backups: "BackupOps") -> str:
    """Return for the status line when the ledger was last backed up, and what is amiss."""
    last = backups.last()
    text = f"上次备份 {last.time[:MINUTES]}" if last else "还没有备份"
    return text if backups.place_is_there else f"{text}（备份位置不可用，暂放在台账旁边）"
