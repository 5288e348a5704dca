"""退回下级 is reached where the records are: in the menu of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu

from app.ui.handoff.remark_dialog import RemarkDialog
from app.ui.main_window import MainWindow
from app.ui.page import PageName, Place
from app.ui.recent import RecentLedgers
from app.ui.register_page import RegisterPage
from app.ui.settings import Settings
from tests.ui.hands import click
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture
def register(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[RegisterPage]:
    window = MainWindow(
        sample_office, RecentLedgers(tmp_path / "recent.json"), Settings(tmp_path / "set.json")
    )
    qtbot.addWidget(window)
    window.show_desk(desk)
    window.show()
    assert window.page is not None
    window.page.go_to(Place(page=PageName.LEDGER))
    page = window.page.current_page()
    assert isinstance(page, RegisterPage)
    yield page
    window.let_go()


def entry(page: RegisterPage) -> QAction:
    """Look at the menu as it is when it appears."""
    page._records.enable()
    menu = page._menu
    assert isinstance(menu, QMenu)
    return next(action for action in menu.actions() if action.text().startswith("退回下级"))


def test_nothing_goes_back_where_no_unit_has_a_ledger(register: RegisterPage) -> None:
    assert not entry(register).isVisible()


def test_the_chosen_records_are_sent_back_and_stay_in_sight(
    register: RegisterPage, desk: Desk, tmp_path: Path
) -> None:
    desk.issuing.issue(tmp_path / "下发.dpbag", desk.issuing.units()[0].id)
    register._table.clearSelection()
    assert not entry(register).isEnabled()
    register._table.selectRow(0)
    (chosen,) = register.chosen_reviews()
    asked = entry(register)
    assert asked.isVisible()
    asked.trigger()
    (dialog,) = register.window().findChildren(RemarkDialog)
    assert register.isVisible()
    dialog._text.setPlainText("请写具体")
    click(dialog, "退回")
    assert [each.review_id for each in desk.issuing.remarks()] == [chosen]
    assert desk.remarks.open()[chosen].word == "已退回"
