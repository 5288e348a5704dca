"""How the units that report here stand to one another: each counts for itself, or with another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.domain.coverage import Coverage
from app.domain.directory import Directory
from app.domain.ids import OrganizationId
from app.domain.levels import Levels
from app.domain.organization import Organization
from app.domain.unreported import Unreported, find_missing
from app.ops.reporting import FROM, Reporting, UnitState

_REPORTED = (UnitState.ON_TIME, UnitState.LATE, UnitState.REPORTED, UnitState.FIGURES)


@dataclass(frozen=True, slots=True)
class Parts:
    """Those who report in place of the unit that they are in."""

    count: int
    missing: tuple[str, ...] = ()
    """Those of them who have not reported, by their paths."""


class UnitStates:
    """How everybody who is to report stands in one round, by the structure on a day."""

    def __init__(
        self, reporting: Reporting, directory: Directory, coverage: Callable[[], Coverage]
    ) -> None:
        """Work out nothing yet.

        Args:
            reporting: what came for the round.
            directory: the structure on the day.
            coverage: gives what is recorded of the round; asked only where it matters.
        """
        self._reporting = reporting
        self._directory = directory
        self._tree = directory.tree
        self._coverage = coverage

    @cached_property
    def levels(self) -> Levels:
        """Who is to report, and at which level."""
        reporting = self._reporting
        known = reporting.with_ledgers | reporting.given.keys()
        return Levels(self._directory, known, reporting.direct | self._given_here)

    @property
    def units(self) -> tuple[Organization, ...]:
        """Who is to report, each before those that stand in it."""
        return self.levels.units

    def state(self, unit: OrganizationId, by: date | None = None) -> UnitState:
        """Return how a unit stands; where nothing came of it, as the one that reported for it.

        Args:
            unit: one of ``units``.
            by: when it was to report; None: no day was set.
        """
        own = self._own(unit, by)
        if own is not UnitState.MISSING or unit in self._later:
            return own
        above = self.covered_by(unit)
        if above is not None:
            return self._own(above, by)
        return UnitState.BELOW if self.levels.parts(unit) else UnitState.MISSING

    def received(self, unit: OrganizationId) -> date | None:
        """Return the day on which a unit first reported, or the one that reported for it."""
        if self._own(unit, None) is UnitState.MISSING:
            above = self.covered_by(unit)
            if above is not None:
                return self._reporting.received(above)
            if unit not in self._heard and unit not in self._reporting.given:
                return None
        return self._reporting.received(unit)

    def covered_by(self, unit: OrganizationId) -> OrganizationId | None:
        """Return the nearest unit above that reported with this one, or None."""
        for above in self._tree.ancestors(unit):
            if above.id == self._tree.root.id:
                return None
            is_heard = above.id in self._heard or above.id in self._reporting.reports
            if is_heard and self._own(above.id, None) in _REPORTED:
                return None if self._is_missed(unit, above.id) else above.id
        return None

    def parts(self, unit: OrganizationId) -> Parts | None:
        """Return who reports in place of a unit; None: it reports itself, or nobody does."""
        if self.state(unit) is not UnitState.BELOW:
            return None
        parts = self.levels.parts(unit)
        return Parts(len(parts), tuple(self._path(p, unit) for p in parts if not self._came(p)))

    def missed_by(self, unit: OrganizationId) -> tuple[str, ...]:
        """Return whom a unit misses, by the paths below it; those who came since are not missed."""
        if parts := self.parts(unit):
            return parts.missing
        found = self._reporting.missed_by(unit)
        return tuple(path for path in found if self._heard.isdisjoint(self._named(path, unit)))

    # ---- who has not reported ----------------------------------------------------------------

    @cached_property
    def unreported(self) -> Unreported | None:
        """Who has not reported, at any level; None where nobody is asked to.

        Of units that the level above told of and that nobody here has asked yet, those of whom
        nothing at all is known have not reported either.
        """
        if not self._reporting.is_asked:
            return self._unheard()
        tree, reporting = self._tree, self._reporting
        missing = frozenset(
            unit.id for unit in self.units if self.state(unit.id) is UnitState.MISSING
        )
        missing |= self._later
        by_figures = (unit.id for unit in reporting.by_figures(tree).within(tree.root.id))
        heard = [unit for unit in dict.fromkeys((*reporting.reports, *by_figures)) if unit in tree]
        told = {unit: reporting.missed_by(unit) for unit in heard if unit not in missing}
        return find_missing(tree, missing, told, self._heard - missing)

    def _unheard(self) -> Unreported | None:
        if not self._reporting.came_down:
            return None
        empty = frozenset(u.id for u in self.units if self._coverage().is_empty(u.id))
        return find_missing(self._tree, empty, {}) if empty else None

    # ------------------------------------------------------------------------------------------

    @cached_property
    def _given_here(self) -> frozenset[OrganizationId]:
        """The units whose figures did not come within the package of a unit above."""
        found = self._reporting.reports.values()
        files = tuple(FROM.format(file=r.file, source="") for reports in found for r in reports)
        given = self._reporting.given.items()
        return frozenset(u for u, each in given if not each.rows[-1].source.startswith(files))

    @cached_property
    def _later(self) -> frozenset[OrganizationId]:
        """The units, at any level, of which all figures are of later days than the one asked."""
        reporting, tree = self._reporting, self._tree
        by_figures = reporting.by_figures(tree)
        return frozenset(
            unit
            for unit in reporting.given
            if unit in tree
            and reporting.begins(unit) is not None
            and by_figures.above(unit) is None
            and reporting.state(unit, None, lambda: False) is UnitState.MISSING
        )

    @cached_property
    def _heard(self) -> frozenset[OrganizationId]:
        """Who reported here for itself, and not only within the package of a unit above."""
        reporting = self._reporting
        direct = {u for u, found in reporting.reports.items() if any(r.is_direct for r in found)}
        used = {unit for unit, given in reporting.figures.items() if given.used}
        return frozenset(direct | used)

    def _own(self, unit: OrganizationId, by: date | None) -> UnitState:
        """Return how a unit stands by what came of it, directly or within another's package."""
        found = self._reporting.state(unit, by, lambda: self._coverage().has_records(unit))
        if found in _REPORTED and unit not in self._heard:
            for above in self._tree.ancestors(unit):
                if above.id in self._heard and self._is_missed(unit, above.id):
                    return UnitState.MISSING
        return found

    def _came(self, unit: OrganizationId) -> bool:
        """Tell whether nothing more is to come of a unit."""
        parts = self.parts(unit)
        return not parts.missing if parts else self.state(unit) is not UnitState.MISSING

    def _is_missed(self, unit: OrganizationId, above: OrganizationId) -> bool:
        """Tell whether a unit above that reported says that this one had not reported to it."""
        named = (self._named(path, above) for path in self._reporting.missed_by(above))
        return any(
            len(found) == 1 and found[0] in self._tree and self._tree.within(unit, found[0])
            for found in named
        )

    def _named(self, path: str, under: OrganizationId) -> list[OrganizationId]:
        found = self._tree.named(path, under)
        return [place.id for place in found if self._tree.within(place.id, under)]

    def _path(self, unit: OrganizationId, top: OrganizationId) -> str:
        """Return the names from below a unit down."""
        names = [self._tree[unit].name]
        for above in self._tree.ancestors(unit):
            if above.id == top:
                break
            names.append(above.name)
        return "/".join(reversed(names))
