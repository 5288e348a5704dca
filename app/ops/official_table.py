"""The official table filled in, and the summary by unit: one value for screen and Excel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.domain.coverage import Coverage, Figures
from app.domain.dates import from_day
from app.domain.ids import OrganizationId
from app.domain.table import TOTAL, Column, Table, TableSpec, TableValue
from app.domain.tree import Tree
from app.domain.unreported import Unreported
from app.domain.words import OrganizationKind

T = TypeVar("T")

OWN_LEVEL, DOUBLE_POSTS = "本级", "减：重复任职"
REMARK, PARTIAL, WITH_FIGURES = "备注", "不完整", "含报表数"
NOT_REPORTED, BY_FIGURES, LACKS = "未报", "报表数", "缺 {count} 个未报单位"
"""What is said of a unit in 汇总 that is not counted by records, or not whole."""


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """The official table of one unit on one day, as it prints."""

    spec: TableSpec
    values: Mapping[str, TableValue]
    """What stands in the cells to fill: field → value."""


def official_table(
    spec: TableSpec, figures: Figures, unit: str, day: date, mark: str = ""
) -> OfficialTable:
    """Fill the official table.

    Args:
        spec: the table as declared.
        figures: the figures of the unit.
        unit: its name.
        day: the day of reporting.
        mark: what is said of figures that are not whole or not by records; it stands behind the
            day, where there is room, so that whoever gets the table sees it.
    """
    cells = spec.cell_by_field
    head: dict[str, TableValue] = {}
    if "date" in cells:
        label = "".join(cells["date"].text.partition("：")[:2])
        head["date"], mark = label + from_day(day).for_form + mark, ""
    if "unit" in cells:
        head["unit"] = cells["unit"].text + unit + mark
    return OfficialTable(spec, {**head, **figures.values()})


def summary_table(
    titles: Mapping[str, str],
    tree: Tree,
    coverage: Coverage,
    unit: OrganizationId,
    unreported: Unreported | None = None,
) -> Table:
    """Return 汇总: the units directly below, the own level, and who is counted more than once.

    The rows add up to the unit's own figures; persons with posts in several units are taken off
    once in a row of their own. Where a unit has not reported or is counted by figures, a last
    column says so. A unit by figures itself has no parts.

    Args:
        titles: the measures, with their headings.
        tree: the structure on the day.
        coverage: the figures.
        unit: it and everything below it.
        unreported: who has not reported; None: nobody is asked to.
    """
    below = [o for o in tree.children(unit) if o.kind is not OrganizationKind.GROUP]
    if not below or unit in coverage.units:
        return Table("汇总", (), ())
    whole = coverage.figures(unit).values()
    parts = [
        (o.name, coverage.figures(o.id).values(), _remark(o.id, coverage, unreported))
        for o in below
    ]
    own = coverage.own_level(unit).values()
    if any(own[name] for name in titles):
        parts.append((OWN_LEVEL, own, ""))
    rest = {name: whole[name] - sum(part[name] for _, part, _ in parts) for name in titles}
    if any(rest.values()):
        parts.append((DOUBLE_POSTS, rest, ""))
    remarks = (Column(REMARK),) if any(remark for _, _, remark in parts) else ()
    numbers = (Column(title, number=True) for title in titles.values())
    rows: tuple[tuple[TableValue, ...], ...] = tuple(
        (name, *(part[measure] for measure in titles), *((remark,) if remarks else ()))
        for name, part, remark in parts
    )
    is_partial = unreported is not None and bool(unreported.of(unit))
    return Table(
        "汇总",
        (Column("单位"), *numbers, *remarks),
        rows,
        total=True,
        total_name=f"{TOTAL}（{PARTIAL}）" if is_partial else TOTAL,
    )


def remarks_first(table: Table) -> Table:
    """Return 汇总 with its remarks beside the names, where a narrow screen shows them too."""
    titles = [column.title for column in table.columns]
    if REMARK not in titles:
        return table
    place = titles.index(REMARK)
    columns = _second(table.columns, place)
    return replace(table, columns=columns, rows=tuple(_second(r, place) for r in table.rows))


def _second(row: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (row[0], row[place], *row[1:place], *row[place + 1 :])


def _remark(unit: OrganizationId, coverage: Coverage, unreported: Unreported | None) -> str:
    """Return what is said of a unit in its row."""
    if unreported is not None and unit in unreported:
        return NOT_REPORTED
    lacking = len(unreported.of(unit)) if unreported is not None else 0
    given = coverage.units.within(unit)
    words = [BY_FIGURES if given[0].id == unit else WITH_FIGURES] if given else []
    if lacking:
        words += [PARTIAL, LACKS.format(count=lacking)]
    return "，".join(words)
