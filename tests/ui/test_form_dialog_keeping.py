"""The form dialog: drafts, ways back, reasons, locks, reviewers and the side panel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QMessageBox

from app.domain.ids import TaskId
from app.ops.reviews import EarlierForm, EarlierText
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.person_cell import PersonCell
from app.ui.paper_form.phrase_model import PhraseModel
from app.ui.paper_form.reviewers_dialog import ReviewersDialog
from app.ui.paper_form.text_cell import TextCell
from tests.ui.hands import click, compose, press
from tests.ui.made_form import LI, PLAIN, WANG, MadeSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

IDS = (TaskId("一"), TaskId("二"), TaskId("三"))
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
EARLIER = EarlierForm(
    "2010年上半年",
    date(2010, 6, 30),
    "王建国，检验所党总支书记",
    (EarlierText("x.bad", "短处", "学习不够。\n下乡不勤。"),),
)


@pytest.fixture
def source() -> MadeSource:
    return MadeSource()


@pytest.fixture
def opened(qtbot: QtBot, source: MadeSource) -> Iterator[Callable[[TaskId], FormDialog]]:
    """Open dialogs and hold them until the end of the test, as a window would."""
    held: list[FormDialog] = []

    def open_form(task_id: TaskId) -> FormDialog:
        made = FormDialog(source, IDS, task_id)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(made, before_close_func=forget_changes)
        made.show()
        made.activateWindow()
        qtbot.waitExposed(made)
        held.append(made)
        return made

    yield open_form
    held.clear()


@pytest.fixture
def dialog(opened: Callable[[TaskId], FormDialog]) -> FormDialog:
    return opened(IDS[0])


def forget_changes(dialog: FormDialog) -> None:
    dialog._dirty = False


def cell(dialog: FormDialog, key: str) -> TextCell:
    found = dialog.sheet.editors[key]
    assert isinstance(found, TextCell)
    return found


def write(dialog: FormDialog, key: str, text: str) -> None:
    cell(dialog, key).setFocus()
    cell(dialog, key).selectAll()
    compose(cell(dialog, key), text)
    QApplication.processEvents()


def say(text: str, agree: str = "确定") -> None:
    """Answer the question for a reason or a text that comes up next."""

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QInputDialog)
        if text:
            asked.setTextValue(text)
        press_or_close(asked, agree)

    QTimer.singleShot(0, answer)


def choose(text: str) -> None:
    """Press a button of the question that comes up next."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        press_or_close(box, text)

    QTimer.singleShot(0, answer)


def press_or_close(asked: QDialog, text: str) -> None:
    """Press a button; a question without it must not wait for ever."""
    try:
        click(asked, text)
    finally:
        if asked.isVisible():
            asked.reject()


# ---- drafts ----------------------------------------------------------------------------------


