"""How far the tasks of a round have come, for every organisation with all below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from operator import add

from app.domain.ids import OrganizationId
from app.domain.tree import Tree
from app.domain.words import TargetKind

DUE, DONE, EXEMPT, GAPS = range(4)
"""Places of the counters in ``Counts``."""
_COUNTERS = 4

Counts = dict[tuple[OrganizationId, TargetKind], list[int]]
"""Per organisation, without those below, and kind of target: due, done, exempt, gaps."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks of one kind of target."""

    due: int = 0
    """应点评: all tasks and all gaps, whatever their state."""
    done: int = 0
    exempt: int = 0
    gaps: int = 0
    """缺点评人: targets without a reviewer."""

    @property
    def open(self) -> int:
        """未点评: what still has to be reviewed and has a reviewer."""
        return self.due - self.done - self.exempt - self.gaps


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an organisation and all below it have come."""

    organizations: Tally = Tally()
    members: Tally = Tally()

    @property
    def due(self) -> int:
        """应点评."""
        return self.organizations.due + self.members.due

    @property
    def done(self) -> int:
        """已点评."""
        return self.organizations.done + self.members.done

    @property
    def exempt(self) -> int:
        """免点评."""
        return self.organizations.exempt + self.members.exempt

    @property
    def gaps(self) -> int:
        """缺点评人."""
        return self.organizations.gaps + self.members.gaps

    @property
    def open(self) -> int:
        """未点评."""
        return self.organizations.open + self.members.open


class Standing(Mapping[OrganizationId, Progress]):
    """Counts rolled up over a tree: summed once, each organisation at the cost of a subtraction."""

    def __init__(self, tree: Tree, counts: Counts) -> None:
        """Sum once over the pre-order.

        Args:
            tree: the tree on the day that counts.
            counts: of each organisation alone; what is not in the tree is left out.
        """
        self._tree = tree
        self._sums = {kind: _running(tree, counts, kind) for kind in TargetKind}

    def __getitem__(self, organization_id: OrganizationId) -> Progress:
        start = self._tree.index[organization_id]
        end = self._tree.ends[start]
        return Progress(
            self._tally(TargetKind.ORGANIZATION, start, end),
            self._tally(TargetKind.MEMBER, start, end),
        )

    def __iter__(self) -> Iterator[OrganizationId]:
        return iter(self._tree.index)

    def __len__(self) -> int:
        return len(self._tree.organizations)

    def _tally(self, kind: TargetKind, start: int, end: int) -> Tally:
        return Tally(*(running[end] - running[start] for running in self._sums[kind]))


def _running(tree: Tree, counts: Counts, kind: TargetKind) -> tuple[list[int], ...]:
    """Return, per counter, the sums over everything before each place of the pre-order."""
    own = [[0] * len(tree.organizations) for _ in range(_COUNTERS)]
    for (organization_id, its_kind), numbers in counts.items():
        place = tree.index.get(organization_id)
        if its_kind is kind and place is not None:
            for counter, number in zip(own, numbers, strict=True):
                counter[place] += number
    return tuple(list(accumulate(counter, add, initial=0)) for counter in own)
