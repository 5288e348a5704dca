"""Organisations, people, memberships, posts and oversight in a ledger, with the log about them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from app.db import bulk, mapping
from app.db.clock import now
from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.models import AppointmentRow, MemberRow, OrganizationRow, OversightRow, PersonRow
from app.db.name_keys import NameKeys
from app.db.settling import has_reviews, settle_targets
from app.db.table import Table
from app.domain.history import Change, record_changes
from app.domain.ids import OrganizationId
from app.domain.names import Names
from app.domain.organization import (
    Appointment,
    Member,
    Organization,
    Oversight,
    Person,
    Records,
)

_IN_ORDER = "ORDER BY rowid"
_BELOW = f"""
WHERE id IN (
    WITH RECURSIVE below (id) AS (
        SELECT ? UNION SELECT o.id FROM organization AS o JOIN below ON o.parent_id = below.id
    ) SELECT id FROM below
) {_IN_ORDER}
"""
_REVIEWS_IN = """
SELECT count(*) FROM review WHERE organization_id IN (SELECT value FROM json_each(?))
"""

KINDS: tuple[type[Table], ...] = (
    OrganizationRow,
    PersonRow,
    MemberRow,
    AppointmentRow,
    OversightRow,
)
"""The tables of the structure, those that others refer to first; as in ``Records``."""


def record_name(model: type[Table]) -> str:
    """Return what the change log calls a row of a table."""
    return str(model._meta.table_name)  # noqa: SLF001 - Peewee's own name


class StructureStore:
    """The structure, read as a whole and written in any number."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], str] = now,
        names: Callable[[], Names] | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._keys = NameKeys(database, names)
        self._log = ChangeStore(database)

    def renew_name_keys(self) -> None:
        """Make the keys by which lists of members are ordered anew, where that is due."""
        self._keys.renew()

    def root_id(self) -> OrganizationId:
        """Return the id of the organisation on top, which every ledger has from the first."""
        ((root,),) = self._database.sql("SELECT id FROM organization WHERE parent_id IS NULL")
        return OrganizationId(root)

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

    def organizations(self) -> tuple[Organization, ...]:
        """Return the organisations alone, in the order in which they came into the ledger."""
        return tuple(map(mapping.organization, self._all(OrganizationRow)))

    def organizations_below(self, organization_id: OrganizationId) -> tuple[Organization, ...]:
        """Return an organisation and all below it, in the order in which they came."""
        rows = bulk.read(self._database, OrganizationRow, _BELOW, (organization_id,))
        return tuple(map(mapping.organization, rows))

    def among(self, model: type[Table], ids: Iterable[str]) -> dict[str, Any]:
        """Return the values of one kind with these ids, by id, as far as there are such."""
        counting = mapping.FOR_COUNTING if model is MemberRow else ()
        rows = bulk.read_among(self._database, model, "id", ids, without=counting)
        return {row[0]: _VALUES[model](row) for row in rows}

    def save(
        self,
        organizations: Iterable[Organization] = (),
        persons: Iterable[Person] = (),
        members: Iterable[Member] = (),
        appointments: Iterable[Appointment] = (),
        oversights: Iterable[Oversight] = (),
        *,
        reason: str = "",
        log_new: bool = False,
    ) -> None:
        """Write values, new ones or those that replace the one with the same id, and log it.

        Args:
            organizations: values.
            persons: values.
            members: values.
            appointments: values.
            oversights: values.
            reason: what stands in the log.
            log_new: whether the log tells of new ones too, field by field.

        What has changed in one that was there already is always logged.
        """
        persons, members = tuple(persons), tuple(members)
        values = tuple(map(tuple, (organizations, persons, members, appointments, oversights)))
        with self._database.transaction():
            counted = has_reviews(self._database)
            moved = self._persons_of([m.id for m in members]) if counted else set()
            keys = self._keys.of(persons, members)
            for model, some in zip(KINDS, values, strict=True):
                self._log_saved(model, some, reason, log_new=log_new)
                rows = (
                    (mapping.member_row(m, keys.get(m.person_id, "")) for m in members)
                    if model is MemberRow
                    else map(_ROWS[model], some)
                )
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
        *,
        reason: str = "",
    ) -> None:
        """Take values away by their ids, and log what they were.

        Raises:
            Refusal: ``ledger.referenced`` where something else still refers to one of them; nothing
                is removed then.
        """
        ids = tuple(map(tuple, (organizations, persons, members, appointments, oversights)))
        with self._database.transaction():
            touched = self._persons_of(members)
            for model, some in reversed(tuple(zip(KINDS, ids, strict=True))):
                self._log_removed(model, some, reason)
                bulk.delete(self._database, model, "id", some)
            settle_targets(self._database, touched)

    def log_changes(
        self, model: type[Table], before: dict[str, Any], after: dict[str, Any], reason: str
    ) -> None:
        """Write into the log how values of one kind changed; either may be missing in the other."""
        self._log.append(self._lines(model, before, after, reason))

    def _log_saved(
        self, model: type[Table], values: tuple[Any, ...], reason: str, *, log_new: bool
    ) -> None:
        before = self.among(model, [value.id for value in values])
        after = {value.id: value for value in values if log_new or value.id in before}
        self.log_changes(model, before, after, reason)

    def _log_removed(self, model: type[Table], ids: tuple[str, ...], reason: str) -> None:
        self.log_changes(model, self.among(model, ids), {}, reason)

    def _lines(
        self, model: type[Table], before: dict[str, Any], after: dict[str, Any], reason: str
    ) -> Iterator[Change]:
        what, time = record_name(model), self._now()
        for id_ in dict.fromkeys((*before, *after)):
            for field, old, new in record_changes(before.get(id_), after.get(id_)):
                yield Change(what, id_, field, old, new, time, reason=reason)

    def reviews_in(self, organization_ids: Iterable[str]) -> int:
        """Count the records that were made in these organisations, of all rounds."""
        places = mapping.json_text(list(organization_ids))
        return int(self._database.sql(_REVIEWS_IN, (places,))[0][0])

    def _all(self, model: type[Table], without: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
        return bulk.each(self._database, model, _IN_ORDER, without=without)

    def _persons_of(self, member_ids: Iterable[str]) -> set[str]:
        person = bulk.columns(MemberRow).index("person_id")
        return {row[person] for row in bulk.read_among(self._database, MemberRow, "id", member_ids)}


_ROWS: dict[type[Table], Callable[[Any], mapping.RowValues]] = {
    OrganizationRow: mapping.organization_row,
    PersonRow: mapping.person_row,
    MemberRow: mapping.member_row,
    AppointmentRow: mapping.appointment_row,
    OversightRow: mapping.oversight_row,
}
_VALUES: dict[type[Table], Callable[[mapping.RowValues], Any]] = {
    OrganizationRow: mapping.organization,
    PersonRow: mapping.person,
    MemberRow: mapping.member,
    AppointmentRow: mapping.appointment,
    OversightRow: mapping.oversight,
}
