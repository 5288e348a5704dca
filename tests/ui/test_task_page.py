"""The page 点评任务."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.ids import OrganizationId
from app.ui.page import Place, Scope
from app.ui.settings import Settings
from app.ui.task_page import TaskPage
from tests.ui.hands import click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


def named(desk: Desk, name: str) -> OrganizationId:
    return desk.workspace.directory(desk.workspace.today()).tree.named(name)[0].id


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path) -> TaskPage:
    made = TaskPage(desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.show_scope(Scope(desk.workspace.root_id, desk.rounds.all()[0]))
    return made


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
