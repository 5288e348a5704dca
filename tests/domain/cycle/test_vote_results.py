"""Shares and scores over groups and items, held against tables that were published."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.assessment import OVERALL, Count, VoterGroup
from app.domain.cycle.scales import Rounding, percentages
from app.domain.cycle.vote_results import (
    Part,
    overall,
    proposed_rating,
    result_text,
    results,
    rounded,
    shares,
)
from tests.domain.cycle.votes import ITEMS, POINTS, assessment, group, people

GOLDEN = [
    ((134, 4, 3), ("95.04", "2.84", "2.12"), "2.13"),
    ((134, 5, 2), ("95.04", "3.55", "1.41"), "1.42"),
    ((127, 8, 6), ("90.07", "5.67", "4.26"), "4.26"),
    ((126, 9, 6), ("89.36", "6.38", "4.26"), "4.26"),
    ((132, 7, 2), ("93.62", "4.96", "1.42"), "1.42"),
]
VOTES = st.lists(st.integers(0, 500), min_size=3, max_size=3).filter(any)
ROUNDINGS = st.sampled_from(Rounding)


def test_a_published_table_is_reproduced_to_the_last_digit() -> None:
    found = replace(assessment([row[0] for row in GOLDEN]), rounding=Rounding.FORCED)
    for result, (_, wanted, plain_last) in zip(results(found), GOLDEN, strict=True):
        assert result.overall is not None
        assert tuple(map(str, result.overall.shares[:3])) == wanted
        plain = results(replace(found, objects=(result.object,), rounding=Rounding.PLAIN))
        assert plain[0].overall is not None
        assert str(plain[0].overall.shares[2]) == plain_last


@given(VOTES, ROUNDINGS)
def test_one_group_counts_as_the_command_counts(votes: list[int], rounding: Rounding) -> None:
    for weight in (0, 100):
        part = Part(weight, tuple(votes))
        assert rounded(shares([part]), rounding) == percentages(votes, rounding)


@given(st.lists(VOTES, min_size=1, max_size=4))
def test_without_weights_all_votes_are_one_heap(groups: list[list[int]]) -> None:
    heap = [sum(column) for column in zip(*groups, strict=True)]
    found = shares(Part(0, tuple(votes)) for votes in groups)
    assert rounded(found, Rounding.PLAIN) == percentages(heap, Rounding.PLAIN)


@given(VOTES, VOTES, st.integers(1, 99))
def test_weights_hold_whatever_the_size_of_a_group(
    one: list[int], two: list[int], weight: int
) -> None:
    parts = [Part(weight, tuple(one)), Part(100 - weight, tuple(two))]
    larger = [Part(weight, tuple(7 * vote for vote in one)), parts[1]]
    assert shares(parts) == shares(larger)
    assert sum(shares(parts)) == 1
    assert all(
        min(a, b) <= each <= max(a, b)
        for a, b, each in zip(shares(parts[:1]), shares(parts[1:]), shares(parts), strict=True)
    )


@given(st.lists(VOTES, min_size=1, max_size=3))
def test_forced_shares_are_a_hundred_to_the_cent(groups: list[list[int]]) -> None:
    weights = {1: (100,), 2: (30, 70), 3: (20, 30, 50)}[len(groups)]
    parts = [Part(w, tuple(votes)) for w, votes in zip(weights, groups, strict=True)]
    assert sum(rounded(shares(parts), Rounding.FORCED)) == 100


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=6).filter(any))
def test_no_forced_share_is_below_nothing_however_many_vote(votes: list[int]) -> None:
    found = percentages(votes, Rounding.FORCED)
    assert sum(found) == 100
    assert min(found) >= 0
    assert all(not share for share, count in zip(found, votes, strict=True) if not count)


def test_a_share_too_small_to_give_leaves_it_to_the_grade_before() -> None:
    votes = [150_015, 75_015, 74_969, 1]
    plain = percentages(votes, Rounding.PLAIN)
    assert (sum(plain), plain[-1]) == (Decimal("100.01"), Decimal("0.00"))
    assert [str(share) for share in percentages(votes, Rounding.FORCED)] == [
        "50.01",
        "25.01",
        "24.98",
        "0.00",
    ]


def test_a_group_that_did_not_vote_is_counted_for_by_the_others() -> None:
    groups = (group(10, weight=60), VoterGroup("2", "服务对象", 40))
    found = replace(assessment([(9, 1, 0)], valid=10), groups=groups)
    (result,) = results(found)
    assert result.overall is not None
    assert str(result.overall.shares[0]) == "90.00"


def test_abstentions_are_part_of_the_base_but_not_of_the_score() -> None:
    found = replace(assessment(), scale=POINTS, groups=(group(10),))
    key = found.objects[0].key
    (result,) = results(replace(found, counts=(Count("1", key, OVERALL, (4, 4, 0, 0), 2),)))
    outcome = result.overall
    assert outcome is not None
    assert outcome.base == 10
    assert [str(share) for share in outcome.shares] == ["40.00", "40.00", "0.00", "0.00", "20.00"]
    assert outcome.satisfied == Decimal("80.00")
    assert (outcome.score, outcome.band) == (Decimal("8.50"), "较好")


def test_several_items_give_one_outcome_over_all_of_them() -> None:
    found = replace(assessment(), objects=people("甲", items=ITEMS.id), groups=(group(10),))
    key = found.objects[0].key
    counts = [
        Count("1", key, item, votes)
        for item, votes in zip("123", [(10, 0, 0), (5, 5, 0), (0, 5, 5)], strict=True)
    ]
    (result,) = results(replace(found, counts=tuple(counts)))
    assert [outcome.title for outcome in result.items] == ["参加活动", "承诺兑现", "作风"]
    assert result.overall is not None
    assert result.overall.votes == (15, 10, 5)
    assert result.overall.satisfied == Decimal("50.00")


@given(st.lists(VOTES, min_size=6, max_size=6), st.booleans())
def test_the_overall_outcome_alone_is_that_of_the_results(
    votes: list[list[int]], weighted: bool
) -> None:
    weights = (30, 70) if weighted else (0, 0)
    found = replace(
        assessment(),
        objects=people("甲", items=ITEMS.id),
        groups=tuple(group(None, id_=str(n), weight=w) for n, w in enumerate(weights)),
    )
    cells = [(str(number), item) for number in (0, 1) for item in "123"]
    counts = (
        Count(group_id, found.objects[0].key, item, tuple(each))
        for (group_id, item), each in zip(cells, votes, strict=True)
    )
    full = replace(found, counts=tuple(counts))
    assert overall(full) == tuple(result.overall for result in results(full))


def test_nothing_comes_of_no_votes() -> None:
    (result,) = results(assessment())
    assert (result.items, result.overall) == ((), None)
    assert result_text(result, assessment()) == ""
    assert proposed_rating(result, assessment().scale) == ""


@pytest.mark.parametrize(
    ("votes", "grade"), [((5, 4, 1), "满意"), ((5, 5, 0), "基本满意"), ((0, 0, 3), "不满意")]
)
def test_the_grade_with_most_votes_is_proposed_the_worse_of_equals(
    votes: tuple[int, ...], grade: str
) -> None:
    found = assessment([votes], valid=sum(votes))
    (result,) = results(found)
    assert proposed_rating(result, found.scale) == grade


def test_no_grade_is_proposed_for_a_probationary_member() -> None:
    found = assessment([(5, 0, 0)], valid=5)
    young = replace(found, objects=(replace(found.objects[0], full=False),))
    assert proposed_rating(results(young)[0], young.scale) == ""


def test_a_result_reads_as_one_sentence() -> None:
    found = assessment([(134, 4, 3)])
    assert result_text(results(found)[0], found) == (
        "党员群众评议：有效票141张；“满意”134票、占95.04%，“基本满意”4票、占2.84%，"
        "“不满意”3票、占2.13%；满意率95.04%。"
    )
