"""录入报表数: a unit is counted by its figures, or by its records again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from app.ops.reporting import UnitState
from app.ui.handoff import figures_dialog
from app.ui.handoff.figures_dialog import NOT_YET, TYPED, FiguresDialog
from tests.ui.closing import is_freed
from tests.ui.handoff.city import TODAY, UNITS, round_of, unit_named
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ops.units import UnitStanding


def standing(city: Desk, name: str = UNITS[0]) -> UnitStanding:
    found = city.units.standing(round_of(city), TODAY)
    return next(unit for unit in found if unit.name == name)


@pytest.fixture
def unit(city: Desk, tmp_path: Path) -> UnitStanding:
    """A unit that was sent a package, so that it is asked to report."""
    city.issuing.issue(tmp_path / "下发.dpbag", unit_named(city, UNITS[0]))
    return standing(city)


@pytest.fixture
def dialog(city: Desk, unit: UnitStanding, window: QWidget) -> FiguresDialog:
    made = FiguresDialog(city, round_of(city), unit, window)
    made.open()
    return made


def fill(dialog: FiguresDialog, number: int = 3) -> None:
    dialog._grid.set_numbers(dict.fromkeys(dialog._grid.lines, number))


def test_typed_figures_count_for_the_unit(
    dialog: FiguresDialog, city: Desk, unit: UnitStanding, qtbot: QtBot
) -> None:
    assert list(dialog._grid.lines) == list(city.units.titles())
    fill(dialog)
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    now = standing(city)
    assert (now.state, now.source) == (UnitState.FIGURES, TYPED)
    assert now.as_of == dialog_day(city)
    figures = city.statistics.figures(round_of(city), unit.id, TODAY)
    assert figures.members_total == 3
    assert is_freed(dialog)


def dialog_day(city: Desk) -> date:
    return city.workspace.day_of(round_of(city))


def test_a_missing_figure_is_told(dialog: FiguresDialog, city: Desk) -> None:
    fill(dialog)
    dialog._grid.lines["members_total"].clear()
    click(dialog, "保存")
    assert "没有填写" in dialog._fault.text()
    assert standing(city).state is not UnitState.FIGURES
    dialog.close()


def test_back_to_records_after_a_question(
    city: Desk,
    dialog: FiguresDialog,
    unit: UnitStanding,
    window: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(dialog)
    click(dialog, "保存")
    again = FiguresDialog(city, round_of(city), standing(city), window)
    again.open()
    assert again._grid.lines["members_total"].text() == "3"
    monkeypatch.setattr(figures_dialog, "confirm", lambda *_: False)
    click(again, "按记录统计")
    assert standing(city).state is UnitState.FIGURES
    monkeypatch.setattr(figures_dialog, "confirm", lambda *_: True)
    click(again, "按记录统计")
    assert standing(city).state is not UnitState.FIGURES
    assert is_freed(again)


def test_only_a_unit_with_figures_can_go_back(dialog: FiguresDialog) -> None:
    assert not button(dialog, "按记录统计").isVisible()
    dialog.close()


@pytest.fixture
def table(city: Desk, tmp_path: Path) -> Path:
    """The table of another unit."""
    path = tmp_path / "统计表.xlsx"
    city.statistics.export(round_of(city), unit_named(city, UNITS[1]), TODAY, path)
    return path


def lines(dialog: FiguresDialog) -> list[str]:
    return [line.text() for line in dialog._grid.lines.values()]


def test_a_table_fills_the_lines_and_only_saving_keeps_them(
    dialog: FiguresDialog, city: Desk, unit: UnitStanding, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "本单位.xlsx"
    city.statistics.export(round_of(city), unit.id, TODAY, table)
    with qtbot.assertNotEmitted(dialog.told):
        dialog.read_file(table)
    assert NOT_YET in dialog._fault.text()
    source = "本单位.xlsx（不完整）"  # its branches have not reported
    assert dialog._source.text() == source
    assert all(lines(dialog))
    assert standing(city).state is not UnitState.FIGURES
    assert not button(dialog, "按记录统计").isVisible()
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    assert (standing(city).state, standing(city).source) == (UnitState.FIGURES, source)
    assert is_freed(dialog)


def test_another_units_table_is_asked_about_first(
    dialog: FiguresDialog, city: Desk, table: Path, answers: list[str]
) -> None:
    answers += ["取消", "仍然读入"]
    dialog.read_file(table)
    assert not any(lines(dialog))
    assert not dialog._fault.isVisible()
    dialog.read_file(table)
    assert all(lines(dialog))
    assert answers == []
    assert standing(city).state is not UnitState.FIGURES
    dialog.close()
    assert standing(city).state is not UnitState.FIGURES


def test_the_question_about_another_units_table_names_both(
    dialog: FiguresDialog, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(figures_dialog, "confirm", lambda *args: asked.extend(args[1:]))
    dialog.read_file(table)
    assert f"填报单位是“{UNITS[1]}”，读入的是“{UNITS[0]}”的数字。" in asked[1]
    dialog.close()


def test_figures_that_cannot_be_are_told_at_once_and_asked_about(
    dialog: FiguresDialog, city: Desk, answers: list[str]
) -> None:
    fill(dialog, 9)
    assert not dialog._doubt.isVisible()
    dialog._grid.lines["members_reviewed"].setText("12")
    assert "党员被点评 12 人，多于总数 9 人。请核对该单位的报表。" in dialog._doubt.text()
    assert dialog._doubt.isVisible()
    answers += ["取消", "仍然保存"]
    click(dialog, "保存")
    assert dialog.isVisible()
    assert standing(city).state is not UnitState.FIGURES
    click(dialog, "保存")
    assert standing(city).state is UnitState.FIGURES
    assert answers == []


def test_typing_begins_with_the_first_figure_and_tab_goes_down(
    dialog: FiguresDialog, qtbot: QtBot
) -> None:
    qtbot.waitExposed(dialog)
    order = [*dialog._grid.lines.values()]
    assert dialog.focusWidget() is order[0]
    for line in order[1:]:
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is line
    for text in ("读入统计表…", "保存", "取消"):
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is button(dialog, text)
    for first in (dialog._day, dialog._source, order[0]):
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is first
    dialog.close()


def test_all_figures_are_seen_and_begin_where_the_other_rows_do(
    dialog: FiguresDialog, qtbot: QtBot
) -> None:
    qtbot.waitExposed(dialog)
    grid = dialog._grid
    assert grid.verticalScrollBar().maximum() == 0
    labels = {label.text(): label for label in dialog.findChildren(QLabel)}
    first = labels[next(iter(grid._titles.values()))]
    assert first.mapTo(dialog, QPoint(0, 0)).x() == grid.x()
    dialog.close()
