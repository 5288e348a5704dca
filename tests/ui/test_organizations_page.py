"""The page 党组织: all below the chosen organisation, filtered, sorted, opened, acted upon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from app.ui.history_dialog import HistoryDialog
from app.ui.organizations_page import (
    GONE,
    VACANT,
    Column,
    OrganizationListModel,
    OrganizationsPage,
    organization_lines,
)
from app.ui.page import PageName, Place, Scope
from app.ui.settings import Settings
from app.ui.structure.deeds import ORGANIZATION_DEEDS, Deed
from app.ui.structure.frame import FieldDialog
from app.ui.structure.organization_dialog import OrganizationDialog
from tests.ui.hands import click, compose, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.organization import Organization
    from app.ops.desk import Desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[OrganizationsPage]:
    made = OrganizationsPage(desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    show(made, desk)
    yield made
    for dialog in made.findChildren(FieldDialog):
        dialog.is_ready = False
        dialog.close()


def show(page: OrganizationsPage, desk: Desk, unit: Organization | None = None) -> None:
    round_ = desk.rounds.all()[0]
    page.show_scope(Scope(unit.id if unit else desk.workspace.root_id, round_))


def texts(page: OrganizationsPage, column: Column) -> list[str]:
    model = page._model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def a_branch(desk: Desk) -> Organization:
    tree = desk.editing.directory.tree
    return next(o for o in tree if o.kind is OrganizationKind.BRANCH)


def test_all_below_are_listed_in_the_order_of_the_tree(desk: Desk, page: OrganizationsPage) -> None:
    assert texts(page, Column.NAME) == [o.name for o in desk.editing.directory.tree]
    branch = a_branch(desk)
    show(page, desk, branch)
    below = desk.editing.directory.tree.subtree(branch.id)
    assert texts(page, Column.NAME) == [o.name for o in below]


def test_a_line_tells_committee_members_leaders_and_reviews(
    desk: Desk, page: OrganizationsPage
) -> None:
    directory, branch = desk.editing.directory, a_branch(desk)
    row = page._model.row_of(branch.id)
    assert row is not None
    cells = page._model.line(row).cells
    secretary = directory.secretary(branch.id)
    assert secretary is not None
    assert cells[Column.SECRETARY] == directory.name(secretary)
    assert cells[Column.COMMITTEE].startswith(directory.name(secretary))
    assert cells[Column.MEMBERS] == str(len(directory.members_under(branch.id)))
    progress = desk.overview.progress(desk.rounds.all()[0], desk.workspace.today())[branch.id]
    assert cells[Column.REVIEW] == f"已点评，党员 {progress.members.done}/{progress.members.due}"
    top = page._model.line(0).cells
    assert top[Column.REVIEW].startswith("缺点评人，")
    assert top[Column.MEMBERS] == str(len(directory.members))


def test_headings_sort_numbers_as_numbers(page: OrganizationsPage) -> None:
    QAbstractItemModelTester(page._model, FATAL)
    page._table.sortByColumn(Column.MEMBERS, Qt.SortOrder.DescendingOrder)
    counts = [int(text) for text in texts(page, Column.MEMBERS)]
    assert counts == sorted(counts, reverse=True)


def test_filters_find_kinds_vacancies_and_words(desk: Desk, page: OrganizationsPage) -> None:
    branch = a_branch(desk)
    sheet = desk.editing.sheet(branch.id)
    tagged = replace(sheet.organization, tags=frozenset({"机关"}))
    desk.editing.save(replace(sheet, organization=tagged, appointments=()))
    show(page, desk)
    page._filters.choose(2, VACANT)
    page._filter()
    assert set(texts(page, Column.SECRETARY)) == {VACANT}
    assert branch.name in texts(page, Column.NAME)
    page._filters.clear()
    page._filters.choose(1, "机关")
    page._filter()
    assert texts(page, Column.NAME) == [branch.name]
    page._filters.clear()
    page._filters.choose(0, "党小组")
    page._filter()
    assert set(texts(page, Column.KIND)) == {"党小组"}
    page._filters.clear()
    page._filters._text.setText("没有这样的")
    assert page._model.rowCount() == 0
    assert page._nothing.isVisible()


def test_what_was_dissolved_stays_listed_in_grey(desk: Desk, page: OrganizationsPage) -> None:
    branch = a_branch(desk)
    heir = next(o for o in desk.editing.directory.tree.children(branch.parent_id) if o != branch)  # type: ignore[arg-type]
    desk.structure.dissolve(branch.id, heir.id, date(2011, 1, 10))
    show(page, desk)
    row = page._model.row_of(branch.id)
    assert row is not None
    line = page._model.line(row)
    assert line.facets[3] == GONE
    assert line.cells[Column.ENDED] == "2011.01.10"
    assert page._model.index(row, 0).data(Qt.ItemDataRole.ForegroundRole) is not None


def test_enter_opens_the_organisation_and_saving_is_told(
    desk: Desk, page: OrganizationsPage, qtbot: QtBot
) -> None:
    branch = a_branch(desk)
    page.show_place(Place(organization=branch.id))
    press(page._table, Qt.Key.Key_Return)
    dialog = page.findChild(OrganizationDialog)
    assert isinstance(dialog, OrganizationDialog)
    compose(dialog._short, "简称")
    with qtbot.waitSignal(page.told) as told:
        dialog.agree.click()
    assert Topic.STRUCTURE in told.args[0].topics
    assert desk.editing.directory.tree[branch.id].short_name == "简称"


def test_a_place_behind_a_filter_is_shown(desk: Desk, page: OrganizationsPage) -> None:
    page._filters.choose(0, "党小组")
    page._filter()
    page.show_place(Place(organization=a_branch(desk).id))
    assert page.current_organization() == a_branch(desk).id


def test_a_new_organisation_stands_below_the_current_one(
    desk: Desk, page: OrganizationsPage
) -> None:
    branch = a_branch(desk)
    page.choose(branch.id)
    click(page, "新增下级")
    dialog = page.findChild(OrganizationDialog)
    assert isinstance(dialog, OrganizationDialog)
    assert dialog._sheet.organization.parent_id == branch.id


def test_the_menu_holds_every_deed_and_spares_the_root(desk: Desk, page: OrganizationsPage) -> None:
    for unit, spared in ((a_branch(desk).id, False), (desk.workspace.root_id, True)):
        page.choose(unit)
        page._pop_up(QPoint(5, 5))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        actions = {a.data(): a for a in menu.actions() if a.data()}
        further = {"copy", "tasks", "members", "records", "forms", "history", "delete"}
        assert {*map(str, ORGANIZATION_DEEDS), *further} == set(actions)
        assert actions["move"].isEnabled() is not spared
        assert actions["delete"].isEnabled() is not spared
        if not spared:
            actions[str(Deed.RENAME)].trigger()
        menu.close()
    assert page.findChild(FieldDialog) is not None


def test_the_menu_shows_the_history_and_exports_the_forms(
    desk: Desk, page: OrganizationsPage, qtbot: QtBot
) -> None:
    branch = a_branch(desk)
    page.choose(branch.id)
    menu = page._menu()
    entries = {str(a.data()): a for a in menu.actions()}
    entries["history"].trigger()
    (shown,) = page.findChildren(HistoryDialog)
    assert branch.name in shown.windowTitle()
    shown.close()
    with qtbot.waitSignals([page.wanted, page.asked]):
        entries["forms"].trigger()
    menu.deleteLater()


def test_the_menu_leads_to_the_members_of_an_organisation(
    desk: Desk, page: OrganizationsPage, qtbot: QtBot
) -> None:
    branch = a_branch(desk)
    page.choose(branch.id)
    menu = page._menu()
    action = next(a for a in menu.actions() if a.data() == "members")
    with qtbot.waitSignal(page.wanted) as wanted:
        action.trigger()
    assert wanted.args == [Place(PageName.MEMBERS, branch.id)]
    menu.deleteLater()


def test_an_organisation_alone_is_told_what_to_do(
    desk: Desk, page: OrganizationsPage, qtbot: QtBot
) -> None:
    tree = desk.editing.directory.tree
    group = next(o for o in tree if o.kind is OrganizationKind.GROUP)
    show(page, desk, group)
    assert not page._below.isVisible()
    alone = next(
        o for o in tree if o.kind is not OrganizationKind.GROUP and not tree.children(o.id)
    )
    show(page, desk, alone)
    assert page._below.isVisible()
    assert "还没有党组织" in page._hint.text()
    with qtbot.waitSignal(page.asked) as asked:
        click(page, "导入…")
    assert asked.args == ["load"]
    show(page, desk)
    assert not page._below.isVisible()


def test_without_a_round_no_reviews_are_told(empty_desk: Desk) -> None:
    found = empty_desk.organizations.under(empty_desk.workspace.root_id, None)
    model = OrganizationListModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_lines(organization_lines(found))
    assert model.index(0, Column.REVIEW).data() == ""
    assert model.index(0, Column.SECRETARY).data() == VACANT
