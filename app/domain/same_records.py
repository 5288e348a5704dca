"""Tells which records of two ledgers are the same though their ids differ: never by guessing.

A pair is made only where one record on either side fits no other.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.domain.dates import PartialDate
from app.domain.plausibility import agree

One = TypeVar("One")


def plain_name(name: str) -> str:
    """Return a name without spaces and full-width forms, so that it can be compared."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True, slots=True)
class Seen:
    """A membership, as far as it tells who somebody is."""

    id: str
    person: str
    place: str
    name: str
    birth: PartialDate | None = None
    joined: PartialDate | None = None
    id_number: str = ""


def pairs_by_key(
    theirs: Iterable[tuple[str, Hashable]], ours: Iterable[tuple[str, Hashable]]
) -> dict[str, str]:
    """Return their id → ours for keys that one record on either side has.

    Args:
        theirs: id and key of each record that has no counterpart yet.
        ours: the same of ours.
    """
    there, here = _grouped(theirs), _grouped(ours)
    return {
        ids[0]: here[key][0]
        for key, ids in there.items()
        if len(ids) == 1 and len(here.get(key, ())) == 1
    }


def _grouped(records: Iterable[tuple[str, Hashable]]) -> dict[Hashable, list[str]]:
    found: defaultdict[Hashable, list[str]] = defaultdict(list)
    for id_, key in records:
        found[key].append(id_)
    return found


def same_members(theirs: Iterable[Seen], ours: Iterable[Seen]) -> dict[str, str]:
    """Return their membership → ours: the same place and name, and nothing that speaks against it.

    Of several of one name the ID number tells, then birth and joining; where they do not, there is
    no pair. One of the two days may be another on either side where the other day is the same:
    somebody mistyped it, and it becomes a conflict.
    """
    there, here = _by_name(theirs), _by_name(ours)
    found: dict[str, str] = {}
    for key, some in there.items():
        others = here.get(key, [])
        for tells in (_same_number, _same_days, _fit, _same_but_one_day):
            found |= _unique(
                [each for each in some if each.id not in found],
                [each for each in others if each.id not in found.values()],
                tells,
            )
    return found


def _by_name(members: Iterable[Seen]) -> Mapping[tuple[str, str], list[Seen]]:
    found: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for member in members:
        found[member.place, plain_name(member.name)].append(member)
    return found


def _unique(
    theirs: list[Seen], ours: list[Seen], tells: Callable[[Seen, Seen], bool]
) -> dict[str, str]:
    fits = [(one.id, other.id) for one in theirs for other in ours if tells(one, other)]
    there, here = _counted(one for one, _ in fits), _counted(other for _, other in fits)
    return {one: other for one, other in fits if there[one] == 1 and here[other] == 1}


def _counted(ids: Iterable[str]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for id_ in ids:
        found[id_] += 1
    return found


def _same_number(one: Seen, other: Seen) -> bool:
    return bool(one.id_number) and one.id_number.upper() == other.id_number.upper()


def _same_days(one: Seen, other: Seen) -> bool:
    days = ((one.birth, other.birth), (one.joined, other.joined))
    return _fit(one, other) and any(a is not None and b is not None for a, b in days)


def _fit(one: Seen, other: Seen) -> bool:
    days = ((one.birth, other.birth), (one.joined, other.joined))
    return _may_be_one(one, other) and all(a is None or b is None or agree(a, b) for a, b in days)


def _same_but_one_day(one: Seen, other: Seen) -> bool:
    days = ((one.birth, other.birth), (one.joined, other.joined))
    return _may_be_one(one, other) and any(a is not None and a == b for a, b in days)


def _may_be_one(one: Seen, other: Seen) -> bool:
    numbers = {one.id_number.upper(), other.id_number.upper()} - {""}
    return len(numbers) < 2
