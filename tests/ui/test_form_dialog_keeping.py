"""The form dialog: drafts, ways back, reasons and locks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from app.ui.paper_form.form_dialog import LOCKED
from tests.ui.form_hands import IDS, cell, choose, forget_changes, say, write
from tests.ui.hands import click, compose, press
from tests.ui.made_form import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import TaskId
    from app.ui.paper_form.form_dialog import FormDialog
    from tests.ui.made_form import MadeSource

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def dialog(open_form: Callable[[TaskId], FormDialog]) -> FormDialog:
    return open_form(IDS[0])


# ---- drafts ----------------------------------------------------------------------------------


def test_what_is_typed_is_kept_after_some_seconds_and_offered_again(
    dialog: FormDialog, form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    assert dialog._autosave.interval() == 5000
    assert not dialog._autosave.isActive()
    write(dialog, "review.date", "2011年1月")
    write(dialog, "x.good", "写到一半")
    assert dialog._autosave.isActive()
    dialog._autosave.timeout.emit()
    assert not dialog._autosave.isActive()
    kept = form_source.drafts.kept["一"]
    assert (kept.values["x.good"], kept.day) == ("写到一半", "2011年1月")
    forget_changes(dialog)
    dialog.close()  # as a crash would: nothing was asked
    again = open_form(IDS[0])
    assert again.sheet.values()["x.good"] == "写到一半"
    assert again.sheet.values()["review.date"] == "2011年1月"
    assert again.is_dirty
    assert "已恢复 01-25 10:30" in again._draft_bar.text
    assert again._draft_bar.isVisible()


def test_saving_and_not_wanting_it_drop_the_draft(
    dialog: FormDialog, form_source: MadeSource
) -> None:
    write(dialog, "x.good", "一")
    dialog.keep_draft()
    assert dialog.save()
    assert not form_source.drafts.kept
    assert not dialog._autosave.isActive()
    write(dialog, "x.good", "二")
    dialog.keep_draft()
    choose("不保存")
    press(dialog, Qt.Key.Key_Escape)
    assert not form_source.drafts.kept
    assert not dialog._autosave.isActive()


def test_what_was_offered_again_can_be_dropped(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    review = form_source.open(IDS[0]).review
    form_source.drafts.keep(review, {"x.good": "写到一半"}, "")
    dialog = open_form(IDS[0])
    choose("取消")
    click(dialog._draft_bar, "放弃")
    assert dialog.sheet.values()["x.good"] == "写到一半"
    choose("放弃")
    click(dialog._draft_bar, "放弃")
    assert dialog.sheet.values()["x.good"] == ""
    assert not dialog.is_dirty
    assert not dialog._draft_bar.isVisible()
    assert not form_source.drafts.kept


def test_reviewers_chosen_are_part_of_the_draft(
    dialog: FormDialog, form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    dialog._take_reviewers([form_source.candidate(PLAIN)], "")
    dialog.keep_draft()
    forget_changes(dialog)
    again = open_form(IDS[0])
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
    dialog: FormDialog, form_source: MadeSource, answer: str, moved: bool, kept: str
) -> None:
    write(dialog, "x.good", "很好")
    choose(answer)
    click(dialog, "下一个")
    assert dialog.windowTitle().startswith("对象二" if moved else "对象一")
    assert (form_source.kept["一"].typed["x.good"] if form_source.kept else "") == kept


def test_going_through_forms_without_typing_keeps_nothing(
    dialog: FormDialog, form_source: MadeSource
) -> None:
    dialog.save_and_next()
    dialog.save_and_next()
    assert dialog.windowTitle().startswith("对象三")
    assert not form_source.kept


# ---- reasons and locks -----------------------------------------------------------------------


def test_changing_what_was_finished_earlier_asks_why_once(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    form_source.asks_reason = True
    dialog = open_form(IDS[0])
    write(dialog, "x.good", "很好")
    say("", "取消")
    assert not dialog.save()
    assert dialog.is_dirty
    assert not form_source.said
    say("补写一条")
    assert dialog.save()
    write(dialog, "x.good", "更好")
    assert dialog.save()
    assert [reason for reason, _ in form_source.said] == ["补写一条", ""]


def test_a_locked_form_can_be_read_and_not_changed(
    form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]
) -> None:
    review = form_source.open(IDS[0]).review
    form_source.kept["一"] = replace(review, locked="已上报 2011-01-25")
    dialog = open_form(IDS[0])
    for key in ("x.good", "x.name", "review.date", "x.count", "reviewer.identity"):
        cell(dialog, key).setFocus()
        compose(cell(dialog, key), "改")
        press(cell(dialog, key), Qt.Key.Key_F4)
    press(cell(dialog, "x.good"), Qt.Key.Key_A)
    assert not any(text for key, text in dialog.sheet.values().items() if key != "x.choice")
    assert not dialog.sheet.editors["x.choice"].isEnabled()
    assert not dialog.is_dirty
    assert "已上报 2011-01-25" in dialog._lock_bar.text
    assert dialog._status.text() == LOCKED
    say("写错了", "解锁")
    click(dialog._lock_bar, "解锁")
    assert form_source.said == [("写错了", None)]
    assert not dialog._lock_bar.isVisible()
    assert dialog.focusWidget() in dialog.sheet.editors.values()
    write(dialog, "x.good", "可以写了")
    assert dialog.save()


def test_a_complete_form_can_be_made_final(dialog: FormDialog, form_source: MadeSource) -> None:
    assert not dialog._buttons["lock"].isEnabled()
    for key, text in (
        ("review.date", "2011年1月12日"),
        ("x.good", "很好"),
        ("reviewer.identity", "王建国，检验所党总支书记"),
    ):
        write(dialog, key, text)
    click(dialog, "定稿")
    assert form_source.kept["一"].locked == "定稿 2011-01-25"
    assert dialog.sheet.is_read_only()
    assert dialog._lock_bar.isVisible()
