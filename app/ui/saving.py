"""Writing single files at the user's wish: asks for the name, writes, says where it is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QWidget

from app.domain.ids import OrganizationId
from app.domain.progress import Progress
from app.domain.review import Round
from app.ui.faults import refusals_shown
from app.ui.file_dialog import ask_file_name, ask_folder, documents
from app.ui.file_kinds import BACKUP_FILTER, EXCEL_FILTER
from app.ui.settings import Settings
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.ops.desk import Desk

SHOWN_MS = 10_000


def save_as(
    parent: QWidget, title: str, name: str, kinds: str, write: Callable[[Path], object]
) -> Path | None:
    """Ask for a file name and write the file; the file dialog asks before replacing one.

    Args:
        parent: the window it belongs to.
        title: what stands in the title bar.
        name: the proposed file name.
        kinds: the filter of the file dialog; its suffix is added where none was typed.
        write: writes to the path given; may raise Refusal.

    Returns:
        The path that was written, or None.
    """
    folder = documents()
    path = ask_file_name(parent, title, folder / name, kinds)
    if path is None:
        return None
    if not path.suffix:
        path = path.with_suffix(Path(name).suffix)
    with refusals_shown(parent, "没有保存"):
        write(path)
        return path
    return None


def say_saved(window: QMainWindow, path: Path | None) -> None:
    """Say in the status line where a file was written."""
    if path is not None:
        window.statusBar().showMessage(f"已保存：{path}", SHOWN_MS)


def export_ledger(window: QMainWindow, desk: "Desk") -> None:
    """Write the 台账 as Excel."""

    def write(path: Path) -> None:
        def work(progress: Progress) -> int:
            return desk.exports.ledger(path, overwrite=True, progress=progress)

        wait_for(window, "正在导出台账…", work)

    name = f"{_unit(desk, desk.workspace.root_id)}_台账.xlsx"
    say_saved(window, save_as(window, "导出台账", name, EXCEL_FILTER, write))


def export_table(
    window: QMainWindow, desk: "Desk", round_: Round, unit: OrganizationId, day: date
) -> None:
    """Write the official table as Excel."""

    def write(path: Path) -> None:
        def work(progress: Progress) -> None:
            progress(0, 0)
            desk.statistics.export(round_, unit, day, path, overwrite=True)

        wait_for(window, "正在导出统计表…", work)

    name = f"{_unit(desk, unit)}_统计表_{day:%Y%m%d}.xlsx"
    say_saved(window, save_as(window, "导出统计表", name, EXCEL_FILTER, write))


def backup(window: QMainWindow, desk: "Desk") -> None:
    """Write a copy of the ledger that has been opened and checked."""

    def write(path: Path) -> None:
        desk.backups.backup(path)

    today = desk.workspace.today()
    name = f"{desk.workspace.database.path.stem}_备份_{today:%Y%m%d}.ledger"
    say_saved(window, save_as(window, "备份", name, BACKUP_FILTER, write))


def _unit(desk: "Desk", unit: OrganizationId) -> str:
    organization = desk.workspace.directory(desk.workspace.today()).tree[unit]
    name = organization.short_name or organization.name
    return "".join(c for c in name if c not in '\\/:*?"<>| ')


def export_everything(window: QMainWindow, desk: "Desk", settings: Settings | None = None) -> None:
    """Ask where everything in the ledger is to go, and write it there."""
    from app.ui.export.everything_dialog import ExportEverythingDialog

    ExportEverythingDialog(desk, settings or Settings(), window).open()


def write_templates(window: QMainWindow, desk: "Desk") -> None:
    """Ask for a folder and write blank lists to hand out there."""
    folder = ask_folder(window, "导入模板放在哪里", documents())
    if folder is None:
        return
    with refusals_shown(window, "没有保存"):
        files = desk.templates.write(folder)
        window.statusBar().showMessage(f"已保存 {len(files)} 个模板：{folder}", SHOWN_MS)
