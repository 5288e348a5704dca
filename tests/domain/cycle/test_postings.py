"""Working days count as offices work; a posting's state follows from its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.postings import (
    Feedback,
    Holidays,
    Posting,
    PostingState,
    last_day,
    next_working_day,
    working_days,
)
from app.domain.ids import OrganizationId, RecordId

SPRING = Holidays(
    off=frozenset(date(2011, 2, day) for day in range(2, 9)),
    worked=frozenset({date(2011, 1, 30), date(2011, 2, 12)}),
)
DAYS = st.dates(date(2010, 1, 1), date(2013, 12, 31))
HOLIDAYS = st.builds(Holidays, st.frozensets(DAYS, max_size=20), st.frozensets(DAYS, max_size=20))
UP = Posting(
    id=RecordId("p"),
    organization_id=OrganizationId("o"),
    title="公示",
    day=date(2011, 1, 10),
    until=date(2011, 1, 14),
)


def test_a_weekend_is_stepped_over() -> None:
    friday = date(2011, 1, 7)

    assert next_working_day(friday, Holidays()) == date(2011, 1, 10)
    assert last_day(date(2011, 1, 10), 5, Holidays()) == date(2011, 1, 14)
    assert last_day(date(2011, 1, 11), 5, Holidays()) == date(2011, 1, 17)


def test_holidays_and_worked_weekends_count_as_offices_work() -> None:
    assert next_working_day(date(2011, 1, 29), SPRING) == date(2011, 1, 30)
    assert last_day(date(2011, 1, 31), 5, SPRING) == date(2011, 2, 11)
    assert working_days(date(2011, 1, 31), date(2011, 2, 12), SPRING) == 6


@given(DAYS, st.integers(1, 30), HOLIDAYS)
def test_a_period_has_just_as_many_working_days_as_were_asked_for(
    day: date, count: int, holidays: Holidays
) -> None:
    first = next_working_day(day, holidays)
    last = last_day(first, count, holidays)

    assert working_days(first, last, holidays) == count
    assert holidays.is_working_day(last)


def test_the_state_follows_from_the_days() -> None:
    days = {
        date(2011, 1, 9): PostingState.PLANNED,
        date(2011, 1, 10): PostingState.UP,
        date(2011, 1, 14): PostingState.UP,
        date(2011, 1, 15): PostingState.ENDED,
    }
    assert {day: UP.standing(day) for day in days} == days
    settled = replace(UP, state=PostingState.HANDLED)
    assert settled.standing(date(2011, 1, 12)) is PostingState.HANDLED


def test_what_was_said_stays_open_until_it_is_handled() -> None:
    said = Feedback(date(2011, 1, 11), "年龄有误")
    handled = replace(said, handling="已更正")

    assert replace(UP, feedback=(said, handled)).open_feedback == (said,)
