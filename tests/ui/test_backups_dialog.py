"""备份与恢复: the list, the buttons, and what the window does at closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox, QWidget

from app.db.copies import backup_folder
from app.domain.errors.catalogue import refusal
from app.ui import backing_up
from app.ui.backing_up import backed_up_before, backed_up_on_exit, last_backup_text
from app.ui.backup_model import BackupModel, backup_lines, size_text
from app.ui.backups_dialog import BackupsDialog
from app.ui.rescue import RescueDialog, offer_backup
from app.ui.settings import Preferences, Settings
from tests.ui.closing import is_freed
from tests.ui.hands import button, click
from tests.ui.sample import make_sample, open_sample, sample_office

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture
def dialog(empty_desk: Desk, window: QWidget, tmp_path: Path) -> BackupsDialog:
    made = BackupsDialog(
        empty_desk.backups,
        empty_desk.workspace.database.path,
        Settings(tmp_path / "settings.json"),
        window,
    )
    made.open()
    return made


def column(dialog: BackupsDialog, place: int) -> list[str]:
    return [line.cells[place] for line in dialog._model.lines]


def test_an_empty_list_offers_nothing_to_restore(dialog: BackupsDialog) -> None:
    assert "还没有备份" in dialog._head.text()
    assert not button(dialog, "恢复…").isEnabled()
    assert not button(dialog, "另存到…").isEnabled()


def test_a_new_backup_stands_first(dialog: BackupsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignals([dialog.made, dialog.made]):
        click(dialog, "立即备份")
        click(dialog, "立即备份")
    assert column(dialog, 1) == ["手工", "手工"]
    assert "上次备份" in dialog._head.text()
    assert [line.kept.file.sequence for line in dialog._model.lines] == [2, 1]


def test_checking_finds_what_is_broken(dialog: BackupsDialog) -> None:
    click(dialog, "立即备份")
    click(dialog, "立即备份")
    broken = dialog._model.line(1).kept.file.path
    broken.write_bytes(broken.read_bytes()[:-4096])
    click(dialog, "检查")
    assert column(dialog, 3) == ["完好", "已损坏"]
    assert "1 份已损坏" in dialog._head.text()
    dialog._table.selectRow(1)
    assert not button(dialog, "恢复…").isEnabled()


def agree(box: QMessageBox, text: str) -> None:
    next(each for each in box.buttons() if each.text() == text).click()


def test_restoring_asks_and_keeps_what_it_replaces(
    dialog: BackupsDialog, empty_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(dialog, "立即备份")
    old = dialog._model.line(0).kept.file
    with empty_desk.workspace.transaction():
        empty_desk.workspace.stores.settings.set("unit", "后来的改动")
    asked: list[str] = []

    def answer(*texts: object) -> bool:
        asked.append(str(texts[2]))
        return len(asked) > 1

    monkeypatch.setattr("app.ui.backups_dialog.confirm", answer)
    with qtbot.assertNotEmitted(dialog.restore_asked):
        click(dialog, "恢复…")
    with qtbot.waitSignal(dialog.restore_asked) as told:
        click(dialog, "恢复…")
    assert told.args == [old.path]
    assert old.time in asked[0]
    assert "示例" in asked[0]
    assert [kept.file.occasion for kept in empty_desk.backups.all()] == ["恢复前", "手工"]
    assert is_freed(dialog)


def test_a_backup_is_saved_elsewhere(
    dialog: BackupsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(dialog, "立即备份")
    target = tmp_path / "U盘" / "副本.ledger"
    target.parent.mkdir()
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: target)
    click(dialog, "另存到…")
    with open_sample(target) as copy:
        assert copy.workspace.database.integrity() == ()
    assert str(target) in dialog._head.text()


def test_the_model_is_sound(empty_desk: Desk, dialog: BackupsDialog) -> None:
    empty_desk.backups.automatic()
    model = BackupModel(dialog)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog
    )
    model.show_lines(backup_lines(empty_desk.backups.all()))
    model.sort(2)
    assert tester.model() is model


def test_sizes_are_told_for_people() -> None:
    assert [size_text(n) for n in (10, 2048, 5 * 1024 * 1024)] == ["1 KB", "2 KB", "5.0 MB"]


# ---- closing the window, and before something large ---------------------------------------------


def test_closing_backs_up_once(window: QWidget, empty_desk: Desk) -> None:
    assert last_backup_text(empty_desk.backups) == "还没有备份"
    assert backed_up_on_exit(window, empty_desk.backups)
    assert backed_up_on_exit(window, empty_desk.backups)
    assert len(empty_desk.backups.all()) == 1
    assert last_backup_text(empty_desk.backups).startswith("上次备份 20")


def test_where_no_backup_can_be_made_the_user_decides_about_closing(
    window: QWidget, empty_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_folder(empty_desk.workspace.database.path).write_text("一个文件占了文件夹的名字")
    for answer in (True, False):
        monkeypatch.setattr(backing_up, "confirm", lambda *_, answer=answer: answer)
        assert backed_up_on_exit(window, empty_desk.backups) is answer


def test_something_large_waits_for_its_backup(
    window: QWidget, empty_desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    assert backed_up_before(window, empty_desk.backups, "导入前")
    assert empty_desk.backups.all()[0].file.occasion == "导入前"
    with empty_desk.workspace.transaction():
        empty_desk.workspace.stores.settings.set("unit", "改动")
    folder = backup_folder(empty_desk.workspace.database.path)
    folder.rename(tmp_path / "搬走")
    folder.write_text("")
    assert not backed_up_before(window, empty_desk.backups, "导入前")
    box = window.findChild(QMessageBox, "fault")
    assert box is not None
    box.close()


def test_the_place_comes_from_the_settings(empty_desk: Desk, tmp_path: Path) -> None:
    backing_up.use_backup_place(empty_desk.backups, Preferences(backup_folder=str(tmp_path)))
    assert empty_desk.backups.automatic().path.parent.parent == tmp_path
    backing_up.use_backup_place(
        empty_desk.backups, Preferences(backup_folder=str(tmp_path / "拔掉的U盘"))
    )
    assert "备份位置不可用" in last_backup_text(empty_desk.backups)
    backing_up.use_backup_place(empty_desk.backups, Preferences())
    assert "不可用" not in last_backup_text(empty_desk.backups)
    assert not empty_desk.backups.automatic().path.parent.parent.samefile(tmp_path)


# ---- a ledger that cannot be opened -----------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a backup, closed."""
    path = make_sample(tmp_path / "救", filled=False)
    with open_sample(path) as desk:
        desk.backups.automatic()
    return path


