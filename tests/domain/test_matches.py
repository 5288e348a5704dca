"""Lines are found by any part of any of their keys, those first that begin so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.matches import Matches, searched

NAMES = ["王建国", "李建国", "建国", "王小建", "欧阳一"]
SOUNDS = ["wangjianguo", "lijianguo", "jianguo", "wangxiaojian", "ouyangyi"]
LETTERS = ["wjg", "ljg", "jg", "wxj", "oyy"]


@pytest.fixture
def matches() -> Matches:
    return Matches(NAMES, SOUNDS, LETTERS)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("建国", ["建国", "王建国", "李建国"]),  # begins so, then holds so
        ("wang", ["王建国", "王小建"]),
        ("jg", ["建国", "王建国", "李建国"]),
        ("WJG", ["王建国"]),
        ("ｗｊｇ", ["王建国"]),
        ("王 建 国", ["王建国"]),
        ("欧阳　一", ["欧阳一"]),
        ("赵", []),
        ("", []),
        ("  ", []),
    ],
)
def test_best_lines(matches: Matches, words: str, found: list[str]) -> None:
    assert [NAMES[line] for line in matches.best(words, 10)] == found
    assert {NAMES[line] for line in matches.all(words)} == set(found)


def test_no_more_than_wanted_and_none_twice(matches: Matches) -> None:
    assert len(matches.best("建", 2)) == 2
    assert len(set(matches.best("jian", 10))) == len(matches.best("jian", 10)) == 4


def test_nothing_is_found_across_two_keys_or_lines(matches: Matches) -> None:
    assert matches.best("国wang", 10) == []
    assert matches.best("wjg李", 10) == []


def test_no_lines_at_all() -> None:
    assert Matches([], []).best("王", 10) == []


@given(
    st.lists(st.text("ab王三", max_size=4), max_size=8), st.text("ab王三", min_size=1, max_size=3)
)
def test_exactly_the_lines_that_hold_the_words(keys: list[str], words: str) -> None:
    wanted = [line for line, key in enumerate(keys) if searched(words) in key]
    assert list(Matches(keys).all(words)) == wanted
    assert sorted(Matches(keys).best(words, 99)) == wanted
