"""The written reply says what was named, and what was done about each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.cycle.letters import ReplyFacts, ReplyWords, reply_letter
from app.domain.cycle.rectification import Progress, Rectification, RectificationState
from app.domain.ids import OrganizationId, RecordId
from app.domain.official_document import Line, Role
from app.specs.letter_reader import letter_words

WORDS = letter_words("reply", ReplyWords)
ITEM = Rectification(
    id=RecordId("r"),
    organization_id=OrganizationId("o"),
    problem="学习不够深入。",
    measure="每周五集中学习；",
    progress=(Progress(date(2011, 1, 14), "集中学习一次"),),
    responsible="李四",
    result="学习制度已建立",
    state=RectificationState.DONE,
)
FACTS = ReplyFacts(
    to=("王建国",),
    target="第一支部",
    is_organization=True,
    signature="第一支部",
    reviewed_on=date(2010, 12, 20),
    items=(ITEM,),
    day=date(2011, 1, 18),
)


def texts(facts: ReplyFacts) -> list[str]:
    paragraphs = reply_letter(facts, WORDS).paragraphs()
    return [line.text for line in paragraphs if isinstance(line, Line)]


def test_a_reply_names_the_leader_the_day_the_problems_and_what_was_done() -> None:
    said = texts(FACTS)

    assert said[1] == "王建国同志："
    assert said[2].startswith("2010年12月20日，您对第一支部")
    assert "指出了1个方面的问题" in said[2]
    assert said[3:9] == [
        "一、学习不够深入",
        "整改措施：每周五集中学习。",
        "2011年1月14日，集中学习一次。",
        "责任人：李四。",
        "整改结果：学习制度已建立。",
        "已整改到位。",
    ]
    assert said[-2:] == ["第一支部", "2011年1月18日"]


def test_several_problems_are_headings_in_their_order() -> None:
    letter = reply_letter(replace(FACTS, items=(ITEM, replace(ITEM, problem="活动少"))), WORDS)

    headings = [
        line.text
        for line in letter.paragraphs()
        if isinstance(line, Line) and line.role is Role.HEADING
    ]
    assert headings == ["一、学习不够深入", "二、活动少"]


def test_what_is_not_mended_yet_tells_until_when() -> None:
    open_ = replace(ITEM, state="", until=date(2011, 3, 1))
    assert "正在整改。完成时限：2011年3月1日。" in texts(replace(FACTS, items=(open_,)))


def test_who_has_checked_is_told() -> None:
    checked = replace(ITEM, state=RectificationState.CHECKED, checked_by="机关党委")
    assert "已整改到位，经机关党委核实销号。" in texts(replace(FACTS, items=(checked,)))


def test_a_member_answers_for_himself_and_several_leaders_are_addressed_together() -> None:
    said = texts(replace(FACTS, is_organization=False, to=("甲", "乙"), reviewed_on=None))

    assert said[1] == "甲、乙同志："
    assert said[2].startswith("您对本人")
    assert "本人高度重视" in said[2]


def test_what_is_said_besides_stands_before_the_end() -> None:
    said = texts(replace(FACTS, said="另外，\n请继续指导。"))
    assert said[-5:-3] == ["另外，", "请继续指导。"]
