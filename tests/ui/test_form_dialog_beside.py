"""The form dialog: who reviews, and what stands beside the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog

from app.ops.reviews import EarlierForm, EarlierText
from app.ui.paper_form.person_cell import PersonCell
from app.ui.paper_form.phrase_model import PhraseModel
from app.ui.paper_form.reviewers_dialog import ReviewersDialog
from tests.ui.form_hands import IDS, cell, choose, say, write
from tests.ui.hands import click, press
from tests.ui.made_form import LI, PLAIN, WANG

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from app.domain.ids import TaskId
    from app.ui.paper_form.form_dialog import FormDialog
    from tests.ui.made_form import MadeSource

CONTROL = Qt.KeyboardModifier.ControlModifier
EARLIER = EarlierForm(
    "2010年上半年",
    date(2010, 6, 30),
    "王建国，检验所党总支书记",
    (EarlierText("x.bad", "短处", "学习不够。\n下乡不勤。"),),
)


@pytest.fixture
def dialog(open_form: Callable[[TaskId], FormDialog]) -> FormDialog:
    return open_form(IDS[0])


# ---- reviewers -------------------------------------------------------------------------------


def test_a_known_name_makes_him_the_reviewer(dialog: FormDialog, form_source: MadeSource) -> None:
    write(dialog, "reviewer.identity", "李卫东，局党组书记；王建国")
    assert dialog.save()
    assert form_source.kept["一"].reviewers == (LI, WANG)


def test_a_list_completes_the_last_of_several(dialog: FormDialog) -> None:
    editor = dialog.sheet.editors["reviewer.identity"]
    assert isinstance(editor, PersonCell)
    write(dialog, "reviewer.identity", "王建国；李")
    popup = editor._ready_completer().popup()
    assert popup.isVisible()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert editor.value() == "王建国；李卫东，局党组书记"
    assert dialog._filling.persons == (WANG, LI)


def test_a_form_without_a_cell_for_reviewers_keeps_them(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    spec = form_source.spec
    form_source.planned = (WANG,)
    form_source.spec = replace(
        spec,
        cells=tuple(each for each in spec.cells if each.field != "reviewer.identity"),
        fields=tuple(each for each in spec.fields if each.key != "reviewer.identity"),
    )
    dialog = open_form(IDS[0])
    write(dialog, "x.good", "很好")
    assert dialog.save()
    assert form_source.kept["一"].reviewers == (WANG,)


def test_free_text_is_kept_and_said_not_to_count(
    dialog: FormDialog, form_source: MadeSource
) -> None:
    write(dialog, "reviewer.identity", "孙某，督导组组长")
    assert "“孙某，督导组组长”不在名单里" in dialog._status.text()
    assert dialog.save()
    assert form_source.kept["一"].reviewers == ()
    assert form_source.kept["一"].typed["reviewer.identity"] == "孙某，督导组组长"


def test_another_than_planned_wants_a_reason(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    form_source.planned = (WANG,)
    dialog = open_form(IDS[0])
    write(dialog, "reviewer.identity", "李卫东")
    say("", "取消")
    assert not dialog.save()
    assert not form_source.kept
    say("王建国同志出差")
    assert dialog.save()
    _, chosen = form_source.said[-1]
    assert chosen is not None
    assert (chosen.persons, chosen.reason) == ((LI,), "王建国同志出差")


def chooser(dialog: FormDialog) -> ReviewersDialog:
    press(cell(dialog, "reviewer.identity"), Qt.Key.Key_F4)
    found = dialog.findChild(ReviewersDialog)
    assert found is not None
    return found


def test_the_chooser_takes_several_and_people_from_outside(
    dialog: FormDialog, form_source: MadeSource, qtbot: QtBot
) -> None:
    asked = chooser(dialog)
    asked._picker.chosen.emit(PLAIN)
    asked._picker.outside_asked.emit("孙某")
    assert asked._name.text() == "孙某"
    asked._unit.setText("市委组织部")
    with qtbot.waitSignal(dialog.saved):
        click(asked, "录入")
    assert asked.persons() == [PLAIN, "孙某"]
    click(asked, "确定")
    assert dialog.sheet.values()["reviewer.identity"] == "赵小明，一支部科员；孙某，市委组织部"
    assert dialog.is_dirty
    assert dialog.save()
    assert form_source.kept["一"].reviewers == (PLAIN, "孙某")


def test_the_chooser_asks_the_reason_itself(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    form_source.planned = (WANG,)
    dialog = open_form(IDS[0])
    asked = chooser(dialog)
    assert not asked._reason.isVisible()
    asked._list.take_current()
    asked._picker.chosen.emit(LI)
    assert asked._reason.isVisible()
    assert "原定由王建国点评" in asked._planned.text()
    asked._reason.clear()
    click(asked, "确定")
    assert asked.isVisible()
    assert "原因" in asked._fault.text()
    asked._reason.setText("王建国同志出差")
    click(asked, "确定")
    assert dialog.save()
    assert form_source.kept["一"].reviewers == (LI,)
    assert form_source.said[-1][1] is not None


def test_the_chooser_does_not_lose_what_is_half_entered(dialog: FormDialog) -> None:
    asked = chooser(dialog)
    asked._picker.setText("没有这个人")
    click(asked, "确定")
    assert "没有找到“没有这个人”" in asked._fault.text()
    asked._picker.clear()
    asked._unit.setText("市委")
    click(asked, "确定")
    assert "没有填写姓名" in asked._fault.text()
    asked._name.setText("孙某")
    click(asked, "确定")
    assert asked.result() == QDialog.DialogCode.Accepted
    assert dialog._filling.persons == ("孙某",)


# ---- the side panel --------------------------------------------------------------------------


def test_phrases_are_kept_for_their_cell_and_put_where_the_cursor_stands(
    dialog: FormDialog, form_source: MadeSource
) -> None:
    QAbstractItemModelTester(dialog._side.phrases._model)
    write(dialog, "x.bad", "学习不够。下乡不勤。")
    cursor = cell(dialog, "x.bad").textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    cell(dialog, "x.bad").setTextCursor(cursor)
    press(cell(dialog, "x.bad"), Qt.Key.Key_D, CONTROL)
    assert [(p.label, p.text) for p in form_source.phrases.kept] == [("短处", "学习不够。")]
    cell(dialog, "x.good").setFocus()
    assert dialog._side.phrases._model.rowCount() == 0
    cell(dialog, "x.bad").setFocus()
    cell(dialog, "x.bad").moveCursor(cursor.MoveOperation.End)
    press(cell(dialog, "x.bad"), Qt.Key.Key_K, CONTROL)
    assert dialog.focusWidget() is dialog._side.phrases._list
    press(dialog._side.phrases._list, Qt.Key.Key_Return)
    assert cell(dialog, "x.bad").value() == "学习不够。下乡不勤。学习不够。"
    assert dialog.focusWidget() is cell(dialog, "x.bad")
    assert dialog.is_dirty


def test_phrases_can_be_changed_and_deleted(dialog: FormDialog, form_source: MadeSource) -> None:
    panel = dialog._side.phrases
    panel.add("", "再接再厉。")
    say("再接再厉，再创佳绩。")
    click(panel, "修改")
    assert form_source.phrases.kept[0].text == "再接再厉，再创佳绩。"
    choose("取消")
    press(panel._list, Qt.Key.Key_Delete)
    assert form_source.phrases.kept
    choose("删除")
    press(panel._list, Qt.Key.Key_Delete)
    assert not form_source.phrases.kept
    assert isinstance(panel._model, PhraseModel)
    assert panel._model.rowCount() == 0


def test_the_last_texts_stand_beside_and_can_be_taken_over(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    form_source.earlier = EARLIER
    dialog = open_form(IDS[0])
    cell(dialog, "x.bad").setFocus()
    click(dialog._side.earlier, "插入")
    assert dialog.sheet.values()["x.bad"] == "学习不够。\n下乡不勤。"


def test_the_annex_is_shown_as_it_prints(dialog: FormDialog) -> None:
    write(dialog, "x.good", "好话要一句一句说。\n" * 60)
    annexes = dialog.sheet.annexes()
    assert len(annexes) == 1
    heading, text = annexes[0]
    assert heading == "附页：长处"
    assert text in dialog._side.annexes._text.toPlainText()
    assert dialog._side.tabText(3) == "附页 •"
    editor = cell(dialog, "x.good")
    cell(dialog, "x.bad").setFocus()
    assert editor.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert not editor.viewport().autoFillBackground(), "the print below is seen"
    editor.setFocus()
    assert editor.viewport().autoFillBackground()


def test_a_cell_nearly_full_is_said_before_it_runs_over(dialog: FormDialog) -> None:
    write(dialog, "x.bad", "一行。")
    assert "行，再多" not in dialog._status.text()
    full = ""
    while "写满" not in dialog._status.text() and len(full) < 4000:
        full += "有些话说得不够实在。"
        write(dialog, "x.bad", full)
        assert len(dialog.sheet.flow.ends) == 1
    assert "短处已写满，再多表格会排到下一页" in dialog._status.text()


def test_characters_without_a_font_are_told(dialog: FormDialog) -> None:
    write(dialog, "x.good", "က")
    assert "打印出来会是方框" in dialog._status.text()


def test_the_side_panel_can_be_put_away(dialog: FormDialog) -> None:
    assert dialog._side.isVisible()
    press(dialog, Qt.Key.Key_F9)
    assert not dialog._side.isVisible()
    assert not dialog._buttons["side"].isChecked()
    click(dialog, "侧栏")
    assert dialog._side.isVisible()
