"""Lists what stands here and not below, where the office entered it itself."""

from app.db.connection import Database
from app.db.mapping import json_text
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places
from app.db.merge.sides import BASE, THEIRS
from app.db.merge.verdict import THERE
from app.db.package_store import PackageStore
from app.db.parts import opened_part
from app.domain.handoff import PackageKind
from app.domain.handoff_records import PackageRecord
from app.domain.ids import OrganizationId
from app.domain.part_schema import DATA_PART

_ONLY_OURS = {
    "organization": "SELECT o.id, o.name FROM merge_places AS place CROSS JOIN organization AS o"
    " ON o.id = place.id",
    "member": "SELECT o.id, p.name FROM merge_places AS place CROSS JOIN member AS o"
    " ON o.organization_id = place.id CROSS JOIN person AS p ON p.id = o.person_id",
}
_NOT_THERE = f"""
{{found}} WHERE NOT EXISTS (SELECT 1 FROM {THEIRS}_{{table}} AS t WHERE t.id = o.id)
    AND NOT EXISTS (SELECT 1 FROM {BASE}_{{table}} AS b WHERE b.id = o.id AND {{by_base}})
    AND NOT EXISTS (SELECT 1 FROM conflict AS c WHERE c.record_id = o.id AND c.field = '')
"""
_ELSEWHERE = """
SELECT a.id, a.ours FROM json_each(?) AS each CROSS JOIN alias AS a ON a.ours = each.value
"""


class Listing:
    """Finds what only the office has, and keeps a conflict about each, once."""

    def __init__(
        self, database: Database, outcome: Outcome, places: Places, package: PackageRecord
    ) -> None:
        """Work after everything else has been written."""
        self._database = database
        self._outcome = outcome
        self._places = places
        self._package = package
        self._store = PackageStore(database)

    def run(self, *, base_is_ours: bool) -> None:
        """List it.

        Args:
            base_is_ours: what stands in the base was entered here, and issued.
        """
        for table, found in _ONLY_OURS.items():
            sql = _NOT_THERE.format(found=found, table=table, by_base=int(not base_is_ours))
            names = {id_: name for id_, name in self._database.sql(sql) if id_ != self._places.unit}
            for id_ in self._brought(table, list(names)):
                names.pop(id_)
            for id_, name in names.items():
                self._outcome.list_only_ours(table, id_, name or THERE)

    def _brought(self, table: str, ids: list[str]) -> set[str]:
        """Return which of these came with a package: of the unit, of one above it."""
        found: set[str] = set()
        seen: set[tuple[str, str]] = set()
        for unit in (self._places.unit, *self._places.above()):
            for record in self._store.applied_of(OrganizationId(unit)):
                source = unit, record.manifest.ledger
                is_up = record.manifest.kind is PackageKind.SUBMIT
                if len(found) == len(ids) or source in seen or not is_up:
                    continue
                if record.id != self._package.id:
                    seen.add(source)
                    found |= self._within(record, table, ids)
        return found

    def _within(self, record: PackageRecord, table: str, ids: list[str]) -> set[str]:
        part = self._store.part(record.id, DATA_PART)
        if part is None:
            return set()
        elsewhere: dict[str, str] = {id_: id_ for id_ in ids}
        elsewhere.update(self._database.sql(_ELSEWHERE, (json_text(ids),)))
        with opened_part(part) as image:
            sql = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
            rows = image.execute(sql, (json_text(list(elsewhere)),)).fetchall()
        return {elsewhere[id_] for (id_,) in rows}
