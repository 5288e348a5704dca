"""A bureau whose scheme asks for votes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.ui.assessments_page import AssessmentsPage
from app.ui.page import Scope
from tests.ops.votes import last_round, make_bureau
from tests.ui.pages import show_page
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


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
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> AssessmentsPage:
    """The page, which shows again what was written, as the window makes it."""
    made = AssessmentsPage(desk, settings)
    show_page(qtbot, made, Scope(desk.workspace.root_id, last_round(desk)))
    return made
