"""What a whole meeting shares, written into many records at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.review import form_values
from app.domain.words import ReviewState, TargetKind
from app.ops.changes import Changes
from app.ops.meetings import Meeting, Outcome
from app.ops.tasks import TaskRow, TaskState

if TYPE_CHECKING:
    from app.domain.ids import TaskId
    from app.domain.review import Review
    from app.ops.desk import Desk

DAY = date(2011, 1, 8)
MEETING = Meeting(DAY, "三楼会议室", "会议集中点评")


def rows(desk: Desk, state: TaskState) -> list[TaskRow]:
    found = desk.tasks.list(desk.rounds.all()[0], state=state).rows
    return [row for row in found if row.task.target.kind is TargetKind.MEMBER]


def ids(those: list[TaskRow]) -> list[TaskId]:
    return [row.task.id for row in those]


def kept(desk: Desk, task_id: TaskId) -> Review:
    return desk.reviews.open(task_id).review


def test_day_place_and_mode_of_a_meeting_reach_every_record(desk: Desk) -> None:
    chosen = ids(rows(desk, TaskState.OPEN))[:4]
    filled = desk.meetings.fill(chosen, MEETING)
    assert filled.count(Outcome.FILLED) == 4
    assert filled.changes
    for task_id in chosen:
        review = kept(desk, task_id)
        assert (review.day, review.place, review.mode) == (DAY, "三楼会议室", "会议集中点评")


def test_texts_and_what_is_not_given_stay_as_they_are(desk: Desk) -> None:
    task_id = ids(rows(desk, TaskState.OPEN))[0]
    opened = desk.reviews.open(task_id)
    values = {**opened.values, "review.problems": "学习不够", "review.place": "老地方"}
    desk.reviews.save(opened.review, values, None)
    desk.meetings.fill([task_id], Meeting(DAY))
    review = kept(desk, task_id)
    assert form_values(review)["review.problems"] == "学习不够"
    assert (review.day, review.place) == (DAY, "老地方")


def test_finished_records_stay_unless_that_is_agreed(desk: Desk) -> None:
    done, still = rows(desk, TaskState.DONE)[0], rows(desk, TaskState.OPEN)[0]
    assert done.review is not None
    before = kept(desk, done.task.id)
    filled = desk.meetings.fill(ids([done, still]), MEETING)
    assert filled.outcomes == (Outcome.FINISHED, Outcome.FILLED)
    assert kept(desk, done.task.id) == before
    again = desk.meetings.fill(ids([done]), MEETING, finished=True)
    assert again.outcomes == (Outcome.FILLED,)
    after = kept(desk, done.task.id)
    assert (after.day, after.place, after.state) == (DAY, "三楼会议室", ReviewState.REVIEWED)
    assert form_values(after)["review.problems"] == form_values(before)["review.problems"]


def test_archived_and_exempt_records_are_never_touched(desk: Desk) -> None:
    done, exempt = rows(desk, TaskState.DONE)[0], rows(desk, TaskState.EXEMPT)[0]
    assert done.review is not None
    desk.reviews.archive(kept(desk, done.task.id))
    filled = desk.meetings.fill(ids([done, exempt]), MEETING, finished=True)
    assert filled.outcomes == (Outcome.LOCKED, Outcome.EXEMPT)
    assert not filled.changes


def test_the_reviewer_of_a_meeting_never_reviews_himself(desk: Desk) -> None:
    first, other = rows(desk, TaskState.OPEN)[:2]
    leader = first.task.target.person_id
    filled = desk.meetings.fill(ids([first, other]), Meeting(DAY, reviewer=leader))
    assert filled.outcomes == (Outcome.OWN, Outcome.FILLED)
    review = kept(desk, other.task.id)
    assert review.reviewers == (leader,)
    assert form_values(review)["reviewer.identity"].startswith(first.target)


def test_one_unknown_task_keeps_all_others_as_they_were(desk: Desk) -> None:
    task = rows(desk, TaskState.OPEN)[0].task
    with pytest.raises(Refusal) as refused:
        desk.meetings.fill([task.id, type(task.id)("没有")], MEETING)
    assert refused.value.fault.code == "task.unknown"
    assert kept(desk, task.id).place != MEETING.place


def test_a_meeting_without_anything_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        desk.meetings.fill(ids(rows(desk, TaskState.OPEN))[:1], Meeting())
    assert refused.value.fault.code == "meeting.empty"


def test_exempting_and_taking_it_back_for_many(desk: Desk) -> None:
    chosen = ids(rows(desk, TaskState.OPEN))[:3]
    assert desk.tasks.exempt_all(chosen, "长期病休") != Changes()
    assert set(chosen) <= set(ids(rows(desk, TaskState.EXEMPT)))
    desk.tasks.require_all(chosen)
    assert set(chosen) <= set(ids(rows(desk, TaskState.OPEN)))


def test_reassigning_many_is_all_or_none(desk: Desk) -> None:
    some = rows(desk, TaskState.OPEN)[:3]
    reviewer = rows(desk, TaskState.DONE)[0].task.reviewers[0]
    those = [row for row in some if row.task.target.id != reviewer]
    made, _ = desk.tasks.assign_all(ids(those), [reviewer], "书记外出学习")
    found = {row.task.id: row.task for row in rows(desk, TaskState.OPEN)}
    assert all(found[task.id].reviewers == (reviewer,) for task in made)
    own = those[0].task.target.person_id
    with pytest.raises(Refusal) as refused:
        desk.tasks.assign_all([task.id for task in made], [own], "轮流")
    assert refused.value.fault.code == "task.own_review"
    assert all(task.id in {r.task.id for r in rows(desk, TaskState.OPEN)} for task in made)
