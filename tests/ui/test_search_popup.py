"""Ctrl+F: the line over the window."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.ids import ReviewId
from app.domain.names import spaced
from app.ops.search import HitKind
from app.ui.hit_model import HitModel
from app.ui.page import PageName, Place
from app.ui.search_popup import SearchPopup
from tests.ui.hands import compose, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.ids import PersonId
    from app.ops.desk import Desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    QVBoxLayout(made).addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def popup(window: QWidget, desk: Desk) -> SearchPopup:
    made = SearchPopup(desk, window)
    made.ask()
    return made


def names(popup: SearchPopup) -> list[str]:
    model = popup._model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def member(desk: Desk) -> tuple[PersonId, str]:
    line = desk.people.members(desk.workspace.root_id).lines(3, 4)[0]
    return line.person, line.name


def test_the_model_keeps_its_promises(desk: Desk) -> None:
    model = HitModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_hits(desk.search.find("第一"))
    assert model.rowCount() > 3
    model.show_hits(())


def test_typing_shows_results_after_a_pause(popup: SearchPopup, desk: Desk, qtbot: QtBot) -> None:
    _, name = member(desk)
    assert popup._table.isHidden()
    compose(popup._line, name)
    assert popup._pause.isActive()
    qtbot.waitUntil(lambda: not popup._pause.isActive())
    assert spaced(name) in names(popup)
    assert not popup._hint.isVisible()
    popup._line.clear()
    popup._look()
    assert names(popup) == []
    assert "拼音" in popup._hint.text()


def test_arrows_and_enter_go_to_a_person(popup: SearchPopup, desk: Desk, qtbot: QtBot) -> None:
    popup._line.setText("第一")
    popup._look()
    first = popup._table.currentIndex().row()
    press(popup._line, Qt.Key.Key_Down)
    assert popup._table.currentIndex().row() == first + 1
    press(popup._line, Qt.Key.Key_Up)
    assert popup._table.currentIndex().row() == first
    person, name = member(desk)
    popup._line.setText(name)
    with qtbot.waitSignal(popup.wanted) as heard:
        press(popup._line, Qt.Key.Key_Return)  # at once, without waiting for the pause
    (place,) = heard.args
    assert isinstance(place, Place)
    assert (place.page, place.person) == (PageName.MEMBERS, person)
    assert place.organization == desk.people.place_of(person)
    assert popup.isHidden()


def test_an_organisation_and_a_record_are_reached(
    popup: SearchPopup, desk: Desk, qtbot: QtBot
) -> None:
    popup._line.setText("jcdzz")
    popup._look()
    with qtbot.waitSignal(popup.wanted) as heard:
        popup._table.clicked.emit(popup._model.index(0, 0))
    tree = desk.workspace.directory(desk.workspace.today()).tree
    assert heard.args == [Place(organization=tree.named("稽查党总支")[0].id)]
    popup.ask()
    popup._line.setText("学习")
    press(popup._line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hit = popup._model.hit(0)
    assert hit.kind is HitKind.REVIEW
    with qtbot.waitSignal(popup.wanted) as heard:
        press(popup._line, Qt.Key.Key_Enter)
    assert heard.args == [Place(review=ReviewId(hit.id))]


def test_somebody_who_is_no_member_is_shown_where_his_post_is(
    popup: SearchPopup, desk: Desk, qtbot: QtBot
) -> None:
    directory = desk.workspace.directory(desk.workspace.today())
    members = {m.person_id for m in directory.records.members}
    person = next(
        p for p in directory.persons.values() if p.id not in members and directory.posts_of(p.id)
    )
    popup._line.setText(person.name)
    popup._look()
    row = next(n for n in range(popup._model.rowCount()) if popup._model.hit(n).id == person.id)
    popup._table.selectRow(row)
    with qtbot.waitSignal(popup.wanted) as heard:
        press(popup._line, Qt.Key.Key_Return)
    (place,) = heard.args
    assert place.page is PageName.ORGANIZATIONS
    assert place.organization == directory.posts_of(person.id)[0].organization_id


def test_nothing_found_says_so(popup: SearchPopup, qtbot: QtBot) -> None:
    popup._line.setText("没有这个")
    popup._look()
    assert "没有叫“没有这个”" in popup._hint.text()
    with qtbot.assertNotEmitted(popup.wanted):
        press(popup._line, Qt.Key.Key_Return)
    popup._look_in_records()
    assert "没有写到“没有这个”" in popup._hint.text()


def test_escape_and_a_look_elsewhere_put_it_away(popup: SearchPopup, window: QWidget) -> None:
    popup._line.setText("王")
    press(popup._line, Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert not popup._pause.isActive()
    popup.ask()
    assert popup._line.selectedText() == "王"
    other = next(w for w in window.findChildren(QLineEdit) if w is not popup._line)
    other.setFocus()
    assert popup.isHidden()


def test_it_stays_inside_a_small_window(window: QWidget, desk: Desk) -> None:
    window.resize(500, 300)
    popup = SearchPopup(desk, window)
    popup.ask()
    popup._line.setText("第一")
    popup._look()
    assert window.rect().contains(popup.geometry())


def test_it_goes_with_its_window(desk: Desk) -> None:
    window = QWidget()
    popup = SearchPopup(desk, window)
    popup.ask()
    seen = weakref.ref(popup)
    del popup
    window.deleteLater()
    del window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None
