"""Finds people by what is typed: part of a name, its initials, unit or post."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
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


Known = Callable[[str, int], Sequence[PersonId]]
"""Gives at most so many people who are known by some words, by sound and initials too."""


@dataclass(frozen=True)
class PersonSearch:
    """Looks for people in the records of a day, leaders and people from outside first."""

    directory: Directory
    known: Known

    def find(self, text: str, most: int = MOST_FOUND) -> list[FoundPerson]:
        """Return who may be meant by what is typed; an empty text finds those who lead.

        First those who lead and whose name begins with the text, then those who lead and whose
        name, unit or post holds it, then everybody known by it.
        """
        wanted = "".join(text.split())
        begins = (each for each, shown in self._leading.items() if shown.startswith(wanted))
        found = dict.fromkeys(islice(begins, most))
        if wanted and len(found) < most:
            holds = (each for each, shown in self._leading.items() if wanted in shown)
            found.update(dict.fromkeys(islice(holds, most)))
        if wanted:
            found.update(dict.fromkeys(self.known(wanted, most)))
        persons = self.directory.persons
        return [self._found(person_id) for person_id in found if person_id in persons][:most]

    def named(self, name: str) -> list[FoundPerson]:
        """Return everybody of exactly this name."""
        return [self._found(p.id) for p in self.directory.records.persons if p.name == name]

    @cached_property
    def _leading(self) -> dict[PersonId, str]:
        """Those who hold a post on the day from the top down, then leaders who answer for a unit.

        People from outside come last. Each with the line about them, which begins with the name.
        """
        directory = self.directory
        found: dict[PersonId, None] = {}
        for organization in directory.tree:
            for appointment in directory.committee(organization.id):
                found[appointment.person_id] = None
        for oversight in directory.records.oversights:
            found[oversight.person_id] = None
        for person in directory.records.persons:
            if person.outside:
                found[person.id] = None
        return {person_id: directory.identity(person_id) for person_id in found}

    def _found(self, person_id: PersonId) -> FoundPerson:
        directory = self.directory
        return FoundPerson(person_id, directory.name(person_id), directory.identity(person_id))
