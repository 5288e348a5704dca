"""Keeps up ``member.name_key``: by it lists of members stand in the order of 姓氏笔画.

The key stands on the membership, though it follows from the person's name, so that one covering
index gives a list in its order. Who writes without the tables of strokes marks the keys as stale;
they are made anew when the ledger is next opened for work.
"""

from collections.abc import Callable, Collection

from app.db import bulk
from app.db.connection import Database
from app.db.models import PersonRow
from app.db.office_models import SettingRow
from app.domain.names import EDITION, Names
from app.domain.organization import Member, Person

SETTING = "name_keys"
"""The edition of the order in which all keys of the ledger were made."""

_FUNCTION = "stroke_key"
_KNOWN_FUNCTION = "SELECT 1 FROM pragma_function_list WHERE name = ?"
_RENAME = "UPDATE member SET name_key = :key WHERE person_id = :person AND name_key <> :key"
_KEY_OF_ROW = "UPDATE member SET name_key = ? WHERE rowid = ?"
_ALL_NAMES = "SELECT member.rowid, name FROM member JOIN person ON person.id = member.person_id"


class NameKeys:
    """Makes keys while people and memberships are written."""

    def __init__(self, database: Database, names: Callable[[], Names] | None) -> None:
        """Work on this ledger.

        Args:
            database: the ledger.
            names: gives the order; None: keys are left for the next opening.
        """
        self._database = database
        self._names = names

    def of(self, persons: Collection[Person], members: Collection[Member]) -> dict[str, str]:
        """Return person id → key for memberships that are about to be written.

        The memberships that people have already get the keys of their names at once.

        Args:
            persons: people who are about to be written.
            members: the memberships.
        """
        if not persons and not members:
            return {}
        if self._names is None:
            bulk.delete(self._database, SettingRow, "id", [SETTING])
            return {}
        key_of = self._names().stroke_key
        keys: dict[str, str] = {person.id: key_of(person.name) for person in persons}
        if self._database.sql("SELECT 1 FROM member LIMIT 1"):
            given = ({"person": person, "key": key} for person, key in keys.items())
            self._database.many(_RENAME, given)
        return keys | self.of_persons({member.person_id for member in members} - keys.keys())

    def of_persons(self, person_ids: Collection[str]) -> dict[str, str]:
        """Return person id → key of people who stand in the ledger already."""
        if not person_ids:
            return {}
        if self._names is None:
            bulk.delete(self._database, SettingRow, "id", [SETTING])
            return {}
        key_of = self._names().stroke_key
        known = bulk.read_among(self._database, PersonRow, "id", person_ids)
        return {id_: key_of(name) for id_, name, *_ in known}

    def expression(self, name: str) -> str:
        """Return what gives the key of a name within a statement.

        Args:
            name: the expression of the name.
        """
        if self._names is None:
            bulk.delete(self._database, SettingRow, "id", [SETTING])
            return "''"
        if not self._database.sql(_KNOWN_FUNCTION, (_FUNCTION,)):
            key_of = self._names().stroke_key
            self._database.raw.create_function(_FUNCTION, 1, key_of, deterministic=True)
        return f"{_FUNCTION}({name})"

    def renew(self) -> None:
        """Make all keys anew where they are stale or of an earlier edition."""
        known = bulk.read(self._database, SettingRow, "WHERE id = ?", (SETTING,))
        if self._names is None or (known and known[0][1] == EDITION):
            return
        with self._database.transaction():
            found = self._database.sql(_ALL_NAMES)
            if found:
                key_of = self._names().stroke_key
                self._database.many(_KEY_OF_ROW, ((key_of(name), row) for row, name in found))
            bulk.upsert(self._database, SettingRow, [(SETTING, EDITION)])
