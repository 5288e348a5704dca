"""The main window, its pages and dialogs, on the sample unit."""

from __future__ import annotations

import gc
import json
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction
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
from app.ui.crash import CrashReporter, describe
from app.ui.crash_dialog import CrashDialog
from app.ui.export_forms_dialog import ExportFormsDialog, told
from app.ui.faults import refusals_shown
from app.ui.import_dialog import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.new_ledger_dialog import NewLedgerDialog
from app.ui.open_round_dialog import OpenRoundDialog
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.recent import RecentLedgers
from app.ui.start_page import StartPage
from tests.ui.hands import click, paste, press
from tests.ui.sample import UNIT, open_sample, sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.ledger_page import LedgerPage


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(sample_office, RecentLedgers(tmp_path / "recent.json"))
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
    assert not any(action.isEnabled() for action in window._menus.needing_ledger())
    assert window._menus.new.isEnabled()
    assert window._status.text() == "没有打开的台账"


def test_menus_stand_in_the_usual_order(window: MainWindow) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["文件(&F)", "点评(&R)", "报表(&T)", "帮助(&H)"]
    keys = [action.shortcut().toString() for action in window.findChildren(QAction)]
    shortcuts = [each for each in keys if each]
    assert {"Ctrl+N", "Ctrl+O", "F5", "F12"} <= set(shortcuts)
    assert len(shortcuts) == len(set(shortcuts))


def test_an_open_ledger_is_named_in_title_and_status(window: MainWindow, page: LedgerPage) -> None:
    assert window.windowTitle().startswith(f"{UNIT}党组")
    assert window._status.text().startswith(f"{UNIT}党组　　2010年下半年（2010.07.01—")
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


# ---- tree and tasks --------------------------------------------------------------------------


def test_the_tree_rules_the_table(page: LedgerPage, desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    everything = len(desk.tasks.list(round_).rows)
    assert len(page._tasks.task_ids()) == everything
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = tree.named("稽查党总支")[0]
    page._tree.choose(branch.id)
    there = desk.tasks.list(round_, branch.id)
    assert set(page._tasks.task_ids()) == {row.task.id for row in there.rows}
    assert page._tasks._summary.text().startswith("稽查党总支：应点评 ")
    assert page.unit_id() == branch.id


def test_news_keep_what_is_open_and_chosen(page: LedgerPage, desk: Desk) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = tree.named("稽查党总支")[0]
    page._tree.choose(branch.id)
    page._tree.expand(page._tree.currentIndex())
    page.refresh()
    assert page.unit_id() == branch.id
    assert page._tree.isExpanded(page._tree.currentIndex())


@pytest.mark.parametrize("way", ["double click", "enter", "button", "menu"])
def test_a_task_opens_its_form(window: MainWindow, page: LedgerPage, way: str) -> None:
    table = page._tasks._table
    table.setCurrentIndex(page._tasks._sorted.index(0, 0))
    if way == "double click":
        table.doubleClicked.emit(table.currentIndex())
    elif way == "enter":
        press(table, Qt.Key.Key_Return)
    elif way == "button":
        click(page, "填写")
    else:
        window._menus.fill.trigger()
    dialog = top_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    assert dialog._current == page._tasks.task_ids()[0]
    dialog.close()


def test_a_gap_opens_nothing(page: LedgerPage) -> None:
    model = page._tasks._model
    rows = [r for r in range(model.rowCount()) if model.line(r).state is TaskState.GAP]
    page._tasks._open_row(page._tasks._sorted.mapFromSource(model.index(rows[0], 0)))
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]


def test_saving_a_form_shows_in_the_table_and_in_the_file(
    window: MainWindow, page: LedgerPage, desk: Desk
) -> None:
    model = page._tasks._model
    task_id = next(
        line.id
        for line in map(model.line, range(model.rowCount()))
        if line.state is TaskState.OPEN and line.cells[3] == "未点评" and line.id
    )
    page.open_form(task_id)
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
    assert page._tasks.current_task() == dialog._current
    dialog.close()
    row = model.row_of(task_id)
    assert row is not None
    assert model.line(row).cells[3:5] == ("已点评", "2011.01.12")
    path = desk.workspace.database.path
    window.close_ledger()
    with open_sample(path) as again:
        kept = form_values(again.reviews.open(task_id).review)
    assert {key: kept[key] for key in texts} == {**texts, "review.date": "2011年1月12日"}


# ---- statistics ------------------------------------------------------------------------------


def test_the_table_shows_what_excel_gets_and_lists_the_names(page: LedgerPage, desk: Desk) -> None:
    page._tabs.setCurrentIndex(1)
    statistics = page.statistics()
    round_, unit = desk.rounds.all()[0], page.unit_id()
    sheet = desk.statistics.sheet(round_, unit, desk.workspace.day_of(round_))
    figures = {b.text() for b in statistics._sheet.findChildren(QAbstractButton)}
    assert figures == {str(sheet.values[m]) for m in desk.statistics.titles()}
    titled = next(
        b
        for b in statistics._sheet.findChildren(QAbstractButton)
        if b.accessibleName().startswith("党员被点评数")
    )
    titled.click()
    counted = statistics._names._counted
    assert str(counted.count()) == titled.text()
    reasons = [
        statistics._names._left.item(n).text() for n in range(statistics._names._left.count())
    ]
    assert any("免点评" in reason for reason in reasons)


def test_an_earlier_day_gives_smaller_figures(page: LedgerPage) -> None:
    page._tabs.setCurrentIndex(1)
    statistics = page.statistics()
    field = statistics._day_field
    field.setText("2011-01-05")
    field.editingFinished.emit()
    assert field.text() == "2011年1月5日"
    field.setText("2011年1月")
    field.editingFinished.emit()
    assert "不是有效的日期" in statistics._day_fault.text()


