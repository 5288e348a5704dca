"""The wizard by keyboard, and a drag by mouse, in a real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.words import OrganizationKind
from app.ui.organization_view import OrganizationTree
from tests.ui.real_hands import needs_a_screen, program
from tests.ui.twin import make_twin, office, rows_of, twin_window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ui.main_window import MainWindow
    from tests.ui.real_hands import Hands

pytestmark = [pytest.mark.slow, needs_a_screen]

BRANCH, GENERAL = OrganizationKind.BRANCH, OrganizationKind.GENERAL_BRANCH
UNIT = "某某局机关党委"
BRANCHES = (("第一党支部", "王书记"), ("第二党支部", "李书记"))
MEMBERS = (
    ("张三", "第一党支部", "男", "1970.5"),
    ("欧阳小丽", "第二党支部", "女", "1981.12"),
    ("赵六", "第二党支部", "男", ""),
)


def test_five_pages_by_keyboard(home: Path, tmp_path: Path, hands: Hands) -> None:
    with program(hands, tmp_path) as running:
        hands.find("^点评台账$")
        hands.keys("ctrl+n")
        _at_step(hands, 1)
        hands.keys("Return")
        _at_step(hands, 2)
        hands.paste(UNIT)
        hands.keys("Tab", "Tab", "Tab", "Tab")
        _write_rows(hands, [(name, "", "", secretary) for name, secretary in BRANCHES])
        hands.picture(tmp_path / "unit.png")
        hands.keys("alt+n")
        _at_step(hands, 3)
        hands.keys("Tab")
        _write_rows(hands, MEMBERS)
        hands.picture(tmp_path / "members.png")
        hands.keys("alt+n")
        _at_step(hands, 4)
        hands.picture(tmp_path / "round.png")
        hands.keys("Return")
        _at_step(hands, 5)
        hands.picture(tmp_path / "done.png")
        hands.keys("Return")
        hands.find(f"{UNIT}.ledger")
        hands.picture(tmp_path / "made.png")
        hands.quit(running)
    (ledger,) = home.rglob(f"{UNIT}.ledger")
    with office().open(ledger) as desk:
        today = desk.workspace.today()
        tree = desk.workspace.directory(today).tree
        assert tree.root.name == UNIT
        assert {each.name for each in tree.organizations} == {UNIT, *dict(BRANCHES)}
        assert len(desk.workspace.records.members) == len(MEMBERS)
        assert len(desk.rounds.all()) == 1
        assert {row.target for row in rows_of(desk)} == {name for name, *_ in MEMBERS}


def _at_step(hands: Hands, step: int) -> None:
    hands.find(f"^新建台账（{step}/5）")


def _write_rows(hands: Hands, rows: Sequence[Sequence[str]]) -> None:
    """Write a table cell by cell; Enter keeps a cell, the arrows lead on."""
    hands.keys("Home")
    for row in rows:
        for text in row:
            if text:
                _write_cell(hands, text)
            hands.keys("Right")
        hands.keys("Home", "Down")


def _write_cell(hands: Hands, text: str) -> None:
    hands.keys("F2")
    if text.isascii():
        hands.type(text)
    else:
        hands.paste(text)
    hands.keys("Return")


def test_a_branch_is_dragged_below_another(
    home: Path, tmp_path: Path, hands: Hands, qtbot: QtBot
) -> None:
    del qtbot
    with twin_window(make_twin(tmp_path / "孪生")) as window:
        dragged, target, start, end = _two_branches(window)
    with program(hands, tmp_path) as running:
        hands.find("^点评台账$")
        hands.keys("Tab", "Tab", "Tab", "space")
        shown = hands.find("示例数据.ledger")
        hands.drag(shown, start, end)
        hands.find("迁移")
        hands.picture(tmp_path / "move.png")
        hands.keys("Return")
        hands.gone("迁移")
        hands.find("示例数据.ledger")
        hands.quit(running)
    (ledger,) = (home / ".local").rglob("示例数据.ledger")
    with office().open(ledger) as desk:
        tree = desk.workspace.directory(desk.workspace.today()).tree
        moved = next(each for each in tree.organizations if each.name == dragged)
        assert moved.parent_id is not None
        assert tree[moved.parent_id].name == target


def _two_branches(window: MainWindow) -> tuple[str, str, tuple[int, int], tuple[int, int]]:
    """Return a branch and a general branch of the tree, and where they stand in the window."""
    view = window.findChild(OrganizationTree)
    assert isinstance(view, OrganizationTree)
    head = view.model().index(0, 0, view.model().index(0, 0))
    shown = [view.model().index(row, 0, head) for row in range(view.model().rowCount(head))]
    branch = next(i for i in shown if view.organizations.organization(i).kind is BRANCH)
    general = next(i for i in shown if view.organizations.organization(i).kind is GENERAL)
    places = [
        view.viewport().mapTo(window, view.visualRect(index).center())
        for index in (branch, general)
    ]
    names = [view.organizations.organization(index).name for index in (branch, general)]
    (start, end) = ((place.x(), place.y()) for place in places)
    return names[0], names[1], start, end
