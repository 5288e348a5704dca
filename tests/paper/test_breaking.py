"""Lines end where Chinese setting allows it.

R1: no closing mark starts a line, no opening mark ends one.
R2: Latin words and numbers stay whole, unless one is longer than a line.
R3: a fifth of the size stands between Chinese and Latin.
R4: nothing is lost, and no line is wider than its room.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.breaking import NEVER_FIRST, NEVER_LAST, break_lines, gaps, may_break

EM = 240.0
TEXTS = st.text(st.sampled_from("学习党员，。、；“”（）《》—…①2010ABc %-.𠮷é "), max_size=80)


def measure(character: str) -> float:
    """Chinese characters are one em, others half of it."""
    return EM if ord(character) > 0x2000 else EM / 2


def lines(text: str, characters: int) -> list[str]:
    spans = break_lines(text, measure, EM / 5, [characters * EM])
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("认真学习贯彻", 4, ["认真学习", "贯彻"]),
        ("认真学习，贯彻", 4, ["认真学", "习，贯彻"]),
        ("认真学“习贯彻”", 4, ["认真学", "“习贯", "彻”"]),
        ("共有2010年计划", 4, ["共有", "2010年", "计划"]),
        ("按照GB/T 9704执行", 5, ["按照GB/T ", "9704执行"]),
        ("党员——群众", 3, ["党员", "——群", "众"]),
        ("电话0532-8888号", 5, ["电话0532-", "8888号"]),
        ("完成ABCDEFGHIJ项", 3, ["完成", "ABCDEF", "GHIJ", "项"]),
        ("标准，2010年", 4, ["标", "准，2010", "年"]),
        ("", 5, [""]),
    ],
)
def test_lines_end_at(text: str, room: int, expected: list[str]) -> None:
    assert lines(text, room) == expected


def test_a_gap_stands_between_chinese_and_latin() -> None:
    text = "共12次，ABC（2）①"
    assert {text[at - 1 : at + 1] for at in gaps(text)} == {"共1", "2次"}


def test_a_number_in_a_ring_counts_to_what_stands_before_it() -> None:
    assert gaps("中①2") == {2}
    assert gaps("A①中") == {2}


@given(TEXTS, st.integers(2, 12))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, room: int) -> None:
    spans = list(break_lines(text, measure, EM / 5, [room * EM]))
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(span.width <= room * EM + 1 for span in spans)


@given(TEXTS, st.integers(8, 12))
def test_marks_stand_on_the_right_side(text: str, room: int) -> None:
    at = 0
    previous = 0
    for line in lines(text, room)[:-1]:
        previous, at = at, at + len(line)
        if any(may_break(text, place) for place in range(previous + 1, at + 1)):
            assert text[at] not in NEVER_FIRST
            assert text[at - 1] not in NEVER_LAST
