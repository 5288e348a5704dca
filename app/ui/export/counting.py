"""How many forms a choice means, counted behind a window that stays alive."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.progress import Cancelled, Progress
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from app.ops.forms_asked import Choice, FormsAsked


def count_forms(
    parent: QWidget | None, desk: "Desk", choice: "Choice", asked: "FormsAsked"
) -> int | None:
    """Return how many forms are meant, or None where the counting was stopped."""

    def work(progress: Progress) -> int:
        progress(0, 0)
        return desk.exports.count(choice, asked)

    try:
        return wait_for(parent, "正在清点登记表…", work)
    except Cancelled:
        return None


def counted(count: int | None) -> str:
    """Return a count in words; nothing where nobody knows it."""
    return "" if count is None else f"共 {count} 份。"
