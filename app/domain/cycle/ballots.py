"""测评票 as they are typed in one by one: marks, the second entry, and what they add up to.

A ballot has no voter's name. Its marks are one sign for each cell of the assessment, in order:
1 the best grade, 2 the next, 0 nothing marked (弃权), ``-`` the voter is recused; ``X`` alone is a
ballot that is not valid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.cycle.assessment import Accounts, Assessment, Count, Recusal
from app.domain.cycle.record import Record
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.ids import RecordId

ABSTAINED, RECUSED, INVALID = "0", "-", "X"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Record):
    """One ballot of a group of voters; ``number`` is its place in the pile."""

    assessment_id: RecordId
    group: str
    number: int
    object: str = ""
    """Whose ballot it is, where each object has one of its own; empty: all are on it."""
    marks: str
    second: str = ""
    """What was typed the second time; empty: it was typed once."""

    @property
    def is_valid(self) -> bool:
        """Whether its marks count."""
        return self.marks != INVALID

    @property
    def differences(self) -> tuple[int, ...]:
        """The cells that were typed differently the second time; -1: whether it is valid."""
        if not self.second or self.marks == self.second:
            return ()
        if INVALID in (self.marks, self.second):
            return (-1,)
        pairs = zip(self.marks, self.second, strict=True)
        return tuple(place for place, (one, two) in enumerate(pairs) if one != two)


def cells_of(assessment: Assessment, key: str) -> tuple[tuple[str, str], ...]:
    """Return the cells of a ballot: of one object, or of all where the key is empty."""
    if not key:
        return assessment.cells()
    return assessment.cells([each for each in assessment.objects if each.key == key])


def possible_marks(assessment: Assessment) -> str:
    """Return the signs that a cell can have."""
    grades = "".join(str(number) for number in range(1, len(assessment.scale.grades) + 1))
    return grades + (ABSTAINED if assessment.scale.abstention else "") + RECUSED


def require_marks(assessment: Assessment, key: str, marks: str) -> None:
    """Refuse marks that are none.

    Raises:
        Refusal: ``vote.marks``.
    """
    cells = cells_of(assessment, key)
    known = possible_marks(assessment)
    if marks != INVALID and (len(marks) != len(cells) or set(marks) - set(known)):
        raise refusal("vote.marks", count=len(marks), wanted=len(cells), known=known)


def counted(assessment: Assessment, ballots: Iterable[Ballot]) -> Assessment:
    """Return the assessment with the counts that its ballots give.

    Groups without ballots keep what was entered for them. Where all objects are on one ballot,
    收回, 有效 and 无效 are the ballots' numbers; where each has one of its own, they must agree
    with the accounts.

    Raises:
        Refusal: ``vote.second`` where the second entry differs, ``vote.piles``.
    """
    found = list(ballots)
    refuse_all(unsettled(assessment, found))
    for group in assessment.groups:
        own = [ballot for ballot in found if ballot.group == group.id]
        if own:
            assessment = _taken(assessment, group.id, own)
    return assessment


def unsettled(assessment: Assessment, ballots: Iterable[Ballot]) -> list[Fault]:
    """Return the ballots that were typed differently the second time."""
    groups = {group.id: group.name for group in assessment.groups}
    return [
        fault("vote.second", groups.get(ballot.group, ""), number=ballot.number)
        for ballot in ballots
        if ballot.differences
    ]


def _taken(assessment: Assessment, group_id: str, ballots: Sequence[Ballot]) -> Assessment:
    piles: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        piles.setdefault(ballot.object, []).append(ballot)
    if "" in piles and len(piles) > 1:
        raise refusal("vote.piles")
    counts = [count for key, pile in piles.items() for count in _counts(assessment, key, pile)]
    recusals = [r for key, pile in piles.items() for r in _recusals(assessment, key, pile)]
    others = [r for r in assessment.recusals if r.group != group_id]
    if "" not in piles:
        others = list(assessment.recusals)
        recusals = []
    groups = tuple(
        replace(group, accounts=_accounts(group.accounts, piles.get("")))
        if group.id == group_id
        else group
        for group in assessment.groups
    )
    kept = (count for count in assessment.counts if count.group != group_id)
    return replace(
        assessment, groups=groups, counts=(*kept, *counts), recusals=(*others, *recusals)
    )


def _accounts(known: Accounts, pile: Sequence[Ballot] | None) -> Accounts:
    if pile is None:
        return known
    valid = sum(1 for ballot in pile if ballot.is_valid)
    return replace(known, returned=len(pile), valid=valid, invalid=len(pile) - valid)


def _counts(assessment: Assessment, key: str, pile: Sequence[Ballot]) -> list[Count]:
    """Count the marks cell by cell."""
    cells = cells_of(assessment, key)
    valid = [ballot.marks for ballot in pile if ballot.is_valid]
    grades = [str(number) for number in range(1, len(assessment.scale.grades) + 1)]
    found = []
    for place, (object_key, item) in enumerate(cells):
        signs = [marks[place] for marks in valid]
        votes = tuple(signs.count(grade) for grade in grades)
        found.append(Count(pile[0].group, object_key, item, votes, signs.count(ABSTAINED)))
    return found


def _recusals(assessment: Assessment, key: str, pile: Sequence[Ballot]) -> list[Recusal]:
    """Return how many are recused for each object; on one item they are on all of them."""
    found: dict[str, int] = {}
    valid = [ballot.marks for ballot in pile if ballot.is_valid]
    for place, (object_key, _) in enumerate(cells_of(assessment, key)):
        number = sum(1 for marks in valid if marks[place] == RECUSED)
        found[object_key] = max(found.get(object_key, 0), number)
    return [Recusal(pile[0].group, each, number) for each, number in found.items() if number]


def mark_word(assessment: Assessment, mark: str) -> str:
    """Return what a sign of a ballot means."""
    words = {ABSTAINED: "弃权", RECUSED: "回避", INVALID: "无效票"}
    if mark in words:
        return words[mark]
    return assessment.scale.grades[int(mark) - 1].label


def cells_beside(assessment: Assessment, key: str, place: int) -> tuple[int, ...]:
    """Return the places of all cells of the object that a cell is about: 回避 fills them all."""
    cells = cells_of(assessment, key)
    return tuple(n for n, (each, _) in enumerate(cells) if each == cells[place][0])
