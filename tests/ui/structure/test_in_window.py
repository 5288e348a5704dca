"""In the whole window: every page shows at once what a dialog wrote, and one undo takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.words import OrganizationKind
from app.ui.main_window import MainWindow
from app.ui.organizations_page import Column, OrganizationsPage
from app.ui.page import PageName, Place
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from app.ui.structure.frame import FieldDialog
from app.ui.structure.member_dialog import MemberDialog
from app.ui.structure.organization_dialog import OrganizationDialog
from tests.ui.hands import compose
from tests.ui.sample import open_sample, sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample_copy: Path) -> Iterator[MainWindow]:
    settings = Settings(tmp_path / "settings.json")
    made = MainWindow(sample_office, RecentLedgers(tmp_path / "recent.json"), settings)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_desk(open_sample(sample_copy))
    yield made
    for dialog in made.findChildren(FieldDialog):
        dialog.is_ready = False
        dialog.close()
    made.let_go()


def list_of(window: MainWindow) -> OrganizationsPage:
    assert window.page is not None
    window.page.go_to(Place(page=PageName.ORGANIZATIONS))
    found = window.page.page(PageName.ORGANIZATIONS)
    assert isinstance(found, OrganizationsPage)
    return found


def names(page: OrganizationsPage) -> list[str]:
    return [line.cells[Column.NAME] for line in page._model.lines]


def test_a_branch_entered_from_the_menu_is_listed_and_taken_back(window: MainWindow) -> None:
    page = list_of(window)
    before = names(page)
    window.run("new_organization")
    dialog = window.findChild(OrganizationDialog)
    assert isinstance(dialog, OrganizationDialog)
    compose(dialog._name, "𠮷村党支部")
    dialog.agree.click()
    assert names(page) == [*before, "𠮷村党支部"]
    assert window.page is not None
    window.run("undo")
    assert names(page) == before
    window.run("redo")
    assert names(page) == [*before, "𠮷村党支部"]


def test_a_new_member_counts_in_the_branch_that_is_chosen(window: MainWindow) -> None:
    page = list_of(window)
    assert window.desk is not None
    assert window.page is not None
    branch = next(
        o for o in window.desk.editing.directory.tree if o.kind is OrganizationKind.BRANCH
    )
    window.page.go_to(Place(organization=branch.id))
    count = int(page._model.line(0).cells[Column.MEMBERS])
    window.run("new_member")
    dialog = window.findChild(MemberDialog)
    assert isinstance(dialog, MemberDialog)
    compose(dialog._name, "钱孙李")
    dialog.agree.click()
    assert page._model.line(0).cells[Column.NAME] == branch.name
    assert int(page._model.line(0).cells[Column.MEMBERS]) == count + 1
