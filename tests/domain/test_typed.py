"""Texts as people type them: kept exactly, or refused in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors.fault import Refusal
from app.domain.typed import LINE_LENGTH, plain_name, typed_line, typed_name


def test_names_lose_blanks_between_chinese_characters_only() -> None:
    assert plain_name(" 张　三 ") == "张三"
    assert plain_name("𠮷　野") == "𠮷野"
    assert plain_name("阿卜杜•热合曼") == "阿卜杜·热合曼"
    assert plain_name("John  Smith") == "John Smith"


@given(st.text(max_size=600))
def test_a_line_is_kept_exactly_or_refused(text: str) -> None:
    line = text.strip()
    odd = any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in line)
    if odd or len(line) > LINE_LENGTH:
        with pytest.raises(Refusal) as refused:
            typed_line(text, "备注")
        assert refused.value.fault.place == "备注"
    else:
        assert typed_line(text, "备注") == line
        line.encode()


@pytest.mark.parametrize("text", ["", " ", "　\u2003"])
def test_a_name_is_wanted(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        typed_name(text, "姓名")
    assert refused.value.fault.code == "text.missing"
    assert refused.value.fault.message == "没有填写姓名。"
