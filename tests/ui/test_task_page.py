"""The page 点评任务."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QMessageBox

from app.domain.names import spaced
from app.domain.words import TargetKind
from app.ops.tasks import TaskState
from app.ui.meeting_dialog import REST_BY_HAND, MeetingDialog
from app.ui.page import Place, Scope
from app.ui.settings import Settings
from app.ui.task_dialogs import AssignDialog, ExemptDialog
from app.ui.task_model import Column, TaskLine, TaskModel
from app.ui.task_page import STATE_FACET, TaskPage
from tests.ops.refusals import refused
from tests.ui.conftest import active_dialog
from tests.ui.hands import click, paste, press
from tests.ui.pages import shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.ids import OrganizationId
    from app.ops.desk import Desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def named(desk: Desk, name: str) -> OrganizationId:
    return desk.workspace.directory(desk.workspace.today()).tree.named(name)[0].id


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> TaskPage:
    return shown(qtbot, TaskPage(desk, settings))


def test_the_scope_rules_the_table(page: TaskPage, desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    assert len(page.task_ids()) == len(desk.tasks.list(round_).rows)
    branch = named(desk, "稽查党总支")
    page.show_scope(Scope(branch, round_))
    there = desk.tasks.list(round_, branch)
    assert set(page.task_ids()) == {row.task.id for row in there.rows}


def test_a_task_is_chosen_by_its_place(page: TaskPage) -> None:
    wanted = page.task_ids()[3]
    page.show_place(Place(task=wanted))
    assert page.current_task() == wanted


def test_opening_asks_for_the_form_among_the_shown_tasks(page: TaskPage, qtbot: QtBot) -> None:
    page.choose(page.task_ids()[2])
    with qtbot.waitSignal(page.wanted) as asked:
        click(page, "填写")
    assert asked.args == [Place(task=page.task_ids()[2], tasks=page.task_ids())]


def test_without_a_round_the_page_says_what_to_do(
    qtbot: QtBot, empty_desk: Desk, tmp_path: Path
) -> None:
    page = TaskPage(empty_desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show_scope(Scope(empty_desk.workspace.root_id, None))
    page.show()
    with qtbot.waitSignal(page.asked) as asked:
        click(page, "导入…")
    assert asked.args == ["load"]
    with qtbot.waitSignal(page.asked) as asked:
        click(page, "开设轮次…")
    assert asked.args == ["open_round"]


# ---- table and filters -----------------------------------------------------------------------


def column(page: TaskPage, number: int) -> list[str]:
    model = page._model
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def pick(page: TaskPage, wanted: Callable[[TaskLine], bool], count: int) -> list[TaskLine]:
    """Select the first lines of a kind."""
    rows = [n for n, line in enumerate(page._model.lines) if line.task and wanted(line)][:count]
    assert len(rows) == count
    page.table.clearSelection()
    page.table.setSelectionMode(page.table.SelectionMode.MultiSelection)
    for row in rows:
        page.table.selectRow(row)
    page.table.setSelectionMode(page.table.SelectionMode.ExtendedSelection)
    return page.chosen_lines()


def is_open(line: TaskLine) -> bool:
    return line.state is TaskState.OPEN and line.place.startswith("1")


def told(page: TaskPage) -> None:
    """Let the page read again what it told, as the window does."""
    assert page.scope is not None
    page.show_scope(page.scope)


def test_the_model_keeps_its_promises_while_filtered_and_sorted(page: TaskPage) -> None:
    model = TaskModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_lines(page._lines)
    for number in Column:
        model.sort(number)
        model.sort(number, Qt.SortOrder.DescendingOrder)
    model.show_lines(page._lines[:5])
    assert model.rowCount() == 5
    assert model.headerData(Column.RULE, Qt.Orientation.Horizontal) == "依据"


def test_names_of_two_characters_are_spaced(page: TaskPage, desk: Desk) -> None:
    rows = desk.tasks.list(desk.rounds.all()[0]).rows
    short = next(
        row.target
        for row in rows
        if row.task.target.kind is TargetKind.MEMBER and len(row.target) == 2
    )
    assert spaced(short) in column(page, Column.TARGET)
    assert short not in column(page, Column.TARGET)


def test_a_heading_sorts_and_the_chosen_task_stays_chosen(page: TaskPage) -> None:
    page.choose(page.task_ids()[4])
    before = page.current_task()
    page.table.sortByColumn(Column.ORGANIZATION, Qt.SortOrder.AscendingOrder)
    shown = column(page, Column.ORGANIZATION)
    assert shown == sorted(shown)
    assert page.current_task() == before


def test_filters_count_what_they_would_show(page: TaskPage, desk: Desk) -> None:
    rows = desk.tasks.list(desk.rounds.all()[0]).rows
    states, reviewers, forms = page._filters._choices
    done = sum(row.state is TaskState.DONE for row in rows)
    assert f"已点评　{done}" in [states.itemText(n) for n in range(states.count())]
    page._filters.choose(STATE_FACET, "已点评")
    page._filters.changed.emit()
    assert len(page.task_ids()) == done
    assert set(column(page, Column.STATE)) == {"已点评"}
    by_reviewer = reviewers.itemData(1)
    mine = sum(row.state is TaskState.DONE and row.reviewer == by_reviewer for row in rows)
    assert reviewers.itemText(1) == f"{by_reviewer}　{mine}"
    everything = sum(line.state is TaskState.DONE for line in page._lines)
    assert forms.itemText(0) == f"登记表（{everything}）"
    click(page, "清除")
    assert len(page.task_ids()) == len(rows)


def test_typed_text_finds_names_organisations_and_states(page: TaskPage, desk: Desk) -> None:
    name = desk.tasks.list(desk.rounds.all()[0]).rows[-1].target
    line = page._filters.findChild(QLineEdit)
    assert line is not None
    paste(line, name)
    assert page._model.rowCount()
    assert all(name in each.searched for each in page._model.lines)
    paste(line, "没有这个人")
    assert page._model.rowCount() == 0
    assert not page._open.isEnabled()


def test_gaps_stand_in_the_table_and_have_no_form(page: TaskPage, qtbot: QtBot) -> None:
    page.show_place(Place(state=TaskState.GAP))
    assert set(column(page, Column.STATE)) == {"缺点评人"}
    assert all(column(page, Column.RULE))
    page.table.selectRow(0)
    with qtbot.assertNotEmitted(page.wanted):
        press(page.table, Qt.Key.Key_Return)
    assert page.task_ids() == ()


def test_a_place_behind_a_filter_is_found(page: TaskPage) -> None:
    wanted = pick(page, is_open, 1)[0].task
    page.show_place(Place(state=TaskState.DONE))
    page.show_place(Place(task=wanted))
    assert page.current_task() == wanted


def test_the_scope_changes_and_filters_stay(page: TaskPage, desk: Desk) -> None:
    page.show_place(Place(state=TaskState.OPEN))
    page.show_scope(Scope(named(desk, "稽查党总支"), desk.rounds.all()[0]))
    assert {line.state for line in page._model.lines} == {TaskState.OPEN}


# ---- several at once -------------------------------------------------------------------------


def test_a_meeting_is_filled_into_the_chosen_tasks(page: TaskPage, qtbot: QtBot) -> None:
    chosen = [line.task for line in pick(page, is_open, 3)]
    click(page, "批量填写")
    dialog = active_dialog()
    assert isinstance(dialog, MeetingDialog)
    lines = {line.accessibleName(): line for line in dialog.findChildren(QLineEdit)}
    lines["点评时间"].setText("2011.1.8")
    lines["地点"].setText("三楼会议室")
    mode = dialog.findChild(QComboBox)
    assert mode is not None
    mode.setCurrentIndex(1)
    with qtbot.waitSignal(page.told):
        click(dialog, "填写")
    box = active_dialog()
    assert isinstance(box, QMessageBox)
    assert box.text() == "已在 3 份登记表里填上点评时间、地点、点评形式。"
    assert box.informativeText() == REST_BY_HAND
    click(box, "确定")
    told(page)
    assert page.chosen_tasks() == tuple(chosen)
    assert {line.cells[Column.DAY] for line in page.chosen_lines()} == {"2011.01.08"}


def test_finished_records_are_changed_only_where_that_is_ticked(
    page: TaskPage, desk: Desk, qtbot: QtBot
) -> None:
    done = pick(page, lambda line: line.state is TaskState.DONE, 2)
    before = {line.task: line.cells[Column.DAY] for line in done}
    click(page, "批量填写")
    dialog = active_dialog()
    dialog.findChildren(QLineEdit)[0].setText("2011年1月9日")
    click(dialog, "填写")
    box = active_dialog()
    assert isinstance(box, QMessageBox)
    assert (box.text(), box.informativeText()) == (
        "没有改动登记表。",
        "2 份已点评，没有改动。",
    )
    click(box, "确定")
    told(page)
    assert {line.task: line.cells[Column.DAY] for line in page.chosen_lines()} == before
    click(page, "批量填写")
    dialog = active_dialog()
    dialog.findChildren(QLineEdit)[0].setText("2011年1月9日")
    box_to_tick = dialog.findChild(QCheckBox)
    assert box_to_tick is not None
    assert box_to_tick.text() == "已点评的 2 份也改动"
    box_to_tick.click()
    with qtbot.waitSignal(page.told):
        click(dialog, "填写")
    click(active_dialog(), "确定")


def test_a_day_outside_the_round_is_doubted_once(page: TaskPage) -> None:
    pick(page, is_open, 1)
    click(page, "批量填写")
    dialog = active_dialog()
    dialog.findChildren(QLineEdit)[0].setText("2001-01-08")
    assert isinstance(dialog, MeetingDialog)
    assert refused(dialog.do_it) == ["meeting.day_outside"]
    dialog.findChildren(QLineEdit)[0].setText("2001-01-09")
    click(dialog, "填写")
    assert active_dialog() is dialog
    assert "不计入本轮统计" in dialog._fault.text()
    click(dialog, "填写")
    click(active_dialog(), "确定")
    assert QApplication.activeModalWidget() is None


def test_an_impossible_day_is_refused_beside_the_field(page: TaskPage) -> None:
    pick(page, is_open, 1)
    click(page, "批量填写")
    dialog = active_dialog()
    dialog.findChildren(QLineEdit)[0].setText("2011年2月30日")
    click(dialog, "填写")
    assert "不是有效的日期" in dialog._fault.text()  # type: ignore[attr-defined]
    click(dialog, "取消")


def test_exempting_needs_a_reason_and_can_be_taken_back(
    page: TaskPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [line.task for line in pick(page, is_open, 2)]
    page._actions.exempt()
    dialog = active_dialog()
    assert isinstance(dialog, ExemptDialog)
    click(dialog, "登记")
    assert "需要写明原因" in dialog._fault.text()
    dialog._reason.setText("长期病休")
    with qtbot.waitSignal(page.told):
        click(dialog, "登记")
    told(page)
    assert [line.task for line in page.chosen_lines()] == chosen
    assert {line.state for line in page.chosen_lines()} == {TaskState.EXEMPT}
    monkeypatch.setattr("app.ui.task_actions.confirm", lambda *_: True)
    page._actions.require()
    told(page)
    assert {line.state for line in page.chosen_lines()} == {TaskState.OPEN}


def test_tasks_are_given_to_another_reviewer(page: TaskPage, desk: Desk, qtbot: QtBot) -> None:
    line = pick(page, is_open, 1)[0]
    other = next(
        found
        for found in desk.editing.find_people("")
        if spaced(found.name) not in (line.cells[Column.REVIEWER], line.cells[Column.TARGET])
    )
    page._actions.assign()
    dialog = active_dialog()
    assert isinstance(dialog, AssignDialog)
    click(dialog, "改派")
    assert "还没有选择点评人" in dialog._fault.text()
    assert refused(dialog.do_it) == ["task.no_reviewer"]
    dialog._person.show_person(other.id, other.name)
    dialog._reason.setText("书记外出学习")
    with qtbot.waitSignal(page.told):
        click(dialog, "改派")
    told(page)
    again = [each for each in page._model.lines if each.name == line.name]
    assert spaced(other.name) in {each.cells[Column.REVIEWER] for each in again}


def test_a_name_that_two_people_have_names_no_reviewer(page: TaskPage, desk: Desk) -> None:
    for unit in ("示例市委", "示例市政府"):
        desk.editing.add_outside_person("赵钱孙", unit, "副书记")
    pick(page, is_open, 1)
    page._actions.assign()
    dialog = active_dialog()
    assert isinstance(dialog, AssignDialog)
    dialog._person.setText("赵钱孙")
    assert refused(dialog.do_it) == ["person.ambiguous"]
    dialog._person.setText("没有这个人")
    assert refused(dialog.do_it) == ["person.unknown"]
    click(dialog, "取消")


def test_the_menu_offers_what_makes_sense(page: TaskPage) -> None:
    pick(page, lambda line: line.state is TaskState.DONE, 1)
    page._actions._enable()
    assert page._actions._print.isEnabled()
    assert not page._actions._exempt.isEnabled()
    pick(page, is_open, 1)
    page._actions._enable()
    assert page._actions._exempt.isEnabled()
    assert page._actions._assign.isEnabled()


@pytest.mark.parametrize(
    ("entry", "name"), [("_print", "print_forms"), ("_export", "export_forms")]
)
def test_printing_and_exporting_are_asked_for(
    page: TaskPage, qtbot: QtBot, entry: str, name: str
) -> None:
    pick(page, lambda line: line.state is TaskState.DONE, 2)
    with qtbot.waitSignal(page.asked) as asked:
        getattr(page._actions, entry).trigger()
    assert asked.args == [name]
    assert len(page.chosen_reviews()) == 2


def test_five_thousand_characters_are_refused_beside_the_field(page: TaskPage) -> None:
    pick(page, is_open, 1)
    click(page, "批量填写")
    dialog = active_dialog()
    assert isinstance(dialog, MeetingDialog)
    dialog._place.setText("会" * 5000)
    click(dialog, "填写")
    assert active_dialog() is dialog
    assert "地点" in dialog._fault.text()
    assert dialog._place.text() == "会" * 5000
    click(dialog, "取消")


def test_rare_characters_are_kept_as_typed(page: TaskPage, desk: Desk) -> None:
    line = pick(page, is_open, 1)[0]
    assert line.task is not None
    click(page, "批量填写")
    dialog = active_dialog()
    assert isinstance(dialog, MeetingDialog)
    dialog._place.setText("𠮷祥㛃会议室")
    click(dialog, "填写")
    click(active_dialog(), "确定")
    assert desk.reviews.open(line.task).review.place == "𠮷祥㛃会议室"
