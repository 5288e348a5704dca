"""People who stand in a ledger twice, as far as can be told: found, never merged by themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

from app.domain.dates import PartialDate
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Appointment, Member, Oversight, Person
from app.domain.plausibility import agree

SAME_NUMBER = "身份证号相同"
SAME_BIRTH = "姓名、出生年月相同"
SAME_BRANCH = "姓名、党支部相同"
OTHER_NUMBER = "身份证号不同"
NO_MEMBER = "姓名相同，其中一人没有党员信息"
_MOST_NAMESAKES = 20
"""Of a name that more people have, the name alone says nothing."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two people who are perhaps one."""

    one: PersonId
    """Who has more behind the name, and would stay."""
    other: PersonId
    why: tuple[str, ...]
    is_likely: bool
    """Whether more speaks for it than a name."""


def doubles(directory: Directory) -> tuple[Double, ...]:
    """Return the pairs of people who may be one, the likely ones first."""
    search = _Search(directory)
    found = sorted(search.pairs(), key=lambda each: not each.is_likely)
    return tuple(found)


class _Search:
    def __init__(self, directory: Directory) -> None:
        self._tree = directory.tree
        self._records = directory.records
        self._members: defaultdict[PersonId, list[Member]] = defaultdict(list)
        for member in self._records.members:
            self._members[member.person_id].append(member)
        self._busy = {a.person_id for a in self._records.appointments}
        self._busy.update(o.person_id for o in self._records.oversights)

    def pairs(self) -> Iterator[Double]:
        why: defaultdict[tuple[PersonId, PersonId], list[str]] = defaultdict(list)
        for reason, groups in (
            (SAME_NUMBER, self._by_number()),
            (SAME_BIRTH, self._by_birth()),
            (SAME_BRANCH, self._by_branch()),
            (NO_MEMBER, self._without_membership()),
        ):
            for people in groups:
                for one, other in combinations(dict.fromkeys(people), 2):
                    if self._may_be_one(one, other, reason):
                        why[min(one, other), max(one, other)].append(reason)
        for (one, other), reasons in why.items():
            if SAME_NUMBER not in reasons and self._numbers_differ(one, other):
                reasons.append(OTHER_NUMBER)
            first, second = sorted((one, other), key=self._weight, reverse=True)
            likely = SAME_NUMBER in reasons or (
                SAME_BIRTH in reasons and OTHER_NUMBER not in reasons
            )
            yield Double(first, second, tuple(reasons), likely)

    def _by_number(self) -> Iterable[list[PersonId]]:
        found: defaultdict[str, list[PersonId]] = defaultdict(list)
        for member in self._records.members:
            if member.id_number:
                found[member.id_number.upper()].append(member.person_id)
        return (people for people in found.values() if len(people) > 1)

    def _by_birth(self) -> Iterable[list[PersonId]]:
        found: defaultdict[tuple[str, int, int], list[PersonId]] = defaultdict(list)
        for person in self._records.persons:
            for member in self._members.get(person.id, ()):
                if member.birth is not None and member.birth.month:
                    key = person.name, member.birth.year, member.birth.month
                    found[key].append(person.id)
        return (people for people in found.values() if len(people) > 1)

    def _by_branch(self) -> Iterable[list[PersonId]]:
        branches: dict[OrganizationId, OrganizationId] = {}
        found: defaultdict[tuple[str, str], list[PersonId]] = defaultdict(list)
        for person in self._records.persons:
            for member in self._members.get(person.id, ()):
                place = member.organization_id
                if place in self._tree and place not in branches:
                    branches[place] = self._tree.branch_of(place).id
                found[person.name, branches.get(place, place)].append(person.id)
        return (people for people in found.values() if len(people) > 1)

    def _without_membership(self) -> Iterable[list[PersonId]]:
        named: defaultdict[str, list[PersonId]] = defaultdict(list)
        for person in self._records.persons:
            named[person.name].append(person.id)
        return (p for p in named.values() if 1 < len(p) <= _MOST_NAMESAKES)

    def _may_be_one(self, one: PersonId, other: PersonId, reason: str) -> bool:
        if reason == NO_MEMBER:
            return not (self._members.get(one) and self._members.get(other))
        if reason == SAME_BRANCH:
            births = [(a.birth, b.birth) for a in self._members[one] for b in self._members[other]]
            return all(_fit(a, b) for a, b in births)
        return True

    def _numbers_differ(self, one: PersonId, other: PersonId) -> bool:
        numbers = [
            {m.id_number.upper() for m in self._members.get(each, ()) if m.id_number}
            for each in (one, other)
        ]
        return all(numbers) and not numbers[0] & numbers[1]

    def _weight(self, person: PersonId) -> tuple[bool, bool, int]:
        members = self._members.get(person, ())
        said = sum(bool(value) for m in members for value in (m.birth, m.joined, m.id_number))
        return bool(members), person in self._busy, said


