"""导入: nothing is written before it was backed up and agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from app.db.copies import backup_folder
from app.domain.proposal import RowStatus
from app.ops.changes import Topic
from app.ui.import_dialog import ImportDialog, counts
from app.ui.proposal_model import STATUSES, Column, proposal_lines
from app.ui.settings import Settings
from tests.ui.closing import is_freed
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk

ROSTER = """姓名,所在党支部,性别
王一,{unit},女
,{unit},男
"""


@pytest.fixture
def roster(empty_desk: Desk, tmp_path: Path) -> Path:
    """A list with one row to be taken in and one to be rejected."""
    file = tmp_path / "名册.csv"
    workspace = empty_desk.workspace
    unit = workspace.directory(workspace.today()).tree.root.name
    file.write_text(ROSTER.format(unit=unit), encoding="utf-8")
    return file


@pytest.fixture
def dialog(empty_desk: Desk, window: QWidget, roster: Path) -> ImportDialog:
    made = ImportDialog(
        empty_desk.imports, empty_desk.backups, Settings(roster.parent / "settings.json"), window
    )
    made.open()
    made.propose([roster])
    return made


def people(desk: Desk) -> int:
    return len(desk.workspace.records.members)


def test_the_preview_writes_nothing(dialog: ImportDialog, empty_desk: Desk) -> None:
    proposal = dialog._proposal
    assert proposal is not None
    assert [sheet.count(RowStatus.REJECTED) for sheet in proposal.sheets] == [1]
    assert people(empty_desk) == 0
    assert button(dialog, "导入").isEnabled()
    dialog.reject()


def test_the_ledger_is_backed_up_before_the_rows_are_taken_in(
    dialog: ImportDialog, empty_desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.applied):
        click(dialog, "导入")
    assert people(empty_desk) == 1
    assert [kept.file.occasion for kept in empty_desk.backups.all()] == ["导入前"]
    assert is_freed(dialog)


def test_without_a_backup_nothing_is_taken_in(
    dialog: ImportDialog, empty_desk: Desk, window: QWidget
) -> None:
    backup_folder(empty_desk.workspace.database.path).write_text("")
    click(dialog, "导入")
    assert people(empty_desk) == 0
    assert dialog.isVisible()
    box = dialog.findChild(QMessageBox, "fault")
    assert box is not None
    box.close()
    dialog.reject()


def test_rejected_rows_are_written_with_their_reasons(
    dialog: ImportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "未导入.xlsx"
    monkeypatch.setattr("app.ui.import_dialog.ask_file_name", lambda *_: target)
    click(dialog, "另存未导入…")
    assert target.stat().st_size > 0
    dialog.reject()


def test_a_file_that_cannot_be_read_stands_beside_the_others(
    dialog: ImportDialog, roster: Path
) -> None:
    damaged = roster.with_name("坏.xlsx")
    damaged.write_bytes(b"PK\x03\x04" + b"0" * 200)
    dialog.propose([damaged, roster])
    assert button(dialog, "导入").isEnabled()
    proposal = dialog._proposal
    assert proposal is not None
    line = proposal_lines(proposal)[0]
    assert line.cells[Column.STATUS] == STATUSES[RowStatus.REJECTED]
    assert "坏.xlsx" in line.cells[Column.NAME]
    assert line.cells[Column.DETAIL]
    assert counts(proposal).splitlines()[-1] == "没有读入 1 个文件：坏.xlsx"
    dialog.reject()


def test_a_units_table_is_held_as_its_figures(
    desk: Desk, window: QWidget, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    round_ = desk.workspace.round()
    day = desk.workspace.day_of(round_)
    (unit, *_) = desk.units.reporting(day)
    sheet = tmp_path / "统计表.xlsx"
    desk.statistics.export(round_, unit.id, day, sheet)
    counted = desk.statistics.figures(round_, unit.id, day).measures()
    assert desk.undo.undo_title is None
    dialog = ImportDialog(desk.imports, desk.backups, settings, window)
    dialog.open()
    dialog.propose([sheet])
    assert dialog._proposal is not None
    assert counts(dialog._proposal) == "统计表.xlsx：报表数 1 张表，新增 1"
    (line, *_) = [each for each in proposal_lines(dialog._proposal) if each.cells[Column.ROW]]
    assert line.cells[Column.NAME] == unit.name
    assert desk.units.figures(unit.id, round_) is None
    with qtbot.waitSignal(dialog.applied) as told:
        click(dialog, "导入")
    assert Topic.HANDOFF in told.args[0].topics
    held = desk.units.figures(unit.id, round_)
    assert held is not None
    assert held.values == counted
    desk.undo.undo()
    assert desk.units.figures(unit.id, round_) is None
