"""What came from the units below for one round, read as narrowly as it is asked for."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.db.connection import Database
from app.db.package_store import PackageStore
from app.domain.handoff_records import ConflictState
from app.domain.ids import OrganizationId
from app.domain.review import Round

_OF_ROUND = """
(package.round = :round
    OR package.round IN (SELECT id FROM alias WHERE ours = :round)
    OR json_extract(package.manifest, '$.round.name') = :name)
"""
"""A round that was not issued from here has an id of its own there; its name is the same."""

_DIRECT = f"""
SELECT unit, sequence, as_of, time, file, json_extract(manifest, '$.missing'), id, 1 FROM package
WHERE direction = 'in' AND kind = 'submit' AND state = 'applied' AND {_OF_ROUND}
ORDER BY id
"""

_WITHIN_OTHERS = f"""
SELECT held.id, held.sequence, held.as_of, package.time, package.file, NULL, package.id, 0
FROM held JOIN package ON held.package_id = package.id
WHERE package.unit <> held.id AND package.direction = 'in' AND package.state = 'applied'
    AND {_OF_ROUND}
ORDER BY package.id
"""

_ISSUED = f"""
SELECT 1 FROM package WHERE direction = 'out' AND kind = 'issue' AND {_OF_ROUND} LIMIT 1
"""

_CAME_DOWN = """
SELECT 1 FROM package WHERE direction = 'in' AND kind = 'issue' AND state = 'applied' LIMIT 1
"""

_DEALT_WITH = """
SELECT unit FROM package
WHERE unit <> '' AND (direction = 'in' AND state = 'applied' OR direction = 'out')
"""
_EVER = f"{_DEALT_WITH} UNION SELECT id FROM held"


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A package of a unit that was taken in for a round."""

    unit: OrganizationId
    sequence: int
    as_of: date | None
    time: str
    """When it was taken in, by this machine's clock."""
    file: str
    missing: tuple[str, ...] = ()
    """The paths of those that the unit misses itself, by its own tree."""
    package: int = 0
    """The number in the journal of the package that brought it."""
    is_direct: bool = True
    """False: it came within the package of a unit above it."""


class UnitStore:
    """Who has reported."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reports(self, round_: Round) -> tuple[UnitReport, ...]:
        """Return the packages taken in for a round, oldest first, and not taken out again.

        Those of units that came within another one's package stand first.
        """
        given = {"round": round_.id, "name": round_.name}
        rows = [*self._database.sql(_WITHIN_OTHERS, given), *self._database.sql(_DIRECT, given)]
        return tuple(
            UnitReport(
                OrganizationId(unit),
                sequence,
                date.fromisoformat(as_of) if as_of else None,
                time,
                file,
                tuple(json.loads(missing)) if missing else (),
                package,
                bool(is_direct),
            )
            for unit, sequence, as_of, time, file, missing, package, is_direct in rows
        )

    def was_issued(self, round_: Round) -> bool:
        """Tell whether anything was issued down for a round."""
        given = {"round": round_.id, "name": round_.name}
        return bool(self._database.sql(_ISSUED, given))

    def came_down(self) -> bool:
        """Tell whether anything was taken in that the level above issued."""
        return bool(self._database.sql(_CAME_DOWN))

    def with_ledgers(self) -> frozenset[OrganizationId]:
        """Return the units that ever sent or were sent a package."""
        return frozenset(OrganizationId(unit) for (unit,) in self._database.sql(_EVER))

    def direct(self) -> frozenset[OrganizationId]:
        """Return those of them with which packages were exchanged, not within another one's."""
        return frozenset(OrganizationId(unit) for (unit,) in self._database.sql(_DEALT_WITH))

    def open_conflicts(self) -> dict[OrganizationId, int]:
        """Return how many conflicts are open, by the unit whose package brought them."""
        units = dict(self._database.sql("SELECT id, unit FROM package"))
        found = PackageStore(self._database).conflicts(ConflictState.OPEN)
        return Counter(OrganizationId(units[each.package_id]) for each in found)
