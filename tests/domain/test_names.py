"""Names in the order in which lists of this trade print them, and as one searches for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.domain.names import Names, spaced
from app.specs.name_reader import read_names


@pytest.fixture(scope="module")
def names() -> Names:
    return read_names(paths.resources() / "names")


@pytest.mark.parametrize(
    "wanted",
    [
        [
            "丁一",
            "王一",
            "仇一",
            "吕一",
            "李一",
            "张一",
            "欧阳一",
            "单一",
            "曾一",
        ],  # 2 … 12 strokes
        ["王一", "王民", "王一民", "王民生"],  # two characters before longer ones
        ["王一", "张　三", "张三丰"],  # the blank counts as nothing
        ["土一", "上一", "千一", "门一", "卫一"],  # three strokes: 横竖撇点折 decides
        ["John", "丁一"],
        ["龙一", "契一", "㛃一", "龑一"],  # gaps of the table filled by hand
        ["龘一", "㐀一", "𠀀一"],  # without a rank: last, in the order of their codes
    ],
)
def test_order_of_strokes(names: Names, wanted: list[str]) -> None:
    assert sorted([*wanted[1:], wanted[0]], key=names.stroke_key) == wanted


def test_a_blank_inside_a_name_changes_nothing(names: Names) -> None:
    assert names.stroke_key("张　三") == names.stroke_key("张三") == names.stroke_key(" 张 三 ")


@pytest.mark.parametrize(
    "wanted",
    [
        ["安一", "白一", "曾一", "詹一", "张一"],  # zeng before zhan before zhang
        ["仇一", "区一"][::-1],  # ou before qiu
        ["张三", "张山", "张四"],  # syllable by syllable: san before shan before si
        ["卢一", "鲁一", "吕一", "罗一"],  # tones; lü behind lu, before luo
    ],
)
def test_order_of_sounds(names: Names, wanted: list[str]) -> None:
    keys = names.sound_keys(wanted)
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("name", "sound", "letters"),
    [
        ("单小平", "shanxiaoping", "sxp"),
        ("仇和", "qiuhe", "qh"),
        ("曾国", "zengguo", "zg"),
        ("查良", "zhaliang", "zl"),
        ("区大", "ouda", "od"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("尉一", "weiyi", "wy"),
        ("李单", "lidan", "ld"),  # no surname in the second place
        ("吕布", "lvbu", "lb"),
        ("张　三", "zhangsan", "zs"),
        ("阿不都·艾力", "abudu·aili", "abd·al"),
        ("Li Na", "lina", "lina"),
        ("䶮", "yan", "y"),
    ],
)
def test_sounds_and_initials(names: Names, name: str, sound: str, letters: str) -> None:
    assert names.sounds(["王一", name]) == ["wangyi", sound]
    assert names.initials(["王一", name]) == ["wy", letters]


def test_texts_that_are_no_names_are_read_as_usual(names: Names) -> None:
    assert names.texts_sounds(["单位党支部", "区局"]) == ["danweidangzhibu", "quju"]
    assert names.texts_initials(["单位党支部"]) == ["dwdzb"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张　三"),
        ("张 三", "张　三"),
        ("张　三", "张　三"),
        ("𠮷一", "𠮷　一"),
        ("王一民", "王一民"),
        ("欧阳一", "欧阳一"),
        ("Li", "Li"),
        ("A一", "A一"),
        ("Li Na", "Li Na"),
        ("", ""),
    ],
)
def test_two_characters_are_set_apart(name: str, shown: str) -> None:
    assert spaced(name) == shown


@given(st.lists(st.text(max_size=12), max_size=20))
def test_whatever_the_names_hold_each_keeps_its_own_sound(texts: list[str]) -> None:
    names = read_names_once()
    assert len(names.sounds(texts)) == len(texts)
    for text in texts:
        names.stroke_key(text).encode("utf-8", "surrogatepass")


_KEPT: list[Names] = []


def read_names_once() -> Names:
    if not _KEPT:
        _KEPT.append(read_names(paths.resources() / "names"))
    return _KEPT[0]
