"""What units below have submitted, as it arrived: figures, checks, and their 说明."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.errors.catalogue import refusal
from app.domain.handoff import CODE_DIGITS, PackageKind
from app.domain.handoff_records import PackageDirection, PackageRecord, PackageState
from app.domain.ids import OrganizationId
from app.domain.part_schema import FIGURES_PART
from app.domain.review import Round
from app.domain.submission import Frozen, Report, read_paper
from app.domain.table import TableSpec
from app.ops.counting import table_titles
from app.ops.freezing import foot_of
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


def reports_of(workspace: Workspace, round_: Round) -> tuple[ReceivedReport, ...]:
    """Return every submission for a round that was taken in, and not out again; oldest first."""
    taken = {(each.unit, each.sequence) for each in workspace.stores.units.reports(round_)}
    held = PackageState.APPLIED
    records = [
        record
        for record in _submitted(workspace)
        if record.state is held and (record.unit, record.manifest.sequence) in taken
    ]
    return tuple(_read(workspace, reversed(records)))


def received_excel(workspace: Workspace, received: ReceivedReport) -> bytes:
    """Return the table that a unit submitted as Excel, as the unit itself has it.

    Raises:
        Refusal: ``scheme.no_table``, ``scheme.file_missing``.
    """
    from app.export.excel_table import table_bytes

    tables = workspace.scheme.tables
    if not tables:
        raise refusal("scheme.no_table", workspace.scheme.title)
    spec = workspace.stores.schemes.table_spec(tables[0].id, TableSpec)
    template = workspace.stores.schemes.table_file(tables[0].id)
    if spec is None or template is None:
        raise refusal("scheme.file_missing", name=tables[0].file)
    report = received.report
    foot = foot_of(report, received.sequence, received.check_code)
    return table_bytes(template, spec, report.values, report.summary, foot)


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
