"""The chooser for people: what fits is listed, one is taken, outsiders can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.ui.person_picker import OUTSIDE, MatchModel, PersonPicker
from tests.ui.hands import compose, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def picker(qtbot: QtBot, desk: Desk) -> PersonPicker:
    made = PersonPicker(desk.editing.find_people)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def lines(picker: PersonPicker) -> list[str]:
    model = picker._model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def somebody(desk: Desk) -> tuple[str, str, str]:
    return desk.editing.find_people("")[0]


def test_a_typed_name_lists_who_fits_with_unit_and_post(desk: Desk, picker: PersonPicker) -> None:
    _, name, identity = somebody(desk)
    compose(picker, name[:2])
    assert identity in lines(picker)
    assert lines(picker)[-1] == f"{name[:2]}——{OUTSIDE}"
    assert picker.person() is None


def test_the_list_is_walked_by_keys_and_enter_takes_one(
    qtbot: QtBot, desk: Desk, picker: PersonPicker
) -> None:
    person, name, identity = somebody(desk)
    compose(picker, name)
    popup = picker._completer.popup()
    press(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen) as told:
        press(popup, Qt.Key.Key_Return)
    assert told.args == [person]
    assert picker.person() == person
    assert picker.text() == identity


def test_typing_on_lets_the_person_go(desk: Desk, picker: PersonPicker) -> None:
    person, _, identity = somebody(desk)
    picker.show_person(person, identity)  # type: ignore[arg-type]
    compose(picker, "某")
    assert picker.person() is None


def test_somebody_from_outside_is_asked_for_with_what_was_typed(
    qtbot: QtBot, picker: PersonPicker
) -> None:
    compose(picker, "𠮷没有")
    assert lines(picker) == [f"𠮷没有——{OUTSIDE}"]
    popup = picker._completer.popup()
    press(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.outside_asked) as told:
        press(popup, Qt.Key.Key_Return)
    assert told.args == ["𠮷没有"]


def test_a_name_that_only_one_has_is_enough(desk: Desk, picker: PersonPicker) -> None:
    known = desk.editing.find_people("")
    person, name, _ = next(p for p in known if len(desk.editing.find_people(p[1])) == 1)
    compose(picker, name)
    assert picker.resolve() == person
    picker.clear()
    compose(picker, "没有这个人")
    assert picker.resolve() is None


def test_down_opens_the_usual_people(desk: Desk, picker: PersonPicker) -> None:
    press(picker, Qt.Key.Key_Down)
    assert lines(picker)[0] == somebody(desk)[2]


def test_an_outsider_can_be_entered_and_chosen(desk: Desk, picker: PersonPicker) -> None:
    person, changes = desk.editing.add_outside_person("赵　钱", "示例市委", "副书记")
    assert changes
    assert desk.editing.add_outside_person("赵钱", "示例市委", "副书记")[0] == person
    compose(picker, "赵钱")
    assert lines(picker)[0] == "赵钱，示例市委副书记"


def test_the_list_is_a_sound_model() -> None:
    model = MatchModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_found([], "系统外")
    assert model.rowCount() == 1
    assert model.person(0) is None
    model.show_found([], "")
    assert model.rowCount() == 0


def test_enter_takes_the_only_match(qtbot: QtBot, desk: Desk, picker: PersonPicker) -> None:
    person, _ = desk.editing.add_outside_person("赵钱孙", "示例市委", "副书记")
    compose(picker, "赵钱孙")
    with qtbot.waitSignal(picker.chosen) as told:
        press(picker._completer.popup(), Qt.Key.Key_Return)
    assert told.args == [person]
    assert not picker._completer.popup().isVisible()


def test_the_line_for_outsiders_can_be_taken_beside_the_only_match(
    qtbot: QtBot, desk: Desk, picker: PersonPicker
) -> None:
    desk.editing.add_outside_person("赵钱孙", "示例市委", "副书记")
    compose(picker, "赵钱孙")
    popup = picker._completer.popup()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.outside_asked) as told:
        press(popup, Qt.Key.Key_Return)
    assert told.args == ["赵钱孙"]


def test_initials_find_people(desk: Desk, picker: PersonPicker) -> None:
    desk.editing.add_outside_person("赵钱孙", "示例市委", "副书记")
    compose(picker, "zqs")
    assert lines(picker)[0] == "赵钱孙，示例市委副书记"
