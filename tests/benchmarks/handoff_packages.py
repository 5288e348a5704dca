"""Packages of many units, made by the program's own rooms out of one ledger that holds them all.

Each is as if the unit's own ledger had written it: its own ledger id, number 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.db.parts import data_image, office_part
from app.domain.handoff import Manifest, PackageKind, RoundHead, Unit
from app.domain.part_schema import DATA_PART, OFFICE_PART
from app.export.package import seal, write_package
from tests.benchmarks.units import ledger_id

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import OrganizationId
    from app.ops.desk import Desk

_NAME = """
SELECT own.name, above.name FROM organization AS own
LEFT JOIN organization AS above ON above.id = own.parent_id WHERE own.id = ?
"""


def export(desk: Desk, unit: OrganizationId, path: Path, ledger: str) -> None:
    """Write the package of one unit."""
    workspace = desk.workspace
    database, round_ = workspace.database, desk.rounds.all()[0]
    ((name, above),) = database.sql(_NAME, (unit,))
    manifest = Manifest(
        PackageKind.SUBMIT,
        ledger,
        1,
        Unit(unit, name, tuple(each for each in (above, name) if each)),
        "2011-01-25T09:00:00",
        "0",
        workspace.scheme.id,
        "",
        RoundHead(round_.id, round_.name, round_.start, round_.end),
        round_.end,
    )
    office = office_part(database)
    with data_image(database, unit) as data:
        write_package(path, seal(manifest, {DATA_PART: data, OFFICE_PART: office}))


def city_packages(desk: Desk, folder: Path) -> list[Path]:
    """Write the package of every unit below the city."""
    tree = desk.workspace.directory(desk.workspace.today()).tree
    paths = []
    for number, unit in enumerate(tree.children(tree.root.id)):
        path = folder / f"unit{number}.dpbag"
        export(desk, unit.id, path, ledger_id(number))
        paths.append(path)
    return paths
