"""Units that were to report and have not (未报单位), at any level of the tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree


@dataclass(frozen=True)
class Unreported:
    """Who has not reported, as far as anybody said so."""

    tree: Tree
    units: frozenset[OrganizationId] = frozenset()
    """Organisations of this tree."""
    elsewhere: Mapping[OrganizationId, tuple[str, ...]] = field(default_factory=dict)
    """Unit that reported → paths below it that it misses and that this tree does not know."""
    came: frozenset[OrganizationId] = frozenset()
    """Who reported: who misses a unit above such a one does not miss it."""

    def __contains__(self, unit: object) -> bool:
        return unit in self.units

    def of(self, unit: OrganizationId) -> tuple[str, ...]:
        """Return who is missing from the figures of a unit, by the paths from there down.

        A unit in one that has not reported is missing itself, unless it reported for itself.
        """
        tree = self.tree
        found = [o.id for o in tree.subtree(unit) if o.id in self.units]
        above = [o for o in self._above(unit) if o.id in self.units]
        return (
            *(o.name for o in above),
            *(self._path(each, unit) for each in found),
            *(
                f"{self._path(each, unit)}/{path}"
                for each, paths in self.elsewhere.items()
                if tree.within(each, unit)
                for path in paths
            ),
        )

    def _above(self, unit: OrganizationId) -> Iterator[Organization]:
        """Give those who would have reported for a unit, the nearest first."""
        if unit in self.came:
            return
        for place in self.tree.ancestors(unit):
            yield place
            if place.id in self.came:
                return

    def _path(self, unit: OrganizationId, top: OrganizationId) -> str:
        """Return the names from below a unit down; of the unit itself its name."""
        names = [self.tree[unit].name]
        for above in self.tree.ancestors(unit):
            if above.id == top or not self.tree.within(above.id, top):
                break
            names.append(above.name)
        return "/".join(reversed(names))


def find_missing(
    tree: Tree,
    missing: frozenset[OrganizationId],
    told: Mapping[OrganizationId, tuple[str, ...]],
    came: frozenset[OrganizationId] = frozenset(),
) -> Unreported:
    """Return who has not reported.

    Args:
        tree: the structure on the day.
        missing: reporting units from which nothing came.
        told: unit that reported → the paths of those that it misses itself, by its own tree.
        came: who reported here for itself; whoever misses such a one does so no longer.
    """
    found = set(missing)
    elsewhere: dict[OrganizationId, tuple[str, ...]] = {}
    for unit, paths in told.items():
        unknown = []
        for path in paths:
            known = [o.id for o in tree.named(path, unit) if tree.within(o.id, unit)]
            if len(known) == 1:
                found.update({known[0]} - came)
            else:
                unknown.append(path)
        if unknown:
            elsewhere[unit] = tuple(unknown)
    return Unreported(tree, frozenset(found), elsewhere, came)
