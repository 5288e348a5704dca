"""Who reports here, and at which level: the units right below, and those in them that do so too."""

from collections.abc import Collection, Iterator
from functools import cached_property

from app.domain.directory import Directory
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.words import OrganizationKind


class Levels:
    """The units that report to the root of a structure on a day.

    They are the party organisations directly below the root, each with all that is in it. Where
    some below one of them have ledgers and it has none, it is no level of its own (a 机关党委 whose
    books are kept here): those directly below it are to report. 科室 and 分局 are no level either,
    groups never report. Units farther below that deal with the root themselves report beside the
    one that they are in; where all of its parts do, it need not.
    """

    def __init__(
        self,
        directory: Directory,
        known: Collection[OrganizationId] = (),
        direct: Collection[OrganizationId] = (),
    ) -> None:
        """Look at the structure of a day.

        Args:
            directory: the structure on the day.
            known: the units that have ledgers of their own or gave figures.
            direct: those of them that were sent a package, or sent one or figures, themselves.
        """
        self._directory = directory
        self._tree = tree = directory.tree
        self._known = frozenset(known)
        self._direct = frozenset(direct)
        self._passed_over = {a.id for unit in known if unit in tree for a in tree.ancestors(unit)}

    @cached_property
    def units(self) -> tuple[Organization, ...]:
        """Who is to report, each before those that stand in it."""
        tops = tuple(self._below(self._tree.root.id))
        known = {top.id for top in tops}
        inner = [self._tree[unit] for unit in self._direct if unit in self._tree]
        found = {
            unit.id: unit
            for unit in inner
            if self._is_level(unit)
            and unit.id not in known
            and any(above.id in known for above in self._tree.ancestors(unit.id))
        }
        if not found:
            return tops
        return tuple(
            unit
            for top in tops
            for unit in (top, *(o for o in self._tree.subtree(top.id) if o.id in found))
        )

    @cached_property
    def _ids(self) -> frozenset[OrganizationId]:
        return frozenset(unit.id for unit in self.units)

    def above(self, unit: OrganizationId) -> Organization | None:
        """Return the nearest one of ``units`` that a unit stands in, or None."""
        return next((o for o in self._tree.ancestors(unit) if o.id in self._ids), None)

    def parts(self, unit: OrganizationId) -> tuple[OrganizationId, ...]:
        """Return those who report in place of a unit; empty where not all of its parts do."""
        return tuple(self._covering(unit) or ())

    def _covering(self, unit: OrganizationId) -> list[OrganizationId] | None:
        """Return those in a unit who report themselves; None: somebody there does not."""
        found: list[OrganizationId] = []
        for place in self._tree.children(unit):
            if place.kind is OrganizationKind.GROUP or not self._directory.is_active(place):
                continue
            if place.id in self._direct and place.kind is not OrganizationKind.UNIT:
                found.append(place.id)
                continue
            inner = self._covering(place.id)
            is_whole = inner is not None and (inner or place.kind is OrganizationKind.UNIT)
            if inner is None or not is_whole:
                return None
            found += inner
        return found

    def _below(self, unit: OrganizationId) -> Iterator[Organization]:
        for place in self._tree.children(unit):
            if place.kind is OrganizationKind.GROUP or not self._directory.is_active(place):
                continue
            is_passed_over = place.id not in self._known and place.id in self._passed_over
            if self._is_level(place) and not is_passed_over:
                yield place
            else:
                yield from self._below(place.id)

    def _is_level(self, place: Organization) -> bool:
        none = (OrganizationKind.GROUP, OrganizationKind.UNIT)
        return place.kind not in none and self._directory.is_active(place)
