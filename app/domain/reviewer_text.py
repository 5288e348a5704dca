"""Whom the text in the cell 点评领导 names: people of the ledger, or nobody known."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.ids import PersonId

REVIEWER_FIELD = "reviewer.identity"
JOINT = "；"
"""What separates several reviewers in the cell."""
_BETWEEN_PERSONS = re.compile("[；;\n]")
_BETWEEN_NAMES = re.compile("[、，,\\s]+")
_AFTER_NAME = (re.compile("[，,、（(：:]"), re.compile("\\s"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be a reviewer."""

    person_id: PersonId
    name: str
    identity: str
    """姓名，单位及职务, as the cell shows it."""


@dataclass(frozen=True, slots=True)
class NamedReviewers:
    """What a text says about who reviews."""

    persons: tuple[PersonId, ...] = ()
    """The people of the ledger, in the order of the text, each once."""
    unknown: tuple[str, ...] = ()
    """Parts that name nobody known: printed as they stand, but nobody took part by them."""
    ambiguous: tuple[str, ...] = ()
    """Parts that fit several people."""


@dataclass(frozen=True)
class Candidates:
    """Everybody who may be meant, ready to be looked up."""

    people: Sequence[Candidate]

    @cached_property
    def by_identity(self) -> Mapping[str, Candidate]:
        """By 姓名，单位及职务 without blanks; of several alike the first."""
        found: dict[str, Candidate] = {}
        for each in self.people:
            found.setdefault(_plain(each.identity), each)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, list[Candidate]]:
        """By name without blanks."""
        found: dict[str, list[Candidate]] = {}
        for each in self.people:
            found.setdefault(_plain(each.name), []).append(each)
        return found

    @cached_property
    def by_id(self) -> Mapping[PersonId, Candidate]:
        """By id."""
        return {each.person_id: each for each in self.people}

    def text(self, persons: Iterable[PersonId]) -> str:
        """Return people as the cell shows them."""
        return JOINT.join(self.by_id[person].identity for person in persons if person in self.by_id)

    def named(self, text: str, chosen: Collection[PersonId] = (), body: str = "") -> NamedReviewers:
        """Return whom a text names.

        A part is somebody where it is his identity or his name alone, or where it begins with the
        name of one who was chosen before; another post behind a known name may be another person.

        Args:
            text: what stands in the cell.
            chosen: who was chosen up to now.
            body: a body that reviews without being a person (ReviewTask.body).
        """
        persons: dict[PersonId, None] = {}
        unknown: list[str] = []
        ambiguous: list[str] = []
        for part in filter(None, map(str.strip, _BETWEEN_PERSONS.split(text))):
            if body and _plain(part) == _plain(body):
                continue
            found = self._meant(part, chosen) or self._several(part, chosen)
            if found:
                persons.update(dict.fromkeys(each.person_id for each in found))
            elif self._namesakes(part):
                ambiguous.append(part)
            else:
                unknown.append(part)
        return NamedReviewers(tuple(persons), tuple(unknown), tuple(ambiguous))

    def _namesakes(self, part: str) -> list[Candidate]:
        """Everybody of the name that a part is or begins with."""
        starts = (part, *(cut.split(part, maxsplit=1)[0] for cut in _AFTER_NAME))
        found = (self.by_name.get(_plain(start), []) for start in starts)
        return next(filter(None, found), [])

    def _meant(self, part: str, chosen: Collection[PersonId]) -> list[Candidate]:
        same = [each for each in self._namesakes(part) if each.person_id in chosen]
        exact = self.by_identity.get(_plain(part))
        if exact is not None:
            alike = [each for each in same if _plain(each.identity) == _plain(part)]
            return alike[:1] or [exact]
        named = self.by_name.get(_plain(part), [])
        if len(named) == 1:
            return named
        return same if len(same) == 1 else []

    def _several(self, part: str, chosen: Collection[PersonId]) -> list[Candidate]:
        """Read 王建国、李卫东: names alone, all of them known."""
        names = list(filter(None, _BETWEEN_NAMES.split(part)))
        if len(names) < 2 or not all(_plain(name) in self.by_name for name in names):
            return []
        found = [self._meant(name, chosen) for name in names]
        return [each for one in found for each in one] if all(found) else []


def _plain(text: str) -> str:
    return "".join(text.split())
