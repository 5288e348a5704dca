"""A bureau whose scheme asks for votes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from app.ui.assessments_page import AssessmentsPage
from app.ui.page import Scope
from app.ui.settings import Settings
from tests.ops.votes import last_round, make_bureau
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture(scope="session")
def bureau_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled ledger; nobody writes into this one."""
    return make_bureau(tmp_path_factory.mktemp("bureau"))


@pytest.fixture
def desk(bureau_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """The filled ledger, opened as a copy of its own."""
    copy = tmp_path / bureau_ledger.name
    shutil.copy(bureau_ledger, copy)
    with open_sample(copy) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> AssessmentsPage:
    """The page, which shows again what was written, as the window makes it."""
    made = AssessmentsPage(desk, settings)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    scope = Scope(desk.workspace.root_id, last_round(desk))
    made.show_scope(scope)
    made.told.connect(_Again(made, scope).show)
    return made


class _Again:
    def __init__(self, page: AssessmentsPage, scope: Scope) -> None:
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
