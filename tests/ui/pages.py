"""Pages as the window makes them, about the whole ledger in its latest round."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from app.ui.page import Page, Scope

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk

P = TypeVar("P", bound=Page)


def whole(desk: Desk) -> Scope:
    """Return the scope of everything in the latest round."""
    return Scope(desk.workspace.root_id, desk.workspace.round())


def shown(qtbot: QtBot, page: P) -> P:
    """Show a page and return it."""
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    again(page)
    return page


def again(page: Page) -> None:
    """Let a page read again what was written without it."""
    page.show_scope(whole(page.desk))


def show_page(qtbot: QtBot, page: P) -> P:
    """Show a page, and show it again after everything it tells; returns it."""
    shown(qtbot, page)
    reader = _Reader(page)
    page.setProperty("reader", reader)
    page.told.connect(reader.take)
    return page


class _Reader:
    def __init__(self, page: Page) -> None:
        self._page = page

    def take(self, changes: object) -> None:
        del changes
        again(self._page)
