"""The dialog 会议: the roll, the tasks that are ticked, forms filled, what is doubted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QMenu, QMessageBox, QWidget

from app.domain.cycle.meetings import MeetingRule, MeetingState, Role
from app.domain.errors.fault import Refusal
from app.ui.meetings.gathering_dialog import DAY, ROLL, GatheringDialog
from app.ui.meetings.opening import meeting_about, meeting_dialog
from app.ui.meetings.roll_model import ABSENT, NAME, ROLE, UNIT
from app.ui.meetings.tasks_box import AS_PLANNED
from app.ui.task_page import TaskPage
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, compose, press
from tests.ui.meetings.gathered import GUEST, branch_of, held_meeting, open_tasks, planned_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from app.domain.cycle.meetings import Meeting
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def opened(
    desk: Desk, settings: Settings, window: QWidget
) -> Iterator[Callable[[Meeting], GatheringDialog]]:
    shown: list[GatheringDialog] = []

    def show(meeting: Meeting) -> GatheringDialog:
        dialog = meeting_dialog(desk, settings, desk.workspace.round(), meeting, window)
        shown.append(dialog)
        dialog.open()
        return dialog

    yield show
    for dialog in shown:
        try:
            dialog.is_ready = False
            dialog.close()
        except RuntimeError:
            continue  # it is closed and freed
    shown.clear()


def kept(desk: Desk) -> Meeting:
    return desk.gatherings.meetings(desk.workspace.round())[0]


def test_a_meeting_is_kept_as_it_stands_in_the_dialog(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog], qtbot: QtBot
) -> None:
    meeting = planned_meeting(desk)
    dialog = opened(meeting)
    assert not dialog.is_changed()
    dialog._title.setText("第四季度点评会")
    dialog._agenda.box.setPlainText("书记汇报\n\n  领导点评 ")
    assert dialog.is_changed()
    with qtbot.waitSignal(dialog.told):
        dialog.agree.click()
    expected = replace(meeting, title="第四季度点评会", agenda=("书记汇报", "领导点评"))
    assert kept(desk) == expected
    assert is_freed(dialog)


def test_ticked_tasks_are_filled_and_the_outcome_is_told(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog], qtbot: QtBot
) -> None:
    meeting = planned_meeting(desk)
    dialog = opened(meeting)
    fill = button(dialog, "保存并填写")
    assert not fill.isEnabled()
    dialog._tasks.tick_all()
    assert fill.isEnabled()
    ticked = dialog._tasks.ticked()
    with qtbot.waitSignal(dialog.told):
        fill.click()
    told = active_dialog()
    assert isinstance(told, QMessageBox)
    made = kept(desk)
    assert told.text().startswith(f"会议已保存，已在 {len(made.tasks)} 份登记表里填上点评时间")
    assert "点评人" not in told.text()
    assert "请逐份填写" in told.informativeText()
    assert "份已点评，没有改动" in told.informativeText()
    left = sum(map(int, re.findall(r"\d+", told.informativeText())))
    assert left == len(ticked) - len(made.tasks)
    told.close()
    assert made.state == MeetingState.HELD
    assert set(made.tasks) <= set(ticked)


def test_somebody_from_outside_reviews_them_all(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    dialog = opened(planned_meeting(desk))
    box = dialog._tasks._reviewer
    offered = [box.itemText(place) for place in range(box.count())]
    assert offered == [AS_PLANNED, f"{GUEST.name}（{GUEST.unit}）"]
    box.setCurrentIndex(1)
    dialog._tasks.tick_all()
    click(dialog, "保存并填写")
    active_dialog().close()
    reviews = desk.workspace.stores.reviews.among(kept(desk).reviews)
    directory = desk.workspace.directory(desk.workspace.today())
    assert reviews
    for review in reviews:
        assert [directory.identity(each) for each in review.reviewers] == [
            "周建国，市委组织部副部长"
        ]


def test_nothing_is_ticked_again_that_the_meeting_has_filled(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    meeting = held_meeting(desk)
    dialog = opened(meeting)
    assert dialog._tasks.ticked() == ()
    with pytest.raises(Refusal) as caught:
        dialog._filled(meeting)
    assert caught.value.fault.code == "meeting.no_tasks"
    states = {line.id: line.cells[4] for line in dialog._tasks._lines}
    assert {states[task] for task in meeting.tasks} == {"本次会议已填"}


def test_ticks_stay_when_the_list_is_filtered(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    tasks = opened(planned_meeting(desk))._tasks
    QAbstractItemModelTester(tasks.model)
    total = len(tasks._lines)
    tasks.table.selectAll()
    press(tasks.table, Qt.Key.Key_Space)
    assert len(tasks.ticked()) == total
    first = tasks.model.line(0).cells[0]
    tasks._filters._text.setText(first)
    shown = tasks.model.rowCount()
    assert 0 < shown < total
    tasks.tick_none()
    assert len(tasks.ticked()) == total - shown
    tasks._filters.clear()
    checked = Qt.ItemDataRole.CheckStateRole
    tasks.model.setData(tasks.model.index(0, 0), Qt.CheckState.Checked, checked)
    tasks.table.row_opened.emit(tasks.model.index(1, 0))
    assert tasks._count.text() == f"已选 {len(tasks.ticked())} 条，共 {total} 条"


def test_the_roll_is_edited_in_place(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    dialog = opened(desk.gatherings.new_meeting(desk.workspace.round(), branch_of(desk)))
    roll = dialog._roll
    QAbstractItemModelTester(roll.model)
    before = len(roll.model.roll)
    roll.add_outsider("吴小红")
    last = roll.model.index(before, UNIT)
    roll.model.setData(last, "服务对象\n代表")
    assert roll.model.roll[-1].unit == "服务对象 代表"
    assert [role.value for role in roll.model.roll[-1].roles] == ["guest"]
    assert roll.model.data(QModelIndex()) is None
    roll.table.selectRow(before)
    roll._role_menu.aboutToShow.emit()
    ticked = [a.text() for a in roll._role_menu.actions() if a.isChecked()]
    assert ticked == ["列席人员"]
    action(roll._role_menu, "群众代表").trigger()
    action(roll._role_menu, "填表人").trigger()
    assert roll.model.roll[-1].roles == (Role.FILLER, Role.REPRESENTATIVE)
    roll.table.selectRow(0)
    action(roll._absent.menu(), "出差").trigger()
    assert roll.model.index(0, ABSENT).data() == "出差"
    assert "缺席 1 人" in dialog._effect.text()
    action(roll._absent.menu(), "到会").trigger()
    assert "缺席 0 人" in dialog._effect.text()
    roll.table.selectRow(before)
    roll.take_out()
    assert len(roll.model.roll) == before


def test_the_roll_is_worked_with_the_keyboard_alone(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog], qtbot: QtBot
) -> None:
    dialog = opened(planned_meeting(desk))
    dialog.tabs.setCurrentIndex(1)
    roll, before = dialog._roll, len(dialog._roll.model.roll)
    roll.table.setFocus()
    roll.table.selectRow(0)
    roll.table.setCurrentIndex(roll.model.index(0, ROLE))
    press(roll.table, Qt.Key.Key_Return)
    assert roll._role_menu.isVisible()
    roll._role_menu.close()
    roll.table.setCurrentIndex(roll.model.index(0, ABSENT))
    press(roll.table, Qt.Key.Key_Return)
    editor = roll.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    compose(editor, "值班")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: roll.model.roll[0].absent == "值班")
    assert dialog.isVisible()
    roll.table.selectRow(1)
    press(roll.table, Qt.Key.Key_Delete)
    assert len(roll.model.roll) == before - 1


def action(menu: QMenu, text: str) -> QAction:
    return next(each for each in menu.actions() if each.text().startswith(text))


def test_another_name_is_another_person(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    model = opened(planned_meeting(desk))._roll.model
    person = model.roll[0].person_id
    assert person is not None
    model.setData(model.index(0, NAME), model.roll[0].name)
    assert model.roll[0].person_id == person
    model.setData(model.index(0, NAME), "别人")
    assert model.roll[0].person_id is None


def test_people_come_onto_the_roll_once(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    roll = opened(planned_meeting(desk))._roll
    before = len(roll.model.roll)
    action(roll._add.menu(), "全体党员").trigger()
    assert len(roll.model.roll) == before
    leader = desk.workspace.directory(desk.workspace.today()).secretary(desk.workspace.root_id)
    assert leader is not None
    roll._picker.chosen.emit(leader)
    assert len(roll.model.roll) == before + 1
    assert roll.model.roll[-1].unit
    action(roll._add.menu(), "外来人员").trigger()
    assert len(roll.people) == before + 1


def test_a_day_outside_the_round_and_too_few_are_doubted_but_taken(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    desk.workspace.scheme = replace(desk.workspace.scheme, meeting=MeetingRule((2, 3)))
    dialog = opened(planned_meeting(desk))
    assert dialog.fields[DAY].note() == ""
    assert dialog.fields[ROLL].note() == ""
    dialog._day.setText("2009年1月5日")
    dialog._roll.model.say_absent(range(8), "出差")
    dialog.refresh()
    assert {doubt.code for doubt in dialog.doubts()} == {"meeting.outside", "meeting.short"}
    assert "不在" in dialog.fields[DAY].note()
    assert "2/3" in dialog.fields[ROLL].note()
    dialog.agree.click()
    assert kept(desk).present == 3


def test_what_cannot_be_kept_is_said_in_the_dialog(
    desk: Desk, opened: Callable[[Meeting], GatheringDialog]
) -> None:
    dialog = opened(planned_meeting(desk))
    dialog.tabs.setCurrentIndex(2)
    dialog._day.setText("后天")
    dialog.agree.click()
    assert dialog.isVisible()
    assert dialog.tabs.currentIndex() == 0
    dialog.fill()
    dialog._day.setText("")
    dialog._title.setText("")
    dialog.agree.click()
    assert "没有名称" in dialog._fault.text()
    dialog._title.setText("点评会")
    roll = dialog._roll.model
    roll.setData(roll.index(0, NAME), "")
    roll.setData(roll.index(0, UNIT), "某单位")
    dialog.agree.click()
    assert "没有姓名" in dialog._fault.text()
    assert desk.gatherings.meetings(desk.workspace.round()) == ()


def test_tasks_chosen_on_their_page_are_ticked_in_a_meeting_of_their_branch(
    desk: Desk, settings: Settings, window: QWidget
) -> None:
    tasks = [task.id for task in open_tasks(desk)[:2]]
    round_, root = desk.workspace.round(), desk.workspace.root_id
    dialog = meeting_about(desk, settings, round_, root, tasks, window)
    dialog.open()
    assert dialog.made().organization_id == branch_of(desk)
    assert set(dialog._tasks.ticked()) == set(tasks)
    assert dialog.windowTitle() == "新建会议"
    dialog.close()
    assert is_freed(dialog)


def test_the_task_page_leads_to_a_meeting(desk: Desk, settings: Settings, qtbot: QtBot) -> None:
    from app.ui.page import Scope

    page = TaskPage(desk, settings)
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(desk.workspace.root_id, desk.workspace.round()))
    page.choose(open_tasks(desk)[0].id)
    page._actions.menu.aboutToShow.emit()
    page._actions._gather.trigger()
    shown = active_dialog()
    assert isinstance(shown, GatheringDialog)
    assert shown._tasks.ticked() == (open_tasks(desk)[0].id,)
    shown.close()
    assert is_freed(shown)
