"""What the tests of the page 承诺 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.page import Scope
from app.ui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.review import Round
    from app.ops.desk import Desk


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def scope(desk: Desk, round_: Round) -> Scope:
    return Scope(desk.workspace.root_id, round_)
