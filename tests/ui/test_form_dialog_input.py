"""Whatever is typed or pasted into any cell of any form is taken exactly, or told beside it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from app.domain.form import FieldKind, FormSpec
from app.domain.ids import TaskId
from app.export.word_form import WordTemplate
from app.intake.word_forms import read_back
from app.paper.overflow import fit
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.side_panel import SidePanel
from app.ui.paper_form.text_cell import LongCell, TextCell
from tests.paper.fillings import made, official
from tests.ui.hands import compose, paste
from tests.ui.made_form import MadeSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Opener = Callable[[MadeSource], FormDialog]

FORMS = {"made": made(), **official()}
ID = TaskId("一")
PIECES = (
    "认真学习，2010年共12次；",
    "𠮷野𰻝㛃𪚥",
    "👨‍👩‍👧😀🇨🇳",
    "\u200f右至左\u202eabc\u202c",
    "e\u0301a\u0308",
    "\u00a0硬空格\u3000全角　",
    "<b>&amp;</b>",
    "“引号”‘单’——……",
    "a\tb",
    "{{x}} %s \\n",
    "2011年2月30日",
    "第一段\n第二段\n\n第四段",
)
BAD = "前\x00中\x07\x1b后\ufffe"
TABLE = "<table><tr><td>甲</td><td style='font-size:60px'><b>乙</b></td></tr></table>"


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> tuple[FormSpec, bytes]:
    return FORMS[request.param]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[MadeSource], FormDialog]]:
    """Open dialogs and hold them until the end of the test, as a window would."""
    held: list[FormDialog] = []

    def open_form(source: MadeSource) -> FormDialog:
        dialog = FormDialog(source, (ID,), ID)
        held.append(dialog)
        qtbot.addWidget(dialog, before_close_func=forget_changes)
        dialog.show()
        return dialog

    yield open_form
    held.clear()


def forget_changes(dialog: FormDialog) -> None:
    dialog._dirty = False


def text_cells(dialog: FormDialog) -> dict[str, TextCell]:
    return {k: e for k, e in dialog.sheet.editors.items() if isinstance(e, TextCell)}


def one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ").strip()


def nasty(chance: random.Random, *, lines: bool) -> str:
    text = "甲" + "".join(chance.choices(PIECES, k=chance.randint(1, 6))) + "乙"
    return text if lines else one_line(text)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_typed_survives_saving_opening_word_and_reading_back(
    opened: Opener, form: tuple[FormSpec, bytes], seed: int
) -> None:
    spec, word = form
    source, chance = MadeSource(spec=spec), random.Random(seed)
    dialog = opened(source)
    wanted = {}
    for key, editor in text_cells(dialog).items():
        if key == "review.date":
            continue
        wanted[key] = nasty(chance, lines=isinstance(editor, LongCell))
        editor.setFocus()
        (paste if chance.random() < 0.5 else compose)(editor, wanted[key])
    shown = dialog.sheet.values()
    assert {key: shown[key] for key in wanted} == wanted
    assert dialog.save()
    again = opened(source)
    kept = again.sheet.values()
    assert {key: kept[key] for key in wanted} == wanted
    fitted = fit(spec, kept)
    filled = WordTemplate(word, spec).fill(fitted.values, fitted.annexes)
    read = read_back(filled, [spec])[0].values
    assert {key: read.get(key) for key in wanted} == wanted


def test_five_thousand_characters_in_every_cell(
    opened: Opener, form: tuple[FormSpec, bytes]
) -> None:
    spec, word = form
    source = MadeSource(spec=spec)
    dialog = opened(source)
    long = "有些话说得不够实在，2010年只下乡12次。" * 230
    wanted: dict[str, str] = {}
    for key, editor in text_cells(dialog).items():
        if key != "review.date" and (isinstance(editor, LongCell) or not wanted):
            wanted[key] = long
            paste(editor, long)
    assert dialog.save()
    assert {key: dialog.sheet.values()[key] for key in wanted} == wanted
    fitted = fit(spec, dialog.sheet.values())
    filled = WordTemplate(word, spec).fill(fitted.values, fitted.annexes)
    read = read_back(filled, [spec])[0].values
    assert {key: read[key] for key in wanted} == wanted


def test_what_cannot_be_written_is_left_out_and_told(
    opened: Opener, form: tuple[FormSpec, bytes]
) -> None:
    dialog = opened(MadeSource(spec=form[0]))
    for key, editor in text_cells(dialog).items():
        paste(editor, BAD)
        assert dialog.sheet.values()[key] == "前中后"
        assert "看不见的控制字符" in editor.fault()
        assert "看不见的控制字符" in dialog._status.text()


def test_a_pasted_table_becomes_its_text(opened: Opener, form: tuple[FormSpec, bytes]) -> None:
    dialog = opened(MadeSource(spec=form[0]))
    for key, editor in text_cells(dialog).items():
        paste(editor, "甲\t乙\r\n丙\t丁", TABLE)
        lines = isinstance(editor, LongCell)
        assert dialog.sheet.values()[key] == ("甲\t乙\n丙\t丁" if lines else "甲 乙 丙 丁")
        assert "<table" not in editor.toHtml()
        sizes = {editor.font().pixelSize()}
        assert {QFont(editor.currentFont()).pixelSize()} == sizes


@pytest.mark.parametrize("text", ["2011年2月30日", "2011年1月"])
def test_an_impossible_day_is_told_and_stays_as_typed(
    opened: Opener, form: tuple[FormSpec, bytes], text: str
) -> None:
    spec, _ = form
    source = MadeSource(spec=spec)
    dialog = opened(source)
    days = [f.key for f in spec.fields if f.kind is FieldKind.DATE]
    for key in days:
        editor = text_cells(dialog)[key]
        paste(editor, text)
        editor.leave()
        assert editor.value() == text
        assert editor.fault() or (text == "2011年1月" and key != "review.date")
    if "review.date" in days:
        assert not dialog.save()
        assert not source.kept
        dialog.keep_draft()
        assert source.drafts.kept[ID].day == text, "the draft keeps it as typed"


def test_what_was_taken_back_in_a_cell_comes_again_with_the_menus_key(opened: Opener) -> None:
    dialog = opened(MadeSource(spec=made()[0]))
    editor = next(e for e in text_cells(dialog).values() if isinstance(e, LongCell))
    editor.setFocus()
    paste(editor, "写了的字")
    press(editor, Qt.Key.Key_Z)
    assert editor.value() == ""
    press(editor, Qt.Key.Key_Y)
    assert editor.value() == "写了的字"


def press(editor: TextCell, key: Qt.Key) -> None:
    QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)


def test_every_side_tab_can_be_reached_where_letters_are_large(opened: Opener) -> None:
    panel = opened(MadeSource(spec=made()[0])).findChild(SidePanel)
    assert isinstance(panel, SidePanel)
    panel.resize(panel.minimumWidth(), 300)
    font = panel.font()
    font.setPointSize(font.pointSize() * 2)
    panel.setFont(font)
    assert panel.tabBar().usesScrollButtons()
