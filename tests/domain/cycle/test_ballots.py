"""Ballots typed in one by one add up to the counts; the second entry is compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.assessment import Accounts, Assessment
from app.domain.cycle.ballots import Ballot, cells_beside, counted, mark_word, require_marks
from app.domain.cycle.vote_checks import faults, open_faults
from app.domain.errors.fault import Refusal
from app.domain.ids import OrganizationId, RecordId
from tests.domain.cycle.votes import ITEMS, assessment, people

if TYPE_CHECKING:
    from collections.abc import Sequence

TWO = replace(assessment(valid=None), objects=people("甲", "乙"))


def ballots(marks: Sequence[str], key: str = "", second: str = "") -> list[Ballot]:
    return [
        Ballot(
            id=RecordId(str(number)),
            organization_id=OrganizationId("o"),
            assessment_id=TWO.id,
            group="1",
            number=number,
            object=key,
            marks=each,
            second=second,
        )
        for number, each in enumerate(marks, 1)
    ]


def test_ballots_give_counts_recusals_and_accounts() -> None:
    found = counted(TWO, ballots(["12", "10", "3-", "X", "11"]))
    assert [(c.object, c.votes, c.abstained) for c in found.counts] == [
        ("member:甲", (3, 0, 1), 0),
        ("member:乙", (1, 1, 0), 1),
    ]
    assert found.recused("1", "member:乙") == 1
    assert found.groups[0].accounts == Accounts(returned=5, valid=4, invalid=1)
    assert list(faults(found)) == []


@given(st.lists(st.one_of(st.just("X"), st.text("0123-", min_size=2, max_size=2))))
def test_what_is_counted_from_ballots_always_balances(marks: list[str]) -> None:
    found = counted(TWO, ballots(marks))
    assert list(faults(found)) == []
    if marks:
        assert list(open_faults(found)) == []
    assert sum(sum(count.votes) for count in found.counts) == sum(
        sign in "123" for mark in marks if mark != "X" for sign in mark
    )


def test_counting_again_changes_nothing() -> None:
    pile = ballots(["12", "1-", "X"])
    once = counted(TWO, pile)
    assert counted(once, pile) == once


def test_one_ballot_for_each_object_must_agree_with_the_accounts() -> None:
    known = replace(TWO, groups=(replace(TWO.groups[0], accounts=Accounts(valid=2)),))
    one, two = ballots(["1", "2"], "member:甲"), ballots(["3"], "member:乙")
    found = counted(known, [*one, *two])
    (fault,) = faults(found)
    assert (fault.code, fault.place) == ("vote.sum", "乙")
    assert found.groups[0].accounts == Accounts(valid=2)


def test_two_ways_of_typing_are_not_mixed() -> None:
    with pytest.raises(Refusal) as caught:
        counted(TWO, [*ballots(["11"]), *ballots(["1"], "member:甲")])
    assert caught.value.fault.code == "vote.piles"


def test_a_second_entry_that_differs_must_be_settled_first() -> None:
    (differing,) = ballots(["12"], second="13")
    assert differing.differences == (1,)
    with pytest.raises(Refusal) as caught:
        counted(TWO, [differing])
    assert caught.value.fault.code == "vote.second"
    (same,) = ballots(["12"], second="12")
    assert same.differences == ()
    (spoiled,) = ballots(["12"], second="X")
    assert spoiled.differences == (-1,)


@pytest.mark.parametrize("marks", ["1", "111", "14", "1x", ""])
def test_marks_that_are_none_are_refused(marks: str) -> None:
    with pytest.raises(Refusal) as caught:
        require_marks(TWO, "", marks)
    assert caught.value.fault.code == "vote.marks"


def test_a_scale_without_abstention_takes_no_open_cell() -> None:
    strict = replace(TWO, scale=replace(TWO.scale, abstention=False))
    require_marks(TWO, "", "10")
    require_marks(strict, "", "1-")
    with pytest.raises(Refusal):
        require_marks(strict, "", "10")


def test_who_is_recused_is_so_for_every_item() -> None:
    found: Assessment = replace(TWO, objects=people("甲", "乙", items=ITEMS.id))
    assert cells_beside(found, "", 4) == (3, 4, 5)
    assert cells_beside(found, "member:乙", 1) == (0, 1, 2)


def test_marks_have_words() -> None:
    assert [mark_word(TWO, mark) for mark in "12-0X"] == [
        "满意",
        "基本满意",
        "回避",
        "弃权",
        "无效票",
    ]
