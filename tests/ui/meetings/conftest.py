"""The page 会议 on the sample unit, as the window makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.meetings_page import MeetingsPage
from app.ui.page import Scope
from tests.ui.pages import show_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> MeetingsPage:
    """The page, which shows again what was written."""
    made = MeetingsPage(desk, settings)
    show_page(qtbot, made, Scope(desk.workspace.root_id, desk.workspace.round()))
    return made
