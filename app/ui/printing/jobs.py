"""The ways into printing: filled forms, blank forms, the statistics table."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.ids import OrganizationId, ReviewId, TaskId
from app.domain.progress import Progress
from app.domain.review import Round
from app.domain.words import CopyPurpose
from app.ops.forms_asked import FormsAsked, OfReviews
from app.ui.export.ranges import ranges
from app.ui.faults import refusals_shown
from app.ui.printing.document import TableDocument
from app.ui.printing.forms import ReadyForms, ready_form, ready_forms
from app.ui.printing.preview import PrintPreview
from app.ui.printing.print_dialog import PrintDialog
from app.ui.settings import Settings
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.form import FormSpec, FormValues
    from app.ops.desk import Desk


def print_forms(
    parent: QWidget,
    desk: "Desk",
    settings: Settings,
    round_: Round,
    unit: OrganizationId,
    tasks: Sequence[TaskId] = (),
    reviews: Sequence[ReviewId] = (),
) -> PrintDialog:
    """Ask which forms and which copies, show them, and print them from there.

    Args:
        parent: the window.
        desk: the ledger.
        settings: where copies and page set-up are remembered.
        round_: whose records.
        unit: the chosen organisation; it and all below it are offered, and the whole round.
        tasks: the chosen tasks; their records are offered first.
        reviews: the chosen records, if any; offered first.
    """
    offered = ranges(parent, desk, round_, unit, tasks, reviews)
    dialog = PrintDialog(desk, settings, offered, parent)
    shower = _Shower(settings, parent)
    dialog.ready.connect(shower.show)
    dialog.finished.connect(shower.deleteLater)
    dialog.open()
    return dialog


class _Shower(QObject):
    """Shows what has been made ready, over the window and not over the closing dialog."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._window = parent

    def show(self, ready: ReadyForms) -> None:
        """Open the preview."""
        PrintPreview(ready.document, self._settings, self._window, ready.remarks).open()


def print_form(
    parent: QWidget, settings: Settings, spec: "FormSpec", values: "FormValues", name: str
) -> PrintPreview:
    """Show one form as it stands, saved or not, and print it from there."""
    ready = ready_form(spec, values, name)
    preview = PrintPreview(ready.document, settings, parent, ready.remarks)
    preview.open()
    return preview


def print_blank(
    parent: QWidget, desk: "Desk", settings: Settings, form: str = ""
) -> PrintPreview | None:
    """Show blank forms and print them from there.

    Args:
        parent: the window.
        desk: the ledger.
        settings: where the page set-up is remembered.
        form: the id of a form; empty: every form of the scheme.
    """
    with refusals_shown(parent, "没有打印"):
        asked = FormsAsked(copies=(CopyPurpose.BLANK,))
        ready = ready_forms(desk, OfReviews(()), asked, "空白登记表")
        document = ready.document
        if form:
            document = ready_form(desk.workspace.forms[form], {}, "空白表").document
        preview = PrintPreview(document, settings, parent)
        preview.open()
        return preview
    return None


def print_table(
    parent: QWidget,
    desk: "Desk",
    settings: Settings,
    round_: Round,
    unit: OrganizationId,
    day: date,
) -> PrintPreview | None:
    """Show the official table and 汇总 and print them from there.

    Args:
        parent: the window.
        desk: the ledger.
        settings: where the page set-up is remembered.
        round_: whose figures.
        unit: the reporting unit.
        day: as of which day.
    """
    with refusals_shown(parent, "没有打印"):

        def work(progress: Progress) -> TableDocument:
            progress(0, 0)
            return table_document(desk, round_, unit, day)

        preview = PrintPreview(wait_for(parent, "正在统计…", work), settings, parent)
        preview.open()
        return preview
    return None


def table_document(desk: "Desk", round_: Round, unit: OrganizationId, day: date) -> TableDocument:
    """Return the pages of the official table, and of 汇总 where there are units below.

    Raises:
        Refusal: ``scheme.no_table``, ``scheme.file_missing``.
    """
    from app.paper.table_pages import list_pages, official_page

    table = desk.statistics.sheet(round_, unit, day)
    landscape = desk.exports.table_lies_across()
    pages = [official_page(table.spec, table.values, landscape=landscape)]
    summary = desk.statistics.summary(round_, unit, day)
    if summary.rows:
        title = f"{table.spec.title}（{summary.title}）"
        pages += list_pages(title, summary, landscape=True)
    name = desk.workspace.directory(day).tree[unit].name
    return TableDocument(f"{name}统计表", pages)
