"""Entering ballots by the keyboard alone, and the second entry that is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from app.domain.cycle.assessment import Entry
from app.ui.assessments.ballot_dialog import BallotDialog
from app.ui.assessments.ballot_entry import BallotEntry
from app.ui.assessments.mark_table import MarkModel, MarkTable
from tests.ops.votes import make_planned
from tests.ui.closing import is_freed
from tests.ui.hands import click, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk


@pytest.fixture
def made(desk: Desk) -> Assessment:
    return make_planned(desk)[0]


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, made: Assessment) -> BallotDialog:
    shown = BallotDialog(desk.ballots, made, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown, before_close_func=_forget)
    shown.show()
    return shown


def _forget(dialog: BallotDialog) -> None:
    dialog._entry.clear(dialog._before)


KEYS = {
    "-": Qt.Key.Key_Minus,
    "X": Qt.Key.Key_X,
    "<": Qt.Key.Key_Backspace,
    "\n": Qt.Key.Key_Return,
}


def strike(dialog: BallotDialog, signs: str) -> None:
    """Type keys into the table, as hands do."""
    table = dialog.findChild(MarkTable)
    assert isinstance(table, MarkTable)
    for sign in signs:
        press(table, KEYS.get(sign) or Qt.Key(ord(sign)))


def whole(made: Assessment, grade: str = "1") -> str:
    return grade * len(made.cells())


def said(dialog: BallotDialog, name: str = "提示") -> str:
    return next(w.text() for w in dialog.findChildren(QLabel) if w.accessibleName() == name)


def test_the_cells_are_a_sound_model(made: Assessment) -> None:
    model = MarkModel(made)
    QAbstractItemModelTester(model)
    model.show_entry(BallotEntry(made, ""))
    assert model.rowCount() == len(made.cells())


def test_a_pile_is_typed_without_a_mouse_and_every_ballot_is_kept_at_once(
    dialog: BallotDialog, desk: Desk, made: Assessment
) -> None:
    strike(dialog, whole(made) + "\n")
    assert [b.marks for b in desk.ballots.pile(made.id, "1")] == [whole(made)]
    strike(dialog, "2" + whole(made)[1:] + "\n" + "X\n")
    assert [b.number for b in desk.ballots.pile(made.id, "1")] == [1, 2, 3]
    assert said(dialog, "第几张") == "录入第 4 张（已录入 3 张，其中无效 1 张）"


def test_a_ballot_with_open_cells_is_not_taken(
    dialog: BallotDialog, desk: Desk, made: Assessment
) -> None:
    strike(dialog, "12\n")
    assert desk.ballots.pile(made.id, "1") == ()
    assert f"还有 {len(made.cells()) - 2} 项没有录入" in said(dialog)
    assert "按 0（弃权）" in said(dialog)


def test_backspace_mends_the_last_mark(dialog: BallotDialog, desk: Desk, made: Assessment) -> None:
    strike(dialog, "3<" + whole(made) + "\n")
    assert desk.ballots.pile(made.id, "1")[0].marks == whole(made)


def test_a_grade_that_there_is_not_is_told(dialog: BallotDialog) -> None:
    strike(dialog, "9")
    assert said(dialog) == "没有第 9 个等次。"


def test_an_earlier_ballot_is_mended(dialog: BallotDialog, desk: Desk, made: Assessment) -> None:
    strike(dialog, whole(made) + "\n" + whole(made) + "\n")
    dialog.turn(-1)
    assert said(dialog, "第几张").startswith("更正第 2 张")
    strike(dialog, "4\n")
    assert desk.ballots.pile(made.id, "1")[1].marks == "4" + whole(made)[1:]
    assert said(dialog, "第几张").startswith("录入第 3 张")


def test_the_second_entry_shows_what_differs_and_is_settled_by_the_paper(
    dialog: BallotDialog, desk: Desk, made: Assessment
) -> None:
    strike(dialog, whole(made) + "\n" + whole(made, "2") + "\n")
    dialog.check_again()
    strike(dialog, whole(made) + "\n")
    assert said(dialog, "第几张").startswith("复核第 2 张")
    strike(dialog, "23" + whole(made, "2")[2:] + "\n")
    assert "两次录入不一致" in said(dialog)
    table = dialog.findChild(MarkTable)
    assert isinstance(table, MarkTable)
    assert not table.isColumnHidden(3)
    assert table.currentIndex().row() == 1
    shown = [table.model().index(1, column).data() for column in (3, 4)]
    assert shown == ["2　比较满意", "3　基本满意"]
    strike(dialog, "3\n")
    second = desk.ballots.pile(made.id, "1")[1]
    assert second.marks == "23" + whole(made, "2")[2:]
    assert second.differences == ()
    assert said(dialog, "第几张").startswith("复核完毕")


def test_counts_are_taken_from_the_ballots(
    dialog: BallotDialog, desk: Desk, made: Assessment, qtbot: QtBot
) -> None:
    strike(dialog, whole(made) + "\n" + whole(made, "2") + "\n" + "X\n")
    with qtbot.waitSignal(dialog.told):
        click(dialog, "汇总票数")
    kept = desk.assessments.get(made.id)
    assert kept.entry is Entry.BALLOTS
    assert {count.votes for count in kept.counts} == {(1, 1, 0, 0)}
    assert (kept.groups[0].accounts.returned, kept.groups[0].accounts.valid) == (3, 2)
    assert not dialog.isVisible()


def test_differences_must_be_settled_before_counting(
    dialog: BallotDialog, desk: Desk, made: Assessment
) -> None:
    strike(dialog, whole(made) + "\n")
    dialog.check_again()
    strike(dialog, whole(made, "2") + "\n")
    dialog.count()
    assert "两次录入不一致" in said(dialog)
    assert dialog.isVisible()


def test_each_object_can_have_ballots_of_its_own(
    dialog: BallotDialog, desk: Desk, made: Assessment
) -> None:
    dialog._sheet.setCurrentIndex(2)
    dialog._sheet.activated.emit(2)
    items = len(made.items_of(made.objects[1]))
    strike(dialog, "1" * items + "\n")
    (ballot,) = desk.ballots.pile(made.id, "1", made.objects[1].key)
    assert ballot.marks == "1" * items


def test_a_ballot_that_was_begun_is_asked_about(dialog: BallotDialog, answers: list[str]) -> None:
    strike(dialog, "12")
    answers.append("取消")
    dialog.reject()
    assert dialog.isVisible()
    answers.append("放弃")
    dialog.reject()
    assert not dialog.isVisible()


def test_a_ballot_is_deleted_after_asking(
    dialog: BallotDialog, desk: Desk, made: Assessment, answers: list[str]
) -> None:
    strike(dialog, whole(made) + "\n")
    dialog.turn(-1)
    answers.append("删除")
    click(dialog, "删除此票")
    assert desk.ballots.pile(made.id, "1") == ()


def test_it_is_freed_when_it_is_closed(desk: Desk, made: Assessment) -> None:
    shown = BallotDialog(desk.ballots, made, None)
    shown.open()
    shown.reject()
    assert is_freed(shown)
