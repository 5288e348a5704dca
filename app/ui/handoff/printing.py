"""The submitted table on paper: always as it was submitted, with its 校验码 at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.errors.catalogue import refusal
from app.domain.submission import Frozen, Submission
from app.ops.received_reports import ReceivedReport
from app.ui.faults import refusals_shown
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

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

    def work(progress: "Progress") -> "TableDocument":
        progress(0, 0)
        return submission_document(desk, submission)

    _show(parent, settings, work)


def print_received(
    parent: QWidget, desk: "Desk", settings: "Settings", received: ReceivedReport
) -> None:
    """Show the table that a unit below submitted, as it should stand on its sealed paper.

    Args:
        parent: the window it belongs to.
        desk: the ledger.
        settings: where the page set-up is remembered.
        received: what it submitted.
    """

    def work(progress: "Progress") -> "TableDocument":
        progress(0, 0)
        return received_document(desk, received)

    _show(parent, settings, work)


def _show(
    parent: QWidget, settings: "Settings", work: "Callable[[Progress], TableDocument]"
) -> None:
    from app.ui.printing.preview import PrintPreview

    with refusals_shown(parent, "没有打印"):
        PrintPreview(wait_for(parent, "正在排版…", work), settings, parent).open()


def submission_document(desk: "Desk", submission: Submission) -> "TableDocument":
    """Return the pages of a submitted table, and of its 汇总 where there is one.

    Raises:
        Refusal: ``handoff.submission_unknown``.
    """
    return _document(desk.submissions.frozen(submission.id), desk.submissions.foot(submission.id))


def received_document(desk: "Desk", received: ReceivedReport) -> "TableDocument":
    """Return the pages of the table that a unit below submitted.

    Raises:
        Refusal: ``scheme.no_table``.
    """
    from app.ops.freezing import foot_of
    from app.ops.received_reports import paper_of

    frozen = paper_of(desk.workspace, received)
    if frozen is None:
        raise refusal("scheme.no_table", desk.workspace.scheme.title)
    foot = foot_of(received.report, received.sequence, received.check_code)
    return _document(frozen, foot)


def _document(frozen: Frozen, foot: str) -> "TableDocument":
    from app.paper.table_pages import list_pages, official_page, with_foot
    from app.ui.printing.document import TableDocument

    report = frozen.report
    pages = [official_page(frozen.spec, report.values, landscape=frozen.landscape)]
    if report.summary.rows:
        title = f"{frozen.spec.title}（{report.summary.title}）"
        pages += list_pages(title, report.summary, landscape=True)
    return TableDocument(f"{report.unit.name}统计表", list(with_foot(pages, foot)))
