"""整改: the page, its dialogs, the reply, the calendar and the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from app.ui.printing.official import OfficialPreview
from app.ui.rectification.date_dialogs import DeriveDialog
from app.ui.rectification.reply_dialog import ReplyDialog
from app.ui.rectifications_page import CALENDAR, RectificationsPage
from tests.screens.camera import dialog, settle
from tests.ui.rectification.mending import go_on, name_problems

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    desk = studio.desk
    desk.workspace.round()
    page = studio.make_page(RectificationsPage)
    studio.camera.take("整改_还没有", page)
    name_problems(desk)
    page.gather()
    go_on(desk)
    page.show_scope(studio.scope)
    page.items.table.selectRow(1)
    studio.camera.take("整改", page)
    for name, menu in (("更多", page.items.bar.more.menu()), ("右键", page.items._menu)):
        assert menu is not None
        menu.popup(page.mapToGlobal(page.rect().center()))
        studio.camera.take(f"整改_{name}", menu)
        menu.close()
    page.edit()
    studio.take_and_close("整改_措施")
    for name, deed in (
        ("进展", page.note_progress),
        ("完成", page.finish),
        ("销号", page.check_off),
        ("安排时限", page.set_due),
    ):
        deed()
        studio.take_and_close(f"整改_{name}")
    page.reply()
    shown = dialog()
    studio.camera.take("整改_回复", shown)
    tabs = shown.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    for number in (1, 2):
        tabs.setCurrentIndex(number)
        studio.camera.take(f"整改_回复_{tabs.tabText(number)}", shown)
    assert isinstance(shown, ReplyDialog)
    shown.preview()
    _preview(studio, "整改_回复_预览")
    shown.close()
    page._print()
    _preview(studio, "整改_打印列表")
    _calendar(studio, page)
    page.archive()
    studio.take_and_close("整改_归档")
    page.close()
    page.deleteLater()
    settle()


def _calendar(studio: Studio, page: RectificationsPage) -> None:
    tabs = page.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(CALENDAR)
    page.derive()
    shown = dialog(DeriveDialog)
    studio.camera.take("整改_推算期限", shown)
    assert isinstance(shown, DeriveDialog)
    shown.try_it()
    page.show_scope(studio.scope)
    page.calendar.table.selectRow(0)
    studio.camera.take("整改_期限日程", page)
    page.new_date()
    studio.take_and_close("整改_本级期限")
    page.print_calendar()
    _preview(studio, "整改_打印日程")
    page.print_filed()
    _preview(studio, "整改_备案清单")


def _preview(studio: Studio, name: str) -> None:
    shown = dialog(OfficialPreview)
    studio.camera.take(name, shown)
    shown.close()
    settle()