def test_what_is_typed_is_kept_after_some_seconds_and_offered_again(
    dialog: FormDialog, source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    assert dialog._autosave.interval() == 5000
    assert not dialog._autosave.isActive()
    write(dialog, "review.date", "2011年1月")
    write(dialog, "x.good", "写到一半")
    assert dialog._autosave.isActive()
    dialog._autosave.timeout.emit()
    assert not dialog._autosave.isActive()
    kept = source.drafts.kept["一"]
    assert (kept.values["x.good"], kept.day) == ("写到一半", "2011年1月")
    forget_changes(dialog)
    dialog.close()  # as a crash would: nothing was asked
    again = opened(IDS[0])
    assert again.sheet.values()["x.good"] == "写到一半"
    assert again.sheet.values()["review.date"] == "2011年1月"
    assert again.is_dirty
    assert "已恢复 01-25 10:30" in again._draft_bar.text
    assert again._draft_bar.isVisible()


def test_saving_and_not_wanting_it_drop_the_draft(dialog: FormDialog, source: MadeSource) -> None:
    write(dialog, "x.good", "一")
    dialog.keep_draft()
    assert dialog.save()
    assert not source.drafts.kept
    assert not dialog._autosave.isActive()
    write(dialog, "x.good", "二")
    dialog.keep_draft()
    choose("不保存")
    press(dialog, Qt.Key.Key_Escape)
    assert not source.drafts.kept
    assert not dialog._autosave.isActive()


def test_what_was_offered_again_can_be_dropped(
    source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    review = source.open(IDS[0]).review
    source.drafts.keep(review, {"x.good": "写到一半"}, "")
    dialog = opened(IDS[0])
    choose("取消")
    click(dialog._draft_bar, "放弃")
    assert dialog.sheet.values()["x.good"] == "写到一半"
    choose("放弃")
    click(dialog._draft_bar, "放弃")
    assert dialog.sheet.values()["x.good"] == ""
    assert not dialog.is_dirty
    assert not dialog._draft_bar.isVisible()
    assert not source.drafts.kept


def test_reviewers_chosen_are_part_of_the_draft(
    dialog: FormDialog, source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    dialog._take_reviewers([source.candidate(PLAIN)], "")
    dialog.keep_draft()
    forget_changes(dialog)
    again = opened(IDS[0])
    assert again._filling.persons == (PLAIN,)


# ---- ways back -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_PageDown, CONTROL), (Qt.Key.Key_Right, ALT)]
)
def test_keys_go_to_the_next_form_and_back(
    dialog: FormDialog, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    back = {Qt.Key.Key_PageDown: Qt.Key.Key_PageUp, Qt.Key.Key_Right: Qt.Key.Key_Left}[key]
    press(cell(dialog, "x.good"), key, modifier)
    assert dialog.windowTitle().startswith("对象二")
    assert dialog._position.text() == "2/3"
    press(cell(dialog, "x.good"), back, modifier)
    assert dialog.windowTitle().startswith("对象一")
    assert not dialog._buttons["previous"].isEnabled()


@pytest.mark.parametrize(
    ("answer", "moved", "kept"), [("取消", False, ""), ("不保存", True, ""), ("保存", True, "很好")]
)
def test_going_on_asks_about_what_was_typed(
    dialog: FormDialog, source: MadeSource, answer: str, moved: bool, kept: str
) -> None:
    write(dialog, "x.good", "很好")
    choose(answer)
    click(dialog, "下一个")
    assert dialog.windowTitle().startswith("对象二" if moved else "对象一")
    assert (source.kept["一"].typed["x.good"] if source.kept else "") == kept


def test_going_through_forms_without_typing_keeps_nothing(
    dialog: FormDialog, source: MadeSource
) -> None:
    dialog.save_and_next()
    dialog.save_and_next()
    assert dialog.windowTitle().startswith("对象三")
    assert not source.kept


# ---- reasons and locks -----------------------------------------------------------------------


def test_changing_what_was_finished_earlier_asks_why_once(
    source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    source.asks_reason = True
    dialog = opened(IDS[0])
    write(dialog, "x.good", "很好")
    say("", "取消")
    assert not dialog.save()
    assert dialog.is_dirty
    assert not source.said
    say("补写一条")
    assert dialog.save()
    write(dialog, "x.good", "更好")
    assert dialog.save()
    assert [reason for reason, _ in source.said] == ["补写一条", ""]


def test_a_locked_form_can_be_read_and_not_changed(
    source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    review = source.open(IDS[0]).review
    source.kept["一"] = replace(review, locked="已上报 2011-01-25")
    dialog = opened(IDS[0])
    for key in ("x.good", "x.name", "review.date", "x.count", "reviewer.identity"):
        cell(dialog, key).setFocus()
        compose(cell(dialog, key), "改")
        press(cell(dialog, key), Qt.Key.Key_F4)
    assert not any(text for key, text in dialog.sheet.values().items() if key != "x.choice")
    assert not dialog.sheet.editors["x.choice"].isEnabled()
    assert not dialog.is_dirty
    assert "已上报 2011-01-25" in dialog._lock_bar.text
    say("写错了")
    click(dialog._lock_bar, "解锁")
    assert source.said == [("写错了", None)]
    assert not dialog._lock_bar.isVisible()
    write(dialog, "x.good", "可以写了")
    assert dialog.save()


def test_a_complete_form_can_be_made_final(dialog: FormDialog, source: MadeSource) -> None:
    assert not dialog._buttons["lock"].isEnabled()
    for key, text in (
        ("review.date", "2011年1月12日"),
        ("x.good", "很好"),
        ("reviewer.identity", "王建国，检验所党总支书记"),
    ):
        write(dialog, key, text)
    click(dialog, "定稿")
    assert source.kept["一"].locked == "定稿 2011-01-25"
    assert dialog.sheet.is_read_only()
    assert dialog._lock_bar.isVisible()


# ---- reviewers -------------------------------------------------------------------------------


def test_a_known_name_makes_him_the_reviewer(dialog: FormDialog, source: MadeSource) -> None:
    write(dialog, "reviewer.identity", "李卫东，局党组书记；王建国")
    assert dialog.save()
    assert source.kept["一"].reviewers == (LI, WANG)


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


def test_free_text_is_kept_and_said_not_to_count(dialog: FormDialog, source: MadeSource) -> None:
    write(dialog, "reviewer.identity", "孙某，督导组组长")
    assert "“孙某，督导组组长”不在名单里" in dialog._status.text()
    assert dialog.save()
    assert source.kept["一"].reviewers == ()
    assert source.kept["一"].typed["reviewer.identity"] == "孙某，督导组组长"


def test_another_than_planned_wants_a_reason(
    source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    source.planned = (WANG,)
    dialog = opened(IDS[0])
    write(dialog, "reviewer.identity", "李卫东")
    say("", "取消")
    assert not dialog.save()
    assert not source.kept
    say("王建国同志出差")
    assert dialog.save()
    _, chosen = source.said[-1]
    assert chosen is not None
    assert (chosen.persons, chosen.reason) == ((LI,), "王建国同志出差")


def chooser(dialog: FormDialog) -> ReviewersDialog:
    press(cell(dialog, "reviewer.identity"), Qt.Key.Key_F4)
    found = dialog.findChild(ReviewersDialog)
    assert found is not None
    return found


def test_the_chooser_takes_several_and_people_from_outside(
    dialog: FormDialog, source: MadeSource, qtbot: QtBot
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
    assert source.kept["一"].reviewers == (PLAIN, "孙某")


def test_the_chooser_asks_the_reason_itself(
    source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    source.planned = (WANG,)
    dialog = opened(IDS[0])
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
    assert source.kept["一"].reviewers == (LI,)
    assert source.said[-1][1] is not None


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
    dialog: FormDialog, source: MadeSource
) -> None:
    QAbstractItemModelTester(dialog._side.phrases._model)
    write(dialog, "x.bad", "学习不够。下乡不勤。")
    cursor = cell(dialog, "x.bad").textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    cell(dialog, "x.bad").setTextCursor(cursor)
    press(cell(dialog, "x.bad"), Qt.Key.Key_D, CONTROL)
    assert [(p.label, p.text) for p in source.phrases.kept] == [("短处", "学习不够。")]
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


def test_phrases_can_be_changed_and_deleted(dialog: FormDialog, source: MadeSource) -> None:
    panel = dialog._side.phrases
    panel.add("", "再接再厉。")
    say("再接再厉，再创佳绩。")
    click(panel, "修改")
    assert source.phrases.kept[0].text == "再接再厉，再创佳绩。"
    choose("取消")
    press(panel._list, Qt.Key.Key_Delete)
    assert source.phrases.kept
    choose("删除")
    press(panel._list, Qt.Key.Key_Delete)
    assert not source.phrases.kept
    assert isinstance(panel._model, PhraseModel)
    assert panel._model.rowCount() == 0


def test_the_last_texts_stand_beside_and_can_be_taken_over(
    source: MadeSource, opened: Callable[[TaskId], FormDialog]
) -> None:
    source.earlier = EARLIER
    dialog = opened(IDS[0])
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
