"""Taking back or doing again something large is backed up before; something small is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.main_window import MainWindow
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[MainWindow]:
    recent = RecentLedgers(tmp_path / "recent.json")
    made = MainWindow(sample_office, recent, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.show_desk(desk)
    yield made
    made.let_go()


def occasions(desk: Desk) -> list[str]:
    return [kept.file.occasion for kept in desk.backups.all()]


def test_a_small_step_is_taken_back_without_a_backup(window: MainWindow, desk: Desk) -> None:
    assert desk.undo.undo_title is None
    with desk.workspace.transaction("改一处"):
        desk.workspace.stores.structure.remove(members=[desk.workspace.records.members[0].id])
    window.run("undo")
    assert occasions(desk) == []
    assert window.statusBar().currentMessage() == "已撤销：改一处"
    window.run("redo")
    assert window.statusBar().currentMessage() == "已重做：改一处"


def test_a_large_step_is_backed_up_before_each_way(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ops.undo.LARGE", 1)
    assert desk.undo.undo_title is None
    member = desk.workspace.records.members[0]
    with desk.workspace.transaction("删一个"):
        desk.workspace.stores.structure.remove(members=[member.id])
    window.run("undo")
    assert occasions(desk) == ["撤销前"]
    window.run("redo")
    assert occasions(desk) == ["重做前", "撤销前"]
