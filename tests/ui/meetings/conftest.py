"""The page 会议 on the sample unit, as the window makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from app.ui.meetings_page import MeetingsPage
from app.ui.page import Scope
from app.ui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> MeetingsPage:
    """The page, which shows again what was written."""
    made = MeetingsPage(desk, settings)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    scope = Scope(desk.workspace.root_id, desk.workspace.round())
    made.show_scope(scope)
    made.told.connect(_Again(made, scope).show)
    return made


class _Again:
    def __init__(self, page: MeetingsPage, scope: Scope) -> None:
        self._page, self._scope = page, scope
        page.setProperty("again", self)

    def show(self, changes: object) -> None:
        del changes
        self._page.show_scope(self._scope)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the buttons that are pressed in questions, one after the other."""
    wanted: list[str] = []

    def pressed(box: QMessageBox) -> int:
        text = wanted.pop(0)
        next(button for button in box.buttons() if button.text() == text).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", pressed)
    return wanted
