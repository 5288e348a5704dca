"""What does not fit goes on an 附页, is reported, and is never lost.

R1: cell and 附页 give the text back to the letter, whatever was typed.
R2: a form stays on its page as long as what runs over may go on an 附页.
R3: every overflow is reported; what may not go on an 附页 makes the form longer.
R4: neither words nor numbers nor pairs of code units are torn; cuts prefer the end of a sentence.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.form import CONTINUED, FormSpec, joined_with_annex
from app.export.word_form import WordTemplate
from app.intake.word_forms import read_back
from app.paper.layout import lay_out
from app.paper.overflow import Fit, fit
from app.paper.press import Press
from tests.paper.fillings import filled, made, official, printed_lines, text_of_lines

ORG, ORG_WORD = official()["qingdao-2010 org-review"]
SUMMARY, PROBLEMS = "target.summary", "review.problems"
TEXTS = st.text(st.sampled_from("学习贯彻党员，。、；“”（）—…①2010ABc %.𠮷\n\t👍é"), max_size=40)


@pytest.fixture(scope="module", autouse=True)
def press() -> Press:
    return Press()


def whole(fitted: Fit, key: str) -> str:
    rest = {annex.key: annex.text for annex in fitted.annexes}
    kept = fitted.values[key]
    return joined_with_annex(kept, rest[key]) if key in rest else kept


@settings(max_examples=60)
@given(TEXTS, st.integers(1, 60))
def test_cell_and_annex_give_the_text_back(text: str, times: int) -> None:
    values = {SUMMARY: text * times, PROBLEMS: text}
    fitted = fit(ORG, values)
    assert {key: whole(fitted, key) for key in values} == values


@settings(max_examples=40)
@given(TEXTS, st.integers(20, 80))
def test_a_form_stays_on_its_page(text: str, times: int) -> None:
    fitted = fit(ORG, {SUMMARY: text * times})
    assert lay_out(ORG, fitted.values).form_pages == 1
    if fitted.annexes:
        assert fitted.overflowing == (SUMMARY,)
        assert fitted.values[SUMMARY].endswith(CONTINUED)


def test_a_full_form_is_left_alone() -> None:
    values = filled(ORG, "full")
    assert fit(ORG, values) == Fit(values)


def test_one_line_more_than_printed_grows_while_the_page_holds_it() -> None:
    count = printed_lines(ORG, SUMMARY) + 1
    values = {SUMMARY: text_of_lines(ORG, SUMMARY, count)}
    assert fit(ORG, values) == Fit(values)


def test_what_may_not_go_on_an_annex_is_reported_and_makes_the_form_longer() -> None:
    fitted = fit(ORG, filled(ORG, "flowing on"))
    assert fitted.overflowing == ("review.suggestions",)
    assert fitted.annexes == ()
    assert fitted.pages == 2


def test_two_fields_that_run_over_are_both_reported() -> None:
    values = {key: text_of_lines(ORG, key, 30) for key in (SUMMARY, PROBLEMS)}
    fitted = fit(ORG, values)
    assert fitted.overflowing == (SUMMARY, PROBLEMS)
    assert [annex.key for annex in fitted.annexes] == [SUMMARY]
    assert {key: whole(fitted, key) for key in values} == values


def test_the_cut_stands_behind_a_sentence() -> None:
    text = "认真学习贯彻上级精神，落实公开承诺事项。" * 60
    cell = fit(ORG, {SUMMARY: text}).values[SUMMARY]
    assert cell.endswith("。" + CONTINUED)


def test_the_cut_tears_no_word() -> None:
    text = "ISO9001 certification 2010 " * 120
    fitted = fit(ORG, {SUMMARY: text})
    kept = fitted.values[SUMMARY].removesuffix(CONTINUED)
    assert kept.endswith(" ")
    assert not fitted.annexes[0].text.startswith(" ")


def test_the_annex_does_not_open_with_an_empty_line() -> None:
    fitted = fit(ORG, {SUMMARY: "走访企业，件件有回音。\n" * 60})
    assert fitted.values[SUMMARY].endswith(("。" + CONTINUED, "\n" + CONTINUED))
    assert not fitted.annexes[0].text.startswith("\n")


def test_a_cell_that_cannot_grow_sends_its_rest_to_the_annex_or_reports_it() -> None:
    drawing = "甲 | [a] | 900\n乙 | [b] | 900"
    spec, _ = made(drawing, (2000, 6000))
    rows = tuple(replace(row, exact=True) for row in spec.rows)
    fields = tuple(replace(field, annex=field.key == "a") for field in spec.fields)
    exact: FormSpec = replace(spec, rows=rows, fields=fields)
    values = {"a": "走访企业。" * 40, "b": "走访企业。" * 40}
    fitted = fit(exact, values)
    assert fitted.overflowing == ("a", "b")
    assert [annex.key for annex in fitted.annexes] == ["a"]
    assert whole(fitted, "a") == values["a"]


@pytest.mark.parametrize("filling", ["full", "overflowing", "flowing on"])
def test_word_gives_the_whole_text_back(filling: str) -> None:
    values = filled(ORG, filling)
    fitted = fit(ORG, values)
    word = WordTemplate(ORG_WORD, ORG).fill(fitted.values, fitted.annexes)
    (form,) = read_back(word, [ORG])
    assert dict(form.values) == values
