"""The steps of the work against the order of the scheme."""

from __future__ import annotations

from datetime import date

from app.domain.scheme import Track
from app.domain.step_order import out_of_order
from tests.builders import shipped

STRICT = shipped("lianyungang-2011").steps
"""调研, 点评, 整改, 公示."""


def told(**days: int | None) -> list[tuple[str, str]]:
    """Return the tracks that came too early, each with what should have come before."""
    taken = {Track(name): date(2011, 1, day) if day else None for name, day in days.items()}
    return [(a.track.value, b.track.value) for a, b in out_of_order(STRICT, taken)]


def test_steps_in_their_order_and_on_one_day_are_fine() -> None:
    assert told(survey=3, review=5, rectification=9, posting=9) == []


def test_a_step_before_an_earlier_one_is_told_once_with_the_first() -> None:
    assert told(survey=6, review=5) == [("review", "survey")]
    assert told(survey=8, review=7, posting=6) == [("review", "survey"), ("posting", "survey")]


def test_what_is_not_at_its_end_comes_too_late() -> None:
    assert told(review=5, rectification=None, posting=9) == [("posting", "rectification")]


def test_of_what_is_not_known_nothing_is_said() -> None:
    assert told(review=5, posting=9) == []
    assert told() == []
