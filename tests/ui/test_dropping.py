"""Files that are dropped on the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from app.domain.handoff import PackageKind
from app.ui.actions.files import take_files
from app.ui.application import Start
from app.ui.dropping import dropped_files
from app.ui.import_dialog import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from app.ui.start_page import StartPage
from tests.ops.refusals import refused
from tests.ui.hands import click, drop, press
from tests.ui.sample import make_sample, sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    recent, settings = RecentLedgers(tmp_path / "recent.json"), Settings(tmp_path / "set.json")
    made = MainWindow(sample_office, recent, settings)
    qtbot.addWidget(made)
    made.show_start()
    made.show()
    yield made
    made.let_go()


def test_only_files_of_this_machine_are_taken() -> None:
    data = QMimeData()
    data.setUrls([QUrl("ftp://example.invalid/a.xlsx"), QUrl.fromLocalFile("/x/乙.xlsx")])
    assert [str(path) for path in dropped_files(data)] == ["/x/乙.xlsx"]


def issued(desk: Desk, folder: Path) -> Path:
    """A package for a unit of the sample's."""
    unit = desk.issuing.units()[0]
    package = folder / f"{unit.name}_下发_2011-01-25.dpbag"
    desk.issuing.issue(package, unit.id)
    return package


def test_a_package_from_above_makes_the_ledger_of_its_unit(
    window: MainWindow,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    package, ledger = issued(desk, tmp_path), tmp_path / "新.ledger"
    monkeypatch.setattr("app.ui.file_dialog.ask_file_name", lambda *_: ledger)
    drop(window, package)
    assert window.desk is not None
    assert window.desk.workspace.database.path == ledger
    first = window.focusWidget()
    assert isinstance(first, QPushButton)
    assert first.text() == "导入…"
    assert window.page is not None
    window.page.asked.disconnect(window.run)
    with qtbot.waitSignal(window.page.asked) as heard:
        press(first, Qt.Key.Key_Return)
    assert heard.args == ["load"]


@pytest.mark.parametrize("suffix", [".dpbag", ".DPBAG"])
def test_the_program_is_started_with_a_package(
    window: MainWindow,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    suffix: str,
) -> None:
    package = issued(desk, tmp_path)
    package = package.rename(package.with_suffix(suffix))
    proposed: list[Path] = []

    def ask(_parent: QWidget, _title: str, where: Path, _kinds: str) -> Path:
        proposed.append(where)
        return tmp_path / "新.ledger"

    monkeypatch.setattr("app.ui.file_dialog.ask_file_name", ask)
    for name in ("speak_chinese", "give_help_key"):  # they would outlive the test
        monkeypatch.setattr(f"app.ui.application.{name}", lambda: None)
    opened: list[bool] = []
    Start(window, package, None, lambda: opened.append(True))
    window.update()
    qtbot.waitUntil(lambda: bool(opened))
    assert window.desk is not None
    (where,) = proposed
    unit = desk.issuing.units()[0]
    assert where.name == f"{unit.name}.ledger"
    assert [line.kind for line in window.desk.receiving.journal()] == [PackageKind.ISSUE]


def test_the_start_page_offers_to_make_a_ledger_of_a_package(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = issued(desk, tmp_path)
    monkeypatch.setattr("app.ui.file_dialog.ask_files", lambda *_: (package,))
    monkeypatch.setattr("app.ui.file_dialog.ask_file_name", lambda *_: tmp_path / "新.ledger")
    start = window.findChild(StartPage)
    assert start is not None
    click(start, "用下发包新建…")
    assert window.desk is not None
    tree = window.desk.workspace.directory(window.desk.workspace.today()).tree
    assert tree.root.name == desk.issuing.units()[0].name


def test_what_makes_no_ledger_is_refused_before_a_place_is_asked_for(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "报.dpbag"
    workspace = desk.workspace
    day = workspace.day_of(workspace.round())
    desk.submissions.submit(package, workspace.round(), workspace.root_id, day)
    asked: list[str] = []
    monkeypatch.setattr("app.ui.file_dialog.ask_file_name", lambda *given: asked.append(given[1]))
    drop(window, package)
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    assert "不能用它建立台账" in box.text()
    box.close()
    assert asked == []
    assert window.desk is None


def test_a_ledger_is_opened(window: MainWindow, tmp_path: Path) -> None:
    drop(window, make_sample(tmp_path / "空", filled=False))
    assert window.desk is not None


def test_a_list_is_shown_before_it_is_taken_in(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    window.show_desk(desk)
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,所在党支部\n王一,计量测试第二党支部\n", encoding="utf-8")
    before = len(desk.workspace.records.members)
    drop(window, roster)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog)]
    assert dialog._view.model.rowCount() == 1
    assert len(desk.workspace.records.members) == before
    dialog.reject()


def test_without_a_ledger_a_list_is_refused_with_what_to_do(
    window: MainWindow, tmp_path: Path
) -> None:
    roster = tmp_path / "名册.xlsx"
    assert refused(take_files, window, [roster]) == ["ledger.none_open"]
    drop(window, roster)
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    assert "请先打开或新建一本台账" in box.informativeText()
    box.close()
