"""The page 台账."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMessageBox

from app.domain.names import spaced
from app.ops.ledger_rows import ledger_rows
from app.ui.page import Place, Scope
from app.ui.register_model import BLOCK, RegisterModel
from app.ui.register_page import RegisterPage
from app.ui.reports.case_dialog import CaseDialog
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import click, press
from tests.ui.pages import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from app.domain.ids import ReviewId
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> RegisterPage:
    return shown(qtbot, RegisterPage(desk, settings))


def column(page: RegisterPage, heading: str) -> list[str]:
    model = page._model
    headings = [
        str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())
    ]
    number = headings.index(heading)
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_the_table_holds_what_excel_gets(page: RegisterPage, desk: Desk) -> None:
    rows = list(ledger_rows(desk.workspace))
    assert column(page, "编号") == [row["编号"] for row in rows]
    for heading in ("轮次", "登记表", "所在党组织", "点评领导单位及职务", "地点", "状态"):
        assert column(page, heading) == [row[heading] for row in rows]
    for heading in ("主要成绩", "存在的问题和不足"):
        assert column(page, heading) == [" ".join(row[heading].split("\n")) for row in rows]
    assert column(page, "点评时间") == [row["点评时间"].replace("-", ".") for row in rows]
    shown = set(column(page, "点评对象"))
    assert {row["点评对象"] for row in rows} != shown
    assert {spaced(row["点评对象"]) for row in rows} >= shown


def test_only_the_texts_around_what_is_looked_at_are_read(page: RegisterPage) -> None:
    asked: list[int] = []

    def read(ids: Sequence[ReviewId]) -> dict[ReviewId, dict[str, str]]:
        asked.append(len(ids))
        return {each: {"主要成绩": "好"} for each in ids}

    model = RegisterModel(read, lambda: None, page)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    lines = [*page._lines, *page._lines]
    model.show_register(("点评对象", "主要成绩"), lines)
    asked.clear()
    model._texts.clear()
    assert model.index(0, 0).data()
    assert asked == []
    assert model.index(5, 1).data() == "好"
    assert model.index(6, 1).data() == "好"
    assert asked == [BLOCK]


def test_the_model_keeps_its_promises(page: RegisterPage) -> None:
    model = page._model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number in (0, 2, 5, 9, 10):
        model.sort(number)
        model.sort(number, Qt.SortOrder.DescendingOrder)
    page._filters.choose(1, "已点评")
    page._filters.changed.emit()
    model.sort(-1)


def test_texts_sort_too_and_stay_sorted_while_filtered(page: RegisterPage) -> None:
    place = list(page.desk.ledger_rows.columns()).index("存在的问题和不足")
    page._model.sort(place)
    shown = column(page, "存在的问题和不足")
    assert shown == sorted(shown)
    page._filters.choose(1, "已点评")
    page._filters.changed.emit()
    shown = column(page, "存在的问题和不足")
    assert shown
    assert shown == sorted(shown)


def test_filters_and_the_scope_choose_records(page: RegisterPage, desk: Desk) -> None:
    everything = page._model.rowCount()
    page._filters.choose(1, "已小结")
    page._filters.changed.emit()
    assert set(column(page, "状态")) == {"已小结"}
    assert page._summary.text() == f"共 {everything} 份登记表，显示 {page._model.rowCount()} 份"
    click(page, "清除")
    tree = desk.workspace.directory(desk.workspace.today()).tree
    unit = tree.named("稽查党总支")[0].id
    page.show_scope(Scope(unit, desk.rounds.all()[0]))
    assert 0 < page._model.rowCount() < everything


def test_all_rounds_stand_together_where_wanted(page: RegisterPage, desk: Desk) -> None:
    from datetime import date

    opened = desk.rounds.open("2011年上半年", date(2011, 1, 1), date(2011, 6, 30))
    page.show_scope(Scope(desk.workspace.root_id, opened.round))
    assert page._model.rowCount() == 0
    page._all_rounds.click()
    assert set(column(page, "轮次")) == {desk.rounds.all()[0].name}


def test_enter_opens_the_form(page: RegisterPage, qtbot: QtBot) -> None:
    page._choose_row(3)
    with qtbot.waitSignal(page.wanted) as asked:
        press(page._table, Qt.Key.Key_Return)
    assert asked.args == [Place(review=page.chosen_reviews()[0])]


def test_choosing_a_record_leaves_the_table_where_it_is(page: RegisterPage) -> None:
    wanted = page._lines[5].review
    page.show_place(Place(review=wanted))
    assert page.chosen_reviews() == (wanted,)
    assert page._table.columnViewportPosition(1) == 0


def test_copying_takes_the_shown_columns(page: RegisterPage) -> None:
    page._table.selectRow(0)
    page._table.copy()
    heading, row = QApplication.clipboard().text().split("\n")
    assert "主要成绩" in heading.split("\t")
    assert "编号" not in heading.split("\t")
    assert len(row.split("\t")) == len(heading.split("\t"))


def test_exporting_is_asked_for(page: RegisterPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.asked) as asked:
        click(page, "导出")
    assert asked.args == ["export_ledger"]
    page._choose_row(2)
    entries = {entry.text(): entry for entry in page._menu.actions()}
    for text, name in (("打印登记表(&P)…", "print_forms"), ("导出登记表(&F)…", "export_forms")):
        with qtbot.waitSignal(page.asked) as asked:
            entries[text].trigger()
        assert asked.args == [name]


def test_records_are_locked_opened_and_binned(
    page: RegisterPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.record_actions.confirm", lambda *_: True)
    monkeypatch.setattr("app.ui.record_actions.ask_reason", lambda *_: "录入有误")
    page._filters.choose(1, "已点评")
    page._filters.changed.emit()
    page._table.selectRow(0)
    chosen = page.chosen_reviews()
    with qtbot.waitSignal(page.told):
        page._records.finalize()
    assert desk.workspace.stores.reviews.among(chosen)[0].locked
    page._records.delete()
    assert "定稿" in message()
    with qtbot.waitSignal(page.told):
        page._records.unlock()
    assert not desk.workspace.stores.reviews.among(chosen)[0].locked
    with qtbot.waitSignal(page.told):
        page._records.delete()
    page._show_again()
    assert page._model.row_of(chosen[0]) is None


def test_what_cannot_be_final_is_told(
    page: RegisterPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.ui.record_actions.confirm", lambda *_: True)
    page._table.selectAll()
    with qtbot.waitSignal(page.told):
        page._records.finalize()
    assert "没有改动" in message()


def message() -> str:
    """Read the message box that is open, and close it."""
    box = active_dialog()
    assert isinstance(box, QMessageBox)
    text = f"{box.text()}\n{box.informativeText()}"
    click(box, "确定")
    return text


def test_a_record_is_marked_and_bears_a_sign(page: RegisterPage, desk: Desk, qtbot: QtBot) -> None:
    QAbstractItemModelTester(page._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page._choose_row(4)
    review = page.chosen_reviews()[0]
    entries = {entry.text(): entry for entry in page._menu.actions()}
    page._menu.aboutToShow.emit()
    entries["标记典型(&J)…"].trigger()
    dialog = active_dialog()
    assert isinstance(dialog, CaseDialog)
    with qtbot.waitSignal(page.told):
        click(dialog, "保存")
    assert is_freed(dialog)
    assert desk.reports.marked() == {review}

    page._show_again()
    place = list(desk.ledger_rows.columns()).index("点评对象")
    row = page._model.row_of(review)
    assert row is not None
    marked, other = page._model.index(row, place), page._model.index(row + 1, place)
    assert isinstance(marked.data(Qt.ItemDataRole.DecorationRole), QIcon)
    assert other.data(Qt.ItemDataRole.DecorationRole) is None
    assert str(marked.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("（典型）")
    assert "典型" not in str(marked.data())
    page._filters._text.setText("典型")
    assert [line.review for line in page._model.lines] == [review]


def test_only_one_record_at_a_time_is_marked(page: RegisterPage) -> None:
    entries = {entry.text(): entry for entry in page._menu.actions()}
    page._table.selectAll()
    page._menu.aboutToShow.emit()
    assert not entries["标记典型(&J)…"].isEnabled()
