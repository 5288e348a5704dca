"""T1-08: who is counted twice for certain, who perhaps, and whose review has stayed behind."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from app.domain.check import Check, listed, made
from app.domain.directory import Directory
from app.domain.doubles import Likeness
from app.domain.errors import checks as say
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Member
from app.domain.review import ReviewHead
from app.domain.words import TargetKind


def once_each(
    unit: OrganizationId,
    directory: Directory,
    reviews: Iterable[ReviewHead],
    left_out: Collection[OrganizationId],
) -> Iterator[Check]:
    """T1-08: nobody is on the books twice, no organisation stands twice under one parent.

    Args:
        unit: it and everything below it.
        directory: the structure on the day.
        reviews: those of the round, in any state.
        left_out: the organisations whose records are not counted.
    """
    inside = [
        m
        for m in directory.on_books
        if directory.tree.within(m.organization_id, unit) and m.organization_id not in left_out
    ]
    twice = _certain(unit, directory, inside, left_out)
    likeness = Likeness(directory, inside)
    perhaps = [_in_branches(directory, those) for those in likeness.groups()]
    if twice or not perhaps:
        yield made("T1-08", not twice, names=listed(twice))
    if perhaps:
        count = len(perhaps)
        yield made("T1-08.likely", False, count=count, names=listed(perhaps), behind=perhaps)
    reviewed = _reviewed(reviews)
    stayed = [
        _in_branches(directory, (old, new))
        for old in _gone(directory, reviewed)
        for new in likeness.of(old)
        if new.person_id not in reviewed
    ]
    if stayed:
        yield made("T1-08.stayed", False, count=len(stayed), names=listed(stayed), behind=stayed)


def _certain(
    unit: OrganizationId,
    directory: Directory,
    inside: Iterable[Member],
    left_out: Collection[OrganizationId],
) -> list[str]:
    rows: Counter[PersonId] = Counter()
    numbers: dict[str, dict[PersonId, None]] = {}
    for member in inside:
        rows[member.person_id] += 1
        if member.id_number:
            numbers.setdefault(member.id_number, {})[member.person_id] = None
    places = Counter(
        (o.parent_id, o.name)
        for o in directory.tree.subtree(unit)
        if directory.is_active(o) and o.parent_id not in left_out
    )
    return [
        *(directory.name(person) for person, count in rows.items() if count > 1),
        *("、".join(map(directory.name, those)) for those in numbers.values() if len(those) > 1),
        *(name for (_, name), count in places.items() if count > 1),
    ]


def _reviewed(reviews: Iterable[ReviewHead]) -> set[PersonId]:
    return {
        review.target.person_id
        for review in reviews
        if review.is_done and review.target.kind is TargetKind.MEMBER
    }


def _gone(directory: Directory, persons: set[PersonId]) -> list[Member]:
    """Return the memberships of those among people who are on no books any more."""
    gone = persons - directory.members.keys()
    return [m for m in directory.records.members if m.person_id in gone] if gone else []


def _in_branches(directory: Directory, members: Sequence[Member]) -> str:
    tree = directory.tree
    branches = [tree.branch_of(m.organization_id) for m in members]
    names = [branch.name for branch in branches]
    if len(set(names)) < len(names):
        names = [tree.path(branch.id) for branch in branches]
    return say.WITH_REASON.format(
        name=directory.name(members[0].person_id), reason="、".join(dict.fromkeys(names))
    )
