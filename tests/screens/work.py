"""Tasks, statistics, 台账 and checks: the pages, their filters, menus and dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu

from app.ops.tasks import TaskState
from app.ui.checks_page import ChecksPage
from app.ui.page import PageName, Place
from app.ui.register_page import RegisterPage
from app.ui.statistics_page import StatisticsPage
from app.ui.task_page import TaskPage
from tests.screens.camera import settle

if TYPE_CHECKING:
    from app.ui.page import Page
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    _tasks(studio)
    _statistics(studio)
    register = _page(studio, PageName.LEDGER)
    assert isinstance(register, RegisterPage)
    register._choose_row(1)
    studio.take("台账")
    checks = _page(studio, PageName.CHECKS)
    assert isinstance(checks, ChecksPage)
    checks._table.selectRow(2)
    studio.take("检查")


def _page(studio: Studio, name: PageName) -> Page:
    studio.page.go_to(Place(page=name))
    settle()
    return studio.page.page(name)


def _tasks(studio: Studio) -> None:
    page = _page(studio, PageName.TASKS)
    assert isinstance(page, TaskPage)
    page.table.selectRow(2)
    studio.take("点评任务")
    page.show_place(Place(state=TaskState.OPEN))
    page.table.selectAll()
    studio.take("点评任务_未点评")
    page._actions.fill_meeting()
    studio.take_and_close("批量填写")
    page._actions.exempt()
    studio.take_and_close("免点评")
    page._actions.assign()
    studio.take_and_close("改派点评人")
    page._actions.pop_up(page.table.viewport().rect().center())
    settle()
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    studio.camera.take("点评任务_菜单", menu)
    menu.close()
    page._filters.clear()


def _statistics(studio: Studio) -> None:
    page = _page(studio, PageName.STATISTICS)
    assert isinstance(page, StatisticsPage)
    studio.take("统计报表")
    page.show_names("members_reviewed")
    studio.take("统计报表_名单")
    for place in range(1, page._kind.count()):
        page._kind.setCurrentIndex(place)
        page._show_kind()
        studio.take(f"统计报表_{page._kind.currentText()}")
    page._kind.setCurrentIndex(0)
    page._show_kind()
