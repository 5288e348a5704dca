"""T1-08: who is perhaps counted twice, and whose review has stayed in another branch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.dates import parse_date
from app.domain.double_checks import once_each
from app.domain.words import CheckLevel
from tests.builders import organization_id, review, unit

if TYPE_CHECKING:
    from app.domain.check import Check

OUTLINE = """
党委 [党委] 书记=赵一
  一支部 [党支部] 书记=孙一 党员=王动、孙一
  二支部 [党支部] 书记=李二 党员=王静、李二
"""
BORN, JOINED = "1970-05-06", "1995-07-01"
SAID = (
    "有 1 名党员可能计了两次（姓名、出生年月、入党时间相同，在两个党支部）："
    "王动（一支部、二支部）。"
    "是同一人的，请由原支部办理转出，或用“查重”合并；不是同一人的，请填写说明。"
)


def found(
    born: str = BORN,
    joined: str = JOINED,
    number: str = "",
    left: date | None = None,
    at: str = "党委",
    name: str = "王动",
    branch: str = "二支部",
    *,
    again: bool = False,
) -> list[Check]:
    """王动 of 一支部, and 王静 of 二支部 under his name with these dates."""
    known = unit(OUTLINE)
    persons = {p.name: p for p in known.records.persons}
    old, new = persons["王动"].id, persons["王静"].id
    dates = {
        old: (BORN, JOINED, "370200197005060011", organization_id("一支部")),
        new: (born, joined, number, organization_id(branch)),
    }

    def mended(member):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        if member.person_id not in dates:
            return member
        birth, since, id_number, place = dates[member.person_id]
        member = replace(
            member,
            birth=parse_date(birth) if birth else None,
            joined=parse_date(since) if since else None,
            id_number=id_number,
            organization_id=place,
        )
        if member.person_id == old and left is not None:
            return replace(member, on_books=replace(member.on_books, until=left))
        return member

    members = tuple(map(mended, known.records.members))
    people = tuple(replace(p, name=name) if p.id == new else p for p in known.records.persons)
    day = known.on("2010-12-31")
    reviews = [review(day, "王动", "孙一", "2010-10-01")]
    reviews += [review(day, "王静", "李二", "2010-12-10")] if again else []
    known = replace(known, records=replace(known.records, members=members, persons=people))
    directory = known.on("2010-12-31")
    return list(once_each(organization_id(at), directory, reviews, ()))


def test_one_name_birth_and_joining_in_two_branches_is_named_with_both() -> None:
    (told,) = found()
    assert (told.id, told.level, told.ok, told.message) == ("T1-08", CheckLevel.VERIFY, False, SAID)


@pytest.mark.parametrize(("born", "joined"), [("1970-05", JOINED), (BORN, "1995-07")])
def test_what_is_said_less_exactly_is_the_same(born: str, joined: str) -> None:
    assert [each.message for each in found(born, joined)] == [SAID]


@pytest.mark.parametrize(
    "other",
    [
        {"born": "1970-05-07"},
        {"joined": "1995-07-02"},
        {"joined": ""},
        {"born": "1970"},
        {"name": "王静"},
        {"number": "370200197005060022"},
        {"branch": "一支部"},
        {"at": "二支部"},
    ],
    ids=str,
)
def test_anybody_else_is_counted_for_himself(other: dict[str, str]) -> None:
    assert [each.ok for each in found(**other)] == [True]  # type: ignore[arg-type]


def test_the_same_number_is_certain() -> None:
    (told,) = found(number="370200197005060011")
    assert told.level is CheckLevel.ERROR
    assert told.message == "有重复的党员或党组织：王动、王动。请删去或合并重复的一条。"


def test_a_review_from_before_the_move_that_does_not_count_is_told() -> None:
    fine, told = found(left=date(2010, 11, 1))
    assert fine.ok
    assert (told.id, told.level) == ("T1-08", CheckLevel.HINT)
    assert told.message == (
        "有 1 名党员转出前受过点评，转入后是另一条，没有算上：王动（一支部、二支部）。"
        "是同一人的，请用“查重”合并。"
    )


def test_who_was_reviewed_again_counts() -> None:
    assert [each.ok for each in found(left=date(2010, 11, 1), again=True)] == [True]
