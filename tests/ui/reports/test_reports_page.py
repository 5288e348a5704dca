"""The page 报告: the marked cases, and the documents as they print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docx import Document
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QMessageBox

from app.domain.cycle.notices import readable
from app.domain.progress import Cancelled
from app.domain.words import OrganizationKind
from app.ui.page import Place, Scope
from app.ui.printing.official import OfficialPreview
from app.ui.reports.case_dialog import CaseDialog
from app.ui.reports_page import BULLETIN, MANY, NOT_A_BRANCH, STOPPED
from app.ui.settings import Settings
from app.ui.statistics_page import StatisticsPage
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, paste, press
from tests.ui.reports.conftest import TITLES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from app.domain.cycle.cases import ModelCase
    from app.ops.desk import Desk
    from app.ui.reports_page import ReportsPage


def titles(page: ReportsPage) -> list[str]:
    model = page.cases.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def again(page: ReportsPage) -> None:
    """What the window does after news."""
    assert page.scope is not None
    page.show_scope(page.scope)


def shown(page: ReportsPage) -> tuple[str, ...]:
    assert page._made is not None
    return readable(page._made.document)


def choose(page: ReportsPage, row: int) -> None:
    page.cases.table.choose_row(page.cases.model.index(row, 0))


# ---- the documents -------------------------------------------------------------------------------


def test_the_report_has_the_figures_of_the_statistics_page(
    page: ReportsPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    statistics = StatisticsPage(desk, Settings(tmp_path / "statistics.json"))
    qtbot.addWidget(statistics)
    statistics.show_scope(Scope(desk.workspace.root_id, desk.workspace.round()))
    figures = {
        each.accessibleName().rsplit(" ", 1)[0]: each.text()
        for each in statistics._sheet._group.buttons()
    }
    said = shown(page)
    assert figures
    for title, figure in figures.items():
        assert said[said.index(title) + 1] == figure


def test_another_day_is_told_by_both_alike(
    page: ReportsPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page.as_of.line.selectAll()
    paste(page.as_of.line, "2010.12.1")
    press(page.as_of.line, Qt.Key.Key_Return)
    day = date(2010, 12, 1)
    round_ = desk.workspace.round()
    assert page.day(round_) == day
    figures = desk.statistics.figures(round_, desk.workspace.root_id, day).values()
    said = shown(page)
    for measure, title in desk.statistics.titles().items():
        assert said[said.index(title) + 1] == str(figures[measure])


def test_a_wrong_day_is_told_and_changes_nothing(page: ReportsPage) -> None:
    before = page._made
    page.as_of.line.selectAll()
    paste(page.as_of.line, "2010.13")
    press(page.as_of.line, Qt.Key.Key_Return)
    assert page.as_of.fault.isVisible()
    assert page._made is before


def test_pages_are_turned(page: ReportsPage) -> None:
    place = next(x for x in page.findChildren(QLabel) if x.accessibleName() == "第几页")
    assert place.text() == "第 1 页，共 3 页"
    click(page, "下一页")
    assert place.text() == "第 2 页，共 3 页"
    again(page)
    assert place.text() == "第 2 页，共 3 页"
    click(page, "上一页")
    assert not button(page, "上一页").isEnabled()


def test_the_document_is_saved_as_word(
    page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报告.docx"
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: path)
    click(page, "Word")
    texts = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert texts[0].endswith("领导点评工作情况的报告")
    assert f"（一）{TITLES[0]}" in texts


def test_the_document_is_shown_as_it_prints(page: ReportsPage) -> None:
    click(page, "打印")
    preview = active_dialog()
    assert isinstance(preview, OfficialPreview)
    assert "工作报告" in preview.windowTitle()
    preview.close()
    assert is_freed(preview)


def test_a_bulletin_is_made_of_a_branch(page: ReportsPage, desk: Desk) -> None:
    page._kind.setCurrentText(BULLETIN)
    page._kind.activated.emit(1)
    assert any(x.text() == NOT_A_BRANCH for x in page.findChildren(QLabel) if x.isVisible())
    assert not button(page, "Word").isEnabled()
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = next(each for each in tree if each.kind is OrganizationKind.BRANCH)
    page.show_scope(Scope(branch.id, desk.workspace.round()))
    assert shown(page)[0] == f"关于{branch.name}领导点评情况的通报"
    assert button(page, "打印").isEnabled()


def test_what_was_stopped_can_be_made_again(
    page: ReportsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(desk.reports, "report", stopped)
        again(page)
    assert any(x.text() == STOPPED for x in page.findChildren(QLabel) if x.isVisible())
    assert not button(page, "打印").isEnabled()
    click(page, "生成")
    assert shown(page)
    assert button(page, "打印").isEnabled()


def test_with_very_many_members_it_is_made_where_that_is_asked_for(
    page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.reports_page.AT_ONCE", 10)
    again(page)
    assert titles(page) == list(TITLES)
    assert any(x.text() == MANY for x in page.findChildren(QLabel) if x.isVisible())
    assert not button(page, "Word").isEnabled()
    click(page, "生成")
    assert shown(page)
    assert button(page, "Word").isEnabled()


def test_without_a_round_the_page_says_what_comes_first(page: ReportsPage, desk: Desk) -> None:
    page.show_scope(Scope(desk.workspace.root_id, None))
    assert not page.cases.isVisible()
    assert button(page, "开设轮次…").isVisible()


# ---- the cases -----------------------------------------------------------------------------------


def test_the_model_keeps_its_promises(page: ReportsPage) -> None:
    model = page.cases.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert titles(page) == list(TITLES)
    assert [str(model.index(row, 3).data()) for row in range(3)] == ["是", "是", "否"]
    assert page.cases._said.text() == "共 3 条　写进报告 2 条"


def test_the_order_of_the_list_is_that_of_the_report(page: ReportsPage, qtbot: QtBot) -> None:
    choose(page, 1)
    with qtbot.waitSignal(page.told):
        click(page, "上移")
    again(page)
    assert titles(page) == [TITLES[1], TITLES[0], TITLES[2]]
    assert page.cases.chosen()[0].record.title == TITLES[1]  # it stays chosen, to be moved on
    said = shown(page)
    assert said.index(f"（一）{TITLES[1]}") < said.index(f"（二）{TITLES[0]}")
    assert not button(page, "上移").isEnabled()


def test_the_keyboard_does_it_all(
    page: ReportsPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    table = page.cases.table
    table.setFocus()
    choose(page, 0)
    with qtbot.waitSignal(page.told):
        press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    again(page)
    assert titles(page) == [TITLES[1], TITLES[0], TITLES[2]]
    press(table, Qt.Key.Key_Return)
    asked = active_dialog()
    assert isinstance(asked, CaseDialog)
    asked.reject()
    assert is_freed(asked)
    monkeypatch.setattr("app.ui.list_page.confirm", lambda *_: True)
    with qtbot.waitActive(page):
        page.activateWindow()
    with qtbot.waitSignal(page.told):
        press(table, Qt.Key.Key_Delete)
    again(page)
    assert titles(page) == [TITLES[1], TITLES[2]]
    press(table, Qt.Key.Key_Insert)
    new = active_dialog()
    assert isinstance(new, CaseDialog)
    paste(new._title, "联系点制度")
    click(new, "保存")
    assert titles(page)[-1] == "联系点制度"
    assert [line.record.title for line in page.cases.chosen()] == ["联系点制度"]


def test_deleting_asks_first_and_refuses_by_default(page: ReportsPage, qtbot: QtBot) -> None:
    page.cases.table.selectAll()
    asked: list[str] = []

    def answer() -> None:
        box = active_dialog()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        assert box.defaultButton().text() == "取消"
        click(box, "取消")

    QTimer.singleShot(0, answer)
    click(page, "删除")
    assert asked == [f"要删除典型“{TITLES[0]}”等 3 条吗？"]
    again(page)
    assert len(titles(page)) == 3


def test_a_case_is_told_or_left_out(page: ReportsPage, qtbot: QtBot) -> None:
    choose(page, 0)
    with qtbot.waitSignal(page.told):
        page._turn()
    again(page)
    assert f"（一）{TITLES[0]}" not in shown(page)


def test_the_form_of_a_case_is_asked_for(
    page: ReportsPage, marked: tuple[ModelCase, ...], qtbot: QtBot
) -> None:
    choose(page, 0)
    with qtbot.waitSignal(page.wanted) as heard:
        click(page, "登记表")
    assert heard.args == [Place(review=marked[0].review_id)]


def test_only_cases_of_the_chosen_unit_are_shown(
    page: ReportsPage, desk: Desk, marked: tuple[ModelCase, ...]
) -> None:
    page.show_scope(Scope(marked[0].organization_id, desk.workspace.round()))
    here = [each.title for each in marked if each.organization_id == marked[0].organization_id]
    assert titles(page) == here
    assert 0 < len(here) <= len(marked)
