"""Copies of one form are read without parsing, and say just what careful reading says."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.form import CONTINUED
from app.intake.form_stencil import outline
from app.intake.word_forms import FormReading
from app.intake.zip_peek import content, directory
from tests.intake.forms_corpus import surgery
from tests.intake.forms_corpus.case import filled, loaded, template
from tests.word_builder import edited, unzipped, zipped

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from app.domain.form import FormSpec

FORM = ("qingdao-2010", "org-review")
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
TEXTS = st.lists(LINES, max_size=4).map("\n".join)


def specs() -> list[FormSpec]:
    return [spec for spec, _ in loaded(FORM[0]).forms]


def reading() -> FormReading:
    """Return one that has read a copy of the form before."""
    known = FormReading(specs())
    known.read(filled(*FORM)[0])
    return known


KNOWN = reading()


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(template(*FORM).spec.field_by_key, TEXTS)))
def test_a_stencil_says_what_careful_reading_says(values: dict[str, str]) -> None:
    word = template(*FORM).fill(values)
    assert KNOWN.read(word) == FormReading(specs()).read(word)


def test_a_copy_is_read_without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    known = reading()
    monkeypatch.setattr("app.intake.word_forms.open_word", None)
    word, values = filled(*FORM, "又")
    assert known.read(word)[0].values == values


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("主要成绩", "主要问题"),
        ("三楼会议室", "三楼<w:tab/>会议室"),
        ("三楼会议室</w:t></w:r>", '三楼</w:t></w:r><w:ins w:id="1"><w:r><w:t>厅</w:t></w:r></w:ins>'),  # noqa: E501
        ("三楼会议室", "三楼<![CDATA[会议室]]>"),
        ("三楼会议室", "三楼&#20250;议室"),
        ("三楼会议室", "三楼" + CONTINUED),
        ("</w:tbl>", "</w:tbl><w:p><w:r><w:t>后记</w:t></w:r></w:p>"),
    ],
)  # fmt: skip
def test_a_file_that_differs_elsewhere_is_read_with_care(old: str, new: str) -> None:
    word = edited(filled(*FORM)[0], old, new)
    assert KNOWN.read(word) == FormReading(specs()).read(word)


def test_text_in_other_parts_is_told_of_a_copy_too() -> None:
    files = unzipped(filled(*FORM)[0])
    comment = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:comment><w:p><w:r><w:t>请改</w:t></w:r></w:p></w:comment></w:comments>"
    )
    (form,) = KNOWN.read(zipped({**files, "word/comments.xml": comment}))
    (warning,) = form.warnings
    assert warning.code == "form.unread"
    assert "批注" in warning.message
    assert "请改" in warning.message


def test_marks_that_changed_places_are_no_copy() -> None:
    def change(body: Element) -> None:
        one, other = (surgery.value_cell(body, k) for k in ("review.place", "review.date"))
        first, second = surgery.text_of(one), surgery.text_of(other)
        surgery.say(one, second)
        surgery.say(other, first)

    word = surgery.cut(filled(*FORM)[0], change)
    assert KNOWN.read(word) == FormReading(specs()).read(word)


def test_the_quick_look_into_an_archive_agrees_with_the_library() -> None:
    word, _ = filled(*FORM)
    entries = directory(word)
    assert entries is not None
    with zipfile.ZipFile(BytesIO(word)) as archive:
        assert {name.decode() for name in entries} == set(archive.namelist())
        for name, entry in entries.items():
            assert content(word, entry, 1 << 20) == archive.read(name.decode())
            assert content(word, entry, entry.size - 1) is None


@given(st.data())
def test_a_damaged_copy_is_never_read_quietly(data: st.DataObject) -> None:
    word = bytearray(filled(*FORM)[0])
    place = data.draw(st.integers(0, len(word) - 1))
    word[place] ^= data.draw(st.integers(1, 255))
    cut = outline(bytes(word))
    if cut is not None:
        assert cut == outline(filled(*FORM)[0])
