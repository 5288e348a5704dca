"""定稿, 解锁 and 退回: records that are final change only after somebody says why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.ids import ReviewId
from app.domain.words import ReviewState
from app.ops.changes import Topic
from tests.ops.refusals import refused
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.review import Review
    from app.ops.desk import Desk


def in_state(desk: Desk, state: ReviewState) -> Review:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    targets = [review.target for review in reviews]
    return next(r for r in reviews if r.state is state and targets.count(r.target) == 1)


@pytest.fixture
def done(desk: Desk) -> Review:
    return in_state(desk, ReviewState.REVIEWED)


def kept(desk: Desk, review: Review) -> Review:
    found = desk.workspace.stores.reviews.get(review.id)
    assert found is not None
    return found


def test_a_final_record_says_so_with_its_day(desk: Desk, done: Review) -> None:
    handled = desk.locks.finalize([done.id])
    assert kept(desk, done).locked == f"定稿 {TODAY}"
    assert handled.done == (kept(desk, done),)
    assert Topic.REVIEWS in handled.changes.topics
    lines = desk.workspace.stores.changes.of_record("review", done.id)
    assert (lines[-1].field, lines[-1].new) == ("locked", f"定稿 {TODAY}")


def test_what_is_not_finished_is_left_and_told(desk: Desk, done: Review) -> None:
    planned = in_state(desk, ReviewState.SUMMARIZED)
    handled = desk.locks.finalize([planned.id, done.id])
    assert [fault.code for fault in handled.left] == ["review.not_final"]
    assert len(handled.done) == 1
    assert kept(desk, planned).locked == ""
    assert refused(desk.locks.finalize, [planned.id]) == ["review.not_final"]
    assert refused(desk.locks.finalize, [ReviewId("x")]) == ["review.unknown"]
    assert refused(desk.locks.finalize, [done.id]) == ["review.locked"]


def test_a_locked_record_is_neither_saved_nor_archived_nor_deleted(
    desk: Desk, done: Review
) -> None:
    desk.locks.finalize([done.id])
    locked = kept(desk, done)
    opened = desk.reviews.open_review(locked)
    values = {**opened.values, "review.place": "礼堂"}
    assert refused(desk.reviews.save, locked, values, locked.day, "改地点") == ["review.locked"]
    stale = replace(locked, locked="")
    assert refused(desk.reviews.save, stale, opened.values, locked.day) == ["review.locked"]
    assert refused(desk.reviews.archive, locked) == ["review.locked"]
    assert refused(desk.bin.delete_reviews, [done.id], "误填") == ["review.locked"]
    assert refused(desk.locks.go_back, [done.id], "重填") == ["review.locked"]
    assert kept(desk, done) == locked
    assert desk.bin.all() == ()


def test_the_store_refuses_to_remove_a_locked_record(desk: Desk, done: Review) -> None:
    desk.locks.finalize([done.id])
    assert refused(desk.workspace.stores.reviews.remove, [done.id]) == ["review.locked"]


def test_unlocking_needs_a_reason_that_stands_in_the_history(desk: Desk, done: Review) -> None:
    desk.locks.finalize([done.id])
    assert refused(desk.locks.unlock, [done.id], " ") == ["reason.missing"]
    desk.locks.unlock([done.id], "地点写错")
    assert kept(desk, done).locked == ""
    line = desk.workspace.stores.changes.of_record("review", done.id)[-1]
    assert (line.field, line.new, line.reason) == ("locked", "", "地点写错")
    assert line.who
    assert refused(desk.locks.unlock, [done.id], "再来") == ["review.not_locked"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ReviewState.ARCHIVED, {ReviewState.REVIEWED}),
        (ReviewState.REVIEWED, {ReviewState.SUMMARIZED, ReviewState.PLANNED}),
    ],
)
def test_a_record_goes_back_by_one_state_with_a_reason(
    desk: Desk, before: ReviewState, after: set[ReviewState]
) -> None:
    review = in_state(desk, before)
    assert refused(desk.locks.go_back, [review.id], "") == ["reason.missing"]
    desk.locks.go_back([review.id], "核实后重填")
    assert kept(desk, review).state in after
    line = desk.workspace.stores.changes.of_record("review", review.id)[-1]
    assert (line.field, line.old, line.reason) == ("state", before.value, "核实后重填")


def test_what_has_not_been_done_cannot_go_back(desk: Desk) -> None:
    planned = in_state(desk, ReviewState.SUMMARIZED)
    assert refused(desk.locks.go_back, [planned.id], "退回") == ["review.first_state"]


def test_a_record_that_went_back_counts_no_more_until_it_is_saved_again(
    desk: Desk, done: Review
) -> None:
    def counts() -> bool:
        heads = desk.workspace.stores.reviews.heads(done.round_id)
        return any(head.id == done.id and head.is_done for head in heads)

    desk.locks.go_back([done.id], "核实")
    assert not counts()
    again = desk.reviews.open_review(kept(desk, done))
    desk.reviews.save(again.review, again.values, done.day)
    assert counts()


def test_undo_brings_a_lock_back(desk: Desk, done: Review) -> None:
    undo = desk.undo
    desk.locks.finalize([done.id])
    locked = kept(desk, done)
    desk.locks.unlock([done.id], "地点写错")
    undo.undo()
    assert kept(desk, done) == locked
    undo.undo()
    assert kept(desk, done) == done


def test_an_import_leaves_a_locked_record_and_rejects_its_row(
    desk: Desk, done: Review, tmp_path: Path
) -> None:
    directory = desk.workspace.directory(TODAY)
    declared = desk.workspace.scheme.form(done.form)
    assert declared is not None
    cells = {
        "轮次": desk.workspace.round().name,
        "登记表": declared.title,
        "点评对象": desk.locks.name(done),
        "所在党组织": directory.tree[done.organization_id].name,
        "点评领导": directory.name(done.reviewers[0]),
        "点评时间": str(done.day),
        "地点": "别的地点",
        "编号": done.id,
    }
    file = tmp_path / "台账.csv"
    file.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")
    assert desk.imports.propose([file]).writes.reviews, "an open record would be changed"
    desk.locks.finalize([done.id])
    proposal = desk.imports.propose([file])
    assert proposal.writes.reviews == ()
    codes = [each.fault.code for sheet in proposal.sheets for each in sheet.rejected]
    assert codes == ["row.review_locked"]
