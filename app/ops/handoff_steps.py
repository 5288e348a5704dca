"""What the hand-off leaves to do: conflicts, units that have not reported, remarks from above."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.db.review_heads import heads_among
from app.domain.coverage import Coverage
from app.domain.handoff_records import RemarkState
from app.domain.ids import OrganizationId, ReviewId
from app.domain.review import Round
from app.domain.tree import Tree
from app.domain.unreported import Unreported
from app.ops.reporting import Reporting
from app.ops.unit_states import UnitStates
from app.ops.workspace import Workspace


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, by where it is."""

    conflicts: Mapping[OrganizationId, int] = field(default_factory=dict)
    """By the unit whose package brought them."""
    unreported: Unreported | None = None
    """None: nobody is asked to report in the round."""
    remarks: Mapping[OrganizationId, int] = field(default_factory=dict)
    """By the organisation of the record that is to be mended."""

    def open_conflicts(self, tree: Tree, unit: OrganizationId) -> int:
        """Count the conflicts of a unit; those of packages from above are the root's."""
        return _sum(self.conflicts, tree, unit)

    def missing(self, unit: OrganizationId) -> int:
        """Count who is missing from the figures of a unit."""
        return len(self.unreported.of(unit)) if self.unreported is not None else 0

    def sent_back(self, tree: Tree, unit: OrganizationId) -> int:
        """Count the remarks about records of a unit."""
        return _sum(self.remarks, tree, unit)


def read_waiting(
    workspace: Workspace,
    round_: Round,
    day: date,
    coverage: Callable[[], Coverage],
) -> Waiting:
    """Return what waits; costs next to nothing in a ledger that hands nothing on.

    Args:
        workspace: the ledger.
        round_: who reports in it.
        day: the day whose structure tells who is to report.
        coverage: gives what is recorded of the round; asked only where somebody is to report.
    """
    stores = workspace.stores
    remarks = Counter(
        ReviewId(each.review) for each in stores.handoff.remarks([RemarkState.RECEIVED])
    )
    places: Counter[OrganizationId] = Counter()
    for head in heads_among(workspace.database, remarks) if remarks else ():
        places[head.organization_id] += remarks[head.id]
    reporting = Reporting(workspace, round_, day)
    states = UnitStates(reporting, workspace.directory(day), coverage)
    return Waiting(stores.units.open_conflicts(), states.unreported, places)


def _sum(counts: Mapping[OrganizationId, int], tree: Tree, unit: OrganizationId) -> int:
    """Add up what is in a unit; what is nowhere in the tree is the root's."""
    if unit == tree.root.id:
        return sum(counts.values())
    return sum(n for place, n in counts.items() if place in tree and tree.within(place, unit))
