"""Hints while a form is written: what is worth a second look, told in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.review import form_values
from app.ops.writing_hints import WritingHints
from tests.ops.test_quality import PRAISE, PROBLEMS, members, write

if TYPE_CHECKING:
    from app.domain.review import Review
    from app.ops.desk import Desk

TEXT = "下支部次数少，全年只参加了三次组织生活会，对党员思想掌握不深。"


@pytest.fixture
def two(desk: Desk) -> tuple[Review, Review]:
    """Two finished reviews by the same people."""
    found: dict[object, Review] = {}
    for review in members(desk):
        if review.reviewers in found:
            return found[review.reviewers], review
        found[review.reviewers] = review
    raise AssertionError


def hints(desk: Desk, review: Review, **texts: str) -> tuple[str, ...]:
    values = {**form_values(review), **{k.replace("__", "."): v for k, v in texts.items()}}
    spec = desk.workspace.form_edition(review.form, review.form_edition)
    return WritingHints(desk.workspace).of(review, spec, values)


def test_the_text_of_another_review_by_the_same_people_is_named(
    desk: Desk, two: tuple[Review, Review]
) -> None:
    first, second = two
    write(desk, first, review__problems=TEXT)
    name = desk.workspace.directory(desk.workspace.today()).name(first.target.person_id)
    told = hints(desk, second, review__problems=TEXT)
    assert told == (f"“存在的问题和不足”和{name}的登记表相同。",)
    assert hints(desk, replace(second, reviewers=()), review__problems=TEXT) == ()


def test_a_text_is_not_held_against_itself(desk: Desk, two: tuple[Review, Review]) -> None:
    write(desk, two[1], review__problems=TEXT)
    assert hints(desk, two[1], review__problems=TEXT) == ()


def test_what_others_wrote_is_read_anew_once_it_changed(
    desk: Desk, two: tuple[Review, Review]
) -> None:
    first, second = two
    watch = WritingHints(desk.workspace)
    spec = desk.workspace.form_edition(second.form, second.form_edition)
    values = {**form_values(second), PROBLEMS: TEXT}
    assert watch.of(second, spec, values) == ()
    write(desk, first, review__problems=TEXT)
    assert len(watch.of(second, spec, values)) == 1


def test_praise_alone_is_told_once_the_rest_is_written(
    desk: Desk, two: tuple[Review, Review]
) -> None:
    review = two[0]
    (told,) = hints(desk, review, review__problems="无")
    assert told.startswith("“存在的问题和不足”没有写出问题")
    assert hints(desk, review, review__problems="") == (told,)
    assert hints(desk, review, review__problems="", review__suggestions="") == ()


def test_phrases_that_fit_everybody_are_told(desk: Desk, two: tuple[Review, Review]) -> None:
    told = hints(desk, two[0], review__achievements="工作认真负责，团结同志，表现优秀。")
    assert [text for text in told if text.startswith("“主要成绩”多是套话（工作认真负责、")]


def test_an_empty_form_is_left_alone(desk: Desk, two: tuple[Review, Review]) -> None:
    spec = desk.workspace.form_edition(two[0].form, two[0].form_edition)
    assert WritingHints(desk.workspace).of(two[0], spec, {PRAISE: " "}) == ()
