"""A page as the window makes it: it is shown again with whatever it has told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ui.page import Page, Scope


def show_page(qtbot: QtBot, page: Page, scope: Scope) -> None:
    """Show a page, and show it again after everything it tells."""
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.show_scope(scope)
    again = _Again(page, scope)
    page.setProperty("again", again)
    page.told.connect(again.show)


class _Again:
    def __init__(self, page: Page, scope: Scope) -> None:
        self._page, self._scope = page, scope

    def show(self, changes: object) -> None:
        del changes
        self._page.show_scope(self._scope)
