"""计票表: counts group by group, and the ballots that they were counted from."""

from __future__ import annotations

from dataclasses import replace

from app.domain.cycle.assessment import Count
from app.domain.cycle.ballots import Ballot
from app.domain.cycle.tally_tables import ballots_table, tally_table
from app.domain.ids import OrganizationId, RecordId
from tests.domain.cycle.votes import ITEMS, assessment, group, people


def test_each_group_has_its_counts_with_their_sum() -> None:
    table = tally_table(assessment([(134, 4, 2)], abstained=1))
    (row,) = table.rows
    assert row[1:] == ("党员1", "一支部", "总体评价", 134, 4, 2, 1, 141)
    assert [column.title for column in table.columns][-2:] == ["弃权", "票数合计"]


def test_a_ballot_stands_mark_by_mark_and_an_invalid_one_in_one_row() -> None:
    vote = replace(
        assessment(), objects=people("甲", "乙", items=ITEMS.id), groups=(group(10),), counts=()
    )
    about = vote.objects[1].key
    pile = [
        ballot(1, "", "1201-0"),
        ballot(2, "", "X"),
        replace(ballot(3, about, "312"), second="311"),
    ]
    rows = ballots_table(vote, pile).rows
    assert [row[4] for row in rows[:6]] == ["满意", "基本满意", "弃权", "满意", "回避", "弃权"]
    assert [row[2] for row in rows[:6]] == ["甲"] * 3 + ["乙"] * 3
    assert [row[3] for row in rows[:3]] == ["参加活动", "承诺兑现", "作风"]
    assert rows[6][1:] == (2, "", "", "无效票", "")
    assert [row[4:] for row in rows[7:]] == [
        ("不满意", "不满意"),
        ("满意", "满意"),
        ("基本满意", "满意"),
    ]


def test_counts_of_what_is_gone_leave_the_names_empty() -> None:
    vote = replace(assessment(), counts=(Count("9", "member:谁", "overall", (1, 0, 0)),))
    (row,) = tally_table(vote).rows
    assert row[:4] == ("", "", "", "总体评价")


def ballot(number: int, about: str, marks: str) -> Ballot:
    return Ballot(
        id=RecordId(f"b{number}"),
        organization_id=OrganizationId("一支部"),
        assessment_id=RecordId("v"),
        group="1",
        number=number,
        object=about,
        marks=marks,
    )
