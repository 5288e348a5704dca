"""The main window: its frame, its pages, the way between them, what happens around a ledger."""

from __future__ import annotations

import gc
import json
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QWidget,
)

from app.domain.errors.catalogue import refusal
from app.domain.review import form_values
from app.ops.tasks import TaskState
from app.ui.faults import refusals_shown
from app.ui.import_dialog import ImportDialog
from app.ui.ledger_page import TABS
from app.ui.main_window import MainWindow
from app.ui.menus import Needs, all_entries
from app.ui.open_round_dialog import OpenRoundDialog
from app.ui.page import PageName, Place
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from app.ui.start_page import StartPage
from app.ui.task_page import TaskPage
from app.ui.widgets import BOX_WIDTH
from tests.ui.hands import click, paste, press
from tests.ui.sample import UNIT, open_sample, sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.ledger_page import LedgerPage


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(
        sample_office, RecentLedgers(tmp_path / "recent.json"), Settings(tmp_path / "settings.json")
    )
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.give_shortcuts()
    made.show_start()
    made.show()
    yield made
    made.let_go()


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> LedgerPage:
    window.show_desk(desk)
    assert window.page is not None
    return window.page


@pytest.fixture
def tasks(page: LedgerPage) -> TaskPage:
    page.go_to(Place(page=PageName.TASKS))
    found = page.current_page()
    assert isinstance(found, TaskPage)
    return found


def top_dialog(kind: type[QWidget]) -> QWidget:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, found
    return found[0]


def message(click_away: str = "确定") -> str:
    """Read the message box that is open, and close it."""
    box = top_dialog(QMessageBox)
    assert isinstance(box, QMessageBox)
    text = f"{box.text()}\n{box.informativeText()}"
    click(box, click_away)
    return text


# ---- frame -----------------------------------------------------------------------------------


def test_start_page_lists_recent_ledgers(
    window: MainWindow, sample_ledger: Path, qtbot: QtBot
) -> None:
    recent = RecentLedgers(sample_ledger.parent / "recent.json")
    recent.add(sample_ledger)
    recent.add(sample_ledger.with_name("没有了.ledger"))
    assert recent.all() == (sample_ledger,)
    page = StartPage()
    qtbot.addWidget(page)
    page.show_recent(recent.all())
    chosen = page.findChild(QListWidget)
    assert chosen is not None
    with qtbot.waitSignal(page.recent_chosen) as asked:
        chosen.itemActivated.emit(chosen.item(0))
    assert asked.args == [str(sample_ledger)]


def test_a_broken_list_of_recent_ledgers_is_an_empty_one(tmp_path: Path) -> None:
    file = tmp_path / "recent.json"
    for text in ("", "{", "3", json.dumps([1, None])):
        file.write_text(text, encoding="utf-8")
        assert RecentLedgers(file).all() == ()


def test_without_a_ledger_only_what_makes_sense_can_be_chosen(window: MainWindow) -> None:
    for entry in all_entries():
        assert window.menus.actions[entry.name].isEnabled() is (entry.needs is Needs.NOTHING)
    assert window._status.text() == "没有打开的台账"


def test_keys_reach_the_menus_after_the_first_painting(window: MainWindow) -> None:
    keys = {entry.name: entry.keys for entry in all_entries() if entry.keys}
    shown = {name: window.menus.actions[name].shortcut().toString() for name in keys}
    assert shown == keys


def test_an_open_ledger_is_named_in_title_and_status(window: MainWindow, page: LedgerPage) -> None:
    del page
    assert window.windowTitle().startswith(f"{UNIT}党组")
    status = window._status.text()
    assert status.startswith(f"{UNIT}党组　　2010年下半年（2010.07.01—")
    assert "还有 " in status or "已过 " in status or "今天到期" in status
    assert "备份" in status
    window.close_ledger()
    assert window.desk is None
    assert window.windowTitle() == "点评台账"


