"""The page 会议 on the sample unit, as the window makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.meetings_page import MeetingsPage
from tests.ui.pages import show_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> MeetingsPage:
    """The page, which shows again what was written."""
    return show_page(qtbot, MeetingsPage(desk, settings))
