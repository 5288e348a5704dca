"""查重 and 核对名单."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtTest import QAbstractItemModelTester

from app.domain.ids import MemberId, PersonId
from app.domain.reconciliation import MISSING
from app.ui.duplicates_dialog import NOTHING, DuplicatesDialog
from app.ui.reconciliation_dialog import ReconciliationDialog
from tests.ui.closing import is_freed
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def double_somebody(desk: Desk) -> str:
    """Enter a member a second time; returns the name."""
    workspace = desk.workspace
    member = next(m for m in workspace.records.members if m.birth is not None)
    person = next(p for p in workspace.records.persons if p.id == member.person_id)
    twin = PersonId(workspace.new_id())
    workspace.stores.structure.save(
        persons=[replace(person, id=twin)],
        members=[replace(member, id=MemberId(workspace.new_id()), person_id=twin)],
    )
    workspace.structure_changed()
    return person.name


def test_a_double_is_listed_and_merged_on_request(
    desk: Desk, window: QWidget, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = double_somebody(desk)
    before = len(desk.workspace.records.members)
    dialog = DuplicatesDialog(desk, settings, window)
    dialog.open()
    QAbstractItemModelTester(dialog._model, FATAL)
    names = [dialog._model.line(row).cells[0] for row in range(dialog._model.rowCount())]
    assert name in names
    dialog._table.selectRow(names.index(name))
    monkeypatch.setattr("app.ui.duplicates_dialog.confirm", lambda *_: False)
    click(dialog, "合并")
    assert len(desk.workspace.records.members) == before, "nothing is merged unasked"
    monkeypatch.setattr("app.ui.duplicates_dialog.confirm", lambda *_: True)
    with qtbot.waitSignal(dialog.told):
        click(dialog, "合并")
    assert len(desk.workspace.records.members) == before - 1
    dialog.reject()
    assert is_freed(dialog)


def test_without_doubles_there_is_nothing_to_merge(
    empty_desk: Desk, window: QWidget, settings: Settings
) -> None:
    dialog = DuplicatesDialog(empty_desk, settings, window)
    dialog.open()
    assert dialog._hint.text() == NOTHING
    assert not button(dialog, "合并").isEnabled()
    dialog.reject()


def test_a_list_from_elsewhere_is_held_against_the_ledger(
    desk: Desk, window: QWidget, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = tmp_path / "外单位.csv"
    roster.write_text("姓名,所在党支部\n欧阳无此人,计量测试第二党支部\n", encoding="utf-8")
    root = desk.workspace.root_id
    dialog = ReconciliationDialog(desk.reconciliation, root, "示例", settings, window)
    dialog.open()
    QAbstractItemModelTester(dialog._model, FATAL)
    assert not button(dialog, "导出…").isEnabled()
    dialog.compare([roster])
    rows = [dialog._model.line(row).cells for row in range(dialog._model.rowCount())]
    assert any(cells[0] == MISSING and cells[2] == "欧阳无此人" for cells in rows)
    assert len(rows) > 100, "everybody else is extra here"
    target = tmp_path / "核对.xlsx"
    monkeypatch.setattr("app.ui.reconciliation_dialog.ask_file_name", lambda *_: target)
    click(dialog, "导出…")
    assert target.stat().st_size > 0
    dialog.reject()
    assert is_freed(dialog)
