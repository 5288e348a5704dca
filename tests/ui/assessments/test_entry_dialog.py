"""Entering totals: what agrees is taken, what does not is shown red and refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.domain.cycle.assessment import Accounts, VoterGroup
from app.ui.assessments.count_grid import CountGrid
from app.ui.assessments.count_model import CountModel
from app.ui.assessments.entry_dialog import EntryDialog
from tests.ops.votes import enter_all, make_planned
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk


@pytest.fixture
def made(desk: Desk) -> Assessment:
    """A vote with two groups, the first of which has counted its ballots."""
    first = make_planned(desk)[0]
    groups = (first.groups[0], VoterGroup("2", "服务对象"))
    desk.assessments.save(replace(first, groups=groups))
    return desk.assessments.get(first.id)


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, made: Assessment) -> EntryDialog:
    shown = EntryDialog(desk.assessments, made, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown, before_close_func=_forget)
    shown.show()
    return shown


def _forget(dialog: EntryDialog) -> None:
    dialog._opened = dialog._state()


def grid(dialog: EntryDialog) -> CountGrid:
    found = dialog.findChild(CountGrid)
    assert isinstance(found, CountGrid)
    return found


def said(dialog: EntryDialog, name: str) -> str:
    return next(w.text() for w in dialog.findChildren(QLabel) if w.accessibleName() == name)


def type_accounts(dialog: EntryDialog, **numbers: int) -> None:
    for name, number in numbers.items():
        dialog.type_number(name, number)


def test_the_grid_is_a_sound_model(made: Assessment) -> None:
    model = CountModel(made)
    QAbstractItemModelTester(model)
    model.show_group(made.groups[0])
    model.setData(model.index(0, 2), "3")
    assert model.rowCount() == len(made.cells())


def test_940_issued_890_returned_860_valid_is_taken(dialog: EntryDialog, desk: Desk) -> None:
    type_accounts(dialog, issued=940, returned=890, valid=860)
    assert said(dialog, "票数核对").startswith("有效 860 ＋ 无效 30 ＝ 收回 890")
    dialog.try_it()
    kept = desk.assessments.among(desk.workspace.root_id, None)[0]
    assert kept.groups[0].accounts == Accounts(issued=940, returned=890, valid=860, invalid=30)


def test_860_valid_of_850_is_refused_with_the_reason(dialog: EntryDialog, desk: Desk) -> None:
    type_accounts(dialog, issued=940, returned=850, valid=860)
    assert "有效票 860 张，多于收回的 850 张" in said(dialog, "票数核对")
    dialog.try_it()
    assert dialog.isVisible()
    assert "有效票 860 张，多于收回的 850 张" in said(dialog, "问题")
    kept = desk.assessments.among(desk.workspace.root_id, None)[0]
    assert kept.groups[0].accounts == Accounts()


def test_rows_that_do_not_agree_are_counted_red_and_refused(
    dialog: EntryDialog, desk: Desk, made: Assessment
) -> None:
    type_accounts(dialog, returned=52, valid=50)
    dialog.type_row(0, (44, 4, 1, 1))
    dialog.type_row(1, (44, 4, 1))
    model = grid(dialog).model()
    total = 2 + len(made.scale.grades) + 2
    assert model.index(0, total).data(Qt.ItemDataRole.ForegroundRole) != model.index(1, total).data(
        Qt.ItemDataRole.ForegroundRole
    )
    assert "1 项与有效票数不符" in said(dialog, "录入进度")
    dialog.try_it()
    assert "应为 50 票" in said(dialog, "问题")
    dialog.type_row(1, (44, 4, 1, 1))
    dialog.try_it()
    assert len(desk.assessments.get(made.id).counts) == 2


def test_recusals_lower_what_is_expected_of_all_items(
    dialog: EntryDialog, made: Assessment
) -> None:
    type_accounts(dialog, returned=50, valid=50)
    model = grid(dialog).model()
    assert isinstance(model, CountModel)
    model.setData(model.index(0, model.recusal_column), "2")
    wanted = model.recusal_column + 2
    items = len(made.items_of(made.objects[0]))
    assert [model.index(row, wanted).data() for row in range(items + 1)] == ["48"] * items + ["50"]
    second = model.flags(model.index(1, model.recusal_column))
    assert not second & Qt.ItemFlag.ItemIsEditable, "typed once for an object"


def test_digits_and_enter_fill_the_grid(dialog: EntryDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    table = grid(dialog)
    table.start()
    for text in ("31", "5", "3", "1"):
        qtbot.keyClicks(table, text[0])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
        press(editor, Qt.Key.Key_Return)
        QApplication.processEvents()  # Qt closes an editor a moment later
    row = [table.model().index(0, column).data() for column in range(2, 6)]
    assert row == ["31", "5", "3", "1"]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 6)
    press(table, Qt.Key.Key_Return)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 2)
    assert dialog.isVisible(), "Enter goes on and never saves"


def test_letters_are_no_votes(dialog: EntryDialog) -> None:
    model = grid(dialog).model()
    for wrong in ("abc", "-1", "1.5", "三"):
        assert not model.setData(model.index(0, 2), wrong)
    assert model.index(0, 2).data() == ""


def test_numbers_are_pasted_from_a_sheet_and_deleted(dialog: EntryDialog) -> None:
    table = grid(dialog)
    table.start()
    QGuiApplication.clipboard().setText("31\t5\t3\t1\n30\t6\t3\t1\n")
    press(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    model = table.model()
    found = [[model.index(row, column).data() for column in range(2, 6)] for row in (0, 1)]
    assert found == [["31", "5", "3", "1"], ["30", "6", "3", "1"]]
    table.setCurrentIndex(model.index(1, 2))
    press(table, Qt.Key.Key_Delete)
    assert model.index(1, 2).data() == ""


def test_another_group_is_shown_after_this_one_was_written(
    dialog: EntryDialog, desk: Desk, made: Assessment
) -> None:
    type_accounts(dialog, returned=40, valid=40)
    dialog.type_row(0, (31, 5, 3, 1))
    dialog._group.setCurrentIndex(1)
    dialog._group.activated.emit(1)
    assert len(desk.assessments.get(made.id).of_group("1")) == 1
    assert grid(dialog).model().index(0, 2).data() == ""
    dialog._group.setCurrentIndex(0)
    dialog._group.activated.emit(0)
    assert grid(dialog).model().index(0, 2).data() == "31"


def test_what_does_not_agree_keeps_the_group_in_front(dialog: EntryDialog) -> None:
    type_accounts(dialog, returned=40, valid=41)
    dialog._group.setCurrentIndex(1)
    dialog._group.activated.emit(1)
    assert dialog._group.currentIndex() == 0
    assert "有效票 41 张" in said(dialog, "问题")


def test_a_sheet_fills_the_grid_and_nothing_is_written_yet(
    dialog: EntryDialog, desk: Desk, made: Assessment, tmp_path: Path
) -> None:
    name = made.objects[1].name
    path = tmp_path / "票数.csv"
    path.write_text(
        f"评议对象,评议内容,满意,比较满意,基本满意,不满意\n{name},参加活动,31,5,3,1\n无此人,参加活动,1,1,1,1\n",
        encoding="utf-8",
    )
    dialog.read_sheet(path)
    told = active_dialog()
    assert told is not None
    told.close()
    row = next(n for n, cell in enumerate(made.cells()) if cell == (made.objects[1].key, "1"))
    assert grid(dialog).model().index(row, 2).data() == "31"
    assert desk.assessments.get(made.id).counts == ()


def test_unsaved_votes_are_asked_about(dialog: EntryDialog, answers: list[str]) -> None:
    dialog.type_row(0, (31,))
    answers.append("取消")
    dialog.reject()
    assert dialog.isVisible()
    answers.append("放弃")
    dialog.reject()
    assert not dialog.isVisible()


def test_what_was_counted_before_stands_there_and_is_not_written_again(
    qtbot: QtBot, desk: Desk, made: Assessment
) -> None:
    kept = enter_all(desk, made, (31, 5, 3, 1))
    shown = EntryDialog(desk.assessments, kept, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.accounts() == kept.groups[0].accounts
    whole = len(kept.cells())
    assert said(shown, "录入进度") == f"已录入 {whole} 项，共 {whole} 项"
    told: list[object] = []
    shown.told.connect(told.append)
    shown.try_it()
    assert desk.assessments.get(made.id) == kept
    assert not any(told)


def test_it_is_freed_when_it_is_closed(desk: Desk, made: Assessment) -> None:
    shown = EntryDialog(desk.assessments, made, None)
    shown.open()
    shown.reject()
    assert is_freed(shown)
