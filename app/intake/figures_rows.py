"""A filled 统计表 among the files of an import: one row with the figures of one unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.proposal import SheetKind, SheetRow, SheetTable
from app.domain.table import TableSpec
from app.intake.figures_sheet import bears_title, figures_in
from app.intake.sheets import Sheet

UNIT, DAY, PARTIAL = "unit", "date", "partial"
"""The columns beside the measures: the name, the day (ISO), not empty: marked as not complete."""
_HEADINGS = {"填报单位": UNIT, "填报时间": DAY}


@dataclass(frozen=True, slots=True)
class FiguresWanted:
    """The table that units fill, and which of several alike in a file is meant."""

    spec: TableSpec
    titles: Mapping[str, str]
    """The measures that are wanted, with their headings."""
    unit: str = ""
    """Whose figures are wanted; empty: whose name stands on the table."""

    def stands_on(self, sheets: list[Sheet]) -> bool:
        """Tell whether the sheets bear the table's title."""
        return bears_title(sheets, self.spec)

    def table(self, path: Path, sheets: list[Sheet]) -> SheetTable:
        """Return the figures as a table with one row, its cells by measure.

        Raises:
            Refusal: ``figures.*`` for everything that is wrong with the table, at once.
        """
        found = figures_in(sheets, path, self.spec, self.titles, self.unit)
        cells = {measure: str(number) for measure, number in found.values.items()}
        cells[UNIT] = found.unit
        cells[DAY] = found.day.isoformat() if found.day else ""
        cells[PARTIAL] = "1" if found.is_partial else ""
        return SheetTable(
            file=str(path.absolute()),
            sheet=found.sheet,
            kind=SheetKind.FIGURES,
            header_row=found.row,
            mapping={**_HEADINGS, **{self.titles[measure]: measure for measure in found.values}},
            rows=(SheetRow(found.row, cells),),
            warnings=found.warnings,
        )
