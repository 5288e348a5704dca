"""The door to 自有表样: a Word or Excel file of the unit is read and its dialog opened."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from app.ui.faults import refusals_shown
from app.ui.own_form.dialog import TITLE, OwnFormDialog
from app.ui.own_form.table_dialog import OwnTableDialog
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.own_form import FormDraft
    from app.domain.own_table import TableDraft
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

FOLDER_KEY = "own_form_folder"
KINDS = "Word 登记表、Excel 统计表 (*.docx *.xlsx);;所有文件 (*)"
TABLE_SUFFIXES = (".xlsx", ".xls", ".et")


def adopt_own_form(
    parent: QWidget,
    desk: "Desk",
    settings: "Settings",
    path: Path | None,
    told: Callable[["Changes"], None],
) -> QDialog | None:
    """Read a unit's own form or table and show what is proposed for it.

    Args:
        parent: the main window.
        desk: the ledger.
        settings: where the folder is remembered.
        path: a .docx or .xlsx; None: it is asked for.
        told: is given the ``Changes`` once the user has agreed; a bound method.

    Returns:
        The dialog, opened; None where no file was chosen or it was refused (and that shown).
    """
    chosen = path or _asked(parent, settings)
    if chosen is None:
        return None
    settings.set(FOLDER_KEY, str(chosen.parent))
    with refusals_shown(parent, TITLE):
        dialog = _dialog(parent, desk, chosen)
        dialog.applied.connect(told)
        dialog.open()
        return dialog
    return None


def _asked(parent: QWidget, settings: "Settings") -> Path | None:
    from app.ui.file_dialog import ask_files

    kept = settings.get(FOLDER_KEY, "")
    start = Path(kept) if isinstance(kept, str) and kept and Path(kept).is_dir() else Path.home()
    found = ask_files(parent, "选择本单位的表样", start, KINDS)
    return found[0] if found else None


def _dialog(parent: QWidget, desk: "Desk", path: Path) -> OwnFormDialog | OwnTableDialog:
    own_forms = desk.own_forms
    if path.suffix.lower() in TABLE_SUFFIXES:

        def read_table(progress: "Progress") -> "TableDraft":
            del progress
            return own_forms.read_table(path)

        table = wait_for(parent, "正在读取表样…", read_table)
        return OwnTableDialog(own_forms, table, parent)

    def read(progress: "Progress") -> "FormDraft":
        del progress
        return own_forms.read(path)

    return OwnFormDialog(own_forms, path, wait_for(parent, "正在读取表样…", read), parent)
