"""Promises and opinions become the text of a form's cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.cycle.commitment_list import COLUMNS, row_texts, state_named
from app.domain.cycle.commitments import (
    COMMITMENT_STATES,
    Commitment,
    CommitmentState,
    Term,
    commitments_text,
)
from app.domain.cycle.opinions import Opinion, SpeakerKind, opinions_text
from app.domain.ids import OrganizationId, RecordId

PROMISE = Commitment(
    id=RecordId("c"),
    organization_id=OrganizationId("o"),
    matter="为企业办实事5件。",
    until=date(2010, 12, 31),
)
SAID = Opinion(id=RecordId("s"), organization_id=OrganizationId("o"), text="多下基层。")


def test_one_promise_stands_without_a_number() -> None:
    assert commitments_text([PROMISE]) == "为企业办实事5件。未开始，2010年12月31日前完成。"
    assert commitments_text([]) == ""


def test_several_promises_are_numbered_and_tell_what_became_of_them() -> None:
    kept = replace(PROMISE, state=CommitmentState.KEPT, progress="已办6件；")
    broken = replace(PROMISE, matter="结对帮扶", state=CommitmentState.NOT_KEPT)

    assert commitments_text([kept, broken]) == (
        "1. 为企业办实事5件。已兑现，已办6件。\n2. 结对帮扶。未兑现。"
    )


def test_a_promise_is_overdue_when_nobody_has_said_what_became_of_it() -> None:
    assert not PROMISE.is_overdue(date(2010, 12, 31))
    assert PROMISE.is_overdue(date(2011, 1, 1))
    assert not replace(PROMISE, state=CommitmentState.NOT_KEPT).is_overdue(date(2011, 1, 1))


def test_a_promise_is_due_soon_before_it_is_overdue() -> None:
    assert PROMISE.term(date(2010, 11, 30)) is Term.LATER
    assert PROMISE.term(date(2010, 12, 1)) is Term.SOON
    assert PROMISE.term(date(2010, 12, 31)) is Term.SOON
    assert PROMISE.term(date(2011, 1, 1)) is Term.OVERDUE
    assert replace(PROMISE, until=None).term(date(2011, 1, 1)) is Term.NONE
    kept = replace(PROMISE, state=CommitmentState.KEPT)
    assert kept.term(date(2011, 1, 1)) is Term.ENDED


def test_a_row_of_a_list_says_all_that_a_list_can() -> None:
    kept = replace(PROMISE, state=CommitmentState.KEPT, progress="已办6件")
    texts = dict(zip(COLUMNS, row_texts(kept, "张三", "一支部"), strict=True))
    assert texts == {
        "承诺人": "张三",
        "所在党组织": "一支部",
        "承诺事项": "为企业办实事5件。",
        "具体措施": "",
        "完成时限": "2010年12月31日",
        "状态": "已兑现",
        "完成情况": "已办6件",
    }


def test_every_state_is_known_by_its_own_word_and_by_others() -> None:
    assert [state_named(word) for word in COMMITMENT_STATES.values()] == list(COMMITMENT_STATES)
    assert state_named("已 完成。") is CommitmentState.KEPT
    assert state_named("差不多") is None


def test_opinions_name_who_spoke_as_far_as_it_is_to_be_told() -> None:
    group = replace(SAID, speaker="群众代表", count=3)
    named = replace(SAID, speaker="王小明", speaker_kind=SpeakerKind.NAMED, count=1)
    counted = replace(SAID, speaker="不说出来", speaker_kind=SpeakerKind.COUNTED, count=2)

    assert opinions_text([group]) == "多下基层（群众代表3人）。"
    assert opinions_text([named, counted]) == "1. 多下基层（王小明）。\n2. 多下基层（2人）。"
