"""The figures of one round on one day; everything they need is read at most once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from app.domain.breakdown import By, breakdown, by_tier
from app.domain.check import explained, items, sentences
from app.domain.checks import Check, Evidence, checks
from app.domain.coverage import MEASURES, Coverage, Figures, tier_measures
from app.domain.coverage_names import NameList, name_lists
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.review import ReviewHead, ReviewTask, Round
from app.domain.scheme import TableDeclaration
from app.domain.table import Table, TableSpec
from app.domain.unit_checks import Earlier, Sealed
from app.domain.unit_figures import UnitsByFigures
from app.domain.unreported import Unreported
from app.domain.words import MEASURE_TITLES, TIER_TITLES
from app.ops.frozen import frozen_names, frozen_of
from app.ops.official_table import (
    PARTIAL,
    WITH_FIGURES,
    OfficialTable,
    official_table,
    summary_table,
)
from app.ops.reporting import Reporting
from app.ops.unit_states import UnitStates
from app.ops.workspace import Workspace

WITHOUT_TABLE = TableDeclaration("", "", "", ())
"""How a scheme counts that has no statistics table."""


class Count:
    """Counts one round as of one day, for any unit; what was read is kept as long as this is."""

    def __init__(
        self, workspace: Workspace, table: TableDeclaration, round_: Round, day: date
    ) -> None:
        """Read nothing yet.

        Args:
            workspace: the ledger.
            table: how the scheme counts.
            round_: the round.
            day: the day as of which is counted.
        """
        self._workspace = workspace
        self.table = table
        self.round = round_
        self.day = day
        self._names: dict[OrganizationId, Mapping[str, NameList]] = {}
        self._others: dict[date, Count] = {}

    @property
    def directory(self) -> Directory:
        """The structure on the day."""
        return self._workspace.directory(self.day)

    @cached_property
    def reviews(self) -> tuple[ReviewHead, ...]:
        """The reviews of the round in any state, without their texts."""
        return self._workspace.stores.reviews.heads(self.round.id)

    @cached_property
    def tasks(self) -> tuple[ReviewTask, ...]:
        """The tasks of the round."""
        return self._workspace.stores.tasks.of_round(self.round.id)

    @cached_property
    def coverage(self) -> Coverage:
        """The figures of every unit, summed once."""
        facts = self._workspace.stores.coverage.facts(
            self.round.id,
            self.day,
            {post for tier in self.table.tiers for post in tier.posts},
            secretaries_as_members=self.table.secretaries_as_members,
        )
        return Coverage(self.directory.tree, facts, self.table, self.units)

    # ---- who reported ------------------------------------------------------------------------

    @cached_property
    def reporting(self) -> Reporting:
        """What came from the units below for the round."""
        return Reporting(self._workspace, self.round, self.day)

    @cached_property
    def states(self) -> UnitStates:
        """How those who are to report stand."""
        return UnitStates(self.reporting, self.directory, lambda: self.coverage)

    @cached_property
    def units(self) -> UnitsByFigures:
        """Which units are counted by figures."""
        return self.reporting.by_figures(self.directory.tree)

    @cached_property
    def unreported(self) -> Unreported | None:
        """Who has not reported; None where nobody is asked to in the round."""
        return self.states.unreported

    # ---- figures -----------------------------------------------------------------------------

    def figures(self, unit: OrganizationId) -> Figures:
        """Return the figures of one unit: it and everything below it."""
        return self.coverage.figures(unit)

    def names(self, unit: OrganizationId) -> Mapping[str, NameList]:
        """Return, per figure, the names counted and those not counted, with why."""
        if unit not in self._names:
            exempt = {task.target for task in self.tasks if task.exempt_reason}
            self._names[unit] = name_lists(
                self.directory, self.reviews, self.table, unit, exempt, self.units
            )
        return self._names[unit]

    def checks(
        self,
        unit: OrganizationId,
        reported: Mapping[str, int] | None = None,
        said: Mapping[str, str] | None = None,
    ) -> tuple[Check, ...]:
        """Return the cross-checks of the table (findings: 错误, 核实, 提示).

        Args:
            unit: it and everything below it.
            reported: measure → what the unit reports in place of what is counted.
            said: check → 说明, besides those that the ledger keeps and that still hold.
        """
        evidence = Evidence(
            directory=self.directory,
            table=self.table,
            scheme=self._workspace.scheme,
            round=self.round,
            reviews=self.reviews,
            tasks=self.tasks,
            titles=self.titles(),
            reported=reported or {},
            earlier=self._earlier(unit),
            sealed=self._sealed(unit),
            unreported=self.unreported,
        )
        found = checks(unit, self.coverage, self.names(unit), evidence)
        return explained(found, {**self.explanations(unit, found), **(said or {})})

    def explanations(self, unit: OrganizationId, found: Iterable[Check]) -> Mapping[str, str]:
        """Return the 说明 that hold, by check: the kept ones, and those that came from the unit.

        Args:
            unit: whose checks they are.
            found: the checks as they are now; what says something else is to be explained again.
        """
        kept = self._workspace.stores.handoff.explanations(self.round.id, unit)
        now = tuple(found)
        own = {
            check: each.text
            for check, each in kept.items()
            if set(sentences(now, check)) <= set(each.about)
        }
        return {**self._said_below(unit, now), **own}

    def _said_below(self, unit: OrganizationId, now: Iterable[Check]) -> Mapping[str, str]:
        """Return the 说明 that a unit below submitted and that hold for what is found here."""
        if unit not in self.reporting.sealed:
            return {}
        _, report = self.reporting.sealed[unit]
        about: dict[str, set[str]] = {}
        for item in items(now):
            about.setdefault(item[0].id, set()).update(each.message for each in item)
        then = {(check.id, check.message) for check in report.checks}
        return {
            check: text
            for check, text in report.explanations.items()
            if all((check, message) in then for message in about.get(check, ()))
        }

    def said_before(self, unit: OrganizationId, holding: Collection[str]) -> Mapping[str, str]:
        """Return the kept 说明 that no longer hold, by check.

        Args:
            unit: whose checks they are.
            holding: the checks whose 说明 hold.
        """
        kept = self._workspace.stores.handoff.explanations(self.round.id, unit)
        return {check: each.text for check, each in kept.items() if check not in holding}

    def _sealed(self, unit: OrganizationId) -> tuple[Sealed, ...]:
        """Return what units within one have submitted beside what is counted of them.

        Where that differs on the day of the count, it is counted as of the day of the submission:
        what was only changed after it is no difference.
        """
        tree, units = self.directory.tree, self.units
        sealed, found = self.reporting.sealed, []
        for place in sorted(
            (place for place in sealed if place in tree), key=tree.index.__getitem__
        ):
            if not tree.within(place, unit) or units.above(place) is not None:
                continue
            sequence, report = sealed[place]
            told, name = report.told, tree[place].name
            here = Sealed(name, sequence, report.day, told, self.figures(place).values())
            if here.differs and report.day != self.day:
                then = self._as_of(report.day)
                if place in then.directory.tree:
                    here = replace(here, counted=then.figures(place).values())
            found.append(here)
        return tuple(found)

    def _as_of(self, day: date) -> "Count":
        """Return the same count as of another day."""
        if day not in self._others:
            self._others[day] = Count(self._workspace, self.table, self.round, day)
        return self._others[day]

    def _earlier(self, unit: OrganizationId) -> Earlier | None:
        """Return what was submitted of a unit for the round, up to the day; None: nothing."""
        kept = self._workspace.stores.handoff.last_submission(self.round.id, unit)
        if kept is None or kept.as_of > self.day:
            return None
        then, now = frozen_of(kept).report.told, self.figures(unit).values()
        is_smaller = any(number > now.get(measure, 0) for measure, number in then.items())
        names = frozen_names(self._workspace, kept.digest) if is_smaller else {}
        return Earlier(kept.as_of, then, names)

    def breakdown(self, unit: OrganizationId, by: By) -> Table:
        """Return the figures by tier, kind, tag, category or mode."""
        if by is By.TIER:
            return by_tier(self.figures(unit))
        reviewed = self._workspace.stores.coverage.reviewed_members(
            self.round.id, self.day, secretaries_as_members=self.table.secretaries_as_members
        )
        return breakdown(by, self.directory, self.reviews, unit, reviewed, self.units)

    def titles(self) -> Mapping[str, str]:
        """The heading of each measure of the table."""
        return table_titles(self.table)

    def sheet(self, unit: OrganizationId) -> OfficialTable:
        """Return the official table as it prints; screen and Excel show this same value."""
        spec = self._workspace.stores.schemes.table_spec(self.table.id, TableSpec)
        if spec is None:
            raise refusal("scheme.file_missing", name=self.table.file)
        name = self.directory.tree[unit].name
        return official_table(spec, self.figures(unit), name, self.day, self._mark(unit))

    def _mark(self, unit: OrganizationId) -> str:
        """Return what is said on the table of figures that are not whole, or not all by records."""
        units = self.units.within(unit)
        is_partial = self.unreported is not None and bool(self.unreported.of(unit))
        words = [
            *((PARTIAL,) if is_partial else ()),
            *((WITH_FIGURES,) if units and units[0].id != unit else ()),
        ]
        return f"（{'，'.join(words)}）" if words else ""

    def summary(self, unit: OrganizationId) -> Table:
        """Return 汇总: one row for each unit directly below, and 合计."""
        return summary_table(
            self.titles(), self.directory.tree, self.coverage, unit, self.unreported
        )


def table_titles(table: TableDeclaration) -> Mapping[str, str]:
    """Return the heading of each measure that a table has, and of its further tiers."""
    columns, further = table.columns, table.tiers[1:]
    return {
        **{m: columns.get(m, MEASURE_TITLES[m]) for m in MEASURES if not columns or m in columns},
        **{
            measure: tier.title + word
            for tier in further
            for measure, word in zip(tier_measures(tier.id), TIER_TITLES, strict=True)
        },
    }
