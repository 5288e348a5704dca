"""Units that are counted by the figures of their 统计表, not by records (domain.md §6).

A unit is counted one way or the other, never both: what stands in the records of such a unit and of
everything below it is left out. Where one such unit stands inside another, the upper one holds.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.domain.handoff_records import UnitFigures
from app.domain.ids import OrganizationId
from app.domain.tree import Tree


def is_figure(value: object) -> bool:
    """Tell whether a value can stand in a cell of the official table: a whole number from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@dataclass(frozen=True)
class GivenFigures:
    """All that was ever given as figures of one unit in a round.

    On a day those hold whose own day is the latest not after it, in whatever order they came; of
    one own day those that came last. What has no day of its own holds until the first that has.
    """

    rows: tuple[UnitFigures, ...]
    """In the order in which they came, one at least; what is not used says that the unit is counted
    by records. Where that has no figures either, none of those before hold any longer."""

    @property
    def used(self) -> bool:
        """Whether the unit is counted by figures, on those days for which there are some."""
        return self.rows[-1].used

    @cached_property
    def held(self) -> tuple[UnitFigures, ...]:
        """What holds from its own day until that of the next."""
        found: dict[date, UnitFigures] = {}
        for row in self.rows:
            if row.used or row.values:
                found[row.as_of or date.min] = row
            else:
                found.clear()
        return tuple(replace(found[day], used=self.used) for day in sorted(found))

    @property
    def newest(self) -> UnitFigures:
        """What has the latest day of its own, or what was held last; without figures: none ever."""
        if self.held:
            return self.held[-1]
        known = [row for row in self.rows if row.values]
        return replace((known or self.rows)[-1], used=self.used)

    def on(self, day: date) -> UnitFigures | None:
        """Return what holds on a day; None: nothing yet."""
        return next((r for r in reversed(self.held) if (r.as_of or date.min) <= day), None)

    def of(self, as_of: date | None) -> UnitFigures | None:
        """Return what is held as of exactly this day; None: nothing."""
        return next((row for row in self.held if row.as_of == as_of), None)


@dataclass(frozen=True, slots=True)
class GivenUnit:
    """A unit of the tree that is counted by figures; its subtree is one slice of the pre-order."""

    start: int
    end: int
    name: str
    given: UnitFigures

    @property
    def id(self) -> OrganizationId:
        """Whose figures they are."""
        return self.given.unit

    def value(self, measure: str) -> int:
        """Return one of its figures; what it did not give, or not as a figure, is 0 (T1-01)."""
        value = self.given.values.get(measure)
        return value if value is not None and is_figure(value) else 0


@dataclass(frozen=True)
class UnitsByFigures:
    """Which units of a tree are counted by figures."""

    tree: Tree | None = None
    given: tuple[UnitFigures, ...] = ()

    @cached_property
    def _units(self) -> tuple[GivenUnit, ...]:
        tree = self.tree
        if tree is None:
            return ()
        found = (
            GivenUnit(tree.index[g.unit], tree.ends[tree.index[g.unit]], tree[g.unit].name, g)
            for g in self.given
            if g.unit in tree
        )
        return tuple(sorted(found, key=lambda unit: unit.start))

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self._units]

    def __bool__(self) -> bool:
        return bool(self._units)

    def __contains__(self, unit: object) -> bool:
        return any(each.id == unit for each in self._units)

    def between(self, start: int, end: int) -> tuple[GivenUnit, ...]:
        """Return those in a slice of the pre-order that stand in no other of the slice."""
        if not self._units:
            return ()
        found: list[GivenUnit] = []
        until = start
        for unit in self._slice(start, end):
            if unit.start >= until:
                found.append(unit)
                until = unit.end
        return tuple(found)

    def within(self, unit: OrganizationId) -> tuple[GivenUnit, ...]:
        """Return whose figures are in the figures of a unit, itself included."""
        return self.between(*self._span(unit)) if self._units else ()

    def nested(self, unit: OrganizationId) -> tuple[tuple[GivenUnit, GivenUnit], ...]:
        """Return those of a unit whose figures are not used, each with the upper one that holds."""
        return tuple(
            (each, holds)
            for holds in self.within(unit)
            for each in self._slice(holds.start + 1, holds.end)
        )

    def above(self, unit: OrganizationId) -> GivenUnit | None:
        """Return the unit by figures that a unit stands below, the uppermost one, or None."""
        if not self._units:
            return None
        start, _ = self._span(unit)
        return next((each for each in self._units if each.start < start < each.end), None)

    def left_out(self, unit: OrganizationId) -> frozenset[OrganizationId]:
        """Return the organisations of a unit whose records are not counted in its figures."""
        tree = self.tree
        if tree is None or not self._units:
            return frozenset()
        return frozenset(
            organization.id
            for each in self.within(unit)
            for organization in tree.organizations[each.start : each.end]
        )

    def _slice(self, start: int, end: int) -> tuple[GivenUnit, ...]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._units[first:last]

    def _span(self, unit: OrganizationId) -> tuple[int, int]:
        if self.tree is None:
            return 0, 0
        start = self.tree.index[unit]
        return start, self.tree.ends[start]


NO_UNITS = UnitsByFigures()
"""Everything is counted by records."""
