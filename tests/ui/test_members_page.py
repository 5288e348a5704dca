"""The page 党员: what stands in it, narrowing, orders, choosing, what can be done."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMenu, QPushButton

from app.domain.member_list import MemberOrder, Presence
from app.domain.names import spaced
from app.domain.progress import Cancelled
from app.ops.people import MemberList
from app.ui import member_model
from app.ui.history_dialog import HistoryDialog
from app.ui.member_model import Column, MemberModel
from app.ui.members_page import MembersPage
from app.ui.page import Place, Scope
from app.ui.structure.deeds import DEEDS, Deed
from tests.ui.hands import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ops.people import MemberLine
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def make(qtbot: QtBot, settings: Settings) -> Callable[[Desk], MembersPage]:
    def made(desk: Desk) -> MembersPage:
        page = MembersPage(desk, settings)
        qtbot.addWidget(page)
        page.resize(1000, 600)
        page.show()
        rounds = desk.rounds.all()
        page.show_scope(Scope(desk.workspace.root_id, rounds[0] if rounds else None))
        return page

    return made


@pytest.fixture
def page(desk: Desk, make: Callable[[Desk], MembersPage]) -> MembersPage:
    return make(desk)


def shown(page: MembersPage, column: Column = Column.NAME) -> list[str]:
    model = page._model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def lines(desk: Desk, presence: Presence = Presence.ON_BOOKS) -> list[MemberLine]:
    found = desk.people.members(desk.workspace.root_id, desk.rounds.all()[0], presence)
    return found.lines(0, len(found))


def pick(choice: QComboBox, value: str) -> None:
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def menu_of(page: MembersPage) -> QMenu:
    page._pop_up(page._table.viewport().rect().center())
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


# ---- the model -------------------------------------------------------------------------------


def test_only_blocks_that_are_looked_at_are_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_model, "BLOCK", 16)
    monkeypatch.setattr(member_model, "MOST_BLOCKS", 3)
    asked: list[tuple[int, int]] = []
    real = MemberList.lines

    def noted(self: MemberList, start: int, stop: int) -> list[MemberLine]:
        asked.append((start, stop))
        return real(self, start, stop)

    members = desk.people.members(desk.workspace.root_id)
    names = [line.name for line in members.lines(0, len(members))]
    monkeypatch.setattr(MemberList, "lines", noted)
    model = MemberModel()
    model.show_members(members)
    assert model.rowCount() == len(names)
    assert asked == []
    for row in (100, 101, 0, 100, len(names) - 1):
        assert model.index(row, Column.NAME).data() == spaced(names[row])
    assert asked == [(96, 112), (0, 16), (len(names) // 16 * 16, (len(names) // 16 + 1) * 16)]
    for row, name in enumerate(names):
        assert model.index(row, Column.NAME).data() == spaced(name)
    assert len(model._blocks) == 3


def test_the_model_keeps_its_promises(desk: Desk) -> None:
    model = MemberModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_members(desk.people.members(desk.workspace.root_id))
    model.show_members(desk.people.members(desk.workspace.root_id).containing("没有这个人"))
    assert model.rowCount() == 0
    model.show_members(None)
    assert model.rowCount() == 0
    assert model.headerData(Column.REVIEW, Qt.Orientation.Horizontal) == "点评情况"


# ---- what is shown ---------------------------------------------------------------------------


def test_members_stand_by_strokes_with_two_characters_set_apart(
    page: MembersPage, desk: Desk
) -> None:
    names = [line.name for line in lines(desk)]
    assert shown(page) == [spaced(name) for name in names]
    assert any("　" in name for name in shown(page))
    assert f"在册党员 {len(names)} 名" in page._count.text()
    assert names == sorted(names, key=desk.workspace.names.stroke_key)


def test_the_order_is_remembered(
    page: MembersPage, desk: Desk, make: Callable[[Desk], MembersPage]
) -> None:
    pick(page._order, MemberOrder.SOUND)
    names_of = desk.workspace.names

    def key(name: str) -> str:
        return names_of.sound_keys([name])[0]

    assert shown(page) == sorted(shown(page), key=key)
    assert shown(make(desk)) == shown(page)


def test_who_has_left_stands_apart(page: MembersPage, desk: Desk) -> None:
    pick(page._presence, Presence.LEFT)
    assert shown(page) == [spaced(line.name) for line in lines(desk, Presence.LEFT)]
    assert "已减少党员" in page._count.text()
    colour = page._model.index(0, Column.NAME).data(Qt.ItemDataRole.ForegroundRole)
    assert colour is not None
    pick(page._presence, Presence.ALL)
    assert len(shown(page)) == len(lines(desk, Presence.ALL))


def test_another_organisation_other_members(page: MembersPage, desk: Desk) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = tree.named("稽查党总支")[0]
    page.show_scope(Scope(branch.id, desk.rounds.all()[0]))
    assert 0 < len(shown(page)) < len(lines(desk))
    assert page._count.text().startswith("稽查党总支：")


def test_without_a_round_nothing_is_said_about_reviews(page: MembersPage, desk: Desk) -> None:
    page.show_scope(Scope(desk.workspace.root_id, None))
    assert set(shown(page, Column.REVIEW)) == {""}


def test_an_empty_unit_says_what_to_do(
    empty_desk: Desk, make: Callable[[Desk], MembersPage], qtbot: QtBot
) -> None:
    page = make(empty_desk)
    assert page._stack.currentIndex() == 1
    assert "没有在册党员" in page._empty._text.text()
    for button, wanted in ((page._empty._import, "load"), (page._empty._new, "new_member")):
        with qtbot.waitSignal(page.asked) as heard:
            button.click()
        assert heard.args == [wanted]


# ---- narrowing -------------------------------------------------------------------------------


def test_typing_narrows_after_a_pause(page: MembersPage, desk: Desk, qtbot: QtBot) -> None:
    wanted = lines(desk)[5].name
    before = len(shown(page))
    page._words.setText(desk.workspace.names.initials([wanted])[0])
    assert page._pause.isActive()
    assert len(shown(page)) == before
    qtbot.waitUntil(lambda: not page._pause.isActive())
    assert spaced(wanted) in shown(page)
    assert len(shown(page)) < before
    assert f"找到 {len(shown(page))} 名" in page._count.text()
    page._words.clear()
    page._narrow()
    assert len(shown(page)) == before


def test_nothing_found_says_so_and_offers_no_import(page: MembersPage) -> None:
    page._words.setText("没有这个人")
    page._narrow()
    assert page._stack.currentIndex() == 1
    assert "没有找到“没有这个人”" in page._empty._text.text()
    assert not page._empty._import.isVisible()


def test_a_hidden_page_has_no_running_timer(page: MembersPage) -> None:
    page._words.setText("王")
    page.hide()
    assert not page._pause.isActive()


def test_large_lists_are_narrowed_in_a_worker(
    page: MembersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.members_page.MANY", 1)
    page._words.setText("没有这个人")
    page._narrow()
    assert shown(page) == []


def test_enter_goes_from_the_words_to_the_table(page: MembersPage, desk: Desk) -> None:
    page._words.setText(lines(desk)[4].name)
    press(page._words, Qt.Key.Key_Return)
    assert page.current_person() == lines(desk)[4].person


# ---- choosing --------------------------------------------------------------------------------


def test_what_was_current_stays_current(page: MembersPage, desk: Desk) -> None:
    page._table.selectRow(7)
    person = page.current_person()
    pick(page._order, MemberOrder.OWN)
    assert page.current_person() == person
    page.show_scope(Scope(desk.workspace.root_id, desk.rounds.all()[0]))
    assert page.current_person() == person


def test_a_place_lifts_the_filters_that_hide_a_person(page: MembersPage, desk: Desk) -> None:
    gone = lines(desk, Presence.LEFT)[0].person
    page._words.setText("王")
    page._narrow()
    page.show_place(Place(person=gone))
    assert page.current_person() == gone
    assert page._presence.currentData() == Presence.ALL
    page.show_place(Place())
    assert page.current_person() == gone


def test_buttons_follow_the_choice(page: MembersPage) -> None:
    edit, transfer = page._buttons[Deed.EDIT_MEMBER], page._buttons[Deed.TRANSFER]
    page._table.clearSelection()
    assert (edit.isEnabled(), transfer.isEnabled()) == (False, False)
    page._table.selectRow(0)
    assert (edit.isEnabled(), transfer.isEnabled()) == (True, True)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page._table.selectionModel().select(page._model.index(3, 0), flags)
    assert (edit.isEnabled(), transfer.isEnabled()) == (False, True)
    assert len(page.chosen_lines()) == 2


def test_very_many_chosen_members_are_read_in_a_worker(
    page: MembersPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page._table.selectAll()
    few = page.chosen_lines()
    assert few == lines(desk)
    monkeypatch.setattr("app.ui.member_table.MANY_CHOSEN", 50)
    assert page.chosen_lines() == few
    page._table.copy()
    copied = QGuiApplication.clipboard().text().splitlines()[1:]
    assert [text.partition("\t")[0] for text in copied] == shown(page)


def test_stopping_to_read_chosen_members_chooses_nobody(
    page: MembersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*given: object) -> None:
        del given
        raise Cancelled

    monkeypatch.setattr("app.ui.member_table.MANY_CHOSEN", 50)
    monkeypatch.setattr("app.ui.member_table.wait_for", stopped)
    QGuiApplication.clipboard().setText("以前")
    page._table.selectAll()
    assert page.chosen_lines() == []
    page._table.copy()
    assert QGuiApplication.clipboard().text() == "以前"


def test_the_chosen_rows_are_copied_as_they_are_shown(page: MembersPage) -> None:
    page._table.selectRow(0)
    page._table.copy()
    text = QGuiApplication.clipboard().text().splitlines()
    assert text[0].startswith("姓名\t性别")
    assert text[1].startswith(shown(page)[0])


# ---- acting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["double click", "enter", "button"])
def test_a_member_is_opened(page: MembersPage, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr("app.ui.member_actions.open_deed", lambda *given: asked.append(given))
    page._table.selectRow(2)
    line = page.chosen_lines()[0]
    if way == "double click":
        page._table.doubleClicked.emit(page._table.currentIndex())
    elif way == "enter":
        press(page._table, Qt.Key.Key_Return)
    else:
        page._buttons[Deed.EDIT_MEMBER].click()
    (given,) = asked
    assert given[0] is Deed.EDIT_MEMBER
    assert given[4] == [line.person]


def test_the_menu_shows_the_history_of_a_member(page: MembersPage, desk: Desk) -> None:
    page._table.selectRow(0)
    menu = menu_of(page)
    next(action for action in menu.actions() if action.text() == "变更记录…").trigger()
    menu.close()
    (dialog,) = page.findChildren(HistoryDialog)
    assert dialog.windowTitle().endswith("的变更记录")
    dialog.close()


def test_the_menu_deletes_nobody_whom_a_record_concerns(
    page: MembersPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[str] = []
    monkeypatch.setattr("app.ui.mistakes.ask_reason", lambda *given: given[-1])
    monkeypatch.setattr(
        "app.ui.faults.show_refusal", lambda *given: codes.append(given[1].fault.code)
    )
    holder = desk.workspace.records.appointments[0].person_id
    page._table.selectRow(next(n for n, line in enumerate(lines(desk)) if line.person == holder))
    menu = menu_of(page)
    next(action for action in menu.actions() if action.text() == "删除录错的…").trigger()
    menu.close()
    assert codes == ["bin.in_use"]
    assert desk.bin.all() == ()


def test_the_menu_allows_what_makes_sense(page: MembersPage) -> None:
    page._table.selectRow(0)
    menu = menu_of(page)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    menu.close()
    assert enabled[DEEDS[Deed.LEAVE]]
    assert not enabled[DEEDS[Deed.RETURN]]
    assert enabled[DEEDS[Deed.NEW_MEMBER]]
    pick(page._presence, Presence.LEFT)
    page._table.selectRow(0)
    menu = menu_of(page)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    menu.close()
    assert not enabled[DEEDS[Deed.LEAVE]]
    assert not enabled[DEEDS[Deed.TRANSFER]]
    assert enabled[DEEDS[Deed.RETURN]]


def test_the_menu_leads_to_the_records_about_a_member(
    page: MembersPage, desk: Desk, qtbot: QtBot
) -> None:
    row = next(n for n, text in enumerate(shown(page, Column.REVIEW)) if "已点评" in text)
    page._table.selectRow(row)
    known = desk.people.reviews_of(page.chosen_lines()[0].person)
    menu = menu_of(page)
    (below,) = menu.findChildren(QMenu)
    assert below.title() == "点评记录"
    assert [action.text() for action in below.actions()] == [line.text for line in known]
    with qtbot.waitSignal(page.wanted) as heard:
        below.actions()[0].trigger()
    assert heard.args == [Place(review=known[0].review)]
    menu.close()


def test_a_deed_that_was_done_is_told(page: MembersPage, qtbot: QtBot) -> None:
    from app.ops.changes import Topic, changed

    with qtbot.waitSignal(page.told) as heard:
        page._actions._tell(changed(Topic.STRUCTURE))
    assert heard.args == [changed(Topic.STRUCTURE)]


@pytest.mark.parametrize("deed", [Deed.EDIT_MEMBER, Deed.NEW_MEMBER, Deed.TRANSFER, Deed.LEAVE])
def test_the_dialogs_open_and_are_freed(page: MembersPage, deed: Deed) -> None:
    pytest.importorskip("app.ui.structure.opening")
    page._table.selectRow(0)
    page._ready().do(deed)
    found = [w for w in page.findChildren(QDialog) if w.isVisible()]
    assert len(found) == 1
    seen = weakref.ref(found[0])
    found[0].close()
    del found
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None


def test_every_control_has_an_accessible_name(page: MembersPage) -> None:
    for kind in (QLineEdit, QComboBox, QPushButton):
        for widget in page.findChildren(kind):
            assert widget.accessibleName(), widget


def test_a_closed_page_is_freed(qtbot: QtBot, desk: Desk, settings: Settings) -> None:
    page = MembersPage(desk, settings)
    page.show_scope(Scope(desk.workspace.root_id, desk.rounds.all()[0]))
    seen = weakref.ref(page)
    page.deleteLater()
    del page
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None