def offered(window: QWidget, ledger: Path, code: str) -> RescueDialog | None:
    error = refusal(code, str(ledger), reason="内容无法读取", backup="", holder="另一个程序")
    return offer_backup(window, sample_office(), ledger, error)


def test_a_damaged_ledger_is_restored_by_one_click(
    window: QWidget, qtbot: QtBot, ledger: Path
) -> None:
    ledger.write_bytes(ledger.read_bytes()[:5000])
    dialog = offered(window, ledger, "ledger.damaged")
    assert dialog is not None
    with qtbot.waitSignal(dialog.ready) as told:
        agree(dialog, "恢复台账")
    assert told.args == [ledger]
    with open_sample(ledger) as desk:
        assert desk.workspace.database.integrity() == ()
    assert len([*ledger.parent.glob("*被替换*")]) == 1
    assert is_freed(dialog)


def test_a_copy_of_the_backup_is_opened_beside_a_ledger_in_use(
    window: QWidget, qtbot: QtBot, ledger: Path
) -> None:
    before = ledger.read_bytes()
    for number in (1, 2):
        dialog = offered(window, ledger, "ledger.locked")
        assert dialog is not None
        assert "恢复台账" not in [each.text() for each in dialog.buttons()]
        with qtbot.waitSignal(dialog.ready) as told:
            agree(dialog, "打开副本")
        assert told.args == [ledger.with_name(f"示例_备份副本{number}.ledger")]
    assert ledger.read_bytes() == before


def test_without_a_backup_nothing_is_offered(window: QWidget, tmp_path: Path) -> None:
    path = make_sample(tmp_path / "无备份", filled=False)
    assert offered(window, path, "ledger.damaged") is None


def test_where_a_backup_is_no_help_none_is_offered(window: QWidget, ledger: Path) -> None:
    assert offered(window, ledger, "ledger.newer") is None
