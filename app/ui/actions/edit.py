"""编辑: taking back, finding, entering."""

from typing import TYPE_CHECKING

from app.ui.faults import refusals_shown
from app.ui.structure.deeds import Deed, open_deed
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.main_window import MainWindow


def undo(window: "MainWindow") -> None:
    """Take back the last step."""
    if window.desk is not None:
        _play(window, window.desk, "撤销", redo=False)


def redo(window: "MainWindow") -> None:
    """Do the step again that was taken back last."""
    if window.desk is not None:
        _play(window, window.desk, "重做", redo=True)


def _play(window: "MainWindow", desk: "Desk", title: str, *, redo: bool) -> None:
    """Undo or redo; a large import may take seconds, and is backed up before."""

    def work(progress: "Progress") -> "Changes":
        if desk.undo.is_large(redo=redo):
            desk.backups.before(f"{title}前")
        progress(0, 0)
        return desk.undo.redo() if redo else desk.undo.undo()

    what = (desk.undo.redo_title if redo else desk.undo.undo_title) or ""
    with refusals_shown(window):
        window.tell(wait_for(window, f"正在{title}…", work))
        window.say(f"已{title}：{what}")


def search(window: "MainWindow") -> None:
    """Find organisations, people and records by a few letters."""
    if window.page is not None:
        window.page.search()


def do_deed(window: "MainWindow", deed: str) -> None:
    """Open the dialog of a deed (``Deed``) with the chosen organisation."""
    if window.desk is not None and window.page is not None:
        open_deed(Deed(deed), window, window.desk, window.page.unit_id(), (), window.tell)


def open_bin(window: "MainWindow") -> None:
    """Show what was deleted, and bring it back."""
    from app.ui.bin_dialog import BinDialog

    if window.desk is not None:
        dialog = BinDialog(window.desk, window.settings, window)
        dialog.told.connect(window.tell)
        dialog.open()
