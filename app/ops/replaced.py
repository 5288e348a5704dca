"""By which later submission one was replaced: two papers of a unit may bear a 校验码 each."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.handoff import PackageKind
from app.domain.submission import Submission
from app.ops.received_reports import ReceivedReport
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Replacement:
    """What holds in place of a submission."""

    sequence: int
    check_code: str


def replaced_own(submission: Submission, every: Iterable[Submission]) -> Replacement | None:
    """Return what this ledger submitted last for the same round and unit, if it was later.

    Args:
        submission: the one that is asked about.
        every: the submissions of the ledger, newest first.
    """
    about = submission.report.round.id, submission.report.unit.id
    newest = next(
        (each for each in every if (each.report.round.id, each.report.unit.id) == about), submission
    )
    if newest.id == submission.id:
        return None
    return Replacement(newest.sequence, newest.check_code)


def replaced_received(workspace: Workspace, received: ReceivedReport) -> Replacement | None:
    """Return what was taken in last of the same unit and round, if it was later."""
    store = workspace.stores.handoff
    record = store.package(received.package)
    if record is None or record.unit is None or record.manifest.round is None:
        return None
    about = PackageKind.SUBMIT, record.manifest.round.id
    for later in store.applied_of(record.unit):
        told = later.manifest
        is_alike = told.round is not None and (told.kind, told.round.id) == about
        if is_alike and later.id > record.id:
            return Replacement(told.sequence, told.check_code)
    return None
