"""冲突: both texts in full, nothing chosen beforehand, one side for each or for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.handoff import Resolve
from app.domain.handoff_records import Side
from app.ui.handoff import conflict_dialog
from app.ui.handoff.conflict_dialog import DONE, ConflictDialog
from app.ui.handoff.conflict_model import MIXED, UNSETTLED, Column
from app.ui.handoff.side_by_side import EMPTY, marked
from tests.ui.closing import is_freed
from tests.ui.handoff.doubles import CONFLICTS, EAST, Receiving, conflict
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

OURS, THEIRS = Resolve.OURS, Resolve.THEIRS


@pytest.fixture
def receiving() -> Receiving:
    other = conflict(3, "甲", "乙", unit="西河分局党委", kind_word="登记表", label="存在的问题")
    return Receiving(lambda *_: (), [*CONFLICTS, other])


@pytest.fixture
def dialog(desk: Desk, receiving: Receiving, settings: Settings, window: QWidget) -> ConflictDialog:
    desk.__dict__["receiving"] = receiving
    made = ConflictDialog(desk, settings, window)
    made.open()
    return made


def choices(dialog: ConflictDialog) -> list[str]:
    return [line.cells[Column.CHOICE] for line in dialog._list.model.lines]


def choose(dialog: ConflictDialog, row: int) -> None:
    """Choose a line alone, whatever key an earlier test left held."""
    dialog._list.table.choose_row(dialog._list.model.index(row, 0))


def test_nothing_is_chosen_beforehand(dialog: ConflictDialog) -> None:
    QAbstractItemModelTester(
        dialog._list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog
    )
    assert choices(dialog) == ["未选"] * 3
    assert not dialog._ours.isChecked()
    assert not dialog._theirs.isChecked()
    assert not button(dialog, "处理").isEnabled()
    dialog.close()


def test_both_texts_stand_in_full_beside_one_another(dialog: ConflictDialog) -> None:
    assert dialog._texts.ours.toPlainText() == "1999年7月1日"
    assert dialog._texts.theirs.toPlainText() == "1999年7月2日"
    assert "张三" in dialog._about.text()
    choose(dialog, 1)
    assert dialog._texts.ours.toPlainText() == EMPTY
    assert dialog._texts.theirs.toPlainText() == "科员"
    dialog.close()


def test_what_differs_is_marked() -> None:
    ours, theirs = marked("7月1日", "7月2日")
    assert ours.count("<span") == theirs.count("<span") == 1
    assert ">1</span>" in ours
    assert ">2</span>" in theirs
    assert "&lt;b&gt;" in marked("<b>", "甲")[0]
    assert "<span" not in marked("甲" * 3000, "乙" * 3000)[0]


def test_choosing_goes_on_to_the_next(dialog: ConflictDialog) -> None:
    dialog._theirs.click()
    assert choices(dialog) == ["按下级", "未选", "未选"]
    assert dialog._list.table.currentIndex().row() == 1
    assert not dialog._theirs.isChecked()
    dialog._ours.click()
    assert choices(dialog) == ["按下级", "按本级", "未选"]
    dialog._chosen.clear()
    dialog.close()


def test_what_was_chosen_and_is_listed_no_more_makes_way_for_the_next(
    dialog: ConflictDialog,
) -> None:
    dialog._list.show_only(2, UNSETTLED)
    dialog._theirs.click()
    assert [line.conflict.id for line in dialog._list.model.lines] == [2, 3]
    assert dialog._list.table.currentIndex().row() == 0
    dialog._chosen.clear()
    dialog.close()


def test_the_keyboard_is_enough(dialog: ConflictDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog._list.table.setFocus()
    press(dialog._list.table, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: choices(dialog)[0] == "按下级")
    press(dialog._list.table, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: choices(dialog)[1] == "按本级")
    dialog._chosen.clear()
    dialog.close()


def test_what_was_chosen_is_settled_and_the_rest_stays(
    dialog: ConflictDialog, receiving: Receiving, qtbot: QtBot
) -> None:
    dialog._theirs.click()
    dialog._ours.click()
    with qtbot.waitSignal(dialog.told):
        click(dialog, "处理 2 项")
    assert receiving.settled == {1: THEIRS, 2: OURS}
    assert dialog.isVisible()
    assert [line.conflict.id for line in dialog._list.model.lines] == [3]
    dialog._theirs.click()
    click(dialog, "处理 1 项")
    assert is_freed(dialog)


def test_one_side_for_all_that_are_listed(dialog: ConflictDialog, receiving: Receiving) -> None:
    dialog._list.show_only(0, "西河分局党委")
    click(dialog, "未选的都按下级")
    dialog._list.filters.clear()
    assert choices(dialog) == ["未选", "未选", "按下级"]
    click(dialog, "处理 1 项")
    assert receiving.settled == {3: THEIRS}
    dialog.close()


def test_one_side_for_the_rest_leaves_what_was_chosen(dialog: ConflictDialog) -> None:
    dialog._ours.click()
    click(dialog, "未选的都按下级")
    assert choices(dialog) == ["按本级", "按下级", "按下级"]
    assert not button(dialog, "未选的都按本级").isEnabled()
    dialog._chosen.clear()
    dialog.close()


def test_several_lines_are_chosen_at_once(dialog: ConflictDialog) -> None:
    dialog._list.table.selectAll()
    dialog._ours.click()
    assert choices(dialog) == ["按本级"] * 3
    dialog._chosen.clear()
    dialog.close()


def test_choices_are_not_lost_unasked(
    dialog: ConflictDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflict_dialog, "confirm", lambda *_: False)
    dialog._ours.click()
    dialog.reject()
    assert dialog.isVisible()
    monkeypatch.setattr(conflict_dialog, "confirm", lambda *_: True)
    dialog.reject()
    assert is_freed(dialog)


def test_what_came_from_above_says_so(
    desk: Desk, receiving: Receiving, settings: Settings, window: QWidget
) -> None:
    receiving.open = [conflict(1, "甲", "乙", side=Side.ABOVE)]
    desk.__dict__["receiving"] = receiving
    dialog = ConflictDialog(desk, settings, window)
    assert dialog._theirs.text() == "按上级(&X)"
    assert shown_words(dialog) == ("本级", "上级")
    dialog.deleteLater()


def test_another_copy_of_the_ledger_is_called_so(
    desk: Desk, receiving: Receiving, settings: Settings, window: QWidget
) -> None:
    receiving.open = [conflict(1, "甲", "乙", side=Side.COPY), *CONFLICTS[1:]]
    desk.__dict__["receiving"] = receiving
    dialog = ConflictDialog(desk, settings, window)
    assert (dialog._ours.text(), dialog._theirs.text()) == ("按本机(&B)", "按另一份(&X)")
    assert shown_words(dialog) == MIXED
    dialog._list.show_only(0, EAST.name)
    dialog._choose_theirs()
    assert choices(dialog) == ["按另一份", "按下级"]
    dialog._chosen.clear()
    dialog.close()


def shown_words(dialog: ConflictDialog) -> tuple[str, str]:
    """What the two sides are called above the list, which the buttons below call so, too."""
    horizontal = Qt.Orientation.Horizontal
    ours, theirs = (
        str(dialog._list.model.headerData(column, horizontal))
        for column in (Column.OURS, Column.THEIRS)
    )
    assert button(dialog, f"未选的都按{ours}").isEnabled()
    assert button(dialog, f"未选的都按{theirs}").isEnabled()
    return ours, theirs


def test_a_unit_s_own_come_first(
    desk: Desk, receiving: Receiving, settings: Settings, window: QWidget
) -> None:
    desk.__dict__["receiving"] = receiving
    dialog = ConflictDialog(desk, settings, window, "西河分局党委")
    assert [line.conflict.id for line in dialog._list.model.lines] == [3]
    dialog.deleteLater()


def test_without_conflicts_it_says_so(desk: Desk, settings: Settings, window: QWidget) -> None:
    desk.__dict__["receiving"] = Receiving(lambda *_: ())
    dialog = ConflictDialog(desk, settings, window)
    assert dialog._head.text() == DONE
    assert dialog._list.model.rowCount() == 0
    dialog.deleteLater()
