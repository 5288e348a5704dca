"""Comments that say the same of different people, praise alone, and phrases that fit everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import ReviewId
from app.domain.quality import (
    LEAST_ALIKE,
    Alike,
    Comment,
    Others,
    alike,
    comments_of,
    names_no_problem,
    phrases_only,
    plain,
)

LONG = (
    "该同志能够认真参加创先争优活动，积极履行岗位职责，在企业帮扶工作中走访了十二家企业，"
    "帮助解决计量器具检定难题，得到服务对象好评，同时坚持每周学习并撰写笔记。"
)
PHRASES = ("工作认真负责", "团结同志", "积极进取", "政治立场坚定")


def groups(*texts: str, names: str = "甲乙丙丁戊") -> list[tuple[str, bool]]:
    comments = [
        Comment(ReviewId(name), f"{name}小明", "review.problems", text)
        for name, text in zip(names, texts, strict=False)
    ]
    return [("".join(c.review_id for c in each.comments), each.exact) for each in alike(comments)]


def test_the_same_words_about_two_people_are_told_together() -> None:
    assert (
        groups("理论学习不够系统深入，联系群众不够", "创新意识有待加强，业务钻研不深不透彻") == []
    )
    assert groups(*["理论学习不够系统深入，联系群众不够"] * 3) == [("甲乙丙", True)]


def test_name_signs_spaces_and_numbers_make_no_difference() -> None:
    one, two = (
        "甲小明同志2010年学习不够系统深入，联系群众少。",
        "乙小明同志 2011年学习不够系统深入、联系群众少",
    )

    assert groups(one, two) == [("甲乙", True)]


def test_nearly_the_same_words_are_told_as_such() -> None:
    changed = LONG.replace("十二家", "十五家").replace("每周", "每月")

    assert groups(LONG, changed) == [("甲乙", False)]


def test_other_words_are_not() -> None:
    other = "该同志在行政审批窗口工作，全年办理许可事项三百余件，无一投诉，主动上门为残疾人办证。"

    assert groups(LONG, other + "同时坚持每周学习并撰写笔记。") == []


def test_short_texts_are_alike_by_nature() -> None:
    assert groups("学习不够深入", "学习不够深入") == []


def test_different_cells_are_not_held_against_each_other() -> None:
    comments = [Comment(ReviewId("a"), "", "x", LONG), Comment(ReviewId("b"), "", "y", LONG)]

    assert list(alike(comments)) == []


@given(st.lists(st.text("学习工作群众企业服务创新", min_size=40, max_size=60), max_size=12))
def test_whatever_is_the_same_is_found(texts: list[str]) -> None:
    comments = [
        Comment(ReviewId(f"{copy}{number}"), "", "x", text)
        for copy in "ab"
        for number, text in enumerate(texts)
    ]
    found = [{c.review_id for c in each.comments} for each in alike(comments)]

    for number in range(len(texts)):
        assert any({f"a{number}", f"b{number}"} <= group for group in found)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("", True),
        ("无", True),
        ("无。", True),
        ("暂无明显不足", True),
        ("没有什么问题和不足", True),
        ("目前未发现突出问题", True),
        ("没有按时参加学习", False),
        ("无故缺席支部会议", False),
        ("学习不够", False),
    ],
)
def test_praise_without_a_shortcoming_is_recognised(text: str, none: bool) -> None:
    assert names_no_problem(text) is none


def test_phrases_that_fit_everybody_are_told_where_there_is_hardly_anything_else() -> None:
    assert phrases_only("工作认真负责，团结同志，积极进取。", PHRASES) == (
        "工作认真负责",
        "团结同志",
        "积极进取",
    )
    assert phrases_only("工作认真负责，走访企业十二家，解决检定难题三个，群众满意。", PHRASES) == ()
    assert phrases_only("", PHRASES) == ()


def test_only_cells_that_hold_something_are_comments() -> None:
    values = {"review.problems": "学习少", "review.achievements": " ", "review.place": "会议室"}

    found = list(
        comments_of(ReviewId("r"), "甲", values, ("review.achievements", "review.problems"))
    )
    assert found == [Comment(ReviewId("r"), "甲", "review.problems", "学习少")]
    assert Alike(tuple(found), exact=True).comments == tuple(found)


# ---- while it is written -------------------------------------------------------------------------


def said(text: str, name: str = "李四", field: str = "review.problems") -> Comment:
    return Comment(ReviewId(name), name, field, text)


def test_a_text_is_found_in_the_same_cell_of_another_review() -> None:
    others = Others(
        [said("学习不够经常，笔记记得少，遇事有畏难情绪。", "张三"), said(LONG, "王五")]
    )
    assert others.like(said("学习不够经常，笔记记得少，遇事有畏难情绪！")) == ("张三", True)
    assert others.like(said(LONG.replace("十二家", "九家"))) == ("王五", False)
    assert others.like(said(LONG, field="review.achievements")) is None
    assert others.like(said("学习不够经常。")) is None
    assert others.like(said("办事有时拖拉，承诺的两件实事到年底只办成了一件。")) is None


@given(st.lists(st.text("好坏学习工作认真，。", max_size=60), min_size=2, max_size=5))
def test_the_same_text_is_always_found(texts: list[str]) -> None:
    comments = [said(text, f"{number}号") for number, text in enumerate(texts)]
    first, *rest = (plain(text) for text in texts)
    found = Others(comments[1:]).like(comments[0])
    assert (found is not None and found[1]) == (len(first) >= LEAST_ALIKE and first in rest)
