"""The 说明 of a check is written from the checks beside the table; a scheme may have no table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain.check import sentences
from app.ui.explain_dialog import ExplainDialog
from app.ui.page import Scope
from app.ui.statistics_page import StatisticsPage
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, paste, press
from tests.ui.pages import shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.checks import Check
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> StatisticsPage:
    return shown(qtbot, StatisticsPage(desk, settings))


def scope(desk: Desk) -> Scope:
    return Scope(desk.workspace.root_id, desk.rounds.all()[0])


def unexplained(desk: Desk) -> list[Check]:
    here = scope(desk)
    assert here.round is not None
    day = desk.workspace.day_of(here.round)
    found = desk.statistics.count(here.round, day).checks(here.unit)
    return [check for check in found if check.needs_explanation]


def opened(page: StatisticsPage, check: Check) -> ExplainDialog:
    page.explain(check.id)
    dialog = active_dialog()
    assert isinstance(dialog, ExplainDialog)
    return dialog


def test_the_first_link_is_reached_by_the_keyboard(
    page: StatisticsPage, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page._checks.setFocus()
    press(page._checks, Qt.Key.Key_Tab)
    with qtbot.waitSignal(page._checks.explain_wanted) as heard:
        press(page._checks, Qt.Key.Key_Return)
    assert heard.args == [unexplained(desk)[0].id]
    active_dialog().close()


def test_what_is_written_is_kept_and_shown(page: StatisticsPage, desk: Desk, qtbot: QtBot) -> None:
    check = unexplained(desk)[0]
    dialog = opened(page, check)
    assert any(check.message in label.text() for label in dialog.findChildren(QLabel))
    paste(dialog._text, "两名党员长期患病，已上门点评。")
    with qtbot.waitSignal(page.told):
        click(dialog, "保存")
    assert is_freed(dialog)
    assert check.id not in [each.id for each in unexplained(desk)]
    page.show_scope(scope(desk))
    assert "说明：两名党员长期患病，已上门点评。" in page._checks.toPlainText()
    assert "修改说明" in page._checks.toPlainText()


def test_an_empty_text_takes_it_back(page: StatisticsPage, desk: Desk) -> None:
    check = unexplained(desk)[0]
    here = scope(desk)
    assert here.round is not None
    about = sentences(unexplained(desk), check.id)
    desk.units.explain(here.round, here.unit, check.id, "已核实", about)
    page.show_scope(here)
    dialog = opened(page, check)
    assert dialog._text.toPlainText() == "已核实"
    dialog._text.clear()
    click(dialog, "保存")
    assert check.id in [each.id for each in unexplained(desk)]


def test_a_check_that_is_fine_is_not_asked_about(page: StatisticsPage) -> None:
    page.explain("T1-01")
    assert page.window().findChildren(ExplainDialog) == []


def test_without_a_table_the_page_says_so_and_asks_nothing(
    page: StatisticsPage, desk: Desk, qtbot: QtBot
) -> None:
    workspace = desk.workspace
    workspace.scheme_changed(replace(workspace.scheme, tables=()), dict(workspace.forms))
    page.show_scope(scope(desk))
    assert page.window().findChildren(ExplainDialog) == []
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("本方案没有统计表") for text in shown)
    seen = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    assert seen == ["自有表样…"]
    with qtbot.waitSignal(page.asked) as heard:
        button(page, "自有表样…").click()
    assert heard.args == ["own_form"]
    page.show_scope(Scope(workspace.root_id, None))
    assert not button(page, "自有表样…").isVisible()
