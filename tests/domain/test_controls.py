"""Control characters are left out of names, texts and JSON; all else stays as it is."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from app.db.mapping import block, block_row
from app.domain.controls import as_json, as_line, as_text, is_json, is_line, is_text
from app.domain.review import Block

SIGNS = st.text(
    '甲b\\u0"\n\r\t\x0b\x0c\x85\x00\x07\x08\x1b\x1f\x7f\x80\x9b\u3000\u2028\u202e\u2066'
)


def test_a_line_holds_nothing_that_tells_a_screen_what_to_do() -> None:
    assert as_line("甲\x1b[2J\x07\n乙\u202e\u2069\x9b丙\u3000丁") == "甲[2J乙丙\u3000丁"


def test_a_text_keeps_its_lines_tabs_and_directions() -> None:
    kept = "甲\t乙\r\n丙\x0b丁\x0c\x85\u2028\u202b戊"
    assert as_text(kept) == kept
    assert as_text("甲\x00\x07\x08\x1b\x1f\x7f\x80\x9b乙") == "甲乙"


@given(SIGNS)
def test_what_was_cleaned_is_clean_and_what_was_clean_is_the_same(text: str) -> None:
    assert is_text(as_text(text))
    assert is_line(as_line(text))
    assert as_text(as_text(text)) == as_text(text)
    assert (as_text(text) == text) is is_text(text)
    assert (as_line(text) == text) is is_line(text)


@given(st.dictionaries(SIGNS, SIGNS, max_size=3))
def test_in_json_texts_are_cleaned_just_as_they_are_alone(values: dict[str, str]) -> None:
    text = json.dumps(values, ensure_ascii=False)
    assert is_json(text) is all(map(is_text, [*values, *values.values()]))
    cleaned = as_json(text)
    assert is_json(cleaned)
    assert json.loads(cleaned) == {as_text(k): as_text(v) for k, v in values.items()}


@given(st.lists(SIGNS, max_size=3))
def test_json_in_which_all_is_escaped_is_judged_alike(values: list[str]) -> None:
    assert is_json(json.dumps(values)) is all(map(is_text, values))


def test_the_values_of_a_review_are_written_without_them() -> None:
    written = block_row("r", 0, Block("b", {"problems": "学习\x02不够\n二\x08\x9b"}))
    assert block(written) == Block("b", {"problems": "学习不够\n二"})
