"""What cannot be in the counts of a vote is refused; what should not be is told."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.cycle.assessment import (
    ACCOUNT_WORDS,
    Accounts,
    Assessment,
    Count,
    Entry,
    VoterGroup,
)
from app.domain.cycle.scales import Scale
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault

_HUNDRED = 100


def account_faults(accounts: Accounts, place: str = "") -> Iterator[Fault]:
    """Give what cannot be in the accounts of one group; what is not known is not held against.

    Args:
        accounts: as entered.
        place: the group, where faults have happened.
    """
    for name, word in ACCOUNT_WORDS.items():
        if (getattr(accounts, name) or 0) < 0:
            yield fault("vote.negative", f"{place} {word}".strip())
    expected, present, issued = accounts.expected, accounts.present, accounts.issued
    returned, valid, invalid = accounts.returned, accounts.valid, accounts.invalid
    if expected is not None and present is not None and present > expected:
        yield fault("vote.present", place, present=present, expected=expected)
    if issued is not None and returned is not None and returned > issued:
        yield fault("vote.returned", place, returned=returned, issued=issued)
    if returned is None:
        return
    if valid is not None and valid > returned:
        yield fault("vote.valid", place, valid=valid, returned=returned)
    elif valid is not None and invalid is not None and valid + invalid != returned:
        yield fault("vote.parts", place, valid=valid, invalid=invalid, returned=returned)
    elif valid is None and invalid is not None and invalid > returned:
        yield fault("vote.invalid", place, invalid=invalid, returned=returned)


def completed(accounts: Accounts) -> Accounts:
    """Return accounts in which what follows from the rest is filled in, unless it is below 0."""
    returned, valid, invalid = accounts.returned, accounts.valid, accounts.invalid
    if returned is not None and valid is not None and invalid is None:
        invalid = returned - valid if returned >= valid else None
    elif returned is not None and invalid is not None and valid is None:
        valid = returned - invalid if returned >= invalid else None
    elif valid is not None and invalid is not None and returned is None:
        returned = valid + invalid
    return Accounts(accounts.expected, accounts.present, accounts.issued, returned, valid, invalid)


def count_faults(
    count: Count, scale: Scale, voting: int | None, place: str = ""
) -> Iterator[Fault]:
    """Give what cannot be in the counts of one object on one item.

    Args:
        count: the votes.
        scale: what the votes are for.
        voting: how many votes there must be; None: not known.
        place: group, object and item.
    """
    if len(count.votes) != len(scale.grades):
        grades = "、".join(grade.label for grade in scale.grades)
        yield fault(
            "vote.grades", place, count=len(count.votes), grades=grades, wanted=len(scale.grades)
        )
    elif min((*count.votes, count.abstained)) < 0:
        yield fault("vote.negative", place)
    elif count.abstained and not scale.abstention:
        yield fault("vote.abstention", place, count=count.abstained)
    elif voting is not None and count.total != voting:
        yield fault("vote.sum", place, total=count.total, voting=voting)


def faults(assessment: Assessment) -> Iterator[Fault]:
    """Give everything that cannot be in an assessment as it was entered so far."""
    weights = [group.weight for group in assessment.groups]
    if any(weights) and (min(weights) <= 0 or sum(weights) != _HUNDRED):
        yield fault("vote.weights", total=sum(weights))
    if assessment.entry is Entry.ELSEWHERE and not assessment.source.strip():
        yield fault("vote.source")
    groups = {group.id: group for group in assessment.groups}
    for group in assessment.groups:
        yield from account_faults(group.accounts, group.name)
        yield from _recusal_faults(assessment, group)
    for count in assessment.counts:
        group = groups[count.group]
        place = _place(assessment, group, count)
        yield from count_faults(
            count, assessment.scale, assessment.voting(group, count.object), place
        )


def open_faults(assessment: Assessment) -> Iterator[Fault]:
    """Give why an assessment cannot be closed: what cannot be, and what is not there yet."""
    yield from faults(assessment)
    if not assessment.objects:
        yield fault("vote.no_objects")
    if not assessment.groups:
        yield fault("vote.no_groups")
    there = {(count.group, count.object, count.item) for count in assessment.counts}
    for group in assessment.groups:
        wanted = [(group.id, *cell) for cell in assessment.cells()]
        lacking = [each for each in wanted if each not in there]
        if lacking:
            yield fault("vote.not_counted", group.name, count=len(lacking), all=len(wanted))


def warnings(assessment: Assessment) -> Iterator[Fault]:
    """Give what should be looked at; nothing of it keeps anybody from going on."""
    for group in assessment.groups:
        yield from _participation(assessment, group)
        accounts = group.accounts
        if accounts.valid is None and assessment.of_group(group.id):
            yield fault("vote.no_accounts", group.name)
        most = accounts.present if accounts.present is not None else accounts.expected
        if accounts.issued is not None and most is not None and accounts.issued > most:
            yield fault("vote.issued", group.name, issued=accounts.issued, most=most)
    yield from _best_share(assessment)
    for each in assessment.objects:
        if not each.full and each.rating:
            yield fault("vote.probationary", each.name, rating=each.rating)


def _participation(assessment: Assessment, group: VoterGroup) -> Iterator[Fault]:
    accounts, least = group.accounts, assessment.least_participation
    came = next(
        (n for n in (accounts.present, accounts.returned, accounts.valid) if n is not None), None
    )
    expected = accounts.expected
    if expected and came is not None and came * _HUNDRED < least * expected:
        yield fault("vote.participation", group.name, came=came, expected=expected, least=least)


def _best_share(assessment: Assessment) -> Iterator[Fault]:
    if assessment.best_share is None:
        return
    part, whole = assessment.best_share
    best = assessment.scale.grades[0].label
    full = [each for each in assessment.objects if each.full]
    rated = sum(1 for each in full if each.rating == best)
    if rated > Fraction(part, whole) * len(full):
        most = part * len(full) // whole
        yield fault("vote.best_share", grade=best, rated=rated, full=len(full), most=most)


def _recusal_faults(assessment: Assessment, group: VoterGroup) -> Iterator[Fault]:
    for each in assessment.objects:
        recused, valid = assessment.recused(group.id, each.key), group.accounts.valid
        if recused < 0:
            yield fault("vote.negative", f"{group.name} {each.name} 回避")
        elif valid is not None and recused > valid:
            yield fault("vote.recused", f"{group.name} {each.name}", recused=recused, valid=valid)


def _place(assessment: Assessment, group: VoterGroup, count: Count) -> str:
    found = assessment.object(count.object)
    if found is None:
        return group.name
    items = assessment.items_of(found)
    title = next((item.title for item in items if item.id == count.item), "")
    parts = (group.name if len(assessment.groups) > 1 else "", found.name)
    return " ".join(filter(None, (*parts, title if len(items) > 1 else "")))
