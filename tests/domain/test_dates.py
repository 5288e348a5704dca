"""Dates as people write them (findings.md §5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import ALWAYS, PartialDate, Span, from_day, from_serial, parse_date, parse_day
from app.domain.errors.fault import Refusal

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIAL = st.one_of(
    DAYS.map(from_day),
    DAYS.map(lambda d: PartialDate(d.year, d.month)),
    DAYS.map(lambda d: PartialDate(d.year)),
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1975-06-01", "1975-06-01"),
        ("1975-6-1", "1975-06-01"),
        ("1975/6/1", "1975-06-01"),
        ("1975.6.1", "1975-06-01"),
        ("1975.06.01", "1975-06-01"),
        ("1975-06-01 00:00:00", "1975-06-01"),
        ("1975-06-01T08:30:00", "1975-06-01"),
        ("1975-06-01 8:30", "1975-06-01"),
        ("1975-06-01 08:30:00.000", "1975-06-01"),
        ("1975.06", "1975-06"),
        ("1975.6", "1975-06"),
        ("1975.10", "1975-10"),
        ("1975.01", "1975-01"),
        ("1975-6", "1975-06"),
        ("1975/06", "1975-06"),
        ("1975年6月", "1975-06"),
        ("1975年6月1日", "1975-06-01"),
        ("1975年06月01号", "1975-06-01"),
        ("1975.1月", "1975-01"),
        ("1975.10月份", "1975-10"),
        ("1975年元月", "1975-01"),
        ("1975，06", "1975-06"),
        ("1975。06", "1975-06"),
        ("1975\\6\\1", "1975-06-01"),
        ("1975—06", "1975-06"),
        ("1975·06", "1975-06"),
        ("'1975.06", "1975-06"),
        ("1975年6月出生", "1975-06"),
        ("1975年", "1975"),
        ("1975", "1975"),
        ("197506", "1975-06"),
        ("19750601", "1975-06-01"),
        ("１９７５年６月", "1975-06"),
        ("１９７５．０６", "1975-06"),
        ("2O11年1月13日", "2011-01-13"),
        ("2o11-O1-l3", "2011-01-13"),
        ("2 0 1 1年1月", "2011-01"),
        ("2 0 1 1 年 1 月 1 3 日", "2011-01-13"),
        ("2 0 1 1 0 1", "2011-01"),
        (" 2011年\n1月 ", "2011-01"),
        ("2011　年　1　月", "2011-01"),
        ("二〇一一年一月十三日", "2011-01-13"),
        ("二○一一年十月", "2011-10"),
        ("二零一一年十一月二十日", "2011-11-20"),
        ("二◯一〇年十二月三十一日", "2010-12-31"),
        ("一九七五年六月", "1975-06"),
        ("40556", "2011-01-13"),
        ("27546", "1975-06-01"),
    ],
)
def test_every_spelling(text: str, iso: str) -> None:
    assert str(parse_date(text)) == iso


@pytest.mark.parametrize("text", ["1975.1", "１９７５．１", " 1975.1 ", "一九七五.1"])
def test_a_lost_zero_cannot_be_decided(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_date(text)

    assert refused.value.fault.code == "date.ambiguous"
    assert "1975.01" in refused.value.fault.remedy
    assert "1975.10" in refused.value.fault.remedy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "六月",
        "1975年13月",
        "1975-06-31",
        "1975-02-29",
        "1975-00-05",
        "1975年0月",
        "1975-06-00",
        "19750600",
        "19751301",
        "1975 6",  # not the serial 19756
        "2011 1",
        "2011113",
        "1899-12-31",
        "2101-01-01",
        "9999",
        "60001",
        "1975.0",
        "1975.13",
        "75.6",
        "٢٠١١-٠١-١٣",
        "1975-06-01 上午",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_date(text)

    assert refused.value.fault.code == "date.invalid"


@given(PARTIAL)
def test_every_format_reads_back(day: PartialDate) -> None:
    assert parse_date(str(day)) == day
    assert parse_date(day.for_form) == day
    assert parse_date(day.for_table) == day


@given(DAYS)
def test_digits_alone_chinese_numbers_and_serials_read_back(day: date) -> None:
    assert parse_day(day.strftime("%Y%m%d")) == day
    assert parse_day(_in_chinese(day)) == day
    assert parse_day(" ".join(day.isoformat())) == day
    serial = (day - date(1899, 12, 30)).days
    if 10_000 <= serial <= 60_000:
        assert parse_day(str(serial)) == day
        assert from_serial(serial) == from_day(day)


def _in_chinese(day: date) -> str:
    digits = "〇一二三四五六七八九"

    def number(value: int) -> str:
        tens, ones = divmod(value, 10)
        head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
        return head + (digits[ones] if ones else "")

    year = "".join(digits[int(figure)] for figure in str(day.year))
    return f"{year}年{number(day.month)}月{number(day.day)}日"


@given(st.text(alphabet="0123456789.-/年月日 〇一二十OlT:", max_size=14))
def test_nothing_else_but_a_date_or_a_refusal_comes_out(text: str) -> None:
    found = _read(text)
    if isinstance(found, str):
        assert found in ("date.invalid", "date.ambiguous")
    else:
        assert 1900 <= found.year <= 2100
        assert found.month or not found.day
        assert parse_date(str(found)) == found


def _read(text: str) -> PartialDate | str:
    try:
        return parse_date(text)
    except Refusal as refused:
        return refused.fault.code


def test_forms_and_tables_keep_the_precision_that_was_given() -> None:
    assert PartialDate(1975, 6).for_form == "1975年6月"
    assert PartialDate(1975, 6).for_table == "1975.06"
    assert PartialDate(1975, 10, 1).for_form == "1975年10月1日"
    assert PartialDate(1975).for_table == "1975"
    assert PartialDate(1975, 6).first_day == date(1975, 6, 1)
    assert PartialDate(1975, 6).last_day == date(1975, 6, 30)
    assert PartialDate(2012, 2).last_day == date(2012, 2, 29)
    assert PartialDate(1975).last_day == PartialDate(1975, 12).last_day == date(1975, 12, 31)
    assert PartialDate(1975, 6, 7).last_day == date(1975, 6, 7)


def test_dates_stand_in_order() -> None:
    assert PartialDate(1975) < PartialDate(1975, 6) < PartialDate(1975, 6, 1) < PartialDate(1976)


def test_a_day_must_be_precise() -> None:
    with pytest.raises(Refusal) as refused:
        parse_day("2011年1月")

    assert refused.value.fault.code == "date.invalid"


@given(DAYS, st.integers(1, 400))
def test_a_span_holds_from_its_first_day_to_the_day_before_its_end(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    span = Span(day, last)

    assert span.covers(day)
    assert span.covers(last - timedelta(days=1))
    assert not span.covers(last)
    assert not span.covers(day - timedelta(days=1))
    assert Span(None, last).covers(day - timedelta(days=1))
    assert Span(day, None).covers(last)
    assert ALWAYS.covers(day)
