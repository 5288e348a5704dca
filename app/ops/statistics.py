"""Statistics: the official figures of a unit on a day, with names, checks, screen and Excel."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.domain.coverage import Figures
from app.domain.coverage_names import NameList
from app.domain.errors.catalogue import refusal
from app.domain.frequency import Overdue, overdue
from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.domain.scheme import TableDeclaration
from app.domain.table import Table
from app.ops.counting import Count, table_titles
from app.ops.official_table import OfficialTable
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
            raise refusal("scheme.no_table", self._workspace.scheme.title)
        return tables[0]

    def titles(self) -> Mapping[str, str]:
        """The heading of each measure that the scheme's table has, and of its further tiers."""
        return table_titles(self.declaration)

    def count(self, round_: Round, day: date) -> Count:
        """Return the figures of a round as of a day; what they need is read once."""
        return Count(self._workspace, self.declaration, round_, day)

    def figures(self, round_: Round, unit: OrganizationId, day: date) -> Figures:
        """Return the figures of one unit: it and everything below it."""
        return self.count(round_, day).figures(unit)

    def names(self, round_: Round, unit: OrganizationId, day: date) -> Mapping[str, NameList]:
        """Return, per figure, the names counted and those not counted, with why."""
        return self.count(round_, day).names(unit)

    def overdue(self, round_: Round, day: date) -> tuple[Overdue, ...]:
        """Return the objects of a round that were not reviewed as often as the scheme asks."""
        targets = [task.target for task in self._workspace.stores.tasks.of_round(round_.id)]
        last_days = self._workspace.stores.reviews.last_days(day)
        return overdue(targets, last_days, self._workspace.scheme.period, day)

    def sheet(self, round_: Round, unit: OrganizationId, day: date) -> OfficialTable:
        """Return the official table as it prints; screen and Excel show this same value."""
        return self.count(round_, day).sheet(unit)

    def summary(self, round_: Round, unit: OrganizationId, day: date) -> Table:
        """Return 汇总: one row for each unit directly below, and 合计."""
        return self.count(round_, day).summary(unit)

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
        from app.export.files import write_new

        self._workspace.refuse_own_files(path)
        write_new(path, self.content(round_, unit, day), overwrite=overwrite)

    def content(self, round_: Round, unit: OrganizationId, day: date) -> bytes:
        """Return the official table as an Excel file, with a sheet 汇总 for the units below.

        Raises:
            Refusal: ``scheme.file_missing``.
        """
        from app.export.excel_table import table_bytes

        template = self._workspace.stores.schemes.table_file(self.declaration.id)
        if template is None:
            raise refusal("scheme.file_missing", name=self.declaration.file)
        count = self.count(round_, day)
        table = count.sheet(unit)
        return table_bytes(template, table.spec, table.values, count.summary(unit))
