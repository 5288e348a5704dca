"""Typing a ballot by the keyboard: marks, going back, recusal, ballots that are not valid."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.ballots import require_marks
from app.ui.assessments.ballot_entry import BallotEntry
from tests.domain.cycle.votes import ITEMS, assessment, people

TWO = replace(assessment(), objects=people("甲", "乙", items=ITEMS.id))


def typed(signs: str) -> BallotEntry:
    entry = BallotEntry(TWO, "")
    for sign in signs:
        if sign == "<":
            entry.back()
        elif sign == "X":
            entry.spoil()
        else:
            entry.type(sign)
    return entry


def test_digits_fill_the_cells_one_after_the_other() -> None:
    entry = typed("12")
    assert (entry.marks, entry.left, entry.place) == ("12", 4, 2)
    assert typed("123012").left == 0


def test_a_digit_without_a_grade_is_not_taken() -> None:
    entry = BallotEntry(TWO, "")
    assert not entry.type("4")
    assert not entry.is_begun


def test_nothing_is_taken_after_the_last_cell() -> None:
    entry = typed("111111")
    assert not entry.type("2")
    assert entry.marks == "111111"


def test_who_is_recused_is_so_from_all_items_of_the_object() -> None:
    assert typed("1-").marks == "---"
    assert typed("1-222").marks == "---222"
    assert typed("111-").marks == "111---"


def test_backspace_takes_the_last_mark_away_a_recusal_as_a_whole() -> None:
    assert typed("12<").marks == "1"
    assert typed("-<").marks == ""
    assert typed("-<").place == 0
    assert typed("<").place == 0


def test_a_spoiled_ballot_takes_no_marks_until_it_is_whole_again() -> None:
    entry = typed("12X")
    assert (entry.marks, entry.left) == ("X", 0)
    assert not entry.type("1")
    assert typed("12XX3").marks == "123"
    assert typed("12X<3").marks == "123"


def test_marks_that_were_typed_before_can_be_changed() -> None:
    entry = BallotEntry(TWO, "")
    entry.clear("111111")
    entry.go_to(2)
    entry.type("3")
    assert entry.marks == "113111"
    entry.clear("---111")
    entry.go_to(1)
    entry.type("2")
    assert entry.left == 2, "the other items are to be marked anew"


@given(st.text("0123-<X", max_size=40))
def test_whatever_is_typed_a_whole_ballot_can_be_written(signs: str) -> None:
    entry = typed(signs)
    assert 0 <= entry.place <= len(entry.cells)
    if not entry.left:
        require_marks(TWO, "", entry.marks)
