"""Results: bars and percentages, grades, closing and opening, what goes on paper."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from app.domain.cycle.ballot_papers import Layout
from app.ui.assessments import papers as papers_module
from app.ui.assessments import result_dialog as result_module
from app.ui.assessments.papers import PapersDialog
from app.ui.assessments.result_dialog import ResultDialog
from app.ui.assessments.share_bars import SHARES
from app.ui.data_table import DataTable
from app.ui.printing.preview import PrintPreview
from tests.ops.votes import enter_all, make_planned
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def made(desk: Desk) -> Assessment:
    return enter_all(desk, make_planned(desk)[0], (31, 5, 3, 1))


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, settings: Settings, made: Assessment) -> ResultDialog:
    shown = ResultDialog(desk, settings, made.id, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def table(dialog: ResultDialog, name: str) -> DataTable:
    return next(t for t in dialog.findChildren(DataTable) if t.accessibleName() == name)


def said(dialog: ResultDialog, name: str) -> str:
    return next(w.text() for w in dialog.findChildren(QLabel) if w.accessibleName() == name)


def test_every_object_has_a_bar_and_the_chosen_one_its_items(
    dialog: ResultDialog, made: Assessment
) -> None:
    results = table(dialog, "评议结果").model()
    QAbstractItemModelTester(results)
    assert results.rowCount() == len(made.objects)
    shares = results.index(0, 2).data(SHARES)
    assert shares == tuple(map(Decimal, ("77.50", "12.50", "7.50", "2.50", "0.00")))
    assert results.index(0, 3).data() == "90.00%"
    items = table(dialog, "各项内容的票数").model()
    QAbstractItemModelTester(items)
    assert [items.index(row, 0).data() for row in range(items.rowCount())] == [
        *(item.title for item in made.items_of(made.objects[0])),
        "综合",
    ]
    assert items.index(0, 1).data() == "31 票　77.50%"
    assert not dialog.grab().isNull(), "the bars can be painted"


def test_the_base_is_stated(dialog: ResultDialog) -> None:
    assert "有效票数（扣除回避）为基数" in said(dialog, "百分比的算法")


def test_counts_are_closed_and_opened_again_with_a_reason(
    dialog: ResultDialog, desk: Desk, made: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(dialog, "汇总")
    assert desk.assessments.get(made.id).is_done
    assert not dialog._rate.isEnabled()
    monkeypatch.setattr(result_module, "ask_reason", lambda *_: "漏计一张")
    click(dialog, "退回计票")
    assert not desk.assessments.get(made.id).is_done


def test_what_is_not_whole_is_not_closed(
    qtbot: QtBot, desk: Desk, settings: Settings, made: Assessment
) -> None:
    desk.assessments.clear(made.id)
    shown = ResultDialog(desk, settings, made.id, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown)
    shown.show()
    click(shown, "汇总")
    told = active_dialog()
    assert told is not None
    assert told is not shown
    told.close()
    assert not desk.assessments.get(made.id).is_done


def test_grades_are_given_to_the_chosen_and_by_the_votes(
    dialog: ResultDialog, desk: Desk, made: Assessment
) -> None:
    table(dialog, "评议结果").selectRow(1)
    actions = {action.text(): action for action in dialog._menu.actions()}
    actions["比较满意"].trigger()
    assert desk.assessments.get(made.id).objects[1].rating == "比较满意"
    actions["没有评定的都按得票评定"].trigger()
    ratings = [each.rating for each in desk.assessments.get(made.id).objects]
    assert ratings == ["满意", "比较满意", *["满意"] * (len(made.objects) - 2)]
    table(dialog, "评议结果").selectRow(1)
    actions["不评定"].trigger()
    assert desk.assessments.get(made.id).objects[1].rating == ""


def test_a_result_is_copied_as_a_sentence(dialog: ResultDialog) -> None:
    click(dialog, "复制结论")
    assert "满意率90.00%" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


def test_the_summary_is_printed_and_written(
    dialog: ResultDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(dialog, "打印")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    for text, suffix in (("导出 Word", "docx"), ("导出 Excel", "xlsx")):
        path = tmp_path / f"汇总表.{suffix}"
        monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_, path=path: path)
        click(dialog, text)
        assert path.stat().st_size > 1000


def test_ballots_are_shown_and_written(
    qtbot: QtBot,
    desk: Desk,
    settings: Settings,
    made: Assessment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = PapersDialog(desk, settings, made, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.wanted().layout is Layout.EACH
    shown._copies.setValue(3)
    shown._numbered.setChecked(True)
    assert said_count(shown) == f"共 {3 * len(made.objects)} 张。"
    path = tmp_path / "测评票.docx"
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: path)
    with qtbot.waitSignal(shown.written):
        button(shown, "存为 Word").click()
    assert path.exists()
    documents: list[object] = []
    monkeypatch.setattr(papers_module, "show_document", lambda *args: documents.append(args[2]))
    shown.try_it()
    assert len(documents) == 1


def said_count(dialog: PapersDialog) -> str:
    return next(w.text() for w in dialog.findChildren(QLabel) if w.accessibleName() == "张数")


def test_they_are_freed_when_they_are_closed(
    desk: Desk, settings: Settings, made: Assessment
) -> None:
    for shown in (
        ResultDialog(desk, settings, made.id, None),
        PapersDialog(desk, settings, made, None),
    ):
        shown.open()
        shown.close()
        assert is_freed(shown)
