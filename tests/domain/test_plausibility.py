"""What can hardly be true of a member."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dates import PartialDate
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member
from app.domain.plausibility import birth_of, doubts, is_adult, is_earlier, is_valid_id, sex_of

TODAY = date(2011, 1, 25)
VALID = "11010519491231002X"


def member(**values: object) -> Member:
    return Member(MemberId("m"), PersonId("p"), OrganizationId("o"), **values)  # type: ignore[arg-type]


def codes(**values: object) -> list[tuple[str, str]]:
    return [(doubt.code, doubt.place) for doubt in doubts(member(**values), TODAY)]


def test_a_member_of_whom_nothing_is_known_raises_no_doubt() -> None:
    assert codes() == []


def test_the_check_digit_tells_valid_numbers() -> None:
    assert is_valid_id(VALID)
    assert not is_valid_id(VALID[:-1] + "1")
    assert not is_valid_id(VALID[:-1])
    assert (birth_of(VALID), sex_of(VALID)) == (PartialDate(1949, 12, 31), "女")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"id_number": VALID, "sex": "女", "birth": PartialDate(1949, 12)}, []),
        ({"id_number": VALID, "sex": "男"}, [("row.id_mismatch", "身份证号")]),
        ({"id_number": VALID, "birth": PartialDate(1950)}, [("row.id_mismatch", "身份证号")]),
        ({"id_number": "123"}, [("row.id_number", "身份证号")]),
        ({"birth": PartialDate(2011, 2)}, [("member.future", "出生年月")]),
        ({"joined": PartialDate(2011)}, []),
        ({"joined": PartialDate(2012)}, [("member.future", "入党时间")]),
        (
            {"birth": PartialDate(1980, 5), "joined": PartialDate(1998, 4)},
            [("row.age", "入党时间")],
        ),
        ({"birth": PartialDate(1980, 5), "joined": PartialDate(1998)}, []),
        (
            {"joined": PartialDate(2000, 7), "full_since": PartialDate(2000, 6)},
            [("row.full_before_joined", "转正时间")],
        ),
    ],
)
def test_doubts_name_the_field(values: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert codes(**values) == expected


def test_dates_compare_only_as_far_as_both_are_known() -> None:
    assert not is_earlier(PartialDate(2000), PartialDate(2000, 5))
    assert is_earlier(PartialDate(2000, 4, 30), PartialDate(2000, 5))
    assert is_adult(PartialDate(1980, 5), PartialDate(1998, 5))
