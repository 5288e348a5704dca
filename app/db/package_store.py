"""Packages in a ledger: the journal, the files kept of them, who is held, ids and conflicts."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.copies import LEDGER_ID
from app.db.handoff_models import (
    AliasRow,
    ConflictRow,
    HeldRow,
    PackageRow,
)
from app.db.log_store import SettingStore
from app.db.part_keeping import keep_part, kept_part, part_source
from app.domain.content import Content
from app.domain.handoff import CODE_DIGITS, Manifest, PackageKind
from app.domain.handoff_records import (
    Conflict,
    ConflictState,
    Held,
    PackageDirection,
    PackageRecord,
    PackageState,
)
from app.domain.ids import OrganizationId
from app.domain.part_schema import DATA_PART, OFFICE_PART
from app.domain.plain import from_plain, to_plain

_SEQUENCES = {
    PackageKind.SUBMIT: "handoff.sequence.submit",
    PackageKind.ISSUE: "handoff.sequence",
}
"""The settings with the numbers of the last packages that the ledger wrote, by their kind; in
ledgers that counted both together the one of what goes down tells of both."""
_LAST = """
SELECT coalesce(max(sequence), 0) FROM package
WHERE kind = ? AND (direction = 'out' OR ledger = (SELECT value FROM setting WHERE id = ?))
"""
"""The last number of a kind that the ledger, or a copy of it taken in here, has used."""
_FAST = 1
_MOST_CODES = 200
_STANDING = 'SELECT id FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
_NOT_TOUCHED = ("touched",)


class PackageStore:
    """What was sent and taken in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- the journal -------------------------------------------------------------------------

    def upcoming_sequence(self, kind: PackageKind) -> int:
        """Return the number that the next package of a kind will have.

        What goes up is numbered apart from what goes down; no number of a kind comes twice.
        """
        known = int(SettingStore(self._database).get(_SEQUENCES[kind], "0"))
        last = int(self._database.sql(_LAST, (kind.value, LEDGER_ID))[0][0])
        return max(known, last) + 1

    def next_sequence(self, kind: PackageKind) -> int:
        """Take the next number for a package; runs inside the transaction that keeps it."""
        number = self.upcoming_sequence(kind)
        SettingStore(self._database).set(_SEQUENCES[kind], str(number))
        return number

    def add_package(
        self,
        record: PackageRecord,
        parts: Mapping[str, Content] = MappingProxyType({}),
        packed: Mapping[str, Content] = MappingProxyType({}),
    ) -> PackageRecord:
        """Keep a package that was sent or taken in; returns it with its number in the journal.

        Args:
            record: with id 0.
            parts: the files in it. The scheme and the forms (``office.sqlite``) are not kept:
                take them in with ``add_forms``.
            packed: those of them that are there packed already, as ``zlib.compress`` does it.
        """
        with self._database.transaction():
            bulk.insert(self._database, PackageRow, [_package_row(record)])
            number = int(self._database.sql("SELECT max(id) FROM package")[0][0])
            for name, content in parts.items():
                if name != OFFICE_PART:
                    keep_part(self._database, number, name, content, packed.get(name))
        return replace(record, id=number)

    def packages(self, direction: PackageDirection | None = None) -> tuple[PackageRecord, ...]:
        """Return the journal, newest first."""
        if direction is None:
            return self._packages("ORDER BY id DESC")
        return self._packages("WHERE direction = ? ORDER BY id DESC", direction.value)

    def package(self, package_id: int) -> PackageRecord | None:
        """Return one line of the journal, or None."""
        return next(iter(self._packages("WHERE id = ?", package_id)), None)

    def applied_with(self, digest: str) -> PackageRecord | None:
        """Return the package with this digest that was taken in and is not out again, or None."""
        tail = "WHERE digest = ? AND direction = 'in' AND state = 'applied' ORDER BY id DESC"
        return next(iter(self._packages(tail, digest)), None)

    def applied_of(self, unit: OrganizationId, ledger: str = "") -> tuple[PackageRecord, ...]:
        """Return what was taken in of a unit and is not out again, newest first.

        Args:
            unit: whose, by this ledger's ids.
            ledger: only packages that this ledger wrote; empty: any.
        """
        tail = (
            "WHERE direction = 'in' AND unit = ? AND state = 'applied'"
            " AND (? = '' OR ledger = ?) ORDER BY id DESC"
        )
        return self._packages(tail, unit, ledger, ledger)

    def submitted_codes(self, ledger: str) -> tuple[str, ...]:
        """Return the check codes of what a ledger, or a copy of it, submitted, newest first.

        Args:
            ledger: its id: what went out here, and what was taken in of it and is not out again.
        """
        sql = (
            "SELECT DISTINCT substr(digest, 1, ?) FROM package WHERE kind = ? AND ledger = ?"
            " AND (direction = 'out' OR state = 'applied') ORDER BY id DESC LIMIT ?"
        )
        given = (CODE_DIGITS, PackageKind.SUBMIT.value, ledger, _MOST_CODES)
        return tuple(code for (code,) in self._database.sql(sql, given))

    def set_state(self, package_id: int, state: PackageState) -> None:
        """Say what became of a package."""
        sql = "UPDATE package SET state = ? WHERE id = ?"
        self._database.many(sql, [(state.value, package_id)])

    def _packages(self, tail: str, *params: object) -> tuple[PackageRecord, ...]:
        rows = bulk.read(self._database, PackageRow, tail, params, _NOT_TOUCHED)
        return tuple(map(_package, rows))

    # ---- files -------------------------------------------------------------------------------

    def part(self, package_id: int, name: str) -> bytes | None:
        """Return one kept file of a package, or None."""
        return kept_part(self._database, package_id, name)

    def part_source(self, package_id: int, name: str, size: int) -> Content | None:
        """Return what gives one kept file of a package, or None.

        Args:
            package_id: its number in the journal.
            name: the file's.
            size: how many bytes it has, as its manifest tells.
        """
        return part_source(self._database, package_id, name, size)

    def part_names(self, package_id: int) -> tuple[str, ...]:
        """Return which files of a package are kept."""
        sql = "SELECT name FROM package_part WHERE package_id = ? ORDER BY name"
        return tuple(name for (name,) in self._database.sql(sql, (package_id,)))

    def base_of(
        self, unit: OrganizationId, ledger: str, kind: PackageKind, before: int = 0
    ) -> bytes | None:
        """Return the records that both sides last had in common with a unit, or None.

        They are those of the last package of this kind taken in from that ledger; for what comes
        up the first time, what was issued down to the unit.

        Args:
            unit: which, by this ledger's ids.
            ledger: the other ledger.
            kind: of the package that comes.
            before: only what stands before this line of the journal; 0: anything.
        """
        for record in self.applied_of(unit, ledger):
            if record.manifest.kind is kind and not 0 < before <= record.id:
                return self.part(record.id, DATA_PART)
        return self.issued_to(unit) if kind is PackageKind.SUBMIT else None

    def issued_to(self, unit: OrganizationId) -> bytes | None:
        """Return the records that were last issued down to a unit, or None."""
        tail = "WHERE direction = 'out' AND unit = ? AND kind = ? ORDER BY id DESC LIMIT 1"
        issued = self._packages(tail, unit, PackageKind.ISSUE.value)
        return self.part(issued[0].id, DATA_PART) if issued else None

    def newest_issue(self) -> str:
        """Return the digest of what was taken in last from the level above, or an empty text."""
        tail = "WHERE direction = 'in' AND kind = ? AND state = 'applied' ORDER BY id DESC LIMIT 1"
        found = self._packages(tail, PackageKind.ISSUE.value)
        return found[0].manifest.digest if found else ""

    def issued_with(self, digest: str) -> bytes | None:
        """Return the records that went down in the package with this digest, or None."""
        tail = "WHERE direction = 'out' AND kind = ? AND digest = ? ORDER BY id DESC LIMIT 1"
        issued = self._packages(tail, PackageKind.ISSUE.value, digest)
        return self.part(issued[0].id, DATA_PART) if issued else None

    def touched(self, package_id: int) -> Any:  # noqa: ANN401 - plain values of the merge's own
        """Return what taking a package in did to the records, or None."""
        rows = self._database.sql("SELECT touched FROM package WHERE id = ?", (package_id,))
        packed = rows[0][0] if rows else None
        return json.loads(zlib.decompress(packed)) if packed else None

    def set_touched(self, package_id: int, touched: object) -> None:
        """Keep what taking a package in did to the records, as plain values."""
        packed = zlib.compress(mapping.json_text(touched).encode(), _FAST)
        sql = "UPDATE package SET touched = ? WHERE id = ?"
        self._database.many(sql, [(packed, package_id)])

    # ---- who is held, and by which ids -------------------------------------------------------

    def held(self) -> tuple[Held, ...]:
        """Return which units' packages are in the ledger."""
        return tuple(map(_held, bulk.read(self._database, HeldRow, "ORDER BY rowid")))

    def held_of(self, unit: OrganizationId) -> Held | None:
        """Return the newest package of a unit that is in the ledger, or None."""
        rows = bulk.read(self._database, HeldRow, "WHERE id = ?", (unit,))
        return _held(rows[0]) if rows else None

    def hold(self, held: Iterable[Held]) -> None:
        """Say which packages of units are in the ledger from now on."""
        rows = (
            (each.unit, each.ledger, each.sequence, mapping.day_text(each.as_of), each.package_id)
            for each in held
        )
        bulk.upsert(self._database, HeldRow, rows)

    def release(self, units: Iterable[OrganizationId]) -> None:
        """Say that no package of these units is in the ledger any more."""
        bulk.delete(self._database, HeldRow, "id", units)

    def aliases(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the ids that these have here, as far as they are known to have another."""
        return dict(bulk.read_among(self._database, AliasRow, "id", ids))

    def remember_aliases(self, pairs: Mapping[str, str]) -> None:
        """Remember which id of this ledger stands for an id that a record has elsewhere.

        Whatever pointed to an id that now has another itself, points there too.
        """
        given = {other: ours for other, ours in pairs.items() if other != ours}
        with self._database.transaction():
            bulk.upsert(self._database, AliasRow, given.items())
            again = "UPDATE alias SET ours = ? WHERE ours = ?"
            self._database.many(again, ((ours, other) for other, ours in given.items()))

    def elsewhere(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the ids that records of ours are known to have elsewhere."""
        found: dict[str, list[str]] = {}
        for other, ours in bulk.read_among(self._database, AliasRow, "ours", ids):
            found.setdefault(ours, []).append(other)
        return found

    def forget_aliases(self, ids: Iterable[str]) -> None:
        """Forget what ids of records elsewhere stand for."""
        bulk.delete(self._database, AliasRow, "id", ids)

    # ---- conflicts ---------------------------------------------------------------------------

    def add_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Keep conflicts, open ones or settled ones."""
        bulk.insert(self._database, ConflictRow, map(_conflict_row, conflicts))

    def conflicts(self, state: ConflictState | None = None) -> tuple[Conflict, ...]:
        """Return conflicts, oldest first; without a state all of them.

        Open ones rest while the record that they are about is taken away here.
        """
        tail = "WHERE state = ? ORDER BY id" if state else "ORDER BY id"
        rows = bulk.read(self._database, ConflictRow, tail, (state.value,) if state else ())
        found = tuple(map(_conflict, rows))
        if state is not ConflictState.OPEN:
            return found
        gone = self._gone(each for each in found if each.field or each.ours)
        return tuple(each for each in found if each.id not in gone)

    def _gone(self, conflicts: Iterable[Conflict]) -> set[int]:
        """Return which of these are about a record that stands here no more."""
        ids: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for each in conflicts:
            ids[each.what][each.id] = each.record_id
        gone: set[int] = set()
        for what, of_kind in ids.items():
            sql = _STANDING.format(table=what)
            standing = self._database.sql(sql, (mapping.json_text([*of_kind.values()]),))
            known = {id_ for (id_,) in standing}
            gone.update(number for number, id_ in of_kind.items() if id_ not in known)
        return gone

    def conflicts_among(self, ids: Iterable[int]) -> tuple[Conflict, ...]:
        """Return the conflicts with these numbers, as far as there are such."""
        texts = [str(id_) for id_ in ids]
        rows = bulk.read_among(self._database, ConflictRow, "id", texts)
        return tuple(sorted(map(_conflict, rows), key=lambda each: each.id))

    def conflicts_of(self, package_id: int) -> tuple[Conflict, ...]:
        """Return the conflicts that a package brought, oldest first."""
        tail = "WHERE package_id = ? ORDER BY id"
        return tuple(map(_conflict, bulk.read(self._database, ConflictRow, tail, (package_id,))))

    def close_conflicts(self, ids: Collection[int], state: ConflictState) -> None:
        """Say which side holds."""
        sql = "UPDATE conflict SET state = ? WHERE id = ?"
        self._database.many(sql, ((state.value, id_) for id_ in ids))

    def drop_conflicts(self, ids: Iterable[int]) -> None:
        """Forget conflicts: those of a package that is taken out."""
        self._database.many("DELETE FROM conflict WHERE id = ?", ((id_,) for id_ in ids))

    # ---- forms -------------------------------------------------------------------------------

    def add_forms(self, rows: Iterable[tuple[Any, ...]]) -> int:
        """Keep forms in editions that are unknown here, as earlier editions; returns how many.

        Args:
            rows: form, edition, position, declaration, Word file; as in the office part.
        """
        sql = (
            "INSERT INTO form (form, edition, position, current, spec, file)"
            " VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT (form, edition) DO NOTHING"
        )
        count = "SELECT count(*) FROM form"
        before = int(self._database.sql(count)[0][0])
        self._database.many(sql, rows)
        return int(self._database.sql(count)[0][0]) - before


def _package_row(value: PackageRecord) -> tuple[Any, ...]:
    manifest = value.manifest
    return (
        None,
        value.direction.value,
        manifest.kind.value,
        manifest.digest,
        value.unit or "",
        manifest.ledger,
        manifest.sequence,
        manifest.round.id if manifest.round else "",
        mapping.day_text(manifest.as_of),
        value.time,
        value.file,
        mapping.json_text(to_plain(manifest)),
        value.state.value,
        None,
    )


def _package(row: tuple[Any, ...]) -> PackageRecord:
    id_, direction, _, _, unit, _, _, _, _, time, file, manifest, state = row
    return PackageRecord(
        PackageDirection(direction),
        OrganizationId(unit) if unit else None,
        from_plain(Manifest, json.loads(manifest)),
        time,
        file,
        PackageState(state),
        id_,
    )


def _held(row: tuple[Any, ...]) -> Held:
    unit, ledger, sequence, as_of, package_id = row
    return Held(unit, ledger, sequence, date.fromisoformat(as_of) if as_of else None, package_id)


def _conflict_row(value: Conflict) -> tuple[Any, ...]:
    return (
        None,
        value.package_id,
        value.what,
        value.record_id,
        value.field,
        value.ours,
        value.theirs,
        value.state.value,
    )


def _conflict(row: tuple[Any, ...]) -> Conflict:
    id_, package_id, what, record_id, field, ours, theirs, state = row
    return Conflict(what, record_id, field, ours, theirs, ConflictState(state), package_id, id_)
