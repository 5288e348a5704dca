"""The page 检查."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.domain.words import CheckLevel
from app.ops.tasks import TaskState
from app.ops.upkeep import Problem
from app.ui.checks_page import QUESTIONS_AT, ChecksPage, Column, place_of, problem_lines
from app.ui.page import PageName, Place, Scope
from app.ui.printing.preview import PrintPreview
from tests.ui.conftest import active_dialog
from tests.ui.hands import click, press
from tests.ui.pages import shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> ChecksPage:
    return shown(qtbot, ChecksPage(desk, settings))


def texts(page: ChecksPage, column: Column) -> list[str]:
    return [str(page._model.index(r, column).data()) for r in range(page._model.rowCount())]


def row_of(page: ChecksPage, problem: str) -> int:
    return next(n for n, line in enumerate(page._model.lines) if line.problem.id == problem)


def test_all_problems_stand_there_the_most_serious_first(page: ChecksPage, desk: Desk) -> None:
    QAbstractItemModelTester(page._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = desk.upkeep.problems()
    assert sorted(texts(page, Column.MESSAGE)) == sorted(problem.message for problem in found)
    levels = [line.problem.level for line in page._model.lines]
    assert levels == sorted(levels, key=list(CheckLevel).index)
    assert page._summary.text().startswith("错误 0　核实 ")


def test_only_what_is_about_the_chosen_organisation_is_shown(page: ChecksPage, desk: Desk) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    unit = tree.named("稽查党总支")[0].id
    everything = page._model.rowCount()
    page.show_scope(Scope(unit, desk.rounds.all()[0]))
    assert 0 < page._model.rowCount() < everything
    places = {line.problem.organization for line in page._model.lines} - {None}
    assert all(tree.within(place, unit) for place in places if place)


def test_levels_and_kinds_filter(page: ChecksPage) -> None:
    page._filters.choose(0, "提示")
    page._filters.changed.emit()
    assert set(texts(page, Column.LEVEL)) == {"提示"}
    click(page, "清除")
    page._filters.choose(1, "缺点评人")
    page._filters.changed.emit()
    assert set(texts(page, Column.KIND)) == {"缺点评人"}


def test_a_gap_leads_to_the_tasks_without_a_reviewer(page: ChecksPage, qtbot: QtBot) -> None:
    page._table.selectRow(row_of(page, "gap"))
    problem = page._model.line(row_of(page, "gap")).problem
    assert page._whole.text() == problem.message
    with qtbot.waitSignal(page.wanted) as asked:
        press(page._table, Qt.Key.Key_Return)
    assert asked.args == [Place(PageName.TASKS, problem.organization, state=TaskState.GAP)]


@pytest.mark.parametrize(
    ("problem", "page_name"),
    [("vacancy", PageName.ORGANIZATIONS), ("T1-04", PageName.STATISTICS)],
)
def test_problems_lead_to_their_page(page: ChecksPage, problem: str, page_name: PageName) -> None:
    place = place_of(page._model.line(row_of(page, problem)).problem)
    assert place is not None
    assert place.page is page_name


def test_a_record_that_lacks_something_leads_to_its_form(desk: Desk, page: ChecksPage) -> None:
    review = desk.workspace.stores.reviews.heads(desk.rounds.all()[0].id)[0].id
    problem = Problem("cells", CheckLevel.VERIFY, "", "", review=review)
    assert place_of(problem) == Place(review=review)


@pytest.mark.parametrize(
    ("kind", "problem", "achievements"),
    [
        ("没有不足", "暂无明显不足", "办实事十二件，解决检定难题三个。"),
        ("内容空泛", "下支部次数少。", "工作认真负责，团结同志，表现优秀。"),
    ],
)
def test_what_is_worth_a_second_look_is_named_and_leads_to_its_form(
    page: ChecksPage, desk: Desk, qtbot: QtBot, kind: str, problem: str, achievements: str
) -> None:
    round_ = desk.workspace.round()
    review = next(r for r in desk.workspace.stores.reviews.of_round(round_.id) if r.is_done)
    texts = {"review.problems": problem, "review.achievements": achievements}
    blocks = tuple(replace(b, values={**b.values, **texts}) for b in review.blocks)
    desk.workspace.stores.reviews.save(replace(review, blocks=blocks))
    click(page, "刷新")
    page._filters.choose(1, kind)
    page._filters.changed.emit()
    lines = [line for line in page._model.lines if line.problem.review == review.id]
    assert [line.cells[:2] for line in lines] == [("提示", kind)]
    page._table.choose_row(page._model.index(page._model.lines.index(lines[0]), 0))
    with qtbot.waitSignal(page.wanted) as asked:
        press(page._table, Qt.Key.Key_Return)
    assert asked.args == [Place(review=review.id)]


def test_a_question_leads_to_the_questions(page: ChecksPage, qtbot: QtBot) -> None:
    question = Problem("question", CheckLevel.VERIFY, "1", "是谁？")
    page.desk.upkeep.problems = lambda *_: (question,)  # type: ignore[method-assign]
    click(page, "刷新")
    page._table.selectRow(0)
    with qtbot.waitSignal(page.asked) as asked:
        click(page, "转到")
    assert asked.args == ["questions"]


def test_the_list_is_copied_with_its_headings(page: ChecksPage) -> None:
    click(page, "复制")
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["级别", "种类"]
    assert len(lines) == page._model.rowCount() + 1


def test_the_list_is_shown_as_it_prints(page: ChecksPage) -> None:
    click(page, "打印")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()


def test_a_question_stands_where_it_is_answered_not_under_its_id(desk: Desk) -> None:
    asked = Problem("question", CheckLevel.VERIFY, "5f0c-id", "还不清楚报送单位是哪个党组织。")
    (line,) = problem_lines([asked], desk.workspace.directory(desk.workspace.today()))
    assert line.cells[Column.WHERE] == QUESTIONS_AT
