"""The official table filled in, and the summary by unit: one value for screen and Excel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.coverage import Coverage, Figures
from app.domain.dates import from_day
from app.domain.ids import OrganizationId
from app.domain.table import Column, Table, TableSpec, TableValue
from app.domain.tree import Tree
from app.domain.words import OrganizationKind

OWN_LEVEL, DOUBLE_POSTS = "本级", "减：重复任职"


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """The official table of one unit on one day, as it prints."""

    spec: TableSpec
    values: Mapping[str, TableValue]
    """What stands in the cells to fill: field → value."""


def official_table(spec: TableSpec, figures: Figures, unit: str, day: date) -> OfficialTable:
    """Fill the official table.

    Args:
        spec: the table as declared.
        figures: the figures of the unit.
        unit: its name.
        day: the day of reporting.
    """
    cells = spec.cell_by_field
    head: dict[str, TableValue] = {}
    if "unit" in cells:
        head["unit"] = cells["unit"].text + unit
    if "date" in cells:
        head["date"] = "".join(cells["date"].text.partition("：")[:2]) + from_day(day).for_form
    return OfficialTable(spec, {**head, **figures.values()})


def summary_table(
    titles: Mapping[str, str], tree: Tree, coverage: Coverage, unit: OrganizationId
) -> Table:
    """Return 汇总: the units directly below, the own level, and who is counted more than once.

    The rows add up to the unit's own figures; persons with posts in several units are taken off
    once in a row of their own.
    """
    whole = coverage.figures(unit).values()
    below = [o for o in tree.children(unit) if o.kind is not OrganizationKind.GROUP]
    if not below:
        return Table("汇总", (), ())
    parts = [(o.name, coverage.figures(o.id).values()) for o in below]
    own = coverage.own_level(unit).values()
    if any(own[name] for name in titles):
        parts.append((OWN_LEVEL, own))
    rest = {name: whole[name] - sum(part[name] for _, part in parts) for name in titles}
    if any(rest.values()):
        parts.append((DOUBLE_POSTS, rest))
    columns = (Column("单位"), *(Column(title, number=True) for title in titles.values()))
    rows: tuple[tuple[TableValue, ...], ...] = tuple(
        (name, *(part[measure] for measure in titles)) for name, part in parts
    )
    return Table("汇总", columns, rows, total=True)
