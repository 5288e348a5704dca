"""A vote as the scheme asks for it; where it asks for none, 民主测评 of the branch's members."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import OVERALL, Accounts, Count
from app.domain.cycle.ballot_papers import Layout, Papers

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk

VALID = 9
"""So many valid ballots came back."""


def vote(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """Arrange votes, print the ballots, enter the totals, close them, write the summaries."""
    round_, root = desk.workspace.round(), desk.workspace.root_id
    proposed = desk.assessments.proposed(root, round_)
    if proposed:
        day = desk.workspace.today()
        desk.assessments.make([each.planned for each in proposed], round_, day)
    else:
        desk.assessments.save(_by_hand(desk))
    folder.mkdir()
    written = []
    for number, each in enumerate(desk.assessments.among(root, round_)):
        _count(desk, each)
        for name in ("测评票.docx", "汇总表.docx", "汇总表.xlsx"):
            path = folder / f"{number}{name}"
            if name.startswith("测评票"):
                desk.assessment_papers.write_ballots(each.id, Papers(Layout.ALL), path)
            else:
                desk.assessment_papers.write_summary(each.id, path)
            written.append(path)
    return tuple(written)


def _by_hand(desk: Desk) -> Assessment:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    people = desk.assessments.choices(root, round_, AssessedKind.MEMBER, OVERALL)
    return replace(desk.assessments.blank(root, round_), objects=people[:4])


def _count(desk: Desk, assessment: Assessment) -> None:
    grades = len(assessment.scale.grades)
    votes = (VALID - 1, 1, *[0] * (grades - 2))
    accounts = Accounts(12, 10, 10, 10, VALID, 1)
    for group in assessment.groups:
        counts = [Count(group.id, key, item, votes) for key, item in assessment.cells()]
        desk.assessments.enter(assessment.id, group.id, accounts, counts, {})
    desk.assessments.close(assessment.id)
