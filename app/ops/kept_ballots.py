"""The ballots of an assessment, as they are kept."""

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballots import Ballot
from app.ops.workspace import Workspace


def ballots_of(workspace: Workspace, assessment: Assessment) -> tuple[Ballot, ...]:
    """Return the ballots that were typed in for an assessment, in the order of their numbers."""
    found = workspace.stores.cycle.in_organization(Ballot, [assessment.organization_id])
    own = [ballot for ballot in found if ballot.assessment_id == assessment.id]
    return tuple(sorted(own, key=lambda ballot: (ballot.group, ballot.object, ballot.number)))
