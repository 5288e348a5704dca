"""What is put up says who, what, until when, and where to object."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.cycle.commitments import Commitment, CommitmentState
from app.domain.cycle.notices import (
    PostedReview,
    PosterFacts,
    PostingWords,
    digest,
    poster,
    promise_list,
    readable,
    review_list,
)
from app.domain.ids import OrganizationId, RecordId
from app.specs.letter_reader import letter_words

WORDS = letter_words("posting", PostingWords)
DAY = date(2011, 1, 10)
FACTS = PosterFacts(
    unit="第一支部",
    round="2010年下半年",
    matter="登记表",
    first=DAY,
    last=date(2011, 1, 14),
    days=5,
    basis="示例〔2010〕1号",
    contact="机关党委（办公楼 201 室）",
)
REVIEW = PostedReview(
    "张三",
    "李四",
    date(2010, 12, 20),
    "个别点评",
    {"主要成绩": "完成任务", "存在的问题和不足": " "},
)


def test_a_poster_has_everything_that_a_public_notice_needs() -> None:
    said = readable(poster(FACTS, WORDS))

    assert said[0] == "公示"
    assert "示例〔2010〕1号" in said[1]
    assert "公示时间：2011年1月10日至2011年1月14日（5个工作日）。" in said
    assert any("机关党委（办公楼 201 室）" in text for text in said)
    assert said[-2:] == ("第一支部", "2011年1月10日")


def test_without_basis_or_contact_the_poster_does_without() -> None:
    said = readable(poster(replace(FACTS, basis="", contact=""), WORDS))

    assert not any("根据" in text or "反映" in text for text in said)


def test_the_list_names_who_was_reviewed_by_whom_and_when() -> None:
    said = readable(review_list([REVIEW], "第一支部", DAY, WORDS))

    assert said[-7:] == (
        *("1", "张三", "李四", "2010.12.20", "个别点评"),
        "第一支部",
        "2011年1月10日",
    )


def test_the_digest_has_what_was_said_and_no_empty_cell() -> None:
    said = readable(digest([REVIEW], "第一支部", DAY, WORDS))

    assert "一、张三" in said
    assert "主要成绩：完成任务" in said
    assert not any("不足" in text for text in said)


def test_promises_tell_how_far_they_are_kept() -> None:
    promise = Commitment(
        id=RecordId("c"),
        organization_id=OrganizationId("o"),
        matter="办实事",
        until=date(2010, 12, 31),
        state=CommitmentState.KEPT,
        progress="办了5件",
    )
    said = readable(promise_list([("张三", promise)], "第一支部", DAY, WORDS))

    assert said[-7:-2] == ("1", "张三", "办实事", "2010.12.31", "已兑现，办了5件")