# ---- dialogs ---------------------------------------------------------------------------------


def test_a_new_ledger_a_list_and_a_round(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.new_ledger()
    dialog = top_dialog(NewLedgerDialog)
    assert isinstance(dialog, NewLedgerDialog)
    assert dialog._document.text()
    titles = [dialog._scheme.itemText(place) for place in range(dialog._scheme.count())]
    dialog._scheme.setCurrentIndex(next(n for n, t in enumerate(titles) if "青岛" in t))
    dialog._unit.setText("某县质监局机关党委")
    assert dialog._place.text().endswith("某县质监局机关党委.ledger")
    assert "党委" in dialog._kind.itemText(0)
    dialog._place.setText(str(tmp_path / "没有这个文件夹" / "一"))
    click(dialog, "新建")
    assert dialog._fault.isVisible()
    dialog._place.setText(str(tmp_path / "新台账"))
    click(dialog, "新建")
    assert (tmp_path / "新台账.ledger").is_file()
    assert window.desk is not None
    assert window.page is not None
    assert "还没有党员" in window.page._tasks._empty._text.text()

    roster = tmp_path / "名册.csv"
    roster.write_text(
        "姓名,所在党支部,性别,入党时间\n王一,某县质监局机关党委,女,2001年7月1日\n李二,没有的支部,男,1975.1\n",
        encoding="utf-8",
    )
    window.import_files()
    preview = top_dialog(ImportDialog)
    assert isinstance(preview, ImportDialog)
    preview.propose([roster])
    assert preview._model.rowCount() == 2
    texts = {str(preview._model.index(row, 3).data()) for row in range(2)}
    assert "新增" in texts
    assert len(texts) == 2
    click(preview, "导入")
    for box in QApplication.topLevelWidgets():
        if box.isVisible() and box is not window:
            box.close()
    assert [p.name for p in window.desk.workspace.records.persons if p.name == "王一"] == ["王一"]
    assert "开设点评轮次" in window.page._tasks._empty._text.text()

    window.open_round()
    asked = top_dialog(OpenRoundDialog)
    assert isinstance(asked, OpenRoundDialog)
    assert asked._name.text() == "2011年上半年"
    asked._end.setText("2010年1月1日")
    click(asked, "开设")
    assert "开始日期晚于结束日期" in asked._fault.text()
    asked._end.setText("2011.6.30")
    click(asked, "开设")
    assert window.page.round() is not None
    assert "2011年上半年" in window._status.text()


def test_forms_are_exported(window: MainWindow, page: LedgerPage, tmp_path: Path) -> None:
    page._tree.choose(page._today_tree().named("标准化研究联合党支部")[0].id)
    window.export_forms()
    dialog = top_dialog(ExportFormsDialog)
    assert isinstance(dialog, ExportFormsDialog)
    dialog._folder.setText(str(tmp_path / "出"))
    click(dialog, "导出")
    text = message()
    files = list((tmp_path / "出").rglob("*.docx"))
    assert f"已导出 {len(files)} 个文件。" in text
    assert len(files) > 3


def test_nothing_to_export_says_what_to_do(tmp_path: Path) -> None:
    from app.ops.exports import FormsDone

    headline, more = told(FormsDone((), ()), tmp_path)
    assert headline == "没有可以导出的登记表。"
    assert "空白表" in more


# ---- faults ----------------------------------------------------------------------------------


def test_a_refusal_is_shown_with_place_and_remedy(window: MainWindow) -> None:
    with refusals_shown(window, "没有保存"):
        raise refusal("file.read_only", "U盘/表.xlsx")
    text = message()
    assert "目标位置不允许写入。" in text
    assert "位置：U盘/表.xlsx" in text
    assert "处理：请换一个有写入权限的文件夹" in text
    assert QApplication.overrideCursor() is None


def test_what_is_unexpected_is_logged_without_personal_data(tmp_path: Path, qtbot: QtBot) -> None:
    log = tmp_path / "log.txt"
    reporter = CrashReporter(log)

    seen: list[str] = []

    def look() -> None:
        box = top_dialog(CrashDialog)
        assert isinstance(box, CrashDialog)
        seen.append(box.text() + box.informativeText())
        click(box, "复制详情")
        seen.append(QApplication.clipboard().text())
        click(box, "关闭")

    try:
        int("王建国的身份证号")
    except ValueError:
        QTimer.singleShot(0, look)
        reporter.report(*sys.exc_info())
    assert "Traceback" not in seen[0]
    assert seen[1].startswith("ValueError\n")
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "test_window" in written
    assert "王建国" not in written + seen[1]


def test_details_name_no_file_of_the_user() -> None:
    try:
        Path("王建国.xlsx").read_text(encoding="utf-8")
    except OSError as error:
        details = describe(type(error), error.__traceback__)
    assert "王建国" not in details


# ---- manners ---------------------------------------------------------------------------------


def test_every_control_has_an_accessible_name(window: MainWindow, page: LedgerPage) -> None:
    page._tabs.setCurrentIndex(1)
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


@pytest.mark.parametrize("kind", [OpenRoundDialog, ImportDialog])
def test_closed_dialogs_are_freed(
    window: MainWindow, page: LedgerPage, kind: type[QWidget]
) -> None:
    if kind is OpenRoundDialog:
        window.open_round()
    else:
        window.import_files()
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
    seen = weakref.ref(window.page)
    window.close_ledger()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None
