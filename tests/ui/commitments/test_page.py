"""The page 承诺: its two lists, their filters, what can be done with chosen lines, and paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTreeView, QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES, TERMS, CommitmentState, Term
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ops.changes import Changes, Topic
from app.ui import saving
from app.ui.commitments.mark_dialog import MarkDialog
from app.ui.commitments.opinion_dialog import OpinionDialog
from app.ui.commitments.promise_dialog import PromiseDialog
from app.ui.commitments_page import NO_PROMISES, OPINIONS, PROMISES, CommitmentsPage
from app.ui.page import Place, Scope
from app.ui.printing.preview import PrintPreview
from tests.ui.closing import is_freed
from tests.ui.commitments.cycle_sample import add_opinions, add_promises, branch_of, members_of
from tests.ui.conftest import active_dialog
from tests.ui.form_hands import choose
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
STATE, UNTIL = 5, 4


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings, scope: Scope) -> CommitmentsPage:
    add_promises(desk)
    add_opinions(desk)
    made = CommitmentsPage(desk, settings)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_scope(scope)
    return made


def select(page: CommitmentsPage, *rows: int) -> None:
    table = page.promises.table
    table.clearSelection()
    table.setSelectionMode(table.SelectionMode.MultiSelection)
    for row in rows:
        table.selectRow(row)
    table.setSelectionMode(table.SelectionMode.ExtendedSelection)


def cells(page: CommitmentsPage, column: int) -> list[str]:
    return [line.cells[column] for line in page.promises.model.lines]


def filtered(page: CommitmentsPage, facet: int, value: str) -> None:
    page.promises.filters.choose(facet, value)
    page.promises.filters.changed.emit()


# ---- what is shown -----------------------------------------------------------------------------


def test_every_promise_stands_with_its_state_and_what_is_overdue(page: CommitmentsPage) -> None:
    QAbstractItemModelTester(page.promises.model, FATAL, page)
    QAbstractItemModelTester(page.opinions.model, FATAL, page)
    assert cells(page, STATE) == ["已兑现", "进行中，逾期", "未开始", "未开始", "未兑现"]
    assert cells(page, UNTIL)[:3] == ["2010.12.31", "2010.12.31", "2011.03.31"]
    assert page.promises._said.text() == ("共 5 条　未开始 2　进行中 1　已兑现 1　未兑现 1　逾期 1")
    assert page.opinions._said.text() == "共 3 条　16 人次"


def test_filters_show_what_is_overdue_and_what_is_of_one_state(page: CommitmentsPage) -> None:
    filtered(page, 1, TERMS[Term.OVERDUE])
    assert cells(page, STATE) == ["进行中，逾期"]
    assert "（显示 1 条）" in page.promises._said.text()
    page.promises.filters.clear()
    filtered(page, 0, COMMITMENT_STATES[CommitmentState.OPEN])
    assert page.promises.model.rowCount() == 2


def test_terms_are_sorted_as_days_and_promises_without_one_come_last(
    page: CommitmentsPage,
) -> None:
    page.promises.table.sortByColumn(UNTIL, Qt.SortOrder.AscendingOrder)
    assert cells(page, UNTIL) == ["2010.12.31", "2010.12.31", "2011.03.31", "", ""]


def test_only_what_belongs_to_the_chosen_organisation_is_listed(
    page: CommitmentsPage, desk: Desk, scope: Scope
) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = branch_of(desk)
    other = next(o for o in tree if o.kind is branch.kind and o.id != branch.id)
    page.show_scope(Scope(other.id, scope.round))
    assert page.promises.model.rowCount() == 0
    page.show_scope(Scope(branch.id, scope.round))
    assert page.promises.model.rowCount() == 5


def test_without_promises_the_page_says_how_to_begin(
    qtbot: QtBot, desk: Desk, settings: Settings, scope: Scope
) -> None:
    page = CommitmentsPage(desk, settings)
    qtbot.addWidget(page)
    page.show_scope(scope)
    assert page.promises._said.text() == NO_PROMISES
    assert button(page.promises, "新建…").isEnabled()
    for verb in ("修改…", "标记…", "删除", "打印列表", "导出…"):
        assert not button(page.promises, verb).isEnabled()


def test_without_a_round_nothing_can_be_added(
    qtbot: QtBot, empty_desk: Desk, settings: Settings
) -> None:
    page = CommitmentsPage(empty_desk, settings)
    qtbot.addWidget(page)
    page.show_scope(Scope(empty_desk.workspace.root_id, None))
    assert page.empty.isVisibleTo(page)
    assert not page.promises.isVisibleTo(page)
    page.new_promise()
    page.import_list()


def test_what_was_chosen_stays_chosen_when_the_page_reads_again(
    page: CommitmentsPage, scope: Scope
) -> None:
    select(page, 1, 3)
    chosen = page.promises.chosen_ids()
    page.show_scope(scope)
    assert page.promises.chosen_ids() == chosen


# ---- what is done ------------------------------------------------------------------------------


def test_enter_opens_the_promise_and_what_is_saved_is_told(
    qtbot: QtBot, page: CommitmentsPage, desk: Desk, round_: Round
) -> None:
    page.promises.table.setFocus()
    page.promises.table.selectRow(2)
    press(page.promises.table, Qt.Key.Key_Return)
    dialog = active_dialog()
    assert isinstance(dialog, PromiseDialog)
    dialog._progress.setPlainText("已整理2008年以前的档案")
    with qtbot.waitSignal(page.told) as told:
        click(dialog, "保存")
    assert told.args == [Changes(frozenset({Topic.CYCLE}))]
    assert is_freed(dialog)
    kept = [row.record.progress for row in desk.commitments.rows(round_)]
    assert "已整理2008年以前的档案" in kept


def test_insert_adds_to_the_list_in_front(page: CommitmentsPage) -> None:
    page.promises.table.setFocus()
    press(page.promises.table, Qt.Key.Key_Insert)
    dialog = active_dialog()
    assert isinstance(dialog, PromiseDialog)
    dialog.reject()
    page._tabs.setCurrentIndex(OPINIONS)
    page.opinions.table.setFocus()
    press(page.opinions.table, Qt.Key.Key_Insert)
    asked = active_dialog()
    assert isinstance(asked, OpinionDialog)
    asked.reject()


def test_several_are_marked_at_once(
    qtbot: QtBot, page: CommitmentsPage, desk: Desk, round_: Round
) -> None:
    select(page, 1, 2, 3)
    click(page.promises, "标记…")
    dialog = active_dialog()
    assert isinstance(dialog, MarkDialog)
    with qtbot.waitSignal(page.told):
        click(dialog, "标记")
    states = [row.record.standing for row in desk.commitments.rows(round_)]
    assert states == [CommitmentState.KEPT] * 4 + [CommitmentState.NOT_KEPT]


def test_deleting_asks_first_and_names_what_and_how_many(
    qtbot: QtBot, page: CommitmentsPage, desk: Desk, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_parent: object, _title: str, sentence: str, *_: str) -> bool:
        asked.append(sentence)
        return len(asked) > 1

    monkeypatch.setattr("app.ui.list_page.confirm", confirm)
    select(page, 3, 4)
    click(page.promises, "删除")
    assert len(desk.commitments.rows(round_)) == 5
    page.promises.table.setFocus()
    with qtbot.waitSignal(page.told):
        press(page.promises.table, Qt.Key.Key_Delete)
    assert "“结对帮扶困难群众一户”等 2 条" in asked[0]
    assert len(desk.commitments.rows(round_)) == 3


def test_an_opinion_is_deleted_after_a_question(
    qtbot: QtBot, page: CommitmentsPage, desk: Desk, round_: Round
) -> None:
    page._tabs.setCurrentIndex(OPINIONS)
    page.opinions.table.selectRow(1)
    choose("取消")
    click(page.opinions, "删除")
    assert len(desk.opinions.rows(round_)) == 3
    choose("删除")
    with qtbot.waitSignal(page.told):
        click(page.opinions, "删除")
    assert len(desk.opinions.rows(round_)) == 2


def test_keys_that_are_pressed_elsewhere_change_nothing_here(
    qtbot: QtBot, desk: Desk, settings: Settings, scope: Scope
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    beside = QTreeView(around)
    page = CommitmentsPage(desk, settings, around)
    row = QHBoxLayout(around)
    row.addWidget(beside)
    row.addWidget(page)
    around.show()
    around.activateWindow()
    add_promises(desk)
    page.show_scope(scope)
    select(page, 1)
    beside.setFocus()
    press(beside, Qt.Key.Key_Insert)
    press(beside, Qt.Key.Key_Delete)
    assert QApplication.activeModalWidget() is None
    page.promises.table.setFocus()
    press(page.promises.table, Qt.Key.Key_Insert)
    active_dialog().close()


def test_a_place_brings_its_part_to_the_front(page: CommitmentsPage) -> None:
    page.show_place(Place(part="opinions"))
    assert page._tabs.currentIndex() == OPINIONS
    page.show_place(Place())
    assert page._tabs.currentIndex() == PROMISES


# ---- paper and files ---------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["promises", "opinions"])
def test_what_is_listed_is_shown_as_it_prints(page: CommitmentsPage, part: str) -> None:
    view = getattr(page, part)
    page._tabs.setCurrentWidget(view)
    click(view, "打印列表")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    assert is_freed(preview)


def test_the_printed_list_has_the_columns_that_are_shown(page: CommitmentsPage) -> None:
    page.promises.table.setColumnHidden(3, True)
    table = page.promises.as_table("承诺")
    assert [c.title for c in table.columns][2:4] == ["承诺事项", "完成时限"]
    assert table.rows[0][2] == "建立党员活动室，每月组织一次集中学习"


def test_the_list_is_written_as_it_is_filtered(
    page: CommitmentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "承诺.xlsx"
    monkeypatch.setattr(saving, "ask_file_name", lambda *_: path)
    filtered(page, 1, TERMS[Term.OVERDUE])
    page.export_list()
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["承诺事项", "走访企业十户，帮助解决质量问题"]


def test_a_promise_of_somebody_who_left_is_still_listed(
    page: CommitmentsPage, desk: Desk, scope: Scope
) -> None:
    member = members_of(desk)[1]
    desk.workspace.stores.structure.remove(members=[member.id], reason="测试")
    desk.workspace.structure_changed()
    page.show_scope(scope)
    assert page.promises.model.rowCount() == 5


def test_promises_of_another_round_are_not_listed(
    page: CommitmentsPage, desk: Desk, scope: Scope, round_: Round
) -> None:
    other = replace(round_, id=type(round_.id)("另一轮"), name="另一轮")
    desk.workspace.stores.rounds.add(other)
    target = Target(TargetKind.ORGANIZATION, branch_of(desk).id)
    desk.commitments.save([replace(desk.commitments.new(other, target), matter="另一轮的事")])
    page.show_scope(scope)
    assert page.promises.model.rowCount() == 5
    page.show_scope(Scope(scope.unit, other))
    assert cells(page, 2) == ["另一轮的事"]