class Likeness:
    """Members with one name, month of birth and of joining, in several branches.

    What ``doubles`` calls likely goes by name and birth; here the day of joining is the same too.
    """

    def __init__(self, directory: Directory, members: Iterable[Member]) -> None:
        """Look nothing up yet.

        Args:
            directory: gives names and branches.
            members: on the books, of whom no two may be one person.
        """
        self._directory = directory
        self._first: dict[_Same, Member] = {}
        self._alike: dict[_Same, list[Member]] = {}
        for member in members:
            same = self._same(member)
            if same is None:
                continue
            first = self._first.setdefault(same, member)
            if first is not member:
                self._alike.setdefault(same, [first]).append(member)

    def groups(self) -> Iterator[tuple[Member, ...]]:
        """Return those who are likely one person."""
        for members in self._alike.values():
            found = tuple(m for m in members if any(self._are_one(m, o) for o in members))
            if found:
                yield found

    def of(self, member: Member) -> Iterator[Member]:
        """Return who is likely the same person as somebody else is."""
        same = self._same(member)
        first = self._first.get(same) if same is not None else None
        if same is None or first is None:
            return iter(())
        return (o for o in self._alike.get(same, [first]) if self._are_one(member, o))

    def _same(self, member: Member) -> "_Same | None":
        birth, joined = member.birth, member.joined
        if birth is None or joined is None or not birth.month or not joined.month:
            return None
        name = self._directory.persons[member.person_id].name
        return name, birth.year * 12 + birth.month, joined.year * 12 + joined.month

    def _are_one(self, one: Member, other: Member) -> bool:
        branch_of = self._directory.tree.branch_of
        return (
            one.person_id != other.person_id
            and not (one.id_number and other.id_number)
            and _fit(one.birth, other.birth)
            and _fit(one.joined, other.joined)
            and branch_of(one.organization_id).id != branch_of(other.organization_id).id
        )


_Same = tuple[str, int, int]
"""A name, the month of birth and of joining, counted from the year 0."""


def _fit(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is None or other is None or agree(one, other)


@dataclass(frozen=True, slots=True)
class Merged:
    """The values of the person who stays, once the other is gone."""

    person: Person
    members: tuple[Member, ...]
    appointments: tuple[Appointment, ...]
    oversights: tuple[Oversight, ...]
    gone_members: tuple[Member, ...]
    gone_appointments: tuple[Appointment, ...]
    gone_oversights: tuple[Oversight, ...]


def merged(directory: Directory, kept: PersonId, gone: PersonId) -> Merged:
    """Return what one person is with everything of the other; blanks are filled, nothing wiped."""
    records, persons = directory.records, directory.persons
    one, other = persons[kept], persons[gone]
    own = [m for m in records.members if m.person_id == kept]
    members, gone_members = _members(
        directory, own, [m for m in records.members if m.person_id == gone]
    )
    posts, gone_posts = _moved(
        [a for a in records.appointments if a.person_id == kept],
        [a for a in records.appointments if a.person_id == gone],
        kept,
    )
    duties, gone_duties = _moved(
        [o for o in records.oversights if o.person_id == kept],
        [o for o in records.oversights if o.person_id == gone],
        kept,
    )
    person = replace(
        one,
        unit=one.unit or other.unit,
        post=one.post or other.post,
        outside=one.outside and other.outside,
    )
    return Merged(person, members, posts, duties, gone_members, gone_posts, gone_duties)


def _moved(
    own: list[Appointment] | list[Oversight],
    others: list[Appointment] | list[Oversight],
    kept: PersonId,
) -> tuple[tuple, tuple]:  # type: ignore[type-arg]
    """Give the posts of one to the other; what he holds himself already falls away."""
    known = {_said(duty) for duty in own}
    moved = tuple(replace(d, person_id=kept) for d in others if _said(d) not in known)
    return moved, tuple(d for d in others if _said(d) in known)


def _said(duty: Appointment | Oversight) -> tuple[object, ...]:
    what = duty.post if isinstance(duty, Appointment) else duty.kind
    return duty.organization_id, what, duty.held


def stand_ins(directory: Directory, outcome: Merged, gone: PersonId) -> dict[str, str]:
    """Return the ids that fall away → those that stand for them from now on.

    Packages from below still have them.

    Args:
        directory: before the two became one.
        outcome: what the one is.
        gone: who falls away.
    """
    records, kept = directory.records, outcome.person.id
    found: dict[str, str] = {gone: kept}
    for member in outcome.gone_members:
        own = (m for m in records.members if m.person_id == kept and _overlap(m, member))
        found.update((member.id, each.id) for each in islice(own, 1))
    duties: tuple[Appointment | Oversight, ...] = (*records.appointments, *records.oversights)
    fallen: tuple[Appointment | Oversight, ...] = (
        *outcome.gone_appointments,
        *outcome.gone_oversights,
    )
    for duty in fallen:
        same = (d for d in duties if d.person_id == kept and _said(d) == _said(duty))
        found.update((duty.id, each.id) for each in islice(same, 1))
    return found


def _members(
    directory: Directory, own: list[Member], others: list[Member]
) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Return the memberships to write and those that fall away."""
    written: list[Member] = []
    gone: list[Member] = []
    for other in others:
        here = [m for m in own if _overlap(m, other)]
        if not here:
            written.append(replace(other, person_id=own[0].person_id) if own else other)
            continue
        gone.append(other)
        own = [_filled(m, other) if m is here[0] else m for m in own]
    known = {m.id: m for m in directory.records.members}
    written += [m for m in own if known.get(m.id) != m]
    return tuple(written), tuple(gone)


def _overlap(one: Member, other: Member) -> bool:
    a, b = one.on_books, other.on_books
    ends_before = a.until is not None and b.since is not None and a.until <= b.since
    begins_after = b.until is not None and a.since is not None and b.until <= a.since
    return not (ends_before or begins_after)


def _filled(one: Member, other: Member) -> Member:
    return replace(
        one,
        sex=one.sex or other.sex,
        birth=one.birth or other.birth,
        joined=one.joined or other.joined,
        full_since=one.full_since or other.full_since,
        post=one.post or other.post,
        tags=one.tags | other.tags,
        id_number=one.id_number or other.id_number,
        phone=one.phone or other.phone,
        extra=tuple({**dict(other.extra), **dict(one.extra)}.items()),
    )
