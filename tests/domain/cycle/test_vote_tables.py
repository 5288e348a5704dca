"""评议汇总表: one table for screen, Excel, Word and print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.cycle.assessment import Count, Entry
from app.domain.cycle.scales import Rounding
from app.domain.cycle.vote_tables import (
    NO_RATING,
    accounts_table,
    base_text,
    summary_document,
    summary_table,
)
from app.domain.official_document import OFFICIAL_ACROSS, Grid, Line
from tests.domain.cycle.votes import ITEMS, POINTS, assessment, group, people, with_accounts

if TYPE_CHECKING:
    from app.domain.table import Table


def rows(table: Table) -> list[dict[str, object]]:
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.rows]


def test_each_object_has_votes_shares_and_how_many_are_satisfied() -> None:
    (row,) = rows(summary_table(assessment([(134, 4, 2)], abstained=1)))
    assert row == {
        "评议对象": "党员1",
        "所在党组织": "一支部",
        "评议内容": "总体评价",
        "满意": 134,
        "满意（%）": "95.04",
        "基本满意": 4,
        "基本满意（%）": "2.84",
        "不满意": 2,
        "不满意（%）": "1.42",
        "弃权": 1,
        "满意率（%）": "95.04",
        "评定等次": "",
    }


def test_several_items_stand_one_below_the_other_with_all_of_them_at_the_end() -> None:
    found = replace(assessment(), objects=people("甲", items=ITEMS.id), groups=(group(10),))
    counts = tuple(Count("1", "member:甲", item, (8, 1, 1)) for item in "123")
    table = rows(summary_table(replace(found, counts=counts)))
    assert [row["评议内容"] for row in table] == ["参加活动", "承诺兑现", "作风", "综合"]
    assert table[-1]["满意"] == 24


def test_scores_stand_where_the_scale_has_points() -> None:
    found = replace(assessment(), scale=POINTS, groups=(group(2),))
    counts = (Count("1", found.objects[0].key, "overall", (1, 1, 0, 0)),)
    (row,) = rows(summary_table(replace(found, counts=counts)))
    assert row["平均分"] == "8.50（较好）"


def test_the_grade_decided_upon_is_told_and_that_a_probationary_member_has_none() -> None:
    found = assessment([(134, 4, 3), (134, 5, 2)])
    rated, young = found.objects
    objects = (replace(rated, rating="满意"), replace(young, full=False))
    table = rows(summary_table(replace(found, objects=objects)))
    assert [row["评定等次"] for row in table] == ["满意", NO_RATING]


def test_who_has_no_votes_yet_is_told() -> None:
    (row,) = rows(summary_table(assessment()))
    assert row["评议内容"] == "还没有票数"


def test_the_ballots_are_accounted_for_by_group() -> None:
    found = with_accounts(
        assessment(), expected=1000, present=950, issued=940, returned=890, valid=860, invalid=30
    )
    (row,) = rows(accounts_table(found))
    assert row["参评率（%）"] == "95.00"
    assert row["收回率（%）"] == "94.68"
    assert (row["有效"], row["无效"]) == (860, 30)


def test_the_base_of_the_percentages_is_stated() -> None:
    found = assessment()
    assert "有效票数（扣除回避）为基数" in base_text(found)
    assert "合计为100.00%" in base_text(replace(found, rounding=Rounding.FORCED))
    weighted = replace(found, groups=(group(1, weight=60), group(1, id_="2", weight=40)))
    assert "按权重相加" in base_text(weighted)


def test_the_document_lies_across_and_says_where_the_numbers_come_from() -> None:
    found = replace(
        assessment([(134, 4, 3)]), entry=Entry.ELSEWHERE, source="上级考核组通报", remark="测试"
    )
    document = summary_document(found, "示例局")
    told = [part.text for part in document.content if isinstance(part, Line)]
    grids = [part for part in document.content if isinstance(part, Grid)]
    assert document.page == OFFICIAL_ACROSS
    assert "数据来源：上级考核组通报。" in told
    assert "测试" in told
    assert "评定等次" not in grids[1].headings, "nothing has been decided"
    assert len(grids[1].rows) == 1
