"""Finding names while somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding import MOST_COUNTED, Finder

LINES = [
    ("局党组", "", "judangzu", "jdz"),
    ("机关党委", "机关", "jiguandangwei", "jgdw"),
    ("一支部", "", "yizhibu", "yzb"),
    ("二支部", "", "erzhibu", "ezb"),
    ("A座党支部", "", "azuodangzhibu", "azdzb"),
]


@pytest.mark.parametrize(
    ("words", "line"),
    [("支部", 2), ("erzhi", 3), ("ezb", 3), (" JGDW ", 1), ("a座", 4), ("党委\t机关", 1)],
)
def test_finds_by_name_short_name_pinyin_and_initials(words: str, line: int) -> None:
    assert Finder(LINES).next(words, 0) == line


def test_goes_on_round_the_end_and_back() -> None:
    finder = Finder(LINES)
    assert [finder.next("支部", after) for after in (0, 2, 3, 4)] == [2, 3, 4, 2]
    assert [finder.next("支部", after, back=True) for after in (4, 3, 2, 0)] == [3, 2, 4, 4]
    assert finder.next("局党组", 0) == 0


def test_nothing_is_found_by_nothing_nor_in_nothing() -> None:
    assert Finder(LINES).next("  ", 0) is None
    assert Finder(LINES).next("没有", 0) is None
    assert Finder([]).next("支部", 0) is None
    assert Finder(LINES).count("") == 0


def test_lines_are_counted_once_and_not_without_end() -> None:
    assert Finder(LINES).count("支部") == 3
    assert Finder([("支部支部", "支部")]).count("支部") == 1
    assert Finder([("支部",)] * (MOST_COUNTED + 5)).count("支部") == MOST_COUNTED


@given(
    st.lists(st.text("甲乙ab \n", max_size=5), min_size=1, max_size=8),
    st.text("甲乙ab", min_size=1, max_size=2),
    st.data(),
)
def test_finds_what_a_plain_search_finds(names: list[str], words: str, data: st.DataObject) -> None:
    finder = Finder([(name,) for name in names])
    after = data.draw(st.integers(0, len(names) - 1))
    fitting = [n for n, name in enumerate(names) if words in name]
    behind = [n for n in fitting if n > after] + [n for n in fitting if n <= after]
    before = [n for n in reversed(fitting) if n < after]
    before += [n for n in reversed(fitting) if n >= after]
    assert finder.next(words, after) == (behind[0] if fitting else None)
    assert finder.next(words, after, back=True) == (before[0] if fitting else None)
    assert finder.count(words) == len(fitting)
    assert [finder.holds(words, n) for n in range(len(names))] == [words in n for n in names]
