"""Statistics: the official figures of a unit on a day, with names, checks, screen and Excel."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.domain.breakdown import By, breakdown
from app.domain.checks import Check, Evidence, checks
from app.domain.coverage import MEASURES, Coverage, Figures, tier_measures
from app.domain.coverage_names import NameList, name_lists
from app.domain.errors.catalogue import refusal
from app.domain.frequency import Overdue, overdue
from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.domain.scheme import TableDeclaration
from app.domain.table import Table, TableSpec
from app.domain.words import MEASURE_TITLES, TIER_TITLES, UNCOUNTED_REASONS
from app.ops.official_table import OfficialTable, official_table, summary_table
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace


class StatisticsOps:
    """What a user can count."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    @property
    def declaration(self) -> TableDeclaration:
        """The scheme's statistics table.

        Raises:
            Refusal: ``scheme.no_table`` where the scheme has none.
        """
        tables = self._workspace.scheme.tables
        if not tables:
            raise refusal("scheme.no_table", self._workspace.scheme.id)
        return tables[0]

    def titles(self) -> Mapping[str, str]:
        """The heading of each measure that the scheme's table has, and of its further tiers."""
        columns, further = self.declaration.columns, self.declaration.tiers[1:]
        return {
            **{
                m: columns.get(m, MEASURE_TITLES[m])
                for m in MEASURES
                if not columns or m in columns
            },
            **{
                measure: tier.title + word
                for tier in further
                for measure, word in zip(tier_measures(tier.id), TIER_TITLES, strict=True)
            },
        }

    def coverage(self, round_: Round, day: date) -> Coverage:
        """Return the figures of every unit, summed once."""
        table = self.declaration
        facts = self._workspace.stores.coverage.facts(
            round_.id,
            day,
            {post for tier in table.tiers for post in tier.posts},
            secretaries_as_members=table.secretaries_as_members,
        )
        return Coverage(self._workspace.directory(day).tree, facts, table)

    def figures(self, round_: Round, unit: OrganizationId, day: date) -> Figures:
        """Return the figures of one unit: it and everything below it."""
        return self.coverage(round_, day).figures(unit)

    def names(self, round_: Round, unit: OrganizationId, day: date) -> Mapping[str, NameList]:
        """Return, per figure, the names counted and those not counted, with why."""
        exempt = {
            task.target
            for task in self._workspace.stores.tasks.of_round(round_.id)
            if task.exempt_reason
        }
        reviews = self._workspace.stores.reviews.of_round(round_.id)
        directory = self._workspace.directory(day)
        return name_lists(directory, reviews, self.declaration, unit, exempt)

    def names_plain(
        self, round_: Round, unit: OrganizationId, day: date
    ) -> dict[str, dict[str, object]]:
        """Return the names as they stand in JSON (commands.md)."""
        return {
            measure: {
                "counted": [{"id": c.id, "name": c.name} for c in found.counted],
                "not_counted": [
                    {"id": u.id, "name": u.name, "reason": UNCOUNTED_REASONS[u.reason]}
                    for u in found.not_counted
                ],
            }
            for measure, found in self.names(round_, unit, day).items()
        }

    def breakdown(self, round_: Round, unit: OrganizationId, day: date, by: By) -> Table:
        """Return the figures by kind, tag, category or mode."""
        reviewed = self._workspace.stores.coverage.reviewed_members(
            round_.id, day, secretaries_as_members=self.declaration.secretaries_as_members
        )
        reviews = self._workspace.stores.reviews.of_round(round_.id)
        return breakdown(by, self._workspace.directory(day), reviews, unit, reviewed)

    def overdue(self, round_: Round, day: date) -> tuple[Overdue, ...]:
        """Return the objects of a round that were not reviewed as often as the scheme asks."""
        targets = [task.target for task in self._workspace.stores.tasks.of_round(round_.id)]
        last_days = self._workspace.stores.reviews.last_days(day)
        return overdue(targets, last_days, self._workspace.scheme.period, day)

    def checks(self, round_: Round, unit: OrganizationId, day: date) -> tuple[Check, ...]:
        """Return the cross-checks of the table (findings: 错误, 核实, 提示)."""
        evidence = Evidence(
            directory=self._workspace.directory(day),
            table=self.declaration,
            rules=self._workspace.scheme.rules,
            round=round_,
            reviews=self._workspace.stores.reviews.of_round(round_.id),
            tasks=self._workspace.stores.tasks.of_round(round_.id),
        )
        names = self.names(round_, unit, day)
        return checks(unit, self.coverage(round_, day), names, evidence)

    def sheet(self, round_: Round, unit: OrganizationId, day: date) -> OfficialTable:
        """Return the official table as it prints; screen and Excel show this same value."""
        spec = self._workspace.stores.schemes.table_spec(self.declaration.id, TableSpec)
        if spec is None:
            raise refusal("scheme.file_missing", name=self.declaration.file)
        tree = self._workspace.directory(day).tree
        return official_table(spec, self.figures(round_, unit, day), tree[unit].name, day)

    def summary(self, round_: Round, unit: OrganizationId, day: date) -> Table:
        """Return 汇总: one row for each unit directly below, and 合计."""
        tree = self._workspace.directory(day).tree
        return summary_table(self.titles(), tree, self.coverage(round_, day), unit)

    def export(
        self,
        round_: Round,
        unit: OrganizationId,
        day: date,
        path: Path,
        *,
        overwrite: bool = False,
    ) -> None:
        """Write the official table as Excel, with a sheet 汇总 where there are units below.

        Raises:
            Refusal: ``file.*``; nothing half-written stays.
        """
        self._workspace.refuse_own_files(path)
        from app.export.excel_table import table_bytes
        from app.export.files import write_new

        template = self._workspace.stores.schemes.table_file(self.declaration.id)
        if template is None:
            raise refusal("scheme.file_missing", name=self.declaration.file)
        table = self.sheet(round_, unit, day)
        summary = self.summary(round_, unit, day)
        content = table_bytes(template, table.spec, table.values, summary)
        write_new(path, content, overwrite=overwrite)
