"""The submitted table on paper: always as it was submitted, with its 校验码 at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.submission import Submission
from app.ui.faults import refusals_shown
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ui.printing.document import TableDocument
    from app.ui.settings import Settings


def print_submission(
    parent: QWidget, desk: "Desk", settings: "Settings", submission: Submission
) -> None:
    """Show a submitted table as it prints; it is printed from there.

    Args:
        parent: the window it belongs to.
        desk: the ledger.
        settings: where the page set-up is remembered.
        submission: which one.
    """
    from app.ui.printing.preview import PrintPreview

    def work(progress: "Progress") -> "TableDocument":
        progress(0, 0)
        return submission_document(desk, submission)

    with refusals_shown(parent, "没有打印"):
        PrintPreview(wait_for(parent, "正在排版…", work), settings, parent).open()


def submission_document(desk: "Desk", submission: Submission) -> "TableDocument":
    """Return the pages of a submitted table, and of its 汇总 where there is one.

    Raises:
        Refusal: ``handoff.submission_unknown``.
    """
    from app.paper.table_pages import list_pages, official_page, with_foot
    from app.ui.printing.document import TableDocument

    frozen = desk.submissions.frozen(submission.id)
    report = frozen.report
    pages = [official_page(frozen.spec, report.values, landscape=frozen.landscape)]
    if report.summary.rows:
        title = f"{frozen.spec.title}（{report.summary.title}）"
        pages += list_pages(title, report.summary, landscape=True)
    foot = desk.submissions.foot(submission.id)
    return TableDocument(f"{report.unit.name}统计表", list(with_foot(pages, foot)))
