"""Finds people by what is typed: part of a name, its initials, unit or post."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.domain.directory import Directory
from app.domain.ids import PersonId

MOST_FOUND = 50


class FoundPerson(NamedTuple):
    """Somebody who may be meant."""

    id: PersonId
    name: str
    identity: str
    """姓名，单位及职务 as forms write it; tells people of one name apart."""


@dataclass(frozen=True)
class PersonSearch:
    """Looks through everybody in the records of a day, leaders and people from outside first."""

    directory: Directory

    def find(self, text: str, most: int = MOST_FOUND) -> list[FoundPerson]:
        """Return those whose name, or unit and post, holds the text; an empty text finds leaders.

        Names that begin with the text come first.
        """
        wanted = "".join(text.split())
        begins: list[PersonId] = []
        holds: list[PersonId] = []
        for person_id, name in self._candidates(wanted):
            if name.startswith(wanted):
                begins.append(person_id)
            elif wanted in name or (
                person_id in self._leading and wanted in self.directory.identity(person_id)
            ):
                holds.append(person_id)
            if len(begins) >= most:
                break
        return [self._found(person_id) for person_id in [*begins, *holds][:most]]

    def named(self, name: str) -> list[FoundPerson]:
        """Return everybody of exactly this name."""
        return [self._found(p.id) for p in self.directory.records.persons if p.name == name]

    def _candidates(self, wanted: str) -> Iterator[tuple[PersonId, str]]:
        persons = self.directory.persons
        for person_id in self._leading:
            yield person_id, persons[person_id].name
        if wanted:
            for person in self.directory.records.persons:
                if person.id not in self._leading:
                    yield person.id, person.name

    @cached_property
    def _leading(self) -> dict[PersonId, None]:
        """Those who hold a post on the day from the top down, then people from outside."""
        directory = self.directory
        found: dict[PersonId, None] = {}
        for organization in directory.tree:
            for appointment in directory.committee(organization.id):
                found[appointment.person_id] = None
        for person in directory.records.persons:
            if person.outside:
                found[person.id] = None
        return found

    def _found(self, person_id: PersonId) -> FoundPerson:
        directory = self.directory
        return FoundPerson(person_id, directory.name(person_id), directory.identity(person_id))
