"""The form dialog: dates, numbers, choices and people in their cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from app.ui.calendar import CalendarPopup
from app.ui.paper_form.choice_cell import ChoiceCell
from app.ui.paper_form.date_cell import DateCell
from app.ui.paper_form.person_cell import PersonCell
from tests.ui.form_hands import IDS, cell, write
from tests.ui.hands import paste, press

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from app.domain.ids import TaskId
    from app.ui.paper_form.form_dialog import FormDialog
    from tests.ui.made_form import MadeSource


@pytest.fixture
def dialog(open_form: Callable[[TaskId], FormDialog]) -> FormDialog:
    return open_form(IDS[0])


# ---- dates, numbers, choices, persons ----------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written"),
    [("2011.1.12", "2011年1月12日"), ("２０１１－０１－１２", "2011年1月12日")],
)
def test_a_day_is_written_out(dialog: FormDialog, typed: str, written: str) -> None:
    write(dialog, "review.date", typed)
    press(cell(dialog, "review.date"), Qt.Key.Key_Return)
    assert dialog.sheet.values()["review.date"] == written
    assert dialog.sheet.day() == date(2011, 1, 12)


def test_a_partial_date_is_kept_partial_where_that_is_allowed(dialog: FormDialog) -> None:
    write(dialog, "member.birth", "1975.06")
    press(cell(dialog, "member.birth"), Qt.Key.Key_Tab)
    assert dialog.sheet.values()["member.birth"] == "1975年6月"


def test_an_impossible_day_is_refused_in_words_and_kept_as_typed(
    dialog: FormDialog, form_source: MadeSource
) -> None:
    write(dialog, "review.date", "2011年2月30日")
    assert not dialog.save()
    assert "不是有效的日期" in dialog._status.text()
    assert dialog.sheet.values()["review.date"] == "2011年2月30日"
    assert dialog.focusWidget() is dialog.sheet.editors["review.date"]
    assert not form_source.kept


def test_an_ambiguous_birth_month_is_told_and_can_be_saved_as_typed(
    dialog: FormDialog, form_source: MadeSource
) -> None:
    write(dialog, "member.birth", "1975.1")
    press(cell(dialog, "member.birth"), Qt.Key.Key_Tab)
    assert "1975.01" in cell(dialog, "member.birth").fault()
    assert dialog.save()
    assert form_source.kept["一"].typed["member.birth"] == "1975.1"


def test_the_calendar_writes_the_day(dialog: FormDialog, qtbot: QtBot) -> None:
    editor = dialog.sheet.editors["review.date"]
    assert isinstance(editor, DateCell)
    write(dialog, "review.date", "2011年1月12日")
    press(editor, Qt.Key.Key_F4)
    popup = editor.findChild(CalendarPopup)
    assert popup is not None
    popup._calendar.activated.emit(popup._calendar.selectedDate().addDays(1))
    assert editor.value() == "2011年1月13日"
    assert dialog.is_dirty


def test_what_is_no_number_is_told(dialog: FormDialog) -> None:
    write(dialog, "x.count", "四十二")
    press(cell(dialog, "x.count"), Qt.Key.Key_Tab)
    assert "不是整数" in cell(dialog, "x.count").fault()
    assert dialog.sheet.values()["x.count"] == "四十二"


def test_a_choice_keeps_a_foreign_value_and_ignores_the_wheel(dialog: FormDialog) -> None:
    editor = dialog.sheet.editors["x.choice"]
    assert isinstance(editor, ChoiceCell)
    assert [editor.itemText(n) for n in range(editor.count())] == ["", "甲类", "乙类"]
    editor.set_value("丙类")
    assert dialog.sheet.values()["x.choice"] == "丙类"
    assert not dialog.is_dirty


def test_keys_that_turn_pages_leave_a_choice_alone(dialog: FormDialog) -> None:
    editor = dialog.sheet.editors["x.choice"]
    editor.set_value("甲类")
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        press(editor, key)
    assert editor.value() == "甲类"
    assert not dialog.is_dirty


def test_a_choice_takes_what_is_pasted_only_where_it_is_offered(dialog: FormDialog) -> None:
    editor = dialog.sheet.editors["x.choice"]
    paste(editor, " 乙类\n")
    assert editor.value() == "乙类"
    paste(editor, "丁类")
    assert editor.value() == "乙类"
    assert "“丁类”不在可选内容中" in dialog._status.text()
    paste(editor, "甲类")
    assert (editor.value(), editor.fault()) == ("甲类", "")


def test_names_are_offered_while_typing(dialog: FormDialog) -> None:
    editor = dialog.sheet.editors["reviewer.identity"]
    assert isinstance(editor, PersonCell)
    write(dialog, "reviewer.identity", "李")
    popup = editor._ready_completer().popup()
    assert popup.isVisible()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert editor.value() == "李卫东，局党组书记"
    assert not popup.isVisible()
