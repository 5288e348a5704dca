"""Organisations, people, memberships, posts and oversight in a ledger."""

from collections.abc import Collection, Iterable
from typing import Any

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.models import (
    AppointmentRow,
    MemberRow,
    OrganizationRow,
    OversightRow,
    PersonRow,
    Table,
)
from app.db.settling import has_reviews, settle_targets
from app.domain.organization import (
    Appointment,
    Member,
    Organization,
    Oversight,
    Person,
    Records,
)

_IN_ORDER = "ORDER BY rowid"


class StructureStore:
    """The structure, read as a whole and written in any number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self) -> Records:
        """Return everything, in the order in which it came into the ledger."""
        with bulk.collector_paused():
            return Records(
                tuple(map(mapping.organization, self._all(OrganizationRow))),
                tuple(map(mapping.person, self._all(PersonRow))),
                tuple(map(mapping.member, self._all(MemberRow, mapping.FOR_COUNTING))),
                tuple(map(mapping.appointment, self._all(AppointmentRow))),
                tuple(map(mapping.oversight, self._all(OversightRow))),
            )

    def save(
        self,
        organizations: Iterable[Organization] = (),
        persons: Iterable[Person] = (),
        members: Collection[Member] = (),
        appointments: Iterable[Appointment] = (),
        oversights: Iterable[Oversight] = (),
    ) -> None:
        """Write values, new ones or those that replace the one with the same id."""
        with self._database.transaction():
            counted = has_reviews(self._database)
            moved = self._persons_of([m.id for m in members]) if counted else set()
            for model, rows in (
                (OrganizationRow, map(mapping.organization_row, organizations)),
                (PersonRow, map(mapping.person_row, persons)),
                (MemberRow, map(mapping.member_row, members)),
                (AppointmentRow, map(mapping.appointment_row, appointments)),
                (OversightRow, map(mapping.oversight_row, oversights)),
            ):
                bulk.upsert(self._database, model, rows)
            if counted:
                settle_targets(self._database, moved | {m.person_id for m in members})

    def remove(
        self,
        organizations: Iterable[str] = (),
        persons: Iterable[str] = (),
        members: Collection[str] = (),
        appointments: Iterable[str] = (),
        oversights: Iterable[str] = (),
    ) -> None:
        """Take values away by their ids: what an import brought and its undo takes back.

        Raises:
            Refusal: ``ledger.referenced`` where something else still refers to one of them; nothing
                is removed then.
        """
        with self._database.transaction():
            touched = self._persons_of(members)
            for model, ids in (
                (OversightRow, oversights),
                (AppointmentRow, appointments),
                (MemberRow, members),
                (PersonRow, persons),
                (OrganizationRow, organizations),
            ):
                bulk.delete(self._database, model, "id", ids)
            settle_targets(self._database, touched)

    def _all(self, model: type[Table], without: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        return bulk.read(self._database, model, _IN_ORDER, without=without)

    def _persons_of(self, member_ids: Iterable[str]) -> set[str]:
        person = bulk.columns(MemberRow).index("person_id")
        return {row[person] for row in bulk.read_among(self._database, MemberRow, "id", member_ids)}