def test_a_file_that_is_no_ledger_is_refused_and_the_open_one_stays(
    window: MainWindow, page: LedgerPage, tmp_path: Path
) -> None:
    foreign = tmp_path / "照片.ledger"
    foreign.write_bytes(b"\x89PNG" * 100)
    window.open_ledger(foreign)
    text = message()
    assert "照片.ledger" in text
    assert "处理：" in text
    assert window.page is page


# ---- pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PageName])
def test_every_page_comes_up_by_its_menu_entry(
    window: MainWindow, page: LedgerPage, name: PageName
) -> None:
    window.menus.actions[f"page_{name}"].trigger()
    assert page.current_name() == name
    shown = page.current_page()
    assert shown is not None
    assert shown.isVisible()


def test_pages_are_made_when_they_are_first_looked_at(page: LedgerPage) -> None:
    assert set(page._pages) == {TABS[0].name}
    page.go_to(Place(page=PageName.CHECKS))
    assert set(page._pages) == {TABS[0].name, PageName.CHECKS}


def test_the_tree_rules_the_page(page: LedgerPage, tasks: TaskPage, desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = tree.named("稽查党总支")[0]
    page.go_to(Place(organization=branch.id))
    page._pane._later.timeout.emit()
    there = desk.tasks.list(round_, branch.id)
    assert set(tasks.task_ids()) == {row.task.id for row in there.rows}
    assert page.unit_id() == branch.id
    page.refresh()
    assert page.unit_id() == branch.id


def test_enter_in_the_menu_opens_the_form_of_the_chosen_task(
    window: MainWindow, tasks: TaskPage
) -> None:
    tasks.choose(tasks.task_ids()[0])
    window.menus.actions["fill"].trigger()
    dialog = top_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    assert dialog._current == tasks.task_ids()[0]
    dialog.close()


def test_a_record_opens_by_its_place(page: LedgerPage, desk: Desk) -> None:
    rows = desk.tasks.list(desk.rounds.all()[0], state=TaskState.DONE).rows
    review = rows[0].review
    assert review is not None
    page.go_to(Place(review=review.id))
    dialog = top_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    assert dialog._review.id == review.id
    dialog.close()


def test_saving_a_form_shows_in_the_table_and_can_be_taken_back(
    window: MainWindow, page: LedgerPage, tasks: TaskPage, desk: Desk
) -> None:
    round_ = desk.rounds.all()[0]
    open_rows = [
        row
        for row in desk.tasks.list(round_, state=TaskState.OPEN).rows
        if row.review is None and row.task.form == "member-review"
    ]
    task_id = open_rows[0].task.id
    page.go_to(Place(task=task_id, tasks=tasks.task_ids()))
    dialog = top_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    texts = {
        "review.date": "2011.1.12",
        "review.place": "党员活动室",
        "review.achievements": "业务扎实𠮷",
        "review.problems": "学习不够",
        "review.suggestions": "每月交流一次",
    }
    for key, text in texts.items():
        editor = dialog.sheet.editors[key]
        editor.setFocus()
        paste(editor, text)
    dialog.save_and_next()
    assert dialog._current != task_id
    dialog.close()

    def state() -> TaskState:
        return next(r.state for r in desk.tasks.list(round_).rows if r.task.id == task_id)

    assert state() is TaskState.DONE
    assert "撤销(&U)：" in window.menus.actions["undo"].text()
    window.menus.actions["undo"].trigger()
    assert state() is TaskState.OPEN
    window.menus.actions["redo"].trigger()
    assert state() is TaskState.DONE
    path = desk.workspace.database.path
    window.close_ledger()
    with open_sample(path) as again:
        kept = form_values(again.reviews.open(task_id).review)
    assert {key: kept[key] for key in texts} == {**texts, "review.date": "2011年1月12日"}


# ---- around a ledger -------------------------------------------------------------------------


def test_closing_makes_a_backup_where_something_changed(window: MainWindow, desk: Desk) -> None:
    window.show_desk(desk)
    desk.tasks.exempt(desk.tasks.list(desk.rounds.all()[0]).rows[0].task.id, "外出学习")
    path = desk.workspace.database.path
    window.close()
    assert window.desk is None
    with open_sample(path) as again:
        assert again.backups.last() is not None


def test_a_round_is_opened_and_chosen(window: MainWindow, page: LedgerPage) -> None:
    window.menus.actions["open_round"].trigger()
    asked = top_dialog(OpenRoundDialog)
    assert isinstance(asked, OpenRoundDialog)
    assert asked._name.text() == "2011年上半年"
    asked._end.setText("2010年1月1日")
    click(asked, "开设")
    assert "开始日期晚于结束日期" in asked._fault.text()
    asked._end.setText("2011.6.30")
    click(asked, "开设")
    round_ = page.round()
    assert round_ is not None
    assert round_.name == "2011年上半年"
    assert "2011年上半年" in window._status.text()


def test_another_ledger_takes_the_place_of_the_open_one(
    window: MainWindow, page: LedgerPage, empty_desk: Desk
) -> None:
    del page
    window.show_desk(empty_desk)
    assert window.desk is empty_desk
    assert window.page is not None
    assert window.page.round() is None


def test_a_ledger_that_may_not_be_left_stays(
    window: MainWindow, page: LedgerPage, empty_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.desk
    monkeypatch.setattr("app.ui.leaving.backed_up_on_exit", lambda *_: False)
    window.show_desk(empty_desk)
    assert window.desk is before
    assert window.page is page
    assert not empty_desk.workspace.database.is_open
    window.close()
    assert window.isVisible()
    monkeypatch.undo()


def test_an_empty_ledger_says_what_comes_first(window: MainWindow, empty_desk: Desk) -> None:
    window.show_desk(empty_desk)
    assert window.page is not None
    for name in PageName:
        window.page.go_to(Place(page=name))
    assert not window.menus.actions["export_forms"].isEnabled()
    assert window.menus.actions["load"].isEnabled()


# ---- manners ---------------------------------------------------------------------------------


def test_a_message_is_wide_enough_for_a_path(window: MainWindow) -> None:
    with window.refusals_shown():
        raise refusal("file.read_only", "表.xlsx")
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.width() >= BOX_WIDTH
    box.close()


def test_a_refusal_is_shown_with_place_and_remedy(window: MainWindow) -> None:
    with refusals_shown(window, "没有保存"):
        raise refusal("file.read_only", "U盘/表.xlsx")
    text = message()
    assert "目标位置不允许写入。" in text
    assert "位置：U盘/表.xlsx" in text
    assert "处理：请换一个有写入权限的文件夹" in text
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("name", [*PageName])
def test_every_control_has_an_accessible_name(
    window: MainWindow, page: LedgerPage, name: PageName
) -> None:
    page.go_to(Place(page=name))
    nameless = [
        widget
        for kind in (QLineEdit, QComboBox, QAbstractButton, QListWidget)
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and "Corner" not in type(widget).__name__
        and type(widget).__name__ not in ("QAbstractButton", "QToolButton")
    ]
    assert not nameless


@pytest.mark.parametrize(
    ("entry", "kind"), [("open_round", OpenRoundDialog), ("load", ImportDialog)]
)
def test_closed_dialogs_are_freed(
    window: MainWindow, page: LedgerPage, entry: str, kind: type[QWidget]
) -> None:
    del page
    window.run(entry)
    dialog = top_dialog(kind)
    seen = weakref.ref(dialog)
    dialog.close()
    del dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None


def test_a_closed_ledger_page_is_freed(window: MainWindow, desk: Desk) -> None:
    window.show_desk(desk)
    assert window.page is not None
    for name in PageName:
        window.page.go_to(Place(page=name))
    seen = weakref.ref(window.page)
    window.close_ledger()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None


def test_search_finds_and_goes_there(window: MainWindow, page: LedgerPage) -> None:
    window.menus.actions["search"].trigger()
    box = page._search
    assert box is not None
    assert box.isVisible()
    press(box._line, Qt.Key.Key_Escape)
    assert not box.isVisible()
