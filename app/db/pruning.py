"""Gives up what packages held once nothing asks for it any more; their journal stays for ever.

A package's manifest, report, figures and names, what taking it in did, the files that hang on
records and those of kinds that this program does not know are never given up. Its records
(``DATA_PART``), and the forms of one that went out, stay as long as one of these holds:

- it came in and is the newest or the last but one of its unit, ledger and kind: the next package is
  merged with the newest as the base, or, once that is taken out, with the one before;
- it came up and is the last of its unit and ledger for a round: today is compared with it;
- it is held for a unit, or taking out a package that is held goes back to it;
- it brought a conflict that is open: the record of the other side stands in it;
- it went up and is the last or the last but one of its unit for a round, or went down and is the
  last of its unit;
- it went out and its file was never written.
"""

from collections.abc import Collection, Iterable

from app.db import attachments
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.package_store import PackageStore
from app.domain.handoff_records import Held, PackageRecord
from app.domain.part_schema import DATA_PART, KEPT_OFFICE
from app.domain.plain import from_plain

_SUPERFLUOUS = f"""
WITH came AS (
    SELECT id,
        row_number() OVER (PARTITION BY unit, ledger, kind ORDER BY id DESC) > 2
            AND (kind <> 'submit' OR row_number() OVER (
                PARTITION BY unit, ledger, kind, round ORDER BY id DESC) > 1)
            AND id NOT IN (SELECT package_id FROM held)
            AND id NOT IN (SELECT package_id FROM conflict WHERE state = 'open') AS is_past
    FROM package WHERE direction = 'in' AND state = 'applied'
),
went AS (
    SELECT p.id, p.state = 'sent' AND row_number() OVER (
        PARTITION BY p.kind, p.unit, s.unit, s.round ORDER BY p.id DESC
    ) > CASE p.kind WHEN 'issue' THEN 1 ELSE 2 END AS is_past
    FROM package AS p LEFT JOIN submission AS s ON s.digest = p.digest
    WHERE p.direction = 'out'
)
SELECT id, unit FROM package
WHERE (id IN (SELECT id FROM came WHERE is_past) OR id IN (SELECT id FROM went WHERE is_past)
        OR state = 'taken_out')
    AND id IN (SELECT package_id FROM package_part WHERE name IN ('{DATA_PART}', '{KEPT_OFFICE}'))
"""
_NEAR = """
WITH RECURSIVE above (id) AS (
    SELECT value FROM json_each(:units)
    UNION SELECT o.parent_id FROM above CROSS JOIN organization AS o USING (id)
    WHERE o.parent_id IS NOT NULL
),
below (id) AS (
    SELECT value FROM json_each(:units)
    UNION SELECT o.id FROM below CROSS JOIN organization AS o ON o.parent_id = below.id
)
SELECT DISTINCT held.package_id FROM held CROSS JOIN package AS p ON p.id = held.package_id
WHERE p.unit IN (SELECT id FROM above) OR p.unit IN (SELECT id FROM below)
"""
_WHICH = f"name IN ('{DATA_PART}', '{KEPT_OFFICE}')"
_EARLIER = """
SELECT id FROM package WHERE direction = 'in' AND state = 'applied' AND id < ?
    AND unit = ? AND ledger = ? AND kind = ? ORDER BY id DESC LIMIT 1
"""


def prune(database: Database) -> None:
    """Give up what no package needs any more, within the open transaction."""
    found = dict(database.sql(_SUPERFLUOUS))
    past = found.keys() - _gone_back_to(database, set(found.values())) if found else ()
    if not past:
        return
    given = {"ids": json_text(sorted(past))}
    mine = f"package_id IN (SELECT value FROM json_each(:ids)) AND {_WHICH}"
    digests = database.sql(f"SELECT DISTINCT sha256 FROM package_part WHERE {mine}", given)
    database.many(f"DELETE FROM package_part WHERE {mine}", [given])
    attachments.drop_unnamed(database, [digest for (digest,) in digests])


def _gone_back_to(database: Database, units: Collection[str]) -> set[int]:
    """Return what would be held again once a package that is held now is taken out.

    Only packages of these units, of those above and of those below can go back to one of theirs.
    """
    rows = database.sql(_NEAR, {"units": json_text(sorted(units))})
    return {held.package_id for (id_,) in rows for held in _held_before(database, id_)}


def _held_before(database: Database, package_id: int) -> Iterable[Held]:
    touched = PackageStore(database).touched(package_id) or {}
    return from_plain(tuple[Held, ...], touched.get("held", ()))


def can_go_back(database: Database, record: PackageRecord) -> bool:
    """Tell whether all is here that taking a package out needs and goes back to.

    Args:
        database: the ledger.
        record: the newest package of its unit that was taken in.
    """
    store, manifest = PackageStore(database), record.manifest
    earlier = database.sql(_EARLIER, (record.id, record.unit, manifest.ledger, manifest.kind.value))
    held = {each.unit for each in store.held() if each.package_id == record.id}
    wanted = {record.id, *(id_ for (id_,) in earlier)}
    wanted |= {each.package_id for each in _held_before(database, record.id) if each.unit in held}
    return all(_is_whole(store, store.package(id_)) for id_ in wanted)


def _is_whole(store: PackageStore, record: PackageRecord | None) -> bool:
    """Tell whether the records of a package are here, as far as it ever had any."""
    if record is None or all(part.name != DATA_PART for part in record.manifest.parts):
        return True
    return DATA_PART in store.part_names(record.id)
