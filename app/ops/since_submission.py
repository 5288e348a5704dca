"""What changed since a submission: figures with names, and records."""

from collections.abc import Iterable

from app.db.report_locks import later_records
from app.domain.handoff import PackageKind
from app.domain.handoff_records import PackageDirection, PackageState, SubmissionRecord
from app.domain.ids import OrganizationId
from app.domain.part_schema import DATA_PART
from app.domain.review import Round
from app.domain.submission import Submission
from app.ops.freezing import figure_changes
from app.ops.frozen import frozen_names, frozen_of, sent_package
from app.ops.record_differences import different_records
from app.ops.statistics import StatisticsOps
from app.ops.submission_views import Difference, FigureChange, Later
from app.ops.workspace import Workspace


def since(
    workspace: Workspace, statistics: StatisticsOps, kept: SubmissionRecord, *, records: bool
) -> Difference:
    """Return what is otherwise today than it was submitted.

    Args:
        workspace: the ledger.
        statistics: what counts it.
        kept: the submission.
        records: whether records are compared too.
    """
    from app.db.parts import data_part

    report, unit = frozen_of(kept).report, OrganizationId(kept.unit)
    round_ = next(r for r in workspace.stores.rounds.all() if r.id == kept.round)
    count = statistics.count(round_, max(report.day, workspace.day_of(round_)))
    if unit not in count.directory.tree:
        return Difference(())
    figures = figure_changes(
        report.titles,
        report.told,
        count.figures(unit).values(),
        frozen_names(workspace, kept.digest),
        count.names(unit),
    )
    old = _data(workspace, kept) if records else None
    return _difference(
        workspace, figures, old, data_part(workspace.database, unit) if records else None
    )


def between(workspace: Workspace, older: SubmissionRecord, newer: SubmissionRecord) -> Difference:
    """Return what changed from one submission to a later one."""
    then, now = frozen_of(older).report, frozen_of(newer).report
    figures = figure_changes(
        {**then.titles, **now.titles},
        then.told,
        now.told,
        frozen_names(workspace, older.digest),
        frozen_names(workspace, newer.digest),
    )
    return _difference(workspace, figures, _data(workspace, older), _data(workspace, newer))


def later(
    workspace: Workspace, round_: Round, submissions: Iterable[Submission]
) -> tuple[Later, ...]:
    """Return which units are to submit again, since something came after their last submission.

    Args:
        workspace: the ledger.
        round_: the round.
        submissions: what was submitted, the newest first.
    """
    last: dict[OrganizationId, Submission] = {}
    for each in submissions:
        if each.report.round.id == round_.id:
            last.setdefault(OrganizationId(each.report.unit.id), each)
    tree = workspace.directory(workspace.today()).tree
    found = (
        Later(each, *_later(workspace, round_, unit, each))
        for unit, each in last.items()
        if unit in tree
    )
    return tuple(each for each in found if each.records or each.packages)


def _later(
    workspace: Workspace, round_: Round, unit: OrganizationId, last: Submission
) -> tuple[int, int]:
    """Count the records and the packages from below that came after a submission."""
    tree = workspace.directory(workspace.today()).tree
    units = [each.id for each in tree.subtree(unit)]
    came = [
        each
        for each in workspace.stores.handoff.packages(PackageDirection.IN)
        if each.id > last.package
        and each.manifest.kind is PackageKind.SUBMIT
        and each.state is PackageState.APPLIED
        and each.manifest.round is not None
        and each.manifest.round.id == round_.id
        and each.unit is not None
        and each.unit in tree
        and tree.within(each.unit, unit)
    ]
    until = max(last.report.day, workspace.day_of(round_))
    records = later_records(workspace.database, round_.id, units, until, last.time)
    return records, len(came)


def _data(workspace: Workspace, kept: SubmissionRecord) -> bytes | None:
    package = sent_package(workspace, kept.digest)
    return workspace.stores.handoff.part(package.id, DATA_PART) if package else None


def _difference(
    workspace: Workspace, figures: tuple[FigureChange, ...], old: bytes | None, new: bytes | None
) -> Difference:
    if old is None or new is None:
        return Difference(figures, with_records=False)
    if old == new:
        return Difference(figures)
    return different_records(workspace, old, new, figures)
