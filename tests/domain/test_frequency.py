"""Who was not reviewed as often as the scheme asks (每半年、每季度至少一次)."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.frequency import Overdue, months_before, overdue
from app.domain.review import Target
from app.domain.scheme import Period
from app.domain.words import TargetKind

DAY = date(2011, 1, 25)
ONE, TWO = Target(TargetKind.ORGANIZATION, "一"), Target(TargetKind.MEMBER, "二")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2011, 1, 25), 6, date(2010, 7, 25)),
        (date(2011, 3, 31), 1, date(2011, 2, 28)),
        (date(2012, 3, 31), 1, date(2012, 2, 29)),
        (date(2011, 5, 31), 3, date(2011, 2, 28)),
        (date(2011, 12, 31), 3, date(2011, 9, 30)),
        (date(2011, 1, 1), 12, date(2010, 1, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_whoever_was_never_reviewed_is_overdue() -> None:
    assert overdue([ONE], {}, Period.HALF_YEAR, DAY) == (Overdue(ONE, None),)


@pytest.mark.parametrize(
    ("period", "last", "late"),
    [
        (Period.HALF_YEAR, date(2010, 7, 25), False),
        (Period.HALF_YEAR, date(2010, 7, 24), True),
        (Period.QUARTER, date(2010, 10, 25), False),
        (Period.QUARTER, date(2010, 10, 24), True),
        (Period.NAMED, date(1990, 1, 1), False),
    ],
)
def test_the_interval_is_that_of_the_scheme(period: Period, last: date, late: bool) -> None:
    assert overdue([ONE], {ONE: last}, period, DAY) == ((Overdue(ONE, last),) if late else ())


def test_each_object_is_told_once() -> None:
    found = overdue([ONE, TWO, ONE], {TWO: DAY}, Period.QUARTER, DAY)
    assert [each.target for each in found] == [ONE]
