"""Lists of a page on paper: shown as they print, on A4 across."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.table import Table
from app.ui.faults import refusals_shown
from app.ui.settings import Settings
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ui.printing.document import TableDocument


def print_list(parent: QWidget, settings: Settings, title: str, table: Table) -> None:
    """Show a list as it prints; it is printed from there.

    Args:
        parent: the window it belongs to.
        settings: where the page set-up is remembered.
        title: what stands above the list.
        table: the list.
    """
    from app.ui.printing.preview import PrintPreview

    def work(progress: "Progress") -> "TableDocument":
        from app.paper.table_pages import list_pages
        from app.ui.printing.document import TableDocument

        progress(0, 0)
        return TableDocument(title, list_pages(title, table, landscape=True))

    with refusals_shown(parent, "没有打印"):
        PrintPreview(wait_for(parent, "正在排版…", work), settings, parent).open()
