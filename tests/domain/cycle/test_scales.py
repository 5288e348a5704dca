"""Percentages as published tables have them, and scores by points."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.scales import (
    Band,
    Grade,
    Rounding,
    Scale,
    band,
    percentages,
    satisfaction,
    score,
)
from app.domain.errors.fault import Refusal

POINTS = Scale(
    "points",
    "计分",
    (
        Grade("好", 10, satisfied=True),
        Grade("较好", 7, satisfied=True),
        Grade("一般", 5),
        Grade("差", 2),
    ),
    (Band(9, "好"), Band(7, "较好"), Band(0, "差")),
)
WITHOUT_POINTS = Scale("s", "满意度", (Grade("满意", satisfied=True), Grade("不满意")))
COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any)


def texts(counts: tuple[int, ...], rounding: Rounding) -> tuple[str, ...]:
    return tuple(f"{share:.2f}" for share in percentages(counts, rounding))


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ((134, 4, 3), ("95.04", "2.84", "2.12")),
        ((134, 5, 2), ("95.04", "3.55", "1.41")),
        ((127, 8, 6), ("90.07", "5.67", "4.26")),
        ((126, 9, 6), ("89.36", "6.38", "4.26")),
        ((132, 7, 2), ("93.62", "4.96", "1.42")),
    ],
)
def test_a_published_table_of_141_voters_comes_out_to_the_last_digit(
    counts: tuple[int, ...], published: tuple[str, ...]
) -> None:
    assert texts(counts, Rounding.FORCED) == published


def test_without_forcing_each_share_is_rounded_for_itself() -> None:
    assert texts((134, 4, 3), Rounding.PLAIN)[2] == "2.13"
    assert texts((134, 5, 2), Rounding.PLAIN)[2] == "1.42"


def test_the_difference_goes_to_the_last_grade_that_has_votes() -> None:
    assert texts((1, 1, 1, 0), Rounding.FORCED) == ("33.33", "33.33", "33.34", "0.00")


@given(COUNTS)
def test_forced_shares_are_a_hundred_together_and_none_without_votes_has_any(
    counts: list[int],
) -> None:
    shares = percentages(counts, Rounding.FORCED)

    assert sum(shares) == 100
    assert all(share == 0 for share, count in zip(shares, counts, strict=True) if not count)


@given(COUNTS)
def test_a_plain_share_is_off_by_half_a_hundredth_at_most(counts: list[int]) -> None:
    base = sum(counts)
    for share, count in zip(percentages(counts, Rounding.PLAIN), counts, strict=True):
        assert abs(share - Decimal(100 * count) / base) <= Decimal("0.005")


def test_satisfaction_counts_the_grades_that_the_scale_names() -> None:
    assert satisfaction((130, 5, 4, 2), POINTS) == Decimal("95.74")


def test_a_score_is_the_average_of_the_points_and_has_a_name() -> None:
    points = score((1, 1, 1, 1), POINTS)

    assert points == Decimal("6.00")
    assert band(Decimal(7), POINTS) == "较好"
    assert band(Decimal("6.99"), POINTS) == "差"
    assert score((1, 1), WITHOUT_POINTS) is None
    assert band(Decimal(7), WITHOUT_POINTS) == ""


@pytest.mark.parametrize(
    ("counts", "code"),
    [((-1, 2), "vote.negative"), ((0, 0), "vote.no_votes"), ((1, 2, 3), "vote.grades")],
)
def test_what_cannot_be_counted_is_refused(counts: tuple[int, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        satisfaction(counts, WITHOUT_POINTS)
    assert refused.value.fault.code == code
