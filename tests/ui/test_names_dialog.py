"""The names behind a figure, in a window of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTabWidget

from app.domain.coverage_names import Counted, Uncounted, UnitCount
from app.domain.words import UncountedReason
from app.ui.data_table import DataTable
from app.ui.names_dialog import NamesDialog, NamesView
from app.ui.names_model import NameColumn, NamesModel
from app.ui.settings import Settings
from tests.ui.hands import click, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

COUNTED = (Counted("1", "王一"), Counted("2", "李二"))
LEFT = (
    Uncounted("3", "张三", UncountedReason.EXEMPT),
    Uncounted("4", "赵四", UncountedReason.NOT_REVIEWED),
)


def shown(qtbot: QtBot, folder: Path) -> NamesDialog:
    dialog = NamesDialog("某支部：党员被点评数", COUNTED, LEFT, Settings(folder / "settings.json"))
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def table(dialog: NamesDialog | NamesView, name: str) -> DataTable:
    return next(t for t in dialog.findChildren(DataTable) if t.accessibleName() == name)


def test_model_shows_reasons_only_where_asked(qapp: object) -> None:
    del qapp
    model = NamesModel(reasons=True)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_names(LEFT)
    assert model.index(0, NameColumn.REASON).data() == "免点评"
    assert model.headerData(NameColumn.REASON, Qt.Orientation.Horizontal) == "原因"
    plain = NamesModel(reasons=False)
    QAbstractItemModelTester(plain, QAbstractItemModelTester.FailureReportingMode.Fatal)
    plain.show_names(COUNTED)
    assert (plain.rowCount(), plain.columnCount()) == (2, 1)


def test_who_is_left_stands_in_front_with_counts(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path)
    tabs = dialog.findChild(QTabWidget)
    assert tabs is not None
    assert [tabs.tabText(n) for n in range(2)] == ["计入 2", "未计入 2"]
    assert tabs.currentWidget() is table(dialog, "未计入名单")
    dialog.close()


def test_a_unit_without_names_has_a_line_and_its_number_counts(
    qtbot: QtBot, tmp_path: Path
) -> None:
    view = NamesView(Settings(tmp_path / "settings.json"), words=("计入", "未计入"))
    qtbot.addWidget(view)
    view.show_names(COUNTED, LEFT, [UnitCount("u", "甲党委", 60)])
    tabs = view.findChild(QTabWidget)
    assert tabs is not None
    assert tabs.tabText(0) == "计入 62"
    model = table(view, "计入名单").model()
    assert model.index(model.rowCount() - 1, 0).data() == "甲党委（报表数 60）"


def test_copies_the_whole_list_with_headings(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path)
    click(dialog, "复制")
    assert QGuiApplication.clipboard().text() == "名称\t原因\n张　三\t免点评\n赵　四\t未点评"
    dialog.close()


def test_enter_opens_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path)
    names = table(dialog, "未计入名单")
    names.setCurrentIndex(names.model().index(1, 0))
    with qtbot.waitSignal(dialog.name_opened) as heard:
        press(names, Qt.Key.Key_Return)
    assert heard.args == ["4"]
    dialog.close()


def test_closing_frees_the_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NamesDialog("某支部", (), (), Settings(tmp_path / "settings.json"))
    dialog.open()
    with qtbot.waitSignal(dialog.destroyed):
        click(dialog, "关闭")


def test_names_of_two_characters_have_the_gap_that_was_set(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for spaced, name in ((True, "王　一"), (False, "王一")):
        settings.set("spaced_names", spaced)
        dialog = shown(qtbot, tmp_path)
        assert table(dialog, "计入名单").model().index(0, 0).data() == name
        dialog.close()
