"""Whom the text in the cell 点评领导 names."""

from __future__ import annotations

import pytest

from app.domain.ids import PersonId
from app.domain.reviewer_text import Candidate, Candidates

WANG, LI, ZHANG, ZHANG_2 = map(PersonId, ("王", "李", "张一", "张二"))
PEOPLE = Candidates(
    (
        Candidate(WANG, "王建国", "王建国，检验所党总支书记"),
        Candidate(LI, "李　明", "李　明，局党组书记、局长"),
        Candidate(ZHANG, "张伟", "张伟，一支部书记"),
        Candidate(ZHANG_2, "张伟", "张伟，二支部书记"),
    )
)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("王建国，检验所党总支书记", (WANG,)),
        ("王建国", (WANG,)),
        ("李明", (LI,)),
        ("李 明，局党组书记、局长；王建国，检验所党总支书记", (LI, WANG)),
        ("王建国、李明", (WANG, LI)),
        ("王建国；王建国", (WANG,)),
        ("张伟，二支部书记", (ZHANG_2,)),
        ("", ()),
    ],
)
def test_known_people_are_found(text: str, persons: tuple[PersonId, ...]) -> None:
    named = PEOPLE.named(text)
    assert named.persons == persons
    assert not named.unknown
    assert not named.ambiguous


def test_who_is_in_no_list_stays_text() -> None:
    named = PEOPLE.named("赵某，市委督导组组长；王建国")
    assert named.persons == (WANG,)
    assert named.unknown == ("赵某，市委督导组组长",)


@pytest.mark.parametrize("text", ["张伟", "张伟、王建国", "王建国，市委副书记"])
def test_one_name_for_several_is_not_guessed(text: str) -> None:
    named = PEOPLE.named(text)
    assert named.persons == ()
    assert named.ambiguous == (text,)


def test_who_was_chosen_stays_chosen_when_his_post_is_written_otherwise() -> None:
    assert PEOPLE.named("王建国（主持工作）", chosen=[WANG]).persons == (WANG,)
    assert PEOPLE.named("张伟，支部书记", chosen=[ZHANG_2]).persons == (ZHANG_2,)


def test_a_body_is_nobody_and_nothing_to_tell() -> None:
    named = PEOPLE.named("局机关党委；王建国", body="局机关党委")
    assert named.persons == (WANG,)
    assert not named.unknown


def test_text_made_from_people_names_them() -> None:
    text = PEOPLE.text((LI, ZHANG_2))
    assert text == "李　明，局党组书记、局长；张伟，二支部书记"
    assert PEOPLE.named(text).persons == (LI, ZHANG_2)
