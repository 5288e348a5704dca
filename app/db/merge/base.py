"""What both sides had before: put together from the packages that brought what stands here."""

from collections.abc import Iterable

from app.db.connection import Database
from app.db.merge.places import Places, below
from app.db.merge.sides import KEYED, THEIRS, Side, listed, named
from app.db.merge.values import Incoming
from app.db.package_store import PackageStore
from app.domain.handoff import PackageKind
from app.domain.handoff_records import Held
from app.domain.ids import OrganizationId
from app.domain.part_schema import DATA_PART, DATA_TABLES

_OWN_PLACE = ("parent_id", "position", "former")
_IN_POST = "id IN (SELECT person_id FROM {posts})"
_ALIASED = """
SELECT t.id, a.ours FROM {side} AS t CROSS JOIN alias AS a ON a.id = t.id
WHERE NOT EXISTS (SELECT 1 FROM main."{table}" AS o WHERE o.id = a.id)
"""


def known_elsewhere(database: Database, side: Side) -> dict[str, str]:
    """Return ids of a side that are none of ours, but known to stand for one of ours."""
    found: dict[str, str] = {}
    for table in KEYED:
        found.update(database.sql(_ALIASED.format(side=side.table(table), table=table)))
    return found


class Base:
    """Fills the tables of the base."""

    def __init__(self, database: Database, side: Side, stage: Side, incoming: Incoming) -> None:
        """Work for one package.

        Args:
            database: the ledger.
            side: the tables of the base.
            stage: tables for a part on its way.
            incoming: the package.
        """
        self._database = database
        self._side = side
        self._stage = stage
        self._store = PackageStore(database)
        self._package = incoming.package
        self.removes = False
        """Whether what stands in the base and does not come was taken away there."""
        self.lower: set[str] = set()
        """The organisations below of which units of their own reported; there it was anyway."""
        self.is_ours = False
        """Whether what stands in the base was entered here, and issued."""
        self.issued: set[str] = set()
        """The posts that the sender had from us, and who held them: what of them did not come was
        taken away there."""

    def fill(self, places: Places) -> None:
        """Find out what both sides had.

        Of the unit that is what its last package brought, taken in directly or within one from
        above it; of each unit below that sent packages of its own, likewise. Without any it is what
        was issued down to it: values only, from which nothing follows about what is missing.

        What a unit above said of it counts like its own packages: else what came first would hold,
        and two orders of the same packages would end apart.
        """
        manifest, unit = self._package.manifest, places.unit
        if manifest.kind is PackageKind.ISSUE:
            part = self._store.base_of(unit, manifest.ledger, manifest.kind, self._package.id)
            self.removes = part is not None
            self._load(self._side, part, [unit])
            return
        held = self._store.held_of(unit)
        source = held or self._held_above(places)
        self.removes = source is not None and (held is None or held.ledger == manifest.ledger)
        self.is_ours = source is None
        part = self._part(source) if source else self._store.issued_to(unit)
        self._load(self._side, part, [unit])
        for lower in held_below(self._database, places):
            if source is None or lower.package_id != source.package_id:
                self._replace(lower)
        self._add_issued(unit)

    def _add_issued(self, unit: OrganizationId) -> None:
        """Add the posts of the package of ours that the sender took in last, where they are new.

        The sender's own packages do not tell that it has taken one of them away.
        """
        part = self._store.issued_with(self._package.manifest.issued)
        if part is None:
            return
        self._load(self._stage, part, [unit])
        for table, wanted in (("appointment", "1"), ("person", _IN_POST)):
            own, came = self._side.table(table), self._stage.table(table)
            columns = named(DATA_TABLES[table])
            within = wanted.format(posts=self._stage.table("appointment"))
            self._database.raw.execute(
                f"INSERT INTO {own} ({columns}, source) SELECT {columns}, source FROM {came}"
                f" WHERE {within} AND id NOT IN (SELECT id FROM {own})"
            )
            found = self._database.sql(f"SELECT id FROM {came} WHERE {within}")
            self.issued.update(id_ for (id_,) in found)
        self._stage.clear()

    def _held_above(self, places: Places) -> Held | None:
        return next(filter(None, map(self._store.held_of, places.above())), None)  # type: ignore[arg-type]

    def _part(self, held: Held) -> bytes | None:
        return self._store.part(held.package_id, DATA_PART)

    def _load(self, side: Side, part: bytes | None, tops: Iterable[str]) -> None:
        if part is None:
            return
        known = [*tops]
        for top in tops:
            sql = "SELECT id FROM alias WHERE ours = ?"
            known += (id_ for (id_,) in self._database.sql(sql, (top,)))
        side.load(part, known)
        side.translate(known_elsewhere(self._database, side))

    def _replace(self, held: Held) -> None:
        """Put what a unit below sent itself in the stead of what a unit above said of it."""
        run, table = self._database.raw.execute, self._side.table("organization")
        self._load(self._stage, self._part(held), [held.unit])
        staged = f"temp.{self._stage.table('organization')}"
        found = below(self._database, [held.unit], staged)
        self.lower.update(found)
        columns = ", ".join(_OWN_PLACE)
        sql = f"SELECT {columns} FROM {{}} WHERE id = ?"
        known = self._database.sql(sql.format(table), (held.unit,)) or self._database.sql(
            sql.format(f"{THEIRS}_organization"), (held.unit,)
        )
        with listed(self._database, "merge_taken", found) as taken:
            self._side.take(self._stage, taken)
        if known:
            sets = ", ".join(f"{column} = ?" for column in _OWN_PLACE)
            run(f"UPDATE {table} SET {sets} WHERE id = ?", (*known[0], held.unit))
        self._stage.clear()


def held_below(database: Database, places: Places) -> list[Held]:
    """Return the units below whose packages are held, those above others first."""
    held: dict[str, Held] = {
        each.unit: each for each in PackageStore(database).held() if each.unit in places.ids
    }
    order = below(database, [places.unit])
    return [held[unit] for unit in order if unit in held and unit != places.unit]
