"""Figures of a unit before they are kept: read from its table, and looked at for what cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.check_pairs import pairs_of
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId
from app.domain.unit_checks import more_than_there_are
from app.ops.reporting import PARTIAL
from app.ops.units import UnitOps, sheet_doubts
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FiguresRead:
    """What stands in a unit's 统计表; nothing is kept of it yet."""

    values: Mapping[str, int]
    as_of: date | None
    """The day behind 填报时间; None: nothing is written there."""
    source: str
    doubts: tuple[Fault, ...] = ()
    """What does not fit: another unit's name (``figures.other_unit``), an incomplete table."""


def read_table(units: UnitOps, path: Path, unit: OrganizationId) -> FiguresRead:
    """Read a unit's filled 统计表; nothing is written.

    Args:
        units: the units of the ledger.
        path: .xlsx, .xls or .et in the ledger's own layout.
        unit: whose figures they are to be.

    Raises:
        Refusal: ``figures.*`` for everything that is wrong, at once; ``file.*``, ``sheet.*``;
            ``scheme.file_missing``.
    """
    from app.intake.figures_sheet import read_figures

    place = units.require_unit(unit)
    wanted = units.wanted(place.name)
    found = read_figures(path, wanted.spec, wanted.titles, wanted.unit)
    return FiguresRead(
        found.values,
        found.day,
        path.name + (PARTIAL if found.is_partial else ""),
        tuple(sheet_doubts(found.unit, place, is_partial=found.is_partial)),
    )


def impossible(workspace: Workspace, name: str, values: Mapping[str, int]) -> tuple[str, ...]:
    """Return in sentences of which figures more are done than there are.

    Args:
        workspace: the ledger, whose scheme says which belong together.
        name: of the unit.
        values: measure → number, as far as they are known.
    """
    pairs = [pair for table in workspace.scheme.tables[:1] for pair in pairs_of(table)]
    return tuple(check.message for check in more_than_there_are(name, values, pairs))
