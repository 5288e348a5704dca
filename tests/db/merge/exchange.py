"""Ledgers that send each other their records, without files: parts straight into the merge."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.db.copies import LEDGER_ID
from app.db.database import create, open_ledger
from app.db.merge.merge import merge
from app.db.merge.taking_out import take_out
from app.db.merge.values import Incoming, Merged
from app.db.parts import data_part, skeleton_image
from app.db.settling import wrongly_settled
from app.db.stores import Stores
from app.domain.handoff import Holding, Manifest, PackageKind, Resolve, Unit
from app.domain.handoff_records import PackageDirection, PackageRecord, PackageState
from app.domain.ids import OrganizationId, derived_id
from app.domain.names import Names
from app.domain.organization import Records
from app.domain.part_schema import DATA_PART
from tests.builders import organization_id, person_id
from tests.builders import unit as outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.db.connection import Database
    from app.domain.review import Review

NAMES = Names("", {}, {})


class RolledBack(Exception):
    """Ends a preview."""


@dataclass(frozen=True)
class Package:
    """What travels."""

    manifest: Manifest
    data: bytes


class Office:
    """One ledger with what a clerk does in it."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self.database = database
        self.read_names: Callable[[], Names] | None = lambda: NAMES
        self.stores = Stores(database, self.read_names)

    @property
    def ledger(self) -> str:
        return self.stores.settings.get(LEDGER_ID)

    def enter(self, outline: str, salt: str = "") -> None:
        """Take an outline over as if it had been imported.

        Args:
            outline: as ``tests.builders.unit`` reads it; a name has the same id everywhere.
            salt: not empty: ids of its own.
        """
        records = _salted(outline_of(outline).records, salt)
        self.stores.structure.save(
            records.organizations,
            records.persons,
            records.members,
            records.appointments,
            records.oversights,
        )

    # ---- sending -----------------------------------------------------------------------------

    def submit(self, top: str, sequence: int | None = None) -> Package:
        """Make what goes up."""
        unit = self.organization(top)
        number = sequence or self.stores.handoff.next_sequence(PackageKind.SUBMIT)
        below = tuple(
            Holding(each.unit, each.ledger, each.sequence, each.as_of)
            for each in self.stores.handoff.held()
            if each.unit != unit.id
        )
        manifest = replace(self._manifest(PackageKind.SUBMIT, number, unit), holds=below)
        return Package(manifest, data_part(self.database, unit.id))

    def issue(self, to: str, *leaders: str) -> Package:
        """Make what goes down, and keep it."""
        unit = self.organization(to)
        number = self.stores.handoff.next_sequence(PackageKind.ISSUE)
        manifest = replace(self._manifest(PackageKind.ISSUE, number, self.root), to=unit)
        people = [self.person(name) for name in leaders]
        with skeleton_image(self.database, unit.id, people) as skeleton:
            sent = Package(manifest, skeleton.read())
        record = PackageRecord(
            PackageDirection.OUT, unit.id, manifest, "今天", "下发.dpbag", PackageState.SENT
        )
        self.stores.handoff.add_package(record, {DATA_PART: sent.data})
        return sent

    def _manifest(self, kind: PackageKind, number: int, sender: Unit) -> Manifest:
        return Manifest(
            kind=kind,
            ledger=self.ledger,
            sequence=number,
            sender=sender,
            time="今天",
            program="1",
            scheme="blank",
            scheme_edition="",
            as_of=date(2010, 12, 31),
            digest=f"{self.ledger}-{kind}-{number}",
        )

    # ---- receiving ---------------------------------------------------------------------------

    def receive(
        self,
        package: Package,
        unit: str = "",
        resolve: Resolve = Resolve.ASK,
        under: str = "",
    ) -> Merged:
        """Take a package in."""
        with self.database.transaction():
            return self._merge(package, unit, resolve, under)

    def preview(self, package: Package, unit: str = "") -> Merged:
        """Say what taking a package in would do."""
        told: list[Merged] = []
        with suppress(RolledBack), self.database.transaction():
            told.append(self._merge(package, unit, Resolve.ASK, ""))
            raise RolledBack
        return told[0]

    def _merge(self, package: Package, unit: str, resolve: Resolve, under: str) -> Merged:
        manifest = package.manifest
        bound = manifest.sender if manifest.kind is PackageKind.SUBMIT else manifest.to
        assert bound is not None
        ours = self.organization(unit).id if unit else bound.id
        record = self.stores.handoff.add_package(
            PackageRecord(
                PackageDirection.IN, ours, manifest, "今天", "上报.dpbag", PackageState.APPLIED
            ),
            {DATA_PART: package.data},
        )
        above = self.organization(under).id if under else None
        incoming = Incoming(record, package.data, above, self.read_names)
        return merge(self.database, incoming, resolve)

    def take_out(self) -> Merged:
        """Take the last package out again."""
        newest = self.stores.handoff.packages(PackageDirection.IN)
        applied = next(each for each in newest if each.state is PackageState.APPLIED)
        with self.database.transaction():
            return take_out(self.database, applied.id, lambda: NAMES)

    # ---- looking -----------------------------------------------------------------------------

    @property
    def root(self) -> Unit:
        ((id_, name),) = self.database.sql(
            "SELECT id, name FROM organization WHERE parent_id IS NULL"
        )
        return Unit(OrganizationId(id_), name, (name,))

    def organization(self, name: str) -> Unit:
        ((id_,),) = self.database.sql("SELECT id FROM organization WHERE name = ?", (name,))
        return Unit(OrganizationId(id_), name, (name,))

    def person(self, name: str) -> Any:  # noqa: ANN401 - PersonId
        ((id_,),) = self.database.sql("SELECT id FROM person WHERE name = ?", (name,))
        return id_

    def names(self, table: str = "person") -> list[str]:
        return [name for (name,) in self.database.sql(f"SELECT name FROM {table} ORDER BY name")]

    def members(self) -> list[str]:
        """Place and name of every member."""
        sql = (
            "SELECT o.name || '/' || p.name FROM member AS m JOIN organization AS o"
            " ON o.id = m.organization_id JOIN person AS p ON p.id = m.person_id ORDER BY 1"
        )
        return [text for (text,) in self.database.sql(sql)]

    def held(self, unit: OrganizationId) -> int | None:
        """The number of the package that is held of a unit."""
        found = self.stores.handoff.held_of(unit)
        return found.sequence if found else None

    def reviews(self) -> list[Review]:
        return [
            review
            for round_ in self.stores.rounds.all()
            for review in self.stores.reviews.of_round(round_.id)
        ]

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """What a ledger says, but for the order in which it came in and what it works out."""
        tables = {
            "organization": "id, name, kind, parent_id, short_name, tags, since, until, former",
            "person": "id, name, unit, post, outside",
            "member": "id, person_id, organization_id, sex, birth, phone, status, since, until,"
            " tags, extra, books_from, books_until",
            "appointment": "id, person_id, organization_id, post, title, since, until",
            "oversight": "id, person_id, organization_id, kind, since, until",
            "review": "id, form, target_id, organization_id, secretary_id, day, place, mode,"
            " state, done_day, credited_id, heads_until, locked",
            "review_reviewer": "review_id, position, person_id, done_day",
            "review_block": 'review_id, block, day, "values"',
            "cycle_record": "id, kind, organization_id, round_id, review_id, target_kind,"
            " target_id, day, until, state, attachments, content",
        }
        return {
            table: sorted(self.database.sql(f"SELECT {columns} FROM {table}"), key=repr)
            for table, columns in tables.items()
        }

    def change_member(self, name: str, **values: Any) -> None:  # noqa: ANN401
        """Change something about the member of this name."""
        member = next(
            m for m in self.stores.structure.records().members if m.person_id == self.person(name)
        )
        self.stores.structure.save(members=[replace(member, **values)], reason="改")

    def member(self, name: str) -> Any:  # noqa: ANN401 - Member
        (found,) = [
            m for m in self.stores.structure.records().members if m.person_id == self.person(name)
        ]
        return found

    def require_sound(self) -> None:
        """Everything that a ledger works out for itself is right, and nothing dangles."""
        assert wrongly_settled(self.database) == 0
        assert self.database.integrity() == ()
        tables = "SELECT name FROM sqlite_temp_schema WHERE type = 'table'"
        for (name,) in self.database.sql(f"{tables} AND name NOT LIKE 'undo%'"):
            assert self.database.sql(f"SELECT count(*) FROM temp.{name}") == [(0,)]


def _salted(records: Records, salt: str) -> Records:
    if not salt:
        return records

    def own(value: Any) -> Any:  # noqa: ANN401 - any record
        ids = ("id", "person_id", "organization_id", "parent_id")
        known = {name: getattr(value, name) for name in ids if hasattr(value, name)}
        return replace(value, **{n: derived_id(salt, v) if v else v for n, v in known.items()})

    return Records(*(tuple(map(own, getattr(records, name))) for name in Records.__slots__))


@contextmanager
def office(path: Path, outline: str = "", salt: str = "") -> Iterator[Office]:
    """Make a ledger."""
    with create(path) as database:
        made = Office(path, database)
        if outline:
            made.enter(outline, salt)
        yield made
        made.require_sound()


@contextmanager
def copy_of(made: Office, path: Path) -> Iterator[Office]:
    """Make a copy of a ledger, as a backup that somebody else goes on working with."""
    import shutil

    made.database.into_one_file()
    shutil.copy(made.path, path)
    with open_ledger(path) as database:
        copied = Office(path, database)
        yield copied
        copied.require_sound()


__all__ = ["Office", "Package", "copy_of", "office", "organization_id", "person_id"]
