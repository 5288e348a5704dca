"""回收站: what lies in it, bringing back, clearing after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.ui import bin_dialog
from app.ui.bin_dialog import BinDialog
from app.ui.bin_model import NAME, REASON, BinModel, bin_lines
from app.ui.settings import Settings
from tests.ui.closing import is_freed
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.domain.errors.fault import Refusal
    from app.domain.review import Review
    from app.ops.changes import Changes
    from app.ops.desk import Desk


@pytest.fixture
def deleted(desk: Desk) -> list[Review]:
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    some = [review for review in found if review.is_done][:3]
    for review in some:
        desk.bin.delete_reviews([review.id], "重复填写")
    return some


@pytest.fixture
def dialog(desk: Desk, deleted: list[Review], window: QWidget, tmp_path: Path) -> BinDialog:
    made = BinDialog(desk, Settings(tmp_path / "settings.json"), window)
    made.open()
    return made


def agree(monkeypatch: pytest.MonkeyPatch, answer: bool, asked: list[str]) -> None:
    def confirm(parent: QWidget, title: str, sentence: str, yes: str, more: str = "") -> bool:
        del parent, title, yes, more
        asked.append(sentence)
        return answer

    monkeypatch.setattr(bin_dialog, "confirm", confirm)


def column(dialog: BinDialog, place: int) -> list[str]:
    return [line.cells[place] for line in dialog._model.lines]


def test_what_was_deleted_last_stands_first(dialog: BinDialog, desk: Desk) -> None:
    assert column(dialog, NAME) == [item.title for item in desk.bin.all()]
    assert column(dialog, REASON) == ["重复填写"] * 3
    assert dialog._count.text() == "共 3 项"


def test_chosen_things_come_back_and_the_window_is_told(
    dialog: BinDialog, desk: Desk, deleted: list[Review]
) -> None:
    news: list[Changes] = []
    dialog.told.connect(news.append)
    dialog._table.selectAll()
    click(dialog, "恢复")
    assert news
    assert all(desk.workspace.stores.reviews.get(review.id) == review for review in deleted)
    assert desk.bin.all() == ()
    assert not button(dialog, "恢复").isEnabled()
    assert not button(dialog, "清除…").isEnabled()


def test_enter_brings_the_current_thing_back(dialog: BinDialog, desk: Desk) -> None:
    dialog._table.row_opened.emit(dialog._model.index(0, 0))
    assert len(desk.bin.all()) == 2
    assert "已恢复 1 项" in dialog._count.text()


def test_what_cannot_come_back_stays_and_says_why(
    dialog: BinDialog, desk: Desk, deleted: list[Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Refusal] = []
    monkeypatch.setattr("app.ui.faults.show_refusal", lambda *given: shown.append(given[1]))
    desk.workspace.stores.reviews.save(deleted[-1])
    assert dialog._table.chosen_rows() == [0]
    click(dialog, "恢复")
    assert [refusal.fault.code for refusal in shown] == ["bin.no_place"]
    assert dialog._model.rowCount() == 3


def test_clearing_asks_with_the_count_and_may_be_refused(
    dialog: BinDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    agree(monkeypatch, False, asked)
    click(dialog, "清除…")
    assert "共 3 项" in asked[0]
    assert len(desk.bin.all()) == 3
    agree(monkeypatch, True, asked)
    click(dialog, "清除…")
    assert desk.bin.all() == ()
    assert dialog._count.text() == "回收站是空的"


def test_only_what_is_old_enough_is_offered_for_clearing(dialog: BinDialog) -> None:
    dialog._age.setCurrentText("30 天前删除的")
    assert not button(dialog, "清除…").isEnabled()
    dialog._age.setCurrentText("全部")
    assert button(dialog, "清除…").isEnabled()


def test_the_model_is_sound(desk: Desk, deleted: list[Review], window: QWidget) -> None:
    model = BinModel(window)
    model.show_lines(bin_lines(desk.bin.all()))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(2)
    numbers = [line.item.sequence for line in model.lines]
    assert numbers == sorted(numbers)


def test_everything_has_a_name_and_the_dialog_is_freed(dialog: BinDialog) -> None:
    parts = (dialog._table, dialog._restore, dialog._age, dialog._empty, dialog._close)
    assert all(part.accessibleName() for part in parts)
    click(dialog, "关闭")
    assert is_freed(dialog)
