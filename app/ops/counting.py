"""The figures of one round on one day; everything they need is read at most once."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from app.domain.breakdown import By, breakdown, by_tier
from app.domain.checks import Check, Evidence, checks
from app.domain.coverage import MEASURES, Coverage, Figures, tier_measures
from app.domain.coverage_names import NameList, name_lists
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.review import ReviewHead, ReviewTask, Round
from app.domain.scheme import TableDeclaration
from app.domain.table import Table, TableSpec
from app.domain.words import MEASURE_TITLES, TIER_TITLES
from app.ops.official_table import OfficialTable, official_table, summary_table
from app.ops.workspace import Workspace


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
        return Coverage(self.directory.tree, facts, self.table)

    def figures(self, unit: OrganizationId) -> Figures:
        """Return the figures of one unit: it and everything below it."""
        return self.coverage.figures(unit)

    def names(self, unit: OrganizationId) -> Mapping[str, NameList]:
        """Return, per figure, the names counted and those not counted, with why."""
        if unit not in self._names:
            exempt = {task.target for task in self.tasks if task.exempt_reason}
            self._names[unit] = name_lists(self.directory, self.reviews, self.table, unit, exempt)
        return self._names[unit]

    def checks(self, unit: OrganizationId) -> tuple[Check, ...]:
        """Return the cross-checks of the table (findings: 错误, 核实, 提示)."""
        evidence = Evidence(
            directory=self.directory,
            table=self.table,
            rules=self._workspace.scheme.rules,
            round=self.round,
            reviews=self.reviews,
            tasks=self.tasks,
        )
        return checks(unit, self.coverage, self.names(unit), evidence)

    def breakdown(self, unit: OrganizationId, by: By) -> Table:
        """Return the figures by tier, kind, tag, category or mode."""
        if by is By.TIER:
            return by_tier(self.figures(unit))
        reviewed = self._workspace.stores.coverage.reviewed_members(
            self.round.id, self.day, secretaries_as_members=self.table.secretaries_as_members
        )
        return breakdown(by, self.directory, self.reviews, unit, reviewed)

    def titles(self) -> Mapping[str, str]:
        """The heading of each measure of the table."""
        return table_titles(self.table)

    def sheet(self, unit: OrganizationId) -> OfficialTable:
        """Return the official table as it prints; screen and Excel show this same value."""
        spec = self._workspace.stores.schemes.table_spec(self.table.id, TableSpec)
        if spec is None:
            raise refusal("scheme.file_missing", name=self.table.file)
        return official_table(spec, self.figures(unit), self.directory.tree[unit].name, self.day)

    def summary(self, unit: OrganizationId) -> Table:
        """Return 汇总: one row for each unit directly below, and 合计."""
        return summary_table(self.titles(), self.directory.tree, self.coverage, unit)


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
