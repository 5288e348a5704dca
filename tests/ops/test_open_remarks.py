"""What was sent back, as the lists and the forms tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.handoff_records import Remark, RemarkState
from app.ops.changes import Topic
from app.ops.open_remarks import GIVEN, TO_MEND

if TYPE_CHECKING:
    from app.domain.ids import ReviewId
    from app.ops.desk import Desk

TIME = "2011-01-05 09:00:00"


@pytest.fixture
def records(desk: Desk) -> tuple[ReviewId, ...]:
    heads = desk.workspace.stores.reviews.heads(desk.workspace.round().id)
    return tuple(head.id for head in heads)


def keep(
    desk: Desk, review: ReviewId, text: str, state: RemarkState, who: str = "市局王干事"
) -> None:
    root = desk.workspace.root_id
    desk.workspace.stores.handoff.add_remark(Remark(review, root, text, TIME, who, state))


def test_a_form_tells_what_the_level_above_asks_with_who_and_when(
    desk: Desk, records: tuple[ReviewId, ...]
) -> None:
    keep(desk, records[0], "写具体些", RemarkState.RECEIVED)
    keep(desk, records[0], "补上日期", RemarkState.RECEIVED, "局办公室")
    keep(desk, records[1], "下级的", RemarkState.SENT)
    assert desk.remarks.of(records[0]) == (
        "写具体些（市局王干事，2011年1月5日）\n补上日期（局办公室，2011年1月5日）"
    )
    assert desk.remarks.of(records[1]) == ""


def test_lists_call_a_record_to_be_mended_or_sent_back(
    desk: Desk, records: tuple[ReviewId, ...]
) -> None:
    keep(desk, records[0], "写具体些", RemarkState.RECEIVED)
    keep(desk, records[1], "太空泛", RemarkState.OPEN)
    keep(desk, records[2], "太空泛", RemarkState.SENT)
    keep(desk, records[3], "早已改好", RemarkState.SETTLED)
    found = desk.remarks.open()
    assert {review: each.word for review, each in found.items()} == {
        records[0]: TO_MEND,
        records[1]: GIVEN,
        records[2]: GIVEN,
    }
    assert found[records[0]].text == "上级退回意见：写具体些（市局王干事，2011年1月5日）"
    assert found[records[1]].text == "退回下级：太空泛（市局王干事，2011年1月5日）"


def test_what_was_mended_is_open_no_more(desk: Desk, records: tuple[ReviewId, ...]) -> None:
    for review in records[:2]:
        keep(desk, review, "写具体些", RemarkState.RECEIVED)
    changes = desk.remarks.done(records[0])
    assert Topic.HANDOFF in changes.topics
    assert desk.remarks.of(records[0]) == ""
    assert set(desk.remarks.open()) == {records[1]}
    assert not desk.remarks.done(records[0])
