"""会议: the three lists, every dialog, the papers as they print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.cycle.meetings import Role
from app.ui.meetings.draw_dialog import DrawDialog, DrawnDialog
from app.ui.meetings.gathering_dialog import GatheringDialog
from app.ui.meetings_page import DRAWS, TALKS, MeetingsPage
from app.ui.page import Scope
from app.ui.printing.preview import PrintPreview
from tests.screens.camera import dialog, settle
from tests.ui.meetings.gathered import branch_of, held_meeting, make_draw, make_talks

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    page = studio.make_page(MeetingsPage)
    studio.camera.take("会议_空", page)
    held_meeting(studio.desk)
    make_draw(studio.desk)
    make_talks(studio.desk)
    _show(studio, page)
    studio.camera.take("会议", page)
    _meeting(studio, page)
    _papers(studio, page)
    _draws(studio, page)
    _talks(studio, page)
    page.close()
    page.deleteLater()
    settle()


def _show(studio: Studio, page: MeetingsPage) -> None:
    page.show_scope(studio.scope)
    settle()


def _meeting(studio: Studio, page: MeetingsPage) -> None:
    page.meetings.table.selectRow(0)
    page.change_meeting()
    shown = dialog(GatheringDialog)
    assert isinstance(shown, GatheringDialog)
    for number in range(shown.tabs.count()):
        shown.tabs.setCurrentIndex(number)
        studio.camera.take(f"会议_{shown.tabs.tabText(number)}", shown)
    shown.tabs.setCurrentIndex(1)
    shown._roll.table.selectRow(0)
    shown._roll.model.turn([0], Role.REVIEWER)
    shown._roll._role_menu.popup(shown.mapToGlobal(shown.rect().center()))
    studio.camera.take("会议_身份", shown._roll._role_menu)
    shown._roll._role_menu.close()
    shown.tabs.setCurrentIndex(3)
    shown._tasks.tick_all()
    studio.camera.take("会议_点评任务_勾选", shown)
    shown.tabs.setCurrentIndex(0)
    shown._day.setText("2009年1月5日")
    shown.refresh()
    studio.camera.take("会议_日期不在轮次", shown)
    shown.is_ready = False
    shown.close()
    settle()
    unit = branch_of(studio.desk)
    page.show_scope(Scope(unit, studio.desk.workspace.round()))
    page.new_meeting()
    shown = dialog(GatheringDialog)
    assert isinstance(shown, GatheringDialog)
    shown.tabs.setCurrentIndex(1)
    studio.camera.take("会议_新建_参会人员", shown)
    shown._tasks.tick_all()
    shown._day.setText("2011年1月20日")
    shown._place.setText("三楼会议室")
    shown.fill()
    studio.take_and_close("会议_填写结果")
    _show(studio, page)


def _papers(studio: Studio, page: MeetingsPage) -> None:
    page.meetings.table.selectRow(0)
    for name, show in (
        ("签到表", page.show_sign_in_sheet),
        ("议程", page.show_agenda),
        ("会议记录", page.show_minutes),
    ):
        show()
        shown = dialog(PrintPreview)
        studio.camera.take(f"会议_{name}", shown)
        shown.close()
        settle()


def _draws(studio: Studio, page: MeetingsPage) -> None:
    page._tabs.setCurrentIndex(DRAWS)
    studio.camera.take("随机抽取", page)
    page.new_draw()
    shown = dialog(DrawDialog)
    studio.camera.take("随机抽取_新建", shown)
    shown.close()
    settle()
    page.draws.table.selectRow(0)
    page.show_draw()
    shown = dialog(DrawnDialog)
    assert isinstance(shown, DrawnDialog)
    shown.check()
    studio.camera.take("随机抽取_结果", shown)
    shown._want_record()
    preview = dialog(PrintPreview)
    studio.camera.take("随机抽取_记录", preview)
    preview.close()
    shown.close()
    settle()


def _talks(studio: Studio, page: MeetingsPage) -> None:
    page._tabs.setCurrentIndex(TALKS)
    studio.camera.take("专门约谈", page)
    page.new_talk()
    studio.take_and_close("专门约谈_新建")
    page.talks.table.selectRow(0)
    page.change_talk()
    shown = dialog()
    tabs = shown.findChildren(type(page._tabs))[0]
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        studio.camera.take(f"专门约谈_{tabs.tabText(number)}", shown)
    shown.close()
    settle()
    page.show_talk_record()
    preview = dialog(PrintPreview)
    studio.camera.take("专门约谈_记录", preview)
    preview.close()
    settle()
