"""Whether promises are reviewed one by one is said form by form, and read strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.specs.scheme_reader import read_scheme
from app.specs.scheme_writer import scheme_text
from tests.specs.test_assessment_rules import read
from tests.specs.test_scheme_reader import SMALL

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = 'items = "member"\n\n[[tables]]'


def saying(value: str) -> str:
    assert ITEMS in SMALL
    return SMALL.replace(ITEMS, f"each_commitment = {value}\n{ITEMS}")


def test_without_a_word_promises_are_not_reviewed_one_by_one(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL) == []
    assert [form.each_commitment for form in read_scheme(tmp_path).forms] == [False]


def test_a_form_can_ask_for_it_and_the_scheme_is_written_with_it(tmp_path: Path) -> None:
    assert read(tmp_path, saying("true")) == []
    scheme = read_scheme(tmp_path)
    assert [form.each_commitment for form in scheme.forms] == [True]
    (tmp_path / "scheme.toml").write_text(scheme_text(scheme), encoding="utf-8")
    assert read_scheme(tmp_path) == scheme


def test_nothing_but_yes_or_no_is_taken(tmp_path: Path) -> None:
    (found,) = read(tmp_path, saying('"yes"'))
    assert found[1] == "forms[1].each_commitment"
