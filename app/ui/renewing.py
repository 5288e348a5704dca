"""更新方案: another scheme, or a new edition of its forms, for the open ledger."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.faults import tell
from app.ui.file_dialog import ask_folder
from app.ui.questions import confirm

if TYPE_CHECKING:
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.office import Office

TITLE = "更新方案"


def renew_scheme(window: QWidget, office: "Office", desk: "Desk") -> "Changes | None":
    """Ask for the folder of a scheme and put it in the place of the ledger's own.

    Returns:
        What changed, or None where the user thought better of it.

    Raises:
        Refusal: of the scheme; the ledger is unchanged then.
    """
    folder = ask_folder(window, "选择方案文件夹", Path.home())
    if folder is None:
        return None
    loaded = office.load_scheme(str(folder))
    sentence = f"把这本台账的方案换成“{loaded.scheme.title}”吗？"
    more = "已经填的登记表仍用原来的表样；点评任务按新方案重新安排。"
    if not confirm(window, TITLE, sentence, "更新", more):
        return None
    renewed = desk.schemes.renew(loaded)
    titles = "、".join(desk.workspace.forms[form].title for form in renewed.forms)
    text = f"启用新表样：{titles}。" if titles else "登记表没有变化。"
    tell(window, TITLE, "方案已更新。", text, QMessageBox.Icon.Information)
    return renewed.changes
