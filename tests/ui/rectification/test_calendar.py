"""期限日程 on the page 整改: what is due when, and the days for the units below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog

from app.domain.errors.catalogue import fault
from app.ui.page import Place
from app.ui.printing.official import OfficialPreview
from app.ui.rectification.calendar_lines import LEFT
from app.ui.rectification.date_dialogs import DeriveDialog, OwnDateDialog
from app.ui.rectifications_page import CALENDAR, RectificationsPage
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, compose, press
from tests.ui.pages import show_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from app.domain.schedule import OwnDate
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> RectificationsPage:
    made = show_page(qtbot, RectificationsPage(desk, settings))
    made.show_place(Place(part="calendar"))
    return made


def open_dialog(kind: type[D]) -> D:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def lines(page: RectificationsPage) -> list[tuple[str, ...]]:
    return [line.cells for line in page.calendar.model.lines]


def own(page: RectificationsPage) -> Sequence[OwnDate]:
    return page.schedule.own()


def test_the_calendar_shows_what_is_due_and_how_many_days_are_left(
    page: RectificationsPage,
) -> None:
    QAbstractItemModelTester(page.calendar.model)
    assert page._tabs.currentIndex() == CALENDAR
    days = [(cells[0], cells[1], cells[2], cells[-1]) for cells in lines(page)]
    assert ("2011年1月25日", "星期二", "今天", "上级期限") in days
    assert ("2011年2月10日", "星期四", "16 天", "上级期限") in days
    row = next(n for n, cells in enumerate(lines(page)) if cells[2] == "今天")
    colour = page.calendar.model.index(row, LEFT).data(Qt.ItemDataRole.ForegroundRole)
    assert colour is not None


def test_days_for_those_below_are_made_from_deadlines(page: RectificationsPage) -> None:
    told: list[Changes] = []
    page.told.connect(told.append)
    click(page.calendar, "推算期限…")
    dialog = open_dialog(DeriveDialog)
    assert "2011年1月7日（星期五）" in dialog._list.item(0).text()
    dialog._days.setValue(2)
    assert "2011年1月10日（星期一）" in dialog._list.item(0).text()
    for row in range(1, dialog._list.count()):
        dialog._list.item(row).setCheckState(Qt.CheckState.Unchecked)
    click(dialog, "推算")
    assert is_freed(dialog)
    assert [(e.day, e.deadline) for e in own(page)] == [(date(2011, 1, 10), "coverage-first")]
    assert len(told) == 1


def test_a_day_from_above_can_be_typed(page: RectificationsPage) -> None:
    click(page.calendar, "推算期限…")
    dialog = open_dialog(DeriveDialog)
    for row in range(dialog._list.count()):
        dialog._list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.try_it()
    assert fault("schedule.none").message in dialog._fault.text()
    dialog._upper.setText("2011年1月31日")
    assert "2011年1月26日（星期三）" in dialog._told.text()
    dialog.try_it()
    assert "没有写明" in dialog._fault.text()
    compose(dialog._what, "上报总结")
    click(dialog, "推算")
    assert [(e.what, e.day) for e in own(page)] == [("上报总结", date(2011, 1, 26))]


def test_own_days_are_typed_changed_and_deleted(
    page: RectificationsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(page.calendar, "新建…")
    dialog = open_dialog(OwnDateDialog)
    dialog.try_it()
    assert "没有写明" in dialog._fault.text()
    compose(dialog._what, "各支部点评完毕")
    click(dialog, "保存")
    assert is_freed(dialog)
    assert [line.cells[3] for line in page.calendar.chosen()] == ["各支部点评完毕"]
    assert button(page.calendar, "删除").isEnabled()
    press(page.calendar.table, Qt.Key.Key_Return)
    dialog = open_dialog(OwnDateDialog)
    dialog._day.setText("2011年1月28日")
    click(dialog, "保存")
    assert [e.day for e in own(page)] == [date(2011, 1, 28)]
    monkeypatch.setattr("app.ui.list_page.confirm", lambda *_: True)
    click(page.calendar, "删除")
    assert own(page) == ()
    assert not button(page.calendar, "删除").isEnabled()


def test_the_calendar_and_the_filed_forms_print(page: RectificationsPage) -> None:
    click(page.calendar, "打印日程")
    preview = open_dialog(OfficialPreview)
    assert "工作日程" in preview.windowTitle()
    preview.close()
    assert is_freed(preview)
    click(page.calendar, "备案清单")
    preview = open_dialog(OfficialPreview)
    assert "备案清单" in preview.windowTitle()
    preview.close()
