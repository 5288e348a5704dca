"""What units below have submitted, as it arrived: figures, checks, and their 说明."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.handoff import CODE_DIGITS, PackageKind
from app.domain.handoff_records import PackageDirection, PackageRecord, PackageState
from app.domain.ids import OrganizationId
from app.domain.part_schema import FIGURES_PART
from app.domain.submission import Frozen, Report, read_paper
from app.domain.table import TableSpec
from app.ops.counting import table_titles
from app.ops.handoff_journal import unit_path
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReceivedReport:
    """The figures of a unit below in a package that was taken in."""

    unit: str
    """Its path here."""
    sequence: int
    check_code: str
    """The 校验码 on the unit's paper table."""
    time: str
    """When it was taken in."""
    is_taken_out: bool
    """True: the package was taken out again."""
    report: Report
    package: int = 0
    """The number of the package in the journal."""


def report_with_code(workspace: Workspace, check_code: str) -> ReceivedReport | None:
    """Return what arrived under a 校验码, or None.

    Args:
        workspace: the ledger.
        check_code: as typed: capitals and blanks do not matter.
    """
    wanted = "".join(check_code.split()).lower()
    if len(wanted) < CODE_DIGITS:
        return None
    found = (r for r in _submitted(workspace) if r.manifest.digest.startswith(wanted))
    return next(_read(workspace, found), None)


def report_of(workspace: Workspace, unit: OrganizationId, sequence: int) -> ReceivedReport | None:
    """Return what a unit submitted under a number of its own, or None where that is not kept."""
    found = (
        record
        for record in _submitted(workspace)
        if record.unit == unit and record.manifest.sequence == sequence
    )
    return next(_read(workspace, found), None)


def paper_of(workspace: Workspace, received: ReceivedReport) -> Frozen | None:
    """Return what a unit submitted as our own table lays it out; None: this ledger has no table."""
    from app.export.excel_table import lies_across

    for table in workspace.scheme.tables[:1]:
        spec = workspace.stores.schemes.table_spec(table.id, TableSpec)
        template = workspace.stores.schemes.table_file(table.id)
        if spec is not None and template is not None:
            return Frozen(received.report, spec, lies_across(template))
    return None


def _submitted(workspace: Workspace) -> Iterator[PackageRecord]:
    """Give what came from below, newest first."""
    for record in workspace.stores.handoff.packages(PackageDirection.IN):
        if record.manifest.kind is PackageKind.SUBMIT:
            yield record


def _read(workspace: Workspace, records: Iterator[PackageRecord]) -> Iterator[ReceivedReport]:
    for record in records:
        content = workspace.stores.handoff.part(record.id, FIGURES_PART)
        if content is not None:
            yield ReceivedReport(
                unit=unit_path(workspace, record),
                sequence=record.manifest.sequence,
                check_code=record.manifest.check_code,
                time=record.time,
                is_taken_out=record.state is PackageState.TAKEN_OUT,
                report=_ordered(workspace, read_paper(Report, content)),
                package=record.id,
            )


def _ordered(workspace: Workspace, report: Report) -> Report:
    """Return a report with its headings in the order of our own table; a file has none."""
    tables = workspace.scheme.tables
    known = table_titles(tables[0]) if tables else {}
    order = [*(measure for measure in known if measure in report.titles), *report.titles]
    return replace(report, titles={measure: report.titles[measure] for measure in order})
