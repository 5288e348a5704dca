"""What the tests of 报送与汇总 share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.settings import Settings
from tests.ui.handoff.city import make_busy_city, make_city, open_city

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

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


@pytest.fixture(scope="session")
def city_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's ledger; nobody writes into this one."""
    return make_city(tmp_path_factory.mktemp("city"))


@pytest.fixture
def city(city_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """The city, opened as a copy of its own."""
    copy = tmp_path / city_ledger.name
    shutil.copy(city_ledger, copy)
    with open_city(copy) as opened:
        yield opened


@pytest.fixture(scope="session")
def busy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the city's ledger, those of its units, and their packages."""
    folder = tmp_path_factory.mktemp("busy")
    make_busy_city(folder)
    return folder


@pytest.fixture
def folder(busy_folder: Path, tmp_path: Path) -> Path:
    """A copy that may be written into."""
    return shutil.copytree(busy_folder, tmp_path / "市")


@pytest.fixture
def busy(folder: Path) -> Iterator[Desk]:
    with open_city(folder / "示例市.ledger") as opened:
        yield opened
