"""The sample unit's votes: there where the scheme asks for them, the same at every run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.domain.cycle.assessment import AssessmentState
from app.ops.demo_votes import hold_votes
from app.ops.kept_ballots import ballots_of
from tests.ops.votes import make_bureau
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk


def votes(desk: Desk) -> list[object]:
    """Return everything about the votes that is no id."""
    round_, root = desk.workspace.round(), desk.workspace.root_id
    return [
        (
            each.title,
            each.day,
            each.state,
            [group.accounts for group in each.groups],
            [(named.name, named.rating) for named in each.objects],
            [(each.object(count.object).name, count.item, count.votes) for count in each.counts],  # type: ignore[union-attr]
            [(ballot.number, ballot.marks) for ballot in ballots_of(desk.workspace, each)],
        )
        for each in desk.assessments.among(root, round_)
    ]


def test_votes_of_every_kind_are_there_and_the_same_at_every_run(tmp_path: Path) -> None:
    found = []
    for run in ("one", "two"):
        with open_sample(make_bureau(tmp_path / run)) as desk:
            hold_votes(desk, desk.workspace.round())
            found.append(votes(desk))
            round_, root = desk.workspace.round(), desk.workspace.root_id
            made = desk.assessments.among(root, round_)
            proposed = desk.assessments.proposed(root, round_)
            assert len(made) == len(proposed)
            assert all(each.is_made for each in proposed)
            states = Counter(each.standing for each in made)
            assert set(states) == {*AssessmentState}
            assert states[AssessmentState.DONE] > len(made) // 2
            piles = [pile for each in made if (pile := ballots_of(desk.workspace, each))]
            assert len(piles) == 1
            assert not piles[0][-1].is_valid
            assert any(
                text
                for each in made
                for text in desk.assessments.texts_for(each.objects[0].id, round_)
            )
    assert found[0] == found[1]


def test_a_scheme_without_votes_gets_none(desk: Desk) -> None:
    hold_votes(desk, desk.workspace.round())
    assert votes(desk) == []
