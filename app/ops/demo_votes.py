"""群众评议 in the sample unit, where its scheme asks for any: planned, being counted and closed."""

from datetime import timedelta
from random import Random

from app.domain.cycle.assessment import Accounts, Assessment, Count
from app.domain.review import Round
from app.ops.desk import Desk

_TURNS, _PLANNED, _OPEN = 5, 3, 4
"""Of five votes the fourth is not held yet, the fifth is not closed."""
_PILE = 8
"""So many ballots are typed in one by one."""
_DAYS_BEFORE_END = 15


def hold_votes(desk: Desk, round_: Round) -> None:
    """Make the votes that the scheme asks for, and count most of them.

    Names alone decide the numbers, so that they are the same at every run.
    """
    ops, unit = desk.assessments, desk.workspace.root_id
    proposed = ops.proposed(unit, round_)
    if not proposed:
        return
    day = round_.end - timedelta(days=_DAYS_BEFORE_END)
    ops.make([each.planned for each in proposed], round_, day)
    made = ops.among(unit, round_)
    by_ballots = min(made, key=lambda each: len(each.cells()))
    for number, each in enumerate(made):
        if each is not by_ballots and number % _TURNS == _PLANNED:
            continue
        count = _type_ballots if each is by_ballots else _enter_totals
        count(desk, each)
        if each is by_ballots or number % _TURNS != _OPEN:
            ops.rate(each.id, ops.proposed_ratings(ops.get(each.id)))
            ops.close(each.id)


def _enter_totals(desk: Desk, assessment: Assessment) -> None:
    """Enter what was counted in each group of voters."""
    for group in assessment.groups:
        random = Random(f"{assessment.title}/{group.name}")
        valid = random.randint(18, 40)
        invalid, missing, absent = (random.randint(0, 2) for _ in range(3))
        returned, issued = valid + invalid, valid + invalid + missing
        accounts = Accounts(issued + absent, issued, issued, returned, valid, invalid)
        counts = [
            Count(group.id, key, item, _votes(random, valid, len(assessment.scale.grades)))
            for key, item in assessment.cells()
        ]
        desk.assessments.enter(assessment.id, group.id, accounts, counts, {})


def _votes(random: Random, valid: int, grades: int) -> tuple[int, ...]:
    """Share votes out: most for the best grade, the fewer the lower it is."""
    lower, left = [], valid // 2
    for grade in range(1, grades):
        votes = random.randint(0, left // (2 * grade))
        lower.append(votes)
        left -= votes
    return (valid - sum(lower), *lower)


def _type_ballots(desk: Desk, assessment: Assessment) -> None:
    """Type a small pile of ballots in, the last of them invalid, and count them."""
    cells, group = len(assessment.cells()), assessment.groups[0].id
    random = Random(f"{assessment.title}/测评票")
    for number in range(1, _PILE):
        marks = "".join(random.choice("1112") for _ in range(cells))
        desk.ballots.add(assessment.id, group, "", number, marks)
    desk.ballots.add(assessment.id, group, "", _PILE, "X")
    desk.ballots.count(assessment.id)
