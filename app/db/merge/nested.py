"""Units below the one that a package is about: what is newer here, and what comes along."""

from collections.abc import Mapping

from app.db.connection import Database
from app.db.merge.base import held_below
from app.db.merge.places import LEFT_OUT, Places, below
from app.db.merge.sides import BASE, THEIRS, Side
from app.db.merge.touched import HeldBefore
from app.db.package_store import PackageStore
from app.domain.handoff import Holding
from app.domain.handoff_records import Held, PackageRecord
from app.domain.ids import OrganizationId


class Nested:
    """The packages of units below that are held here, and those that a package holds."""

    def __init__(
        self, database: Database, places: Places, package: PackageRecord, ours: Mapping[str, str]
    ) -> None:
        """Compare both.

        Args:
            database: the ledger.
            places: what the package is about.
            package: the package.
            ours: ids in the package → ours.
        """
        self._database = database
        self._places = places
        self._package = package
        self._theirs = {
            OrganizationId(ours.get(each.unit, each.unit)): each for each in package.manifest.holds
        }
        self._newer = [
            held.unit
            for held in held_below(database, places)
            if not is_newer(self._theirs.get(held.unit), held)
        ]

    def leave_out(self, theirs: Side, base: Side) -> None:
        """Leave out what stands here from newer packages of units below."""
        if not self._newer:
            return
        tables = ("main.organization", f"temp.{THEIRS}_organization", f"temp.{BASE}_organization")
        found: set[str] = set()
        for table in tables:
            found.update(below(self._database, self._newer, table))
        self._places.leave_out(found)
        for side in (theirs, base):
            side.leave_out(LEFT_OUT)
        theirs.drop_loose_persons()

    def hold(self) -> HeldBefore:
        """Say which packages are in the ledger from now on; returns what was held before."""
        store, manifest = PackageStore(self._database), self._package.manifest
        now = [
            Held(
                self._places.unit,
                manifest.ledger,
                manifest.sequence,
                manifest.as_of,
                self._package.id,
            )
        ]
        left = set(below(self._database, self._newer)) if self._newer else set()
        now += (
            Held(unit, each.ledger, each.sequence, each.as_of, self._package.id)
            for unit, each in self._theirs.items()
            if unit not in left and unit != self._places.unit
        )
        before = [store.held_of(each.unit) for each in now]
        store.hold(now)
        fresh = tuple(new.unit for new, old in zip(now, before, strict=True) if old is None)
        return HeldBefore(tuple(each for each in before if each is not None), fresh)


def is_newer(theirs: Holding | None, ours: Held) -> bool:
    """Tell whether what a package holds of a unit is as new as what is held here.

    Between packages of two ledgers of the same unit the numbers say nothing; the day does.
    """
    if theirs is None:
        return False
    if theirs.ledger == ours.ledger:
        return theirs.sequence >= ours.sequence
    return theirs.as_of is not None and (ours.as_of is None or theirs.as_of > ours.as_of)
