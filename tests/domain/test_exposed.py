"""Personal details are found in running text however they are written, and not by chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import PartialDate
from app.domain.exposed import (
    Detail,
    details_in,
    numbers_in,
    numbers_of,
    plain_number,
    private_texts,
)
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member

ID = "11010519491231002X"
MEMBER = Member(
    id=MemberId("m"),
    person_id=PersonId("p"),
    organization_id=OrganizationId("o"),
    birth=PartialDate(1949, 12, 31),
    id_number=ID,
    phone="0532-85881234",
    extra=(("家庭住址", "示例路12号3单元"), ("血型", "A")),
)
KNOWN = {number: Detail(word, "甲") for word, number in numbers_of(MEMBER)}
PRIVATE = [(text, Detail(word, "甲")) for word, text in private_texts(MEMBER)]


def words(text: str) -> list[str]:
    return [detail.word for detail in details_in(text, KNOWN, PRIVATE)]


@pytest.mark.parametrize(
    "text",
    [
        ID,
        ID.lower(),
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        f"号码{ID}，请核",
    ],
)
def test_an_id_number_is_known_however_it_is_written(text: str) -> None:
    assert words(text) == ["身份证号"]


@pytest.mark.parametrize("text", ["电话0532-85881234", "053285881234", "0532 8588 1234"])
def test_a_phone_is_known_with_and_without_hyphens(text: str) -> None:
    assert words(text) == ["联系电话"]


@pytest.mark.parametrize("text", ["1949年12月31日生", "1949.12.31", "1949-12-31"])
def test_a_day_of_birth_is_known_in_every_way_of_writing(text: str) -> None:
    assert words(text) == ["出生日期"]


def test_an_address_is_known_and_short_remarks_of_the_roster_are_not() -> None:
    assert words("家住 示例路12号3单元，A型") == ["家庭住址"]
    assert words("1949年12月出生，A型血") == []


def test_what_nobody_in_the_roster_has_is_told_by_its_look() -> None:
    assert details_in("请致电13912345678", {}) == (Detail("联系电话"),)
    assert details_in("身份证110105199003074477", {}) == ()
    assert details_in(f"身份证{ID}", {}) == (Detail("身份证号"),)
    assert details_in("请致电13912345678", {}, by_look=False) == ()


def test_usual_numbers_are_nothing() -> None:
    said = "2010年12月31日，完成产值1234567元，占98.5%，编号20101231001，第2010〔25〕号"
    assert words(said) == []


def test_numbers_too_short_to_be_known_again_are_not_looked_for() -> None:
    assert list(numbers_of(replace(MEMBER, id_number="", phone="12345"))) == []


@given(st.text(max_size=20).filter(lambda text: not text or not text[-1].isalnum()))
def test_a_number_is_found_in_any_text(before: str) -> None:
    assert any(plain_number(ID) in each for each in numbers_in(f"{before}，{ID}"))
