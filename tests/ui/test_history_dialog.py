"""变更记录: lines in words, filtered, copied, printed; for a record and for the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QWidget

from app.ui import history_dialog
from app.ui.history_dialog import HistoryDialog
from app.ui.history_model import FIELD, KIND, NEW, HistoryModel, history_rows
from app.ui.page import Page
from app.ui.printing.preview import PrintPreview
from app.ui.record_actions import RecordActions
from tests.ui.closing import is_freed
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from app.domain.ids import ReviewId
    from app.domain.review import Review
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def review(desk: Desk) -> Review:
    """A record that was locked and opened again."""
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    done = next(each for each in found if each.is_done)
    desk.history.sign("李干事")
    desk.locks.finalize([done.id])
    desk.locks.unlock([done.id], "地点\n写错")
    return done


@pytest.fixture
def dialog(desk: Desk, review: Review, settings: Settings, window: QWidget) -> HistoryDialog:
    made = HistoryDialog(desk, settings, window, "review", [review.id], "张三")
    made.open()
    return made


def column(dialog: HistoryDialog, place: int) -> list[str]:
    return [line.cells[place] for line in dialog._model.lines]


def test_a_record_shows_its_own_lines_newest_first(dialog: HistoryDialog, desk: Desk) -> None:
    assert dialog.windowTitle() == "“张三”的变更记录"
    assert column(dialog, FIELD)[:2] == ["锁定", "锁定"]
    assert column(dialog, NEW)[1].startswith("定稿 ")
    assert set(column(dialog, KIND)) == {"登记表"}
    assert dialog._count.text() == f"共 {dialog._model.rowCount()} 条"


def test_the_whole_text_of_a_line_stands_below(dialog: HistoryDialog) -> None:
    assert "地点\n写错" in dialog._detail.toPlainText()
    dialog._table.selectRow(1)
    assert "改为：定稿" in dialog._detail.toPlainText()


def test_lines_are_filtered_by_what_was_changed_and_by_words(dialog: HistoryDialog) -> None:
    everything = dialog._model.rowCount()
    dialog._filter.choose(1, "锁定")
    dialog._show()
    assert column(dialog, FIELD) == ["锁定", "锁定"]
    dialog._filter.clear()
    assert dialog._model.rowCount() == everything
    dialog._filter._text.setText("没有这样的话")
    assert dialog._model.rowCount() == 0
    assert not button(dialog, "打印…").isEnabled()
    assert not button(dialog, "复制").isEnabled()
    assert dialog._detail.toPlainText() == ""


def test_lines_are_copied_as_a_table(dialog: HistoryDialog) -> None:
    click(dialog, "复制")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["时间", "类别", "对象"]
    assert "李干事" in lines[1]


def test_lines_are_printed_as_they_are_shown(dialog: HistoryDialog) -> None:
    dialog._filter.choose(1, "锁定")
    dialog._show()
    click(dialog, "打印…")
    (preview,) = dialog.findChildren(PrintPreview)
    assert preview._document.count == 1
    assert "变更记录" in preview._document.title
    preview.close()


def test_the_ledger_shows_the_latest_of_all_records(
    desk: Desk,
    review: Review,
    settings: Settings,
    window: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = desk.history.latest()
    assert lines[0].name == desk.locks.name(review)
    monkeypatch.setattr(history_dialog, "MOST_LINES", len(lines))
    made = HistoryDialog(desk, settings, window)
    made.open()
    assert made.windowTitle() == "变更记录"
    assert made._model.rowCount() == len(lines)
    assert made._count.text().startswith("最近的")
    made.close()
    assert is_freed(made)


def test_the_model_is_sound_and_sorts_times_by_their_order(
    desk: Desk, review: Review, window: QWidget
) -> None:
    model = HistoryModel(window)
    model.show_lines(history_rows(desk.history.of("review", review.id)))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(0)
    numbers = [line.told.sequence for line in model.lines]
    assert numbers == sorted(numbers)


def test_everything_has_a_name_and_the_dialog_is_freed(dialog: HistoryDialog) -> None:
    assert all(
        part.accessibleName()
        for part in (dialog._table, dialog._detail, dialog._copy, dialog._print)
    )
    click(dialog, "关闭")
    assert is_freed(dialog)


def test_the_records_chosen_on_a_page_show_their_history(
    desk: Desk, review: Review, settings: Settings, window: QWidget
) -> None:
    page = Page(desk, settings, window)
    RecordActions(page, QMenu(page), lambda: [review.id]).show_history()
    (shown,) = page.findChildren(HistoryDialog)
    assert desk.locks.name(review) in shown.windowTitle()
    assert column(shown, FIELD)[0] == "锁定"
    shown.close()


def offered(page: Page, chosen: list[ReviewId]) -> set[str]:
    menu = QMenu(page)
    RecordActions(page, menu, lambda: chosen).enable()
    return {each.text().partition("(")[0] for each in menu.actions() if each.isEnabled()}


def test_the_menu_offers_what_fits_the_state_of_the_records(
    desk: Desk, review: Review, settings: Settings, window: QWidget
) -> None:
    page = Page(desk, settings, window)
    always, one = {"变更记录", "删除记录"}, {"标记典型"}
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    begun = next(each.id for each in reviews if not each.is_finished)
    assert offered(page, []) == set()
    assert offered(page, [begun]) == always | one
    assert offered(page, [review.id]) == always | one | {"定稿", "退回上一步"}
    desk.locks.finalize([review.id])
    assert offered(page, [review.id]) == always | one | {"解锁"}
    assert offered(page, [begun, review.id]) == always | {"解锁"}
