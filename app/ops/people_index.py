"""Who is known by which words: names, pinyin, initials and posts of everybody in a ledger."""

from collections.abc import Mapping
from functools import cached_property

from app.domain.ids import PersonId
from app.domain.matches import Matches, searched
from app.domain.names import Names
from app.domain.organization import Records


class PeopleIndex:
    """Finds people of a ledger as its records stood once."""

    def __init__(self, records: Records, names: Names) -> None:
        """Read everybody in."""
        self.records = records
        self.persons = records.persons
        plain = [person.name for person in records.persons]
        posts = {member.person_id: member.post for member in records.members}
        self._names = names
        self._matches = Matches(
            [name.casefold() for name in names.written(plain)],
            names.sounds(plain),
            names.initials(plain),
            [searched(posts.get(p.id, "") or p.unit + p.post) for p in records.persons],
        )

    def best(self, words: str, limit: int) -> list[PersonId]:
        """Return some people known by these words, those first whose names begin so."""
        return [self.persons[line].id for line in self._matches.best(words, limit)]

    def all(self, words: str) -> list[int]:
        """Return the places, in the records, of everybody known by these words."""
        return self._matches.all(words)

    def places(self, persons: Mapping[int, PersonId]) -> dict[int, int]:
        """Return the places, in the records, of people; under the same numbers as given."""
        place = {person.id: number for number, person in enumerate(self.persons)}
        return {number: place[person] for number, person in persons.items()}

    @cached_property
    def sound_keys(self) -> list[str]:
        """For each place the text by which names stand in the order of 拼音."""
        return self._names.sound_keys(person.name for person in self.persons)
