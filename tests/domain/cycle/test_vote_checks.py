"""What cannot be in the counts of a vote is refused with its reason; the rest is only told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import (
    OVERALL,
    Accounts,
    Assessed,
    Count,
    Entry,
    Recusal,
)
from app.domain.cycle.vote_checks import (
    account_faults,
    completed,
    count_faults,
    faults,
    open_faults,
    warnings,
)
from tests.domain.cycle.votes import THREE, assessment, group, people, with_accounts

NUMBERS = st.integers(0, 2000)


def codes(found: object) -> list[str]:
    return [each.code for each in found]  # type: ignore[attr-defined]


def test_940_issued_890_returned_860_valid_is_taken() -> None:
    accounts = Accounts(expected=1000, present=940, issued=940, returned=890, valid=860, invalid=30)
    assert codes(account_faults(accounts)) == []


def test_860_valid_of_850_returned_is_refused_with_the_reason() -> None:
    (found,) = account_faults(Accounts(issued=940, returned=850, valid=860))
    assert found.code == "vote.valid"
    assert found.message == "有效票 860 张，多于收回的 850 张。"


@pytest.mark.parametrize(
    ("accounts", "code"),
    [
        (Accounts(expected=10, present=11), "vote.present"),
        (Accounts(issued=10, returned=11), "vote.returned"),
        (Accounts(returned=10, valid=8, invalid=1), "vote.parts"),
        (Accounts(returned=10, invalid=11), "vote.invalid"),
        (Accounts(valid=-1), "vote.negative"),
    ],
)
def test_each_identity_has_its_own_reason(accounts: Accounts, code: str) -> None:
    assert codes(account_faults(accounts)) == [code]


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_ballots_counted_one_by_one_are_always_taken(
    valid: int, invalid: int, kept: int, absent: int
) -> None:
    returned = valid + invalid
    issued = returned + kept
    whole = Accounts(issued + absent, issued, issued, returned, valid, invalid)
    assert codes(account_faults(whole)) == []
    for lacking in ({"returned": None}, {"valid": None}, {"invalid": None}):
        assert completed(replace(whole, **lacking)) == whole


@given(NUMBERS, NUMBERS, st.integers(1, 50))
def test_any_number_of_ballots_too_many_is_refused(valid: int, invalid: int, more: int) -> None:
    returned = valid + invalid
    assert codes(account_faults(Accounts(issued=returned, returned=returned + more)))
    assert codes(account_faults(Accounts(returned=returned, valid=valid, invalid=invalid + more)))
    assert codes(account_faults(Accounts(returned=returned, valid=returned + more)))


@given(st.lists(NUMBERS, min_size=3, max_size=3), NUMBERS, NUMBERS)
def test_grades_and_abstentions_are_the_valid_ballots_less_those_recused(
    votes: list[int], abstained: int, recused: int
) -> None:
    found = assessment([votes], valid=sum(votes) + abstained + recused, abstained=abstained)
    key = found.objects[0].key
    right = replace(found, recusals=(Recusal("1", key, recused),))
    assert codes(faults(right)) == []
    wrong = replace(found, recusals=(Recusal("1", key, recused + 1),))
    assert codes(faults(wrong))


def test_a_wrong_sum_names_the_object_and_both_numbers() -> None:
    (found,) = faults(assessment([(134, 4, 3), (134, 4, 2)]))
    assert (found.code, found.place) == ("vote.sum", "党员2")
    assert "140" in found.message
    assert "141" in found.message


def test_without_the_number_of_valid_ballots_nothing_is_held_against_the_counts() -> None:
    found = assessment([(1, 2, 3)], valid=None)
    assert codes(faults(found)) == []
    assert "vote.no_accounts" in codes(warnings(found))


def test_counts_that_do_not_fit_the_scale_are_refused() -> None:
    assert codes(count_faults(Count("1", "x", OVERALL, (1, 2)), THREE, None)) == ["vote.grades"]
    assert codes(count_faults(Count("1", "x", OVERALL, (1, 2, -1)), THREE, None)) == [
        "vote.negative"
    ]
    strict = replace(THREE, abstention=False)
    assert codes(count_faults(Count("1", "x", OVERALL, (1, 2, 3), 1), strict, None)) == [
        "vote.abstention"
    ]


def test_more_recused_than_voting_is_refused() -> None:
    found = assessment(valid=10)
    many = replace(found, recusals=(Recusal("1", found.objects[0].key, 11),))
    assert codes(faults(many)) == ["vote.recused"]


@pytest.mark.parametrize("weights", [(60, 30), (100, 0), (120, -20)])
def test_weights_are_a_hundred_together_and_none_is_left_out(weights: tuple[int, int]) -> None:
    groups = tuple(group(None, id_=str(n), weight=w) for n, w in enumerate(weights))
    assert codes(faults(replace(assessment(), groups=groups))) == ["vote.weights"]


def test_results_from_elsewhere_need_a_source() -> None:
    found = replace(assessment(), entry=Entry.ELSEWHERE)
    assert codes(faults(found)) == ["vote.source"]
    assert codes(faults(replace(found, source="上级考核组通报"))) == []


def test_only_what_is_whole_can_be_closed() -> None:
    assert codes(open_faults(assessment([(134, 4, 3), (134, 5, 2)]))) == []
    assert codes(open_faults(replace(assessment(), groups=()))) == ["vote.no_groups"]
    assert "vote.no_objects" in codes(open_faults(replace(assessment(), objects=())))
    (found,) = open_faults(replace(assessment([(134, 4, 3)]), objects=people("党员1", "党员2")))
    assert (found.code, found.place) == ("vote.not_counted", "市场经营户")


def test_too_few_who_took_part_is_told() -> None:
    found = replace(assessment(), least_participation=80)
    few = with_accounts(found, expected=100, present=79)
    assert codes(warnings(few)) == ["vote.participation"]
    assert codes(warnings(with_accounts(found, expected=100, present=80))) == []


def test_more_ballots_than_people_are_told() -> None:
    assert codes(warnings(with_accounts(assessment(), present=10, issued=11))) == ["vote.issued"]


def rated(*ratings: str, probationary: bool = False) -> tuple[Assessed, ...]:
    full = [
        Assessed(AssessedKind.MEMBER, str(n), str(n), OVERALL, rating=rating)
        for n, rating in enumerate(ratings)
    ]
    extra = Assessed(AssessedKind.MEMBER, "预备", "预备", OVERALL, full=False)
    return (*full, extra) if probationary else tuple(full)


def test_a_third_of_the_full_members_may_get_the_best_grade() -> None:
    best = THREE.grades[0].label
    limited = replace(assessment(), best_share=(1, 3))
    one = replace(limited, objects=rated(best, "", ""))
    two = replace(limited, objects=rated(best, best, "", "", ""))
    assert codes(warnings(one)) == []
    assert codes(warnings(two)) == ["vote.best_share"]
    with_one_more = replace(limited, objects=rated(best, "", probationary=True))
    assert codes(warnings(with_one_more)) == ["vote.best_share"], "预备党员 do not count"


def test_a_probationary_member_with_a_grade_is_told() -> None:
    odd = replace(rated("", probationary=True)[1], rating="满意")
    assert codes(warnings(replace(assessment(), objects=(odd,)))) == ["vote.probationary"]
