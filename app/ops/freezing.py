"""What of a submission is frozen: its report, and its table as Excel."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.db.report_locks import ReportLock
from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.handoff import PackageKind
from app.domain.part_schema import DATA_PART, FIGURES_PART, OFFICE_PART
from app.domain.scheme import TableDeclaration
from app.domain.submission import Frozen, Report, paper_bytes
from app.ops.attached import attached_parts
from app.ops.counting import Count
from app.ops.figures_taken import figures_within
from app.ops.frozen import FROZEN_NAMES, Names
from app.ops.outgoing import Letter, Outgoing, head_of, unit_of
from app.ops.submission_views import FigureChange, Prepared
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.domain.content import Content


def freeze(workspace: Workspace, count: Count, prepared: Prepared) -> Frozen:
    """Return the figures of a unit as they are submitted, with the table as it prints.

    Args:
        workspace: the ledger.
        count: its figures on the day.
        prepared: the unit, its checks and what was said about them.

    Raises:
        Refusal: ``scheme.file_missing``.
    """
    from app.export.excel_table import lies_across

    unit, sheet = prepared.unit.id, count.sheet(prepared.unit.id)
    report = Report(
        round=head_of(prepared.round),
        unit=unit_of(count.directory.tree, unit),
        day=prepared.day,
        titles=prepared.titles,
        figures=prepared.figures,
        reported=prepared.reported,
        checks=tuple(replace(check, behind="") for check in prepared.checks),
        explanations=prepared.explanations,
        values={**sheet.values, **prepared.reported},
        summary=count.summary(unit),
        missing=prepared.missing,
        partial=prepared.partial,
        by_figures=figures_within(count, unit),
    )
    return Frozen(report, sheet.spec, lies_across(_template(workspace, count.table)))


@contextmanager
def letter_up(
    workspace: Workspace,
    outgoing: Outgoing,
    frozen: Frozen,
    names: bytes,
    lock: ReportLock,
    sequence: int,
) -> Iterator[Letter]:
    """Give what goes up: the records of the unit, forms and scheme, and the figures.

    Args:
        workspace: the ledger.
        outgoing: knows what a package says of itself.
        frozen: the figures.
        names: who is behind them; stays here.
        lock: the records go up as this will have locked them.
        sequence: the number of the package.
    """
    from app.db.parts import data_image, office_part, part_counts

    report, database = frozen.report, workspace.database
    unit, tree = report.unit.id, workspace.directory(report.day).tree
    office = office_part(database)
    with data_image(database, unit, lock) as data:
        counts = {**data.counts, **part_counts(office)}
        manifest = replace(
            outgoing.manifest(PackageKind.SUBMIT, sequence, tree, unit, counts),
            round=report.round,
            as_of=report.day,
            holds=outgoing.holdings(tree, unit),
            missing=report.missing,
        )
        parts: dict[str, Content] = {
            DATA_PART: data,
            OFFICE_PART: office,
            FIGURES_PART: paper_bytes(report),
            **outgoing.passed_on(tree, unit),
            **attached_parts(workspace, unit),
        }
        yield Letter(manifest, parts, beside={FROZEN_NAMES: names})


def excel_of(workspace: Workspace, table: TableDeclaration, frozen: Frozen, foot: str) -> bytes:
    """Return the table as Excel, with a line at the foot of its pages.

    Raises:
        Refusal: ``scheme.file_missing``.
    """
    from app.export.excel_table import table_bytes

    report, template = frozen.report, _template(workspace, table)
    return table_bytes(template, frozen.spec, report.values, report.summary, foot)


def foot_of(report: Report, sequence: int, check_code: str) -> str:
    """Return what stands at the foot of the paper table, so that it and the package agree."""
    missing = f"未含未报单位 {len(report.missing)} 个　" if report.missing else ""
    return f"{missing}上报第 {sequence} 号　校验码：{check_code}"


def lock_text(reported: str, day: date, sequence: int) -> str:
    """Return what the lock of a submitted record says."""
    return f"{reported}（{from_day(day).for_form}，第{sequence}号）"


def _template(workspace: Workspace, table: TableDeclaration) -> bytes:
    template = workspace.stores.schemes.table_file(table.id)
    if template is None:
        raise refusal("scheme.file_missing", name=table.file)
    return template


def figure_changes(
    titles: Mapping[str, str],
    then: Mapping[str, int],
    now: Mapping[str, int],
    then_names: Names,
    now_names: Names,
) -> tuple[FigureChange, ...]:
    """Return the figures that differ, or that count others than before.

    Args:
        titles: the heading of each measure, in order.
        then: the earlier figures.
        now: the later ones.
        then_names: who was counted then.
        now_names: who is counted now.
    """
    changes = []
    for measure, title in titles.items():
        before, after = _counted(then_names, measure), _counted(now_names, measure)
        change = FigureChange(
            measure,
            title,
            then.get(measure, 0),
            now.get(measure, 0),
            tuple(name for id_, name in before.items() if id_ not in after),
            tuple(name for id_, name in after.items() if id_ not in before),
        )
        if change.then != change.now or change.left or change.came:
            changes.append(change)
    return tuple(changes)


def _counted(names: Names, measure: str) -> dict[str, str]:
    found = names.get(measure)
    return {each.id: each.name for each in found.counted} if found else {}
