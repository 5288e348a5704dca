"""The table that all lists use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QAction, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QMenu

from app.ui.data_table import DataTable, copy_table
from app.ui.settings import Settings
from tests.ui.hands import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def table(qtbot: QtBot, settings: Settings) -> DataTable:
    made = DataTable("名单", settings)
    qtbot.addWidget(made)
    model = QStandardItemModel(0, 3, made)
    model.setHorizontalHeaderLabels(["姓名", "支部", "职务"])
    for row in (("王一", "第一党支部", "科长\n兼"), ("李二", "<第二>党支部", "")):
        model.appendRow([QStandardItem(text) for text in row])
    made.setModel(model)
    made.remember_columns({0: 90})
    made.show()
    return made


def test_enter_opens_the_current_row(qtbot: QtBot, settings: Settings) -> None:
    made = table(qtbot, settings)
    made.setCurrentIndex(made.model().index(1, 0))
    with qtbot.waitSignal(made.row_opened) as caught:
        press(made, Qt.Key.Key_Return)
    assert caught.args[0].row() == 1


def test_copy_gives_text_with_tabs_and_a_table(qtbot: QtBot, settings: Settings) -> None:
    made = table(qtbot, settings)
    made.selectRow(0)
    press(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "姓名\t支部\t职务\n王一\t第一党支部\t科长 兼"
    assert "<td>科长<br>兼</td>" in data.html()


def test_without_a_selection_every_row_is_copied_and_marks_are_text(
    qtbot: QtBot, settings: Settings
) -> None:
    made = table(qtbot, settings)
    made.clearSelection()
    made.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert len(data.text().splitlines()) == 3
    assert "&lt;第二&gt;党支部" in data.html()


def test_a_column_turned_off_stays_off_and_is_not_copied(qtbot: QtBot, settings: Settings) -> None:
    made = table(qtbot, settings)
    made.horizontalHeader().customContextMenuRequested.emit(made.rect().topLeft())
    menu = made.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["支部", "职务"]  # never the first
    action: QAction = menu.actions()[0]
    action.trigger()
    menu.close()
    assert made.isColumnHidden(1)
    made.copy()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "姓名\t职务"
    again = table(qtbot, Settings(settings._file))
    assert again.isColumnHidden(1)
    assert not again.isColumnHidden(0)


def test_a_setting_of_another_shape_counts_as_none(qtbot: QtBot, settings: Settings) -> None:
    settings.set("columns.名单", {"broken": 1})
    assert not table(qtbot, settings).isColumnHidden(1)


def test_a_model_of_one_column_has_nothing_to_turn_off(qtbot: QtBot, settings: Settings) -> None:
    made = DataTable("一列", settings)
    qtbot.addWidget(made)
    made.setModel(QStringListModel(["甲"], made))
    made.remember_columns({})
    assert not made.isColumnHidden(0)


def test_cells_with_tabs_stay_in_one_cell(qtbot: QtBot) -> None:
    copy_table([["甲\t乙", "丙"]])
    assert QGuiApplication.clipboard().text() == "甲 乙\t丙"


def test_columns_grow_with_the_letters_and_shrink_with_them(
    qtbot: QtBot, settings: Settings
) -> None:
    made = table(qtbot, settings)
    font = made.font()
    font.setPointSizeF(10)
    made.setFont(font)
    made.remember_columns({0: 90, 1: 120})
    header = made.horizontalHeader()
    header.resizeSection(1, 200)  # the user dragged this one
    font.setPointSizeF(20)
    made.setFont(font)
    assert [header.sectionSize(column) for column in (0, 1)] == pytest.approx([180, 400], rel=0.03)
    font.setPointSizeF(10)
    made.setFont(font)
    assert (header.sectionSize(0), header.sectionSize(1)) == (90, 200)
