from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.export.file_names import LONGEST, LONGEST_BYTES, UniqueNames, file_name

DAY = date(2011, 1, 12)
FORBIDDEN = set(':?*|<>"/\\ \t\n\x00\x7f')


def test_a_name_says_unit_form_target_and_day() -> None:
    assert (
        file_name("一支部", "党员点评表", "张三", DAY, "docx")
        == "一支部_党员点评表_张三_20110112.docx"
    )


def test_without_a_day_or_a_unit_nothing_is_left_open() -> None:
    assert file_name("", "党员点评表", "空白表", None) == "党员点评表_空白表"
    assert file_name("", "", "", None, "pdf") == "未命名.pdf"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('a:b?c*d|e<f>g"h/i\\j', "abcdefghij"),
        ("张　三 丰\t", "张三丰"),
        ("阿卜杜·热合曼", "阿卜杜·热合曼"),
        ("三部...", "三部"),
        ("a\u202eb\u200bc", "abc"),
        ("..", "未命名"),
        ("CON", "未命名_CON"),
        ("nul", "未命名_nul"),
        ("lpt1.txt", "未命名_lpt1.txt"),
        ("连接CON", "连接CON"),
        ("𠮷", "𠮷"),
    ],
)
def test_what_a_disk_refuses_is_left_out(written: str, kept: str) -> None:
    assert file_name("", "", written, None) == kept


def test_a_long_name_keeps_its_day() -> None:
    name = file_name("很长的单位名称" * 20, "登记表", "张三", DAY, "docx")
    assert name.endswith("_登记表_张三_20110112.docx")
    assert len(name) == LONGEST


def test_names_in_a_folder_are_unique_without_capitals_and_composition() -> None:
    names = UniqueNames()
    taken = [names.take(name, "docx") for name in ("a_b", "a_b", "A_B", "é", "e\u0301")]
    assert taken == ["a_b.docx", "a_b_2.docx", "A_B_3.docx", "é.docx", "e\u0301_2.docx"]


def test_a_number_fits_behind_the_longest_name() -> None:
    names = UniqueNames()
    name = file_name("单" * 100, "表", "张三", DAY)
    taken = {names.take(name, "docx") for _ in range(1200)}
    assert len(taken) == 1200
    assert max(map(len, taken)) <= LONGEST


@given(st.text(), st.text(), st.text(), st.dates())
def test_every_name_is_allowed_everywhere(unit: str, title: str, target: str, day: date) -> None:
    name = file_name(unit, title, target, day, "docx")
    assert not set(name) & FORBIDDEN
    assert not any(unicodedata.category(character) == "Cc" for character in name)
    assert name.endswith(f"{day.year:04}{day:%m%d}.docx")
    assert len(name) <= LONGEST
    assert len(name.encode(errors="surrogatepass")) <= LONGEST_BYTES
    assert name.partition(".")[0].upper() not in ("CON", "NUL", "LPT1")
