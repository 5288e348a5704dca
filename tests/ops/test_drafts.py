"""Drafts: what stands in an unsaved form outlives a killed program, exactly as typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.ops.tasks import TaskState
from tests.db.snapshots import tables
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from app.domain.review import Review
    from app.ops.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
VALUES = {"review.problems": "𠮷某\n学习“不够”，\t作风🙂", "review.date": "2011年2月30日"}
TYPING = """
import sys, time
from pathlib import Path
from tests.ops.test_drafts import VALUES, open_form
from tests.ui.sample import open_sample
desk = open_sample(Path(sys.argv[1]))
review = open_form(desk)
for number in range(1000):
    desk.drafts.keep(review, {**VALUES, "review.place": str(number)}, "2011年2月30日")
    print(number, flush=True)
"""


def open_form(desk: Desk) -> Review:
    """The new record of the first task that has none."""
    rows = desk.tasks.list(desk.workspace.round(), state=TaskState.OPEN).rows
    opened = (desk.reviews.open(row.task.id).review for row in rows if row.task.reviewers)
    return next(review for review in opened if not desk.workspace.stores.reviews.get(review.id))


def test_a_draft_is_found_again_by_the_form_of_its_task(desk: Desk) -> None:
    first = open_form(desk)
    desk.drafts.keep(first, VALUES, "2011年2月30日")
    again = open_form(desk)
    assert again.id != first.id, "each opening makes a new record until one is saved"
    found = desk.drafts.of(again)
    assert found is not None
    assert (found.values, found.day, found.review) == (VALUES, "2011年2月30日", first)
    assert desk.drafts.all() == (found,)
    assert found.time


def test_a_later_draft_takes_the_place_of_the_earlier_one(desk: Desk) -> None:
    review = open_form(desk)
    desk.drafts.keep(review, VALUES, "")
    desk.drafts.keep(review, {"review.place": "礼堂"}, "2011.1")
    (found,) = desk.drafts.all()
    assert (found.values, found.day) == ({"review.place": "礼堂"}, "2011.1")


def test_discarding_and_saving_end_a_draft(desk: Desk) -> None:
    review = open_form(desk)
    desk.drafts.keep(review, VALUES, "")
    desk.drafts.discard(review)
    assert desk.drafts.of(review) is None
    desk.drafts.keep(review, VALUES, "")
    desk.reviews.save(review, VALUES, None)
    assert desk.drafts.all() == ()


def test_a_form_that_could_not_be_saved_keeps_its_draft(desk: Desk) -> None:
    round_ = desk.workspace.round()
    review = next(r for r in desk.workspace.stores.reviews.of_round(round_.id) if r.is_done)
    desk.drafts.keep(review, VALUES, "")
    desk.locks.finalize([review.id])
    with pytest.raises(Exception, match="锁定"):
        desk.reviews.save(review, VALUES, None)
    assert desk.drafts.of(review) is not None


def test_a_form_without_a_task_keeps_its_draft_too(desk: Desk) -> None:
    round_, task = desk.workspace.round(), open_form(desk)
    review = desk.reviews.unplanned(round_, task.form, task.target, task.reviewers).review
    desk.drafts.keep(review, VALUES, "")
    (found,) = desk.drafts.all()
    assert found.review == review


def test_drafts_are_no_steps_and_undo_leaves_them_alone(desk: Desk) -> None:
    undo, before = desk.undo, tables(desk.workspace.database)
    review = open_form(desk)
    desk.drafts.keep(review, VALUES, "")
    assert undo.undo_title is None
    assert tables(desk.workspace.database) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_draft_survives_a_killed_program(sample_ledger: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "甲.ledger"
    ledger.write_bytes(sample_ledger.read_bytes())
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(ledger)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        last = next(line for line in typing.stdout if int(line) >= 20)
        typing.send_signal(signal.SIGKILL)
        last = ([last, *typing.stdout])[-1]
    with open_sample(ledger) as desk:
        found = desk.drafts.of(open_form(desk))
    assert found is not None
    assert int(found.values["review.place"]) >= int(last)
    assert found.values.items() >= VALUES.items()
    assert found.day == "2011年2月30日"
