"""Hints about how reviews were written: told by 检查, never in anybody's way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.dates import Span
from app.domain.form import MAIN_BLOCK
from app.domain.words import CheckLevel, TargetKind

if TYPE_CHECKING:
    from app.domain.review import Review
    from app.ops.desk import Desk

PROBLEMS, PRAISE = "review.problems", "review.achievements"
HINTS = {"praise", "phrases", "alike", "before_post"}


def members(desk: Desk) -> list[Review]:
    """The finished reviews of members, oldest first."""
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return [r for r in reviews if r.is_done and r.target.kind is TargetKind.MEMBER]


def write(desk: Desk, review: Review, **texts: str) -> None:
    """Write other texts into the cells of a review."""
    named = {key.replace("__", "."): text for key, text in texts.items()}
    blocks = tuple(
        replace(block, values={**block.values, **named}) if block.id == MAIN_BLOCK else block
        for block in review.blocks
    )
    with desk.workspace.transaction("改"):
        desk.workspace.stores.reviews.save_many([replace(review, blocks=blocks)])


def hints(desk: Desk, kind: str) -> list[tuple[str, str]]:
    found = [p for p in desk.upkeep.problems(desk.workspace.round()) if p.id == kind]
    assert all(problem.level is CheckLevel.HINT for problem in found)
    return [(str(problem.review), problem.message) for problem in found]


def test_praise_without_a_shortcoming_is_told(desk: Desk) -> None:
    review = members(desk)[0]
    write(desk, review, review__problems="暂无明显不足")

    told = [message for id_, message in hints(desk, "praise") if id_ == review.id]
    assert len(told) == 1
    assert "存在的问题和不足" in told[0]


def test_phrases_that_fit_everybody_are_told(desk: Desk) -> None:
    review = members(desk)[0]
    write(desk, review, review__achievements="工作认真负责，团结同志，表现优秀。")

    told = [message for id_, message in hints(desk, "phrases") if id_ == review.id]
    assert len(told) == 1
    assert "工作认真负责" in told[0]


def test_the_same_words_about_several_people_are_told_once(desk: Desk) -> None:
    same = "理论学习与检定业务结合得不紧，下企业走访偏少，办法不多"
    for review in members(desk)[:3]:
        write(desk, review, review__problems=same)

    told = [
        text for id_, text in hints(desk, "alike") if id_ == members(desk)[0].id and "问题" in text
    ]
    assert len(told) == 1
    assert told[0].endswith("内容相同。")


def test_a_review_before_its_reviewer_held_the_post_is_told(desk: Desk) -> None:
    review = members(desk)[0]
    assert review.day is not None
    later = Span(review.day + timedelta(days=1))
    records = desk.workspace.records
    posts = [
        replace(a, held=later) for a in records.appointments if a.person_id in review.reviewers
    ]
    with desk.workspace.transaction("改"):
        desk.workspace.stores.structure.save(appointments=posts)
    desk.workspace.structure_changed()

    told = [message for id_, message in hints(desk, "before_post") if id_ == review.id]
    assert len(told) == 1
    assert str(later.since) in told[0]


def test_a_hint_never_blocks_and_needs_no_attention(desk: Desk) -> None:
    write(desk, members(desk)[0], review__problems="无")

    found = [p for p in desk.upkeep.problems() if p.id in HINTS]
    assert found
    assert {problem.level for problem in found} == {CheckLevel.HINT}
    assert all(problem.kind != "统计核对" for problem in found)
