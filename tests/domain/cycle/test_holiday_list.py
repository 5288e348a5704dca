"""Days off and weekends worked on are read from notices and lists; what is unclear is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.holiday_list import joined, of_year, read_holidays
from app.domain.cycle.postings import Holidays
from app.domain.errors.fault import Refusal

NOTICE = """一、元旦：1月1日至3日放假公休，共3天。
二、春节：2月2日（农历除夕）至8日放假调休，共7天。1月30日（星期日）、2月12日（星期六）上班。
三、清明节：4月3日（星期日）至5日（星期二）放假公休，共3天。4月2日（星期六）上班。"""


def days(month: int, *numbers: int) -> set[date]:
    return {date(2011, month, number) for number in numbers}


def test_a_notice_is_read_as_it_is_pasted() -> None:
    found = read_holidays(NOTICE, 2011)

    assert found.off == days(1, 1, 2, 3) | days(2, *range(2, 9)) | days(4, 3, 4, 5)
    assert found.worked == days(1, 30) | days(2, 12) | days(4, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2011-05-02",
        "2011年5月2日",
        "2011.5.2",
        "5月2日",
        "５月２日",
        "5-2",
        "五一 5月2日（星期一）",
        "5月2日至2日",
    ],
)
def test_a_day_is_read_in_every_way_of_writing(text: str) -> None:
    assert read_holidays(text, 2011) == Holidays(frozenset(days(5, 2)))


@pytest.mark.parametrize("span", ["10月1日至7日", "10月1日-10月7日", "2011.10.1—2011.10.7"])
def test_a_span_holds_every_day(span: str) -> None:
    assert read_holidays(span, 2011).off == days(10, *range(1, 8))


def test_a_span_may_turn_the_year() -> None:
    assert read_holidays("12月31日至1月2日", 2011).off == {
        date(2011, 12, 31),
        date(2012, 1, 1),
        date(2012, 1, 2),
    }


@pytest.mark.parametrize("text", ["2月30日", "13月1日", "5月2日至1日", "第3条", "1月1日至12月31日"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_holidays(text, 2011)

    assert caught.value.fault.code == "holiday.unread"


def test_words_without_days_say_nothing() -> None:
    assert read_holidays("各单位要安排好值班\n\n", 2011) == Holidays()


def test_a_later_notice_is_right() -> None:
    before = Holidays(frozenset(days(1, 3)), frozenset(days(1, 8)))
    after = Holidays(frozenset(days(1, 8)), frozenset(days(1, 3)))

    assert joined(before, after) == after
    assert of_year(after, 2011) == after
    assert of_year(after, 2012) == Holidays()


@given(st.dates(date(2010, 1, 1), date(2020, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_holidays(f"{day.year}年{day.month}月{day.day}日", 2000).off == {day}
    assert read_holidays(day.isoformat() + "上班", 2000).worked == {day}
