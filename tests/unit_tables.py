"""A unit's filled 统计表 taken in as the dialog 录入报表数 does: read, then kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.ops.figures_reading import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ops.units import FiguresTaken


def take_table(desk: Desk, path: Path, unit: OrganizationId, round_: Round) -> FiguresTaken:
    """Return what was kept, with everything that does not fit."""
    read = read_table(desk.units, path, unit)
    taken = desk.units.enter_figures(unit, round_, read.values, read.as_of, read.source)
    return replace(taken, warnings=(*read.doubts, *taken.warnings))
