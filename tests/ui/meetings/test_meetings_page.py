"""The page 会议: three lists, what can be done with a line, what is asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ops.changes import Topic
from app.ui.meetings.draw_dialog import DrawnDialog
from app.ui.meetings.gathering_dialog import GatheringDialog
from app.ui.meetings.interview_dialog import InterviewDialog
from app.ui.meetings_page import DRAWS, MEETINGS, TALKS
from app.ui.page import Place, Scope
from app.ui.printing.official import OfficialPreview
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, press
from tests.ui.meetings.gathered import held_meeting, make_draw, make_talks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.data_table import DataTable
    from app.ui.meetings_page import MeetingsPage


def show(page: MeetingsPage, desk: Desk) -> None:
    page.show_scope(Scope(desk.workspace.root_id, desk.workspace.round()))


def cells(table: DataTable, row: int = 0) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def test_every_list_says_what_to_do_while_it_is_empty(page: MeetingsPage) -> None:
    for view in (page.meetings, page.draws, page.talks):
        QAbstractItemModelTester(view.model)
        assert view.model.rowCount() == 0
        assert "还没有" in view._said.text()
        assert not button(view, "删除").isEnabled()
        assert not button(view, "打印列表").isEnabled()


def test_a_meeting_tells_who_came_and_how_many_forms_it_filled(
    page: MeetingsPage, desk: Desk
) -> None:
    meeting = held_meeting(desk)
    show(page, desk)
    shown = cells(page.meetings.table)
    assert shown[0] == meeting.title
    assert shown[1:6] == ["2011年1月20日", "上午9时", "三楼会议室", "集中点评", "支部党员大会"]
    assert shown[6] == f"{meeting.present}/{meeting.expected}"
    assert shown[7:] == [str(len(meeting.reviews)), "已召开"]
    assert meeting.reviews


def test_keys_pressed_beside_the_lists_do_nothing_to_them(page: MeetingsPage) -> None:
    beside = QLineEdit(page)
    beside.show()
    beside.setReadOnly(True)
    beside.setFocus()
    press(beside, Qt.Key.Key_Insert)
    assert QApplication.activeModalWidget() is None
    page.meetings.table.setFocus()
    press(page.meetings.table, Qt.Key.Key_Insert)
    active_dialog().close()


def test_draws_and_talks_stand_in_lists_of_their_own(page: MeetingsPage, desk: Desk) -> None:
    draw = make_draw(desk)
    make_talks(desk)
    show(page, desk)
    shown = cells(page.draws.table)
    assert shown[1:6] == ["党员", str(len(draw.pool)), "5", "2011-01-20", "2011年1月25日"]
    assert len(shown[6].split("、")) == 5
    assert "逾期 1 次" in page.talks._said.text()
    assert {page.talks.model.line(row).standing for row in range(2)} == {"逾期", "有结果"}


@pytest.mark.parametrize(
    ("name", "said"), [("签到表", "签到表"), ("议程", "议程"), ("会议记录", "记录")]
)
def test_the_papers_of_a_meeting_are_shown_as_they_print(
    page: MeetingsPage, desk: Desk, name: str, said: str
) -> None:
    meeting = held_meeting(desk)
    show(page, desk)
    page.meetings.table.clearSelection()
    assert not button(page.meetings, name).isEnabled()
    page.meetings.table.selectRow(0)
    click(page.meetings, name)
    shown = active_dialog()
    assert isinstance(shown, OfficialPreview)
    assert shown._official.title == f"{meeting.title}{said}"
    shown.close()
    assert is_freed(shown)


def test_records_of_draws_and_talks_are_shown_as_they_print(page: MeetingsPage, desk: Desk) -> None:
    make_draw(desk)
    make_talks(desk)
    show(page, desk)
    page.draws.table.selectRow(0)
    click(page.draws, "抽取记录")
    shown = active_dialog()
    assert isinstance(shown, OfficialPreview)
    shown.close()
    page.talks.table.selectRow(0)
    click(page.talks, "约谈记录")
    shown = active_dialog()
    assert isinstance(shown, OfficialPreview)
    assert shown._official.title == "专门约谈记录"
    shown.close()


def test_a_row_opens_by_enter(page: MeetingsPage, desk: Desk) -> None:
    held_meeting(desk)
    make_draw(desk)
    make_talks(desk)
    show(page, desk)
    for place, view, kind in (
        (MEETINGS, page.meetings, GatheringDialog),
        (DRAWS, page.draws, DrawnDialog),
        (TALKS, page.talks, InterviewDialog),
    ):
        page._tabs.setCurrentIndex(place)
        view.table.selectRow(0)
        press(view.table, Qt.Key.Key_Return)
        shown = active_dialog()
        assert isinstance(shown, kind)
        shown.close()
        assert is_freed(shown)


def test_what_was_just_made_is_chosen(page: MeetingsPage, desk: Desk) -> None:
    held_meeting(desk)
    show(page, desk)
    page.new_meeting()
    dialog = active_dialog()
    assert isinstance(dialog, GatheringDialog)
    dialog._title.setText("专题会")
    click(dialog, "保存")
    assert page.meetings.model.rowCount() == 2
    assert [line.record.title for line in page.meetings.chosen()] == ["专题会"]


def test_deleting_asks_first_and_leaves_the_forms(
    page: MeetingsPage, desk: Desk, answers: list[str], qtbot: QtBot
) -> None:
    meeting = held_meeting(desk)
    show(page, desk)
    page.meetings.table.selectRow(0)
    answers.append("取消")
    page.remove()
    assert desk.gatherings.meetings(desk.workspace.round())
    answers.append("删除")
    with qtbot.waitSignal(page.told) as caught:
        page.remove()
    assert Topic.CYCLE in caught.args[0].topics
    assert page.meetings.model.rowCount() == 0
    assert len(desk.workspace.stores.reviews.among(meeting.reviews)) == len(meeting.reviews)


def test_those_drawn_are_reviewed_one_by_one_with_their_mode(
    page: MeetingsPage, desk: Desk, qtbot: QtBot
) -> None:
    draw = make_draw(desk)
    show(page, desk)
    with qtbot.waitSignal(page.wanted) as caught:
        page.review_drawn(draw.id)
    place = caught.args[0]
    assert isinstance(place, Place)
    tasks = desk.gatherings.tasks_of(draw)
    assert (place.task, place.tasks) == (tasks[0], tasks)
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id, set(draw.drawn))
    open_ones = [each for each in reviews if not each.is_finished]
    assert all(each.mode == "随机点评" for each in open_ones)


def test_those_drawn_are_ticked_in_a_meeting(page: MeetingsPage, desk: Desk) -> None:
    draw = make_draw(desk)
    show(page, desk)
    page.draws.table.selectRow(0)
    page.show_draw()
    drawn = active_dialog()
    click(drawn, "开会点评")
    shown = active_dialog()
    assert isinstance(shown, GatheringDialog)
    tasks = desk.gatherings.tasks_of(draw)
    exempt = [t for t in map(desk.workspace.stores.tasks.get, tasks) if t and t.exempt_reason]
    assert len(shown._tasks.ticked()) == len(tasks) - len(exempt)
    assert shown.made().mode == "随机点评"
    shown.is_ready = False
    shown.close()
    assert is_freed(drawn)


def test_without_a_round_nothing_can_be_added(page: MeetingsPage, desk: Desk) -> None:
    page.show_scope(Scope(desk.workspace.root_id, None))
    assert page.empty.isVisible()
    assert not page.meetings.isVisible()
    page.new_meeting()
    page.new_draw()
    page.new_talk()
    assert QApplication.activeModalWidget() is None


def test_insert_adds_to_the_part_in_front(page: MeetingsPage, desk: Desk) -> None:
    page._tabs.setCurrentIndex(TALKS)
    page.talks.table.setFocus()
    press(page.talks.table, Qt.Key.Key_Insert)
    shown = active_dialog()
    assert isinstance(shown, InterviewDialog)
    shown.close()
    page._tabs.setCurrentIndex(MEETINGS)
    page.meetings.table.setFocus()
    press(page.meetings.table, Qt.Key.Key_Insert)
    meeting = active_dialog()
    assert isinstance(meeting, GatheringDialog)
    meeting.close()
    assert is_freed(meeting)
