"""How far a review has come, by what is filled in (domain.md §4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.form import Field, FieldKind, FormSpec, Page
from app.domain.ids import OrganizationId, PersonId, ReviewId, RoundId
from app.domain.review import (
    Block,
    Review,
    Target,
    form_values,
    missing,
    reached_state,
    written_day,
)
from app.domain.words import ReviewState, TargetKind


def _form(*keys: str, required: tuple[str, ...] = ()) -> FormSpec:
    fields = tuple(Field(key, FieldKind.TEXT, key, required=key in required) for key in keys)
    return FormSpec("f", "表", TargetKind.MEMBER, Page(), (), (), (), (), (), fields)


FORM = _form(
    "reviewer.identity",
    "review.date",
    "review.place",
    "review.mode",
    "target.summary",
    "review.achievements",
    required=("review.achievements", "review.date"),
)
EMPTY = Review(
    ReviewId("r"),
    RoundId("2010"),
    "f",
    Target(TargetKind.MEMBER, "p"),
    OrganizationId("o"),
)
FULL = replace(
    EMPTY,
    reviewers=(PersonId("p1"),),
    day=date(2010, 12, 20),
    place="会议室",
    mode="集中点评",
    blocks=(Block("review", {"review.achievements": "工作扎实"}),),
)


def test_an_empty_review_lacks_everything() -> None:
    assert missing(EMPTY, FORM) == (
        "reviewer.identity",
        "review.date",
        "review.place",
        "review.mode",
        "review.achievements",
    )
    assert reached_state(EMPTY, FORM) is ReviewState.PLANNED


def test_what_a_form_does_not_print_is_called_in_our_words() -> None:
    assert missing(EMPTY, _form("x")) == ("点评领导", "点评时间")


def test_a_full_review_is_done() -> None:
    assert missing(FULL, FORM) == ()
    assert reached_state(FULL, FORM) is ReviewState.REVIEWED
    assert not FULL.is_done  # until its state is set


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"reviewers": ()}, "reviewer.identity"),
        ({"day": None}, "review.date"),
        ({"place": ""}, "review.place"),
        ({"mode": ""}, "review.mode"),
        ({"blocks": ()}, "review.achievements"),
        ({"blocks": (Block("review", {"review.achievements": " \n"}),)}, "review.achievements"),
    ],
)
def test_each_part_is_needed(change: dict, lacks: str) -> None:
    assert missing(replace(FULL, **change), FORM) == (lacks,)


def test_what_the_form_has_no_cell_for_is_not_asked_for() -> None:
    form = _form(
        "reviewer.identity", "review.date", "review.achievements"
    )  # 附件三 has no 点评形式

    assert missing(replace(FULL, mode="", place=""), form) == ()


def test_a_written_reviewer_is_a_reviewer() -> None:
    block = Block("review", {"reviewer.identity": "王一，市委督查组", "review.achievements": "好"})

    assert missing(replace(FULL, reviewers=(), blocks=(block,)), FORM) == ()


@pytest.mark.parametrize("key", ["target.summary", "target.commitments"])
def test_a_summary_alone_is_a_state_of_its_own(key: str) -> None:
    form = _form("review.date", key)
    summarized = replace(EMPTY, blocks=(Block("summary", {key: "上半年……"}),))

    assert reached_state(summarized, form) is ReviewState.SUMMARIZED


def _dated(*texts: str) -> tuple[FormSpec, Block]:
    keys = [f"x.{place}" for place in range(len(texts))]
    fields = [Field(key, FieldKind.DATE, key, block="later") for key in keys]
    spec = replace(FORM, fields=(*FORM.fields, *fields))
    return spec, Block("later", dict(zip(keys, texts, strict=True)))


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (("2012年12月24日",), date(2012, 12, 24)),
        (("年底", "2012.12.24"), date(2012, 12, 24)),
        (("2012年12月",), None),
        ((), None),
    ],
)
def test_a_block_may_say_its_own_day(texts: tuple[str, ...], day: date | None) -> None:
    spec, block = _dated(*texts)
    assert written_day(spec, block) == day
    assert written_day(spec, replace(block, id="review")) is None


def test_cells_hold_the_snapshot_the_head_and_what_was_typed_over_them() -> None:
    review = replace(
        FULL,
        snapshot={"member.name": "张三", "member.post": "科员"},
        blocks=(
            Block("summary", {"target.summary": "小结"}),
            Block("review", {"member.post": "副科长"}),
        ),
    )

    assert form_values(review) == {
        "member.name": "张三",
        "member.post": "副科长",
        "review.date": "2010年12月20日",
        "review.place": "会议室",
        "review.mode": "集中点评",
        "target.summary": "小结",
    }


@pytest.mark.parametrize("state", list(ReviewState))
def test_only_reviewed_and_archived_count(state: ReviewState) -> None:
    done = state in (ReviewState.REVIEWED, ReviewState.ARCHIVED)

    assert replace(EMPTY, state=state).is_done is done
