"""The dialog 典型."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.cycle.cases import CaseKind, ModelCase
from app.ui.letters import unlettered
from app.ui.reports.case_dialog import CaseDialog, mark_dialog
from tests.ui.closing import is_freed
from tests.ui.hands import click, paste, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


def opened(desk: Desk, case: ModelCase, window: QWidget) -> CaseDialog:
    assert case.review_id is not None
    dialog = mark_dialog(desk.reports, case.review_id, window)
    dialog.open()
    return dialog


def shown_buttons(dialog: CaseDialog) -> set[str]:
    return {
        unlettered(each.text()) for each in dialog.findChildren(QPushButton) if each.isVisible()
    }


def test_what_is_changed_is_kept(
    desk: Desk, marked: tuple[ModelCase, ...], window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(desk, marked[0], window)
    assert dialog._title.text() == marked[0].title
    dialog._title.selectAll()
    paste(dialog._title, "一线工作法\n办实事")
    dialog._text.selectAll()
    paste(dialog._text, "每周下企业。")
    press(dialog._kind, Qt.Key.Key_Down)
    press(dialog._reported, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    assert is_freed(dialog)
    first = desk.reports.cases(desk.workspace.round())[0]
    assert first == replace(
        marked[0],
        title="一线工作法 办实事",
        text="每周下企业。",
        kind=CaseKind.EXAMPLE,
        reported=False,
    )


def test_without_a_title_it_stays_and_says_why(
    desk: Desk, marked: tuple[ModelCase, ...], window: QWidget
) -> None:
    dialog = opened(desk, marked[0], window)
    dialog._title.clear()
    click(dialog, "保存")
    assert dialog.isVisible()
    assert dialog._fault.isVisible()
    dialog.reject()
    assert is_freed(dialog)
    assert desk.reports.cases(desk.workspace.round()) == marked


def test_a_mark_is_taken_away(
    desk: Desk, marked: tuple[ModelCase, ...], window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(desk, marked[1], window)
    with qtbot.waitSignal(dialog.told):
        click(dialog, "取消标记")
    assert is_freed(dialog)
    assert desk.reports.cases(desk.workspace.round()) == (marked[0], marked[2])


def test_what_is_not_kept_yet_has_no_mark_to_take_away(
    desk: Desk, marked: tuple[ModelCase, ...], window: QWidget
) -> None:
    desk.reports.remove_cases([marked[0].id])
    dialog = opened(desk, marked[0], window)
    assert shown_buttons(dialog) == {"保存", "取消"}
    assert dialog.windowTitle() == "标记典型"
    dialog.reject()
    assert is_freed(dialog)
    again = opened(desk, marked[1], window)
    assert shown_buttons(again) == {"保存", "取消", "取消标记"}
    assert again.windowTitle() == "修改典型"
    again.reject()
    assert is_freed(again)
