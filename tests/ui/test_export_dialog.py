"""The dialogs that write files: forms, everything, removable drives, what came of it."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressDialog,
    QTreeView,
    QWidget,
)

from app.domain.words import CopyPurpose
from app.export.drives import Drive
from app.ops.forms_asked import FormsAsked, FormsDone, OfUnit
from app.ui.export.everything_dialog import ExportEverythingDialog
from app.ui.export.forms_dialog import FORMATS, ExportFormsDialog, export_forms, told
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import KEY, WhereBox
from app.ui.file_dialog import folder_dialog, saving_dialog
from app.ui.saving import export_ledger, export_table
from tests.ops.refusals import refused
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ops.forms_asked import Choice, OpenPaper
    from app.ui.settings import Settings


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    settings.set(KEY, str(tmp_path))
    return settings


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drive:
    """A removable drive that has been plugged in."""
    (tmp_path / "stick").mkdir()
    drive = Drive(tmp_path / "stick", "党建", 1 << 30)
    monkeypatch.setattr("app.ui.export.where_box.removable_drives", lambda: (drive,))
    return drive


@pytest.fixture
def dialog(desk: Desk, window: QMainWindow, settings: Settings) -> ExportFormsDialog:
    return export_forms(window, desk, settings, desk.workspace.round(), desk.workspace.root_id)


def result(window: QMainWindow) -> ResultDialog:
    (found,) = window.findChildren(ResultDialog)
    return found


def test_forms_are_written_and_the_result_opens_their_folder(
    desk: Desk,
    window: QMainWindow,
    dialog: ExportFormsDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    whole = OfUnit(desk.workspace.round(), desk.workspace.root_id)
    count = desk.exports.count(whole, FormsAsked())
    assert dialog._count.text() == f"共 {count} 份。"
    click(dialog, "导出")
    shown = result(window)
    assert shown._headline.text() == f"已导出 {count} 个文件。"
    folder = tmp_path / f"{desk.workspace.round().name}登记表"
    assert len(list(folder.glob("*.docx"))) == count
    assert shown._names.isHidden()
    click(shown, "打开文件夹")
    assert [url.toLocalFile() for url in opened] == [str(folder)]
    click(shown, "关闭")
    assert is_freed(shown)
    assert is_freed(dialog)


def test_an_enter_too_many_does_not_close_the_result(
    window: QMainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.export.result_dialog.SETTLE_MS", 60_000)
    shown = ResultDialog("已导出 1 个文件。", tmp_path, "", (), window)
    shown.open()
    for target in (shown, button(shown, "关闭"), button(shown, "打开文件夹")):
        press(target, Qt.Key.Key_Return)
    assert shown.isVisible()
    monkeypatch.setattr("app.ui.export.result_dialog.SETTLE_MS", 0)
    press(button(shown, "关闭"), Qt.Key.Key_Return)
    assert is_freed(shown)


def test_choices_make_what_is_asked_for(dialog: ExportFormsDialog) -> None:
    dialog._format.setCurrentIndex(3)
    dialog._state.setCurrentIndex(1)
    dialog._copies.boxes[CopyPurpose.POSTING].setChecked(True)
    assert dialog._hide.isEnabled()
    dialog._hide.setChecked(True)
    dialog._replace.setChecked(True)
    assert dialog.asked() == FormsAsked(
        (CopyPurpose.POSTING,), "pdf", True, False, True, True, True
    )
    assert len({(suffix, combine) for _, suffix, combine in FORMATS}) == 4
    dialog.close()


def test_a_selection_is_offered_first_and_shape_is_remembered(
    desk: Desk, window: QMainWindow, settings: Settings, tmp_path: Path
) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    rows = [row for row in desk.tasks.list(round_).rows if row.review is not None]
    tasks = [row.task.id for row in rows[:2]]
    asked = export_forms(window, desk, settings, round_, root, tasks)
    assert asked._range.currentText() == "所选 2 份"
    asked._format.setCurrentIndex(2)
    asked._where.set_folder(tmp_path / "别处" / "出")
    (tmp_path / "别处").mkdir()
    click(asked, "导出")
    assert len(list((tmp_path / "别处" / "出").glob("*.pdf"))) == 2
    again = export_forms(window, desk, settings, round_, root, tasks)
    assert again._format.currentIndex() == 2
    assert again._where.folder().parent == tmp_path / "别处"
    again.close()
    result(window).close()


def test_what_is_there_already_is_told_in_the_dialog(
    dialog: ExportFormsDialog, window: QMainWindow
) -> None:
    folder = dialog._where.folder()
    click(dialog, "导出")
    result(window).close()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert before
    assert is_freed(dialog)


def test_an_existing_file_stops_it_before_anything_is_written(
    desk: Desk, dialog: ExportFormsDialog, window: QMainWindow
) -> None:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    folder = dialog._where.folder()
    folder.mkdir()
    taken = folder / f"{desk.exports.file_name(reviews[0])}.docx"
    taken.write_bytes(b"mine")
    click(dialog, "导出")
    assert dialog.isVisible()
    assert "已存在" in dialog._fault.text()
    assert list(folder.iterdir()) == [taken]
    dialog._replace.setChecked(True)
    click(dialog, "导出")
    assert taken.read_bytes() != b"mine"
    result(window).close()


def test_stopping_leaves_nothing_and_the_dialog_says_so(
    dialog: ExportFormsDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held = threading.Event()
    exports = dialog._desk.exports
    real = exports.write

    def slowly(
        choice: Choice, asked: FormsAsked, folder: Path, paper: OpenPaper, progress: Progress
    ) -> FormsDone:
        def tell(done: int, total: int) -> None:
            if done == 20:
                held.wait(10)
            progress(done, total)

        return real(choice, asked, folder, paper, tell)

    def stop() -> bool:
        shown = dialog.findChildren(QProgressDialog)
        if shown and shown[0].isVisible():
            shown[0].canceled.emit()
            held.set()
            return True
        return False

    monkeypatch.setattr(exports, "write", slowly)
    looking = QTimer(dialog, interval=20)
    looking.timeout.connect(stop)
    looking.start()
    click(dialog, "导出")
    looking.stop()
    assert "没有留下任何文件" in dialog._fault.text()
    assert not dialog._where.folder().exists()
    dialog.close()


def test_nothing_to_export_says_what_to_do(
    empty_desk: Desk, window: QMainWindow, settings: Settings
) -> None:
    round_ = empty_desk.rounds.open("一轮", date(2011, 1, 1), date(2011, 6, 30)).round
    asked = export_forms(window, empty_desk, settings, round_, empty_desk.workspace.root_id)
    assert "没有可以导出的登记表" in asked._count.text()
    assert not button(asked, "导出").isEnabled()
    asked._copies.boxes[CopyPurpose.BLANK].setChecked(True)
    assert button(asked, "导出").isEnabled()
    asked.close()


def test_forms_that_need_a_look_are_named(window: QMainWindow, tmp_path: Path) -> None:
    names = tuple(f"{n}.docx" for n in range(30))
    shown = told(FormsDone((tmp_path,) * 40, names, (("a.pdf", "䶮㛃"),)), tmp_path, window)
    shown.open()
    assert shown._names.count() == 31
    assert shown._names.item(0).text() == "a.pdf　本机字体没有：䶮、㛃"
    assert "超出一页" in shown._names.item(1).text()
    assert "请核对" in shown._remark.text()
    shown.close()


# ---- where -----------------------------------------------------------------------------------


def test_a_removable_drive_is_listed_with_its_room_and_chosen(
    settings: Settings, stick: Drive, qtbot: QtBot
) -> None:
    box = WhereBox(settings, "登记表")
    qtbot.addWidget(box)
    box.show()
    box._places.showPopup()
    assert box._places.count() == 2
    assert box._places.itemText(1) == f"党建（{stick.folder}，可用 1 GB）"
    box._places.setCurrentIndex(1)
    box._places.activated.emit(1)
    assert box.folder() == stick.folder / "登记表"
    box.remember()
    assert settings.get(KEY) != str(stick.folder)
    box._places.activated.emit(0)
    assert box.folder().name == "登记表"
    assert "可用空间" in box._room.text()
    box._places.hidePopup()


def test_everything_is_written_where_it_is_asked_for(
    desk: Desk, window: QMainWindow, settings: Settings, stick: Drive
) -> None:
    asked = ExportEverythingDialog(desk, settings, window)
    asked.open()
    asked._where._places.setCurrentIndex(1)
    asked._where._places.activated.emit(1)
    click(asked, "导出")
    shown = result(window)
    (made,) = stick.folder.iterdir()
    assert (made / "目录.txt").is_file()
    assert "目录.txt" in shown._headline.text()
    assert shown._place.text() == str(made)
    shown.close()
    assert is_freed(asked)


def test_without_a_folder_nothing_is_written(dialog: ExportFormsDialog) -> None:
    dialog._where._folder.setText("  ")
    click(dialog, "导出")
    assert "没有写明保存到哪个文件夹" in dialog._fault.text()
    assert refused(dialog.do_it) == ["file.no_folder"]
    dialog.close()


def test_every_control_has_a_name(
    dialog: ExportFormsDialog, desk: Desk, settings: Settings, window: QMainWindow
) -> None:
    everything = ExportEverythingDialog(desk, settings, window)
    for shown in (dialog, everything):
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            controls: list[QWidget] = shown.findChildren(kind)
            assert all(control.accessibleName() for control in controls), shown
    dialog.close()
    everything.close()


# ---- single files ----------------------------------------------------------------------------


def test_single_files_are_written_behind_a_progress(
    desk: Desk, window: QMainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: tmp_path / "一")
    export_ledger(window, desk)
    assert (tmp_path / "一.xlsx").stat().st_size > 1000
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: tmp_path / "二.xlsx")
    round_ = desk.workspace.round()
    export_table(window, desk, round_, desk.workspace.root_id, round_.end)
    assert (tmp_path / "二.xlsx").is_file()
    assert "已保存" in window.statusBar().currentMessage()


@pytest.mark.parametrize("kind", ["saving", "folder"])
def test_nothing_in_qts_own_file_dialogs_is_english(
    kind: str, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "文件夹一").mkdir()
    (tmp_path / "表一").touch()
    if kind == "saving":
        shown = saving_dialog(None, "导出台账", tmp_path / "台账.xlsx", "所有文件 (*)")
    else:
        shown = folder_dialog(None, "选择文件夹", tmp_path / "not" / "there")
    qtbot.addWidget(shown)
    shown.show()
    view = next(v for v in shown.findChildren(QTreeView) if v.objectName() == "treeView")
    model, expected = view.model(), 2 if kind == "saving" else 1
    qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) == expected)
    texts = [
        str(model.index(row, column, view.rootIndex()).data() or "")
        for row in range(expected)
        for column in (0, 2, 3)
    ]
    texts += [str(model.headerData(n, view.header().orientation())) for n in range(4)]
    texts += [label.text() for label in shown.findChildren(QLabel) if label.text()]
    assert isinstance(shown, QFileDialog)
    english = [t for t in texts if any("a" <= letter.lower() <= "z" for letter in t)]
    assert english == []
    assert QApplication.activeModalWidget() is None
