from hypothesis import given
from hypothesis import strategies as st

from app.specs.word_marks import MarkName, is_mark, mark_name, parse_mark


def test_a_dot_is_two_underscores() -> None:
    assert mark_name("organization.member_count") == "f_organization__member_count"
    assert mark_name("target.summary", annex=True) == "a_target__summary"
    assert mark_name("item.1", copy=12) == "f_item__1N12"


def test_what_word_does_not_keep_apart_is_escaped() -> None:
    assert mark_name("a-b") == "f_aX2dXb"
    assert mark_name("A") == "f_X41X"
    assert mark_name("地点") == "f_地点"
    assert mark_name("x41x") != "f_x41x"
    assert mark_name("member.sex") == "f_member__sex"
    assert mark_name("a_.b") == "f_aX5fX__b"


def test_names_nobody_would_write_are_no_marks() -> None:
    for name in ("f_", "f_A", "f_aX2dX-", "f_a b", "f_a-b", "f_aX61X", "f_aN", "f_aN0"):
        assert parse_mark(name) is None, name
    assert not is_mark("_GoBack")
    assert is_mark("F_a")


@given(st.text(min_size=1), st.booleans(), st.integers(0, 99_999))
def test_every_key_comes_back(key: str, annex: bool, copy: int) -> None:
    name = mark_name(key, annex=annex, copy=copy)
    assert parse_mark(name) == MarkName(key, annex, copy)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_keys_never_share_a_name_even_without_capitals(one: str, other: str) -> None:
    if one != other:
        assert mark_name(one).casefold() != mark_name(other).casefold()
