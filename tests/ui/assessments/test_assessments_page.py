"""The page 评议: the list, what can be done with the chosen one, what is asked before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListWidget, QMessageBox

from app.ops.changes import Topic
from app.ui.assessments.assessment_dialog import AssessmentDialog
from app.ui.assessments.entry_dialog import EntryDialog
from app.ui.assessments.papers import PapersDialog
from app.ui.assessments.planned_dialog import PlannedDialog
from app.ui.assessments.result_dialog import ResultDialog
from app.ui.assessments_page import AssessmentsPage
from app.ui.data_table import DataTable
from app.ui.letters import unlettered
from app.ui.page import Scope
from tests.ops.votes import enter_all, last_round, make_planned
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click
from tests.ui.pages import again, shown
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


def table(page: AssessmentsPage) -> DataTable:
    found = page.findChild(DataTable)
    assert isinstance(found, DataTable)
    return found


def column(page: AssessmentsPage, number: int) -> list[str]:
    model = table(page).model()
    return [str(model.index(row, number).data() or "") for row in range(model.rowCount())]


def test_the_list_of_a_fresh_round_says_what_to_do(page: AssessmentsPage) -> None:
    QAbstractItemModelTester(table(page).model())
    assert column(page, 0) == []
    assert "按方案新建" in page.votes.sentence()
    assert not button(page, "录入票数").isEnabled()


def test_where_the_scheme_plans_nothing_the_list_does_not_point_to_a_plan(
    sample_ledger: Path, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    with open_sample(Path(shutil.copy(sample_ledger, tmp_path))) as desk:
        assert not desk.workspace.scheme.assessments
        page = shown(qtbot, AssessmentsPage(desk, settings))
        assert not button(page, "按方案新建").isEnabled()
        assert "按方案新建" not in page.votes.sentence()
        assert "“新建”" in page.votes.sentence()


def test_what_the_scheme_asks_for_is_made_from_its_list(
    page: AssessmentsPage, qtbot: QtBot
) -> None:
    click(page, "按方案新建")
    dialog = active_dialog()
    assert isinstance(dialog, PlannedDialog)
    lines = dialog.findChild(QListWidget)
    assert isinstance(lines, QListWidget)
    lines.item(0).setCheckState(Qt.CheckState.Unchecked)
    wanted = lines.count() - 1
    assert unlettered(dialog.agree.text()) == f"新建 {wanted} 项"
    with qtbot.waitSignal(page.told) as caught:
        dialog.agree.click()
    assert Topic.CYCLE in caught.args[0].topics
    assert is_freed(dialog)
    assert len(column(page, 0)) == wanted
    assert len(page.votes.chosen()) == wanted


def test_what_was_just_made_is_chosen(page: AssessmentsPage, desk: Desk) -> None:
    make_planned(desk)
    again(page)
    click(page, "新建…")
    dialog = active_dialog()
    assert isinstance(dialog, AssessmentDialog)
    dialog._title.setText("班子民主测评")
    click(dialog, "保存")
    assert [line.record.title for line in page.votes.chosen()] == ["班子民主测评"]


def test_what_was_made_is_not_offered_again(page: AssessmentsPage, desk: Desk) -> None:
    make_planned(desk)
    click(page, "按方案新建")
    dialog = active_dialog()
    assert isinstance(dialog, PlannedDialog)
    assert not dialog.agree.isEnabled()
    lines = dialog.findChild(QListWidget)
    assert isinstance(lines, QListWidget)
    assert "已新建" in lines.item(0).text()
    dialog.close()


def test_a_line_tells_who_votes_how_many_and_how_satisfied_they_are(
    page: AssessmentsPage, desk: Desk
) -> None:
    enter_all(desk, make_planned(desk)[0], (31, 5, 3, 1))
    again(page)
    assert column(page, 5)[0] == "全体工作人员"
    assert [column(page, n)[0] for n in (6, 7, 8, 2)] == ["50", "45", "40", "90.00%"]
    assert column(page, 1)[:2] == ["计票中", "待评议"]


def test_a_row_opens_where_its_work_goes_on(page: AssessmentsPage, desk: Desk) -> None:
    made = make_planned(desk)
    enter_all(desk, made[0], (31, 5, 3, 1))
    desk.assessments.close(made[0].id)
    again(page)
    table(page).row_opened.emit(table(page).model().index(0, 0))
    shown = active_dialog()
    assert isinstance(shown, ResultDialog)
    shown.close()
    table(page).row_opened.emit(table(page).model().index(1, 0))
    shown = active_dialog()
    assert isinstance(shown, EntryDialog)
    shown.close()


def test_closed_votes_are_looked_at_and_not_typed_into(page: AssessmentsPage, desk: Desk) -> None:
    made = make_planned(desk)
    enter_all(desk, made[0], (31, 5, 3, 1))
    desk.assessments.close(made[0].id)
    again(page)
    page.votes.choose(made[0].id)
    assert button(page, "结果").isEnabled()
    assert not button(page, "录入票数").isEnabled()
    assert not button(page, "逐张录入").isEnabled()
    page.votes.choose(made[1].id)
    assert button(page, "录入票数").isEnabled()


def test_a_vote_without_objects_is_no_vote_yet(page: AssessmentsPage, desk: Desk) -> None:
    blank = desk.assessments.blank(desk.workspace.root_id, last_round(desk))
    desk.assessments.save(blank)
    again(page)
    click(page, "测评票")
    told = active_dialog()
    assert isinstance(told, QMessageBox)
    assert "没有评议对象" in told.text()
    told.close()
    table(page).row_opened.emit(table(page).model().index(0, 0))
    shown = active_dialog()
    assert isinstance(shown, AssessmentDialog)
    shown.close()


def test_deleting_and_emptying_ask_first(
    page: AssessmentsPage, desk: Desk, answers: list[str]
) -> None:
    made = make_planned(desk)
    enter_all(desk, made[0], (31, 5, 3, 1))
    again(page)
    page.votes.choose(made[0].id)
    answers.append("取消")
    page.clear()
    assert desk.assessments.get(made[0].id).counts
    answers.append("清空")
    page.clear()
    assert desk.assessments.get(made[0].id).counts == ()
    answers.append("删除")
    page.remove()
    assert len(column(page, 0)) == len(made) - 1


def test_every_button_has_a_name_and_the_papers_open(page: AssessmentsPage, desk: Desk) -> None:
    make_planned(desk)
    again(page)
    click(page, "测评票")
    shown = active_dialog()
    assert isinstance(shown, PapersDialog)
    shown.close()
    assert is_freed(shown)


def test_without_a_round_the_page_says_what_comes_first(page: AssessmentsPage, desk: Desk) -> None:
    page.show_scope(Scope(desk.workspace.root_id, None))
    assert not table(page).isVisible()
    assert page.empty.isVisible()
