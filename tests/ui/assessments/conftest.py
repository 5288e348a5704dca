"""A bureau whose scheme asks for votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.assessments_page import AssessmentsPage
from tests.ops.votes import make_bureau
from tests.ui.pages import show_page

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture(scope="session")
def bureau_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled ledger; nobody writes into this one."""
    return make_bureau(tmp_path_factory.mktemp("bureau"))


@pytest.fixture
def desk_ledger(bureau_ledger: Path) -> Path:
    return bureau_ledger


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> AssessmentsPage:
    """The page, which shows again what was written, as the window makes it."""
    return show_page(qtbot, AssessmentsPage(desk, settings))
