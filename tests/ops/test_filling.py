"""Filling forms through the ops: reviewers, reasons, what was written before, own phrases."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.ids import ReviewId
from app.domain.review import form_values
from app.domain.words import ReviewerKind
from app.ops.reviews import ChosenReviewers
from app.ops.tasks import TaskRow, TaskState
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.ids import PersonId
    from app.ops.desk import Desk

TYPED = {
    "review.place": "会议室",
    "review.achievements": "工作扎实。",
    "review.problems": "学习不够。",
    "review.suggestions": "加强学习。",
}
DAY = date(2011, 1, 20)


@pytest.fixture(scope="module")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk(sample_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    copy = tmp_path / sample_ledger.name
    shutil.copy(sample_ledger, copy)
    with open_sample(copy) as opened:
        yield opened


def row(desk: Desk, form: str, state: TaskState) -> TaskRow:
    rows = desk.tasks.list(desk.workspace.round(), state=state).rows
    return next(each for each in rows if each.task.form == form and each.task.reviewers)


def somebody_else(desk: Desk, found: TaskRow) -> PersonId:
    own = {*found.task.reviewers, found.task.target.id}
    people = desk.reviews.candidates().people
    return next(each.person_id for each in people if each.person_id not in own)


def refused(action: object, *args: object, **details: object) -> str:
    assert callable(action)
    with pytest.raises(Refusal) as error:
        action(*args, **details)
    return error.value.fault.code


# ---- reviewers -------------------------------------------------------------------------------


def test_choosing_another_reviewer_moves_the_task_with_its_reason(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.OPEN)
    opened, other = desk.reviews.open(found.task.id), somebody_else(desk, found)
    text = desk.reviews.candidate(other).identity
    values = {**opened.values, **TYPED, "reviewer.identity": text}
    chosen = ChosenReviewers((other,), "原点评人出差")
    kept, _ = desk.reviews.save(opened.review, values, DAY, chosen=chosen)
    assert kept.reviewers == (other,)
    assert "reviewer.identity" not in kept.typed, "names and posts follow the day"
    assert form_values(kept)["reviewer.identity"] == text
    assert kept.is_done
    assert kept.task_id is not None
    task = desk.workspace.stores.tasks.get(kept.task_id)
    assert task is not None
    assert (task.reviewers, task.manual_reason) == ((other,), "原点评人出差")
    assert desk.workspace.stores.tasks.get(found.task.id) is None
    assert desk.reviews.open(task.id).review.id == kept.id


def test_without_a_reason_the_task_stays_and_the_record_answers_it(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.OPEN)
    opened, other = desk.reviews.open(found.task.id), somebody_else(desk, found)
    kept, _ = desk.reviews.save(
        opened.review, opened.values, None, chosen=ChosenReviewers((other, *found.task.reviewers))
    )
    assert kept.task_id == found.task.id
    assert len(kept.reviewers) == 2
    assert desk.reviews.open(found.task.id).review.reviewers == kept.reviewers


def test_text_that_names_nobody_known_is_kept_and_nobody_took_part(desk: Desk) -> None:
    opened = desk.reviews.open(row(desk, "member-review", TaskState.OPEN).task.id)
    values = {**opened.values, **TYPED, "reviewer.identity": "赵某，市委督导组组长"}
    kept, _ = desk.reviews.save(opened.review, values, DAY, chosen=ChosenReviewers(()))
    assert kept.reviewers == ()
    assert kept.typed["reviewer.identity"] == "赵某，市委督导组组长"
    assert kept.is_done


def test_a_reviewer_from_outside_alone_is_outside(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.OPEN)
    opened, other = desk.reviews.open(found.task.id), somebody_else(desk, found)
    records = desk.workspace.records
    person = next(each for each in records.persons if each.id == other)
    desk.workspace.stores.structure.save(persons=(replace(person, outside=True),))
    desk.workspace.structure_changed()
    kept, _ = desk.reviews.save(
        opened.review, opened.values, None, chosen=ChosenReviewers((other,))
    )
    assert kept.reviewer_kind is ReviewerKind.OUTSIDE


def test_nobody_reviews_himself(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.OPEN)
    opened, own = desk.reviews.open(found.task.id), found.task.target.person_id
    chosen = ChosenReviewers((own,))
    code = refused(desk.reviews.save, opened.review, opened.values, None, chosen=chosen)
    assert code == "task.own_review"
    round_ = desk.workspace.round()
    form, target = found.task.form, found.task.target
    assert refused(desk.reviews.unplanned, round_, form, target, [own]) == "task.own_review"
    kept = desk.workspace.stores.reviews.get(opened.review.id)
    assert kept is None or kept.reviewers == found.task.reviewers


def test_what_the_program_filled_in_follows_the_day_of_the_review(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.OPEN)
    opened = desk.reviews.open(found.task.id)
    assert opened.values["member.organization"]
    kept, _ = desk.reviews.save(opened.review, {**opened.values, **TYPED}, DAY)
    assert set(kept.typed) <= {*TYPED, "target.summary"}
    emptied, _ = desk.reviews.save(kept, {**form_values(kept), "member.post": ""}, DAY)
    assert emptied.typed["member.post"] == ""


def test_only_those_named_in_a_text_are_looked_up(desk: Desk) -> None:
    everybody = desk.reviews.candidates().people
    first, last = everybody[0], everybody[-1]
    named = desk.reviews.candidates(f"{first.name} ；{last.identity}").people
    assert {first, last} <= set(named)
    assert {each.name for each in named} == {first.name, last.name}
    assert not desk.reviews.candidates("").people


# ---- opening ---------------------------------------------------------------------------------


def test_a_record_is_opened_by_its_id(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.DONE)
    assert found.review is not None
    opened = desk.reviews.open_kept(found.review.id)
    assert opened.review.id == found.review.id
    assert opened.task == found.task
    assert refused(desk.reviews.open_kept, ReviewId("nobody's")) == "review.unknown"


def test_a_change_of_what_was_finished_on_another_day_wants_a_reason(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.DONE)
    assert desk.reviews.open(found.task.id).asks_reason, "done by the clock, not in January 2011"
    fresh = row(desk, "member-review", TaskState.OPEN)
    assert not desk.reviews.open(fresh.task.id).asks_reason
    review = desk.reviews.open(found.task.id).review
    values = {**form_values(review), "review.place": "别处"}
    desk.reviews.save(review, values, review.day, reason="地点写错")
    lines = desk.workspace.stores.changes.of_record("review", review.id)
    assert (lines[-1].field, lines[-1].new, lines[-1].reason) == ("place", "别处", "地点写错")


def test_the_last_texts_about_the_same_target_come_along(desk: Desk) -> None:
    found = row(desk, "member-review", TaskState.DONE)
    assert found.review is not None
    again = desk.reviews.unplanned(
        desk.workspace.round(), found.task.form, found.task.target, found.review.reviewers
    )
    assert again.earlier is not None
    assert again.earlier.day == found.review.day
    review = desk.reviews.open_kept(found.review.id).review
    values = form_values(review)
    assert {each.key: each.text for each in again.earlier.texts}.items() <= values.items()
    assert "review.problems" in {each.key for each in again.earlier.texts}
    first = replace(review, day=date(2001, 1, 1))
    assert desk.reviews.open_review(first).earlier is None


# ---- phrases ---------------------------------------------------------------------------------


def test_phrases_are_kept_by_label_once_and_can_be_changed(desk: Desk) -> None:
    assert desk.phrases.all() == ()
    assert desk.phrases.add("主要成绩", " 团结同志，作风扎实。\n")
    assert not desk.phrases.add("主要成绩", "团结同志，作风扎实。")
    desk.phrases.add("", "𠮷林")
    first, second = desk.phrases.all()
    assert (first.label, first.text, second.text) == ("主要成绩", "团结同志，作风扎实。", "𠮷林")
    desk.phrases.change(first.id, "团结同志。")
    desk.phrases.remove(second.id)
    assert [each.text for each in desk.phrases.all()] == ["团结同志。"]
    assert refused(desk.phrases.add, "", " \n") == "text.missing"
    assert refused(desk.phrases.change, first.id, "长" * 2001) == "text.too_long"
