"""The last columns of the 台账: how far the cycle of each record has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from app.domain import ledger_columns as column
from app.domain.cycle.commitments import CommitmentState
from app.domain.cycle.postings import PostedMatter
from tests.ui.rectification.mending import name_problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.ids import ReviewId
    from app.ops.desk import Desk

DAY = date(2011, 1, 20)


@pytest.fixture
def review(desk: Desk) -> ReviewId:
    """A record with promises, posted, mended as far as two of three, answered, put away."""
    round_ = desk.workspace.round()
    name_problems(desk, 1)
    desk.rectifications.gather(round_)
    first = desk.rectifications.rows(round_)[0].record
    assert first.review_id is not None
    assert first.target is not None
    promises = [desk.commitments.new(round_, first.target) for _ in range(2)]
    desk.commitments.save([replace(each, matter="每月走访两户") for each in promises])
    desk.commitments.mark([promises[0].id], CommitmentState.KEPT)
    posting = desk.postings.new(round_, first.organization_id, PostedMatter.FORMS)
    desk.postings.save(replace(posting, day=DAY, until=date(2011, 1, 26)))
    ids = [each.id for each in desk.rectifications.of_review(first.review_id)]
    desk.rectifications.finish(ids[:2])
    desk.replies.save(replace(desk.replies.new(first.review_id), day=DAY))
    desk.reviews.archive(desk.reviews.open_kept(first.review_id).review)
    return first.review_id


def told(desk: Desk, review: ReviewId) -> Mapping[str, str]:
    found = desk.ledger_rows.texts([review])[review]
    return {heading: found[heading] for heading in column.CYCLE}


def test_states_and_days_of_the_cycle_stand_in_the_list(desk: Desk, review: ReviewId) -> None:
    archived = desk.workspace.stores.changes.of_record("review", review)[-1].time[:10]
    assert told(desk, review) == {
        "承诺兑现": "1/2",
        "公示起止": "2011-01-20 至 2011-01-26",
        "整改进度": "2/3",
        "销号日期": "",
        "回复日期": "2011-01-20",
        "归档日期": archived,
    }
    ids = [each.id for each in desk.rectifications.of_review(review)]
    desk.rectifications.finish(ids)
    desk.rectifications.check_off(ids, "机关党委", DAY)
    assert told(desk, review)["销号日期"] == "2011-01-20"
    assert told(desk, review)["整改进度"] == "3/3"


def test_a_record_of_which_nothing_is_known_has_empty_columns(desk: Desk) -> None:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    assert set(told(desk, reviews[0].id).values()) == {""}


def test_they_stand_behind_all_others_on_the_screen_and_in_excel(
    desk: Desk, review: ReviewId, tmp_path: Path
) -> None:
    desk.exports.ledger(tmp_path / "台账.xlsx")
    sheet = load_workbook(tmp_path / "台账.xlsx").active
    assert sheet is not None
    rows = [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == desk.ledger_rows.columns()
    assert rows[0][-len(column.CYCLE) :] == column.CYCLE
    (row,) = [row for row in rows if review in row]
    assert row[-len(column.CYCLE) :] == tuple(told(desk, review).values())


def test_read_back_they_change_nothing_and_are_no_typed_text(
    desk: Desk, review: ReviewId, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path)
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert not desk.imports.propose([path]).writes.reviews

    headings = [cell.value for cell in sheet[1]]
    for name in column.CYCLE:
        sheet.cell(2, headings.index(name) + 1).value = "改了"
    book.save(path)
    proposal = desk.imports.propose([path])
    assert not proposal.writes.reviews
    assert not any(each.warnings for each in proposal.sheets)
    assert told(desk, review)["承诺兑现"] == "1/2"
