"""测评票: what stands on them, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.cycle.ballot_papers import Layout, Papers, ballot_document, paper_count
from app.domain.official_document import Grid, Line, OfficialDocument
from tests.domain.cycle.votes import ITEMS, assessment, people

if TYPE_CHECKING:
    from app.domain.cycle.assessment import Assessment

MIXED: Assessment = replace(
    assessment(), objects=(*people("甲", "乙"), *people("丙", items=ITEMS.id)), day=date(2013, 7, 5)
)


def grids(document: OfficialDocument) -> list[Grid]:
    return [part for part in document.content if isinstance(part, Grid)]


def texts(document: OfficialDocument) -> list[str]:
    return [part.text for part in document.content if isinstance(part, Line)]


def test_a_ballot_for_one_object_has_its_items_as_rows_and_the_grades_as_columns() -> None:
    found = grids(ballot_document(MIXED, Papers(Layout.EACH)))
    assert len(found) == 3
    assert found[2].headings == ("序号", "评议内容", "满意", "基本满意", "不满意")
    assert [row[:3] for row in found[2].rows] == [
        ("1", "参加活动", ""),
        ("2", "承诺兑现", ""),
        ("3", "作风", ""),
    ]


def test_all_objects_stand_on_one_ballot_a_table_for_each_list_of_items() -> None:
    one, three = grids(ballot_document(MIXED, Papers(Layout.ALL)))
    assert one.headings == ("序号", "姓名", "满意", "基本满意", "不满意")
    assert [row[1] for row in one.rows] == ["甲", "乙"]
    assert three.headings == ("序号", "姓名", "参加活动", "承诺兑现", "作风")
    told = "".join(texts(ballot_document(MIXED, Papers(Layout.ALL))))
    assert "1 满意、2 基本满意、3 不满意" in told


def test_every_ballot_begins_a_page_of_its_own() -> None:
    document = ballot_document(MIXED, Papers(Layout.EACH, copies=2, numbered=True))
    starts = [part.text for part in document.content if isinstance(part, Line) and part.new_page]
    assert starts == [document.title] * 5, "the first page needs no break"
    numbers = [text[-3:] for text in texts(document) if "编号" in text]
    assert numbers == ["001"] * 3 + ["002"] * 3


def test_without_numbers_nothing_tells_ballots_apart() -> None:
    document = ballot_document(MIXED, Papers(Layout.ALL, copies=2))
    assert not any("编号" in text for text in texts(document))
    half = len(document.content) // 2
    first = [part for part in document.content[:half] if isinstance(part, Grid)]
    assert first == [part for part in document.content[half:] if isinstance(part, Grid)]


def test_nothing_asks_for_a_name() -> None:
    told = "".join(texts(ballot_document(MIXED, Papers(Layout.ALL, group="市场经营户"))))
    assert "本票不署名" in told
    assert "参评人员：市场经营户" in told
    assert "签名" not in told


def test_what_an_open_cell_means_is_said_as_the_scale_has_it() -> None:
    strict = replace(MIXED, scale=replace(MIXED.scale, abstention=False))
    assert "不选为弃权" in "".join(texts(ballot_document(MIXED, Papers(Layout.ALL))))
    assert "漏选的票无效" in "".join(texts(ballot_document(strict, Papers(Layout.ALL))))


@pytest.mark.parametrize(("layout", "count"), [(Layout.EACH, 30), (Layout.ALL, 10)])
def test_how_many_there_are_is_known_beforehand(layout: Layout, count: int) -> None:
    assert paper_count(MIXED, Papers(layout, copies=10)) == count


def test_places_stand_on_ballots_only_where_they_tell_people_apart() -> None:
    objects = (MIXED.objects[0], replace(MIXED.objects[1], place="二支部"))
    (apart,) = grids(ballot_document(replace(MIXED, objects=objects), Papers(Layout.ALL)))
    assert apart.headings[:3] == ("序号", "姓名", "所在党组织")
