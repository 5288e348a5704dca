"""接收: what would happen per unit, what waits for the user, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QRadioButton

from app.domain.binding import AS_NEW, NOT_OURS
from app.domain.errors.catalogue import fault
from app.domain.handoff import PackageKind, Part, Resolve, Unit
from app.domain.ids import OrganizationId
from app.domain.package_format import CONTENT
from app.export.drives import Drive
from app.ops.changes import Topic
from app.ops.history import HistoryLine
from app.ops.reception import Arrived, ArrivedStatus
from app.ui.handoff import drive_button
from app.ui.handoff.arrived_model import (
    ArrivedModel,
    Column,
    arrived_lines,
    arrived_text,
    summary,
    unit_name,
)
from app.ui.handoff.drive_button import NONE, DriveButton
from app.ui.handoff.receive_dialog import ReceiveDialog
from app.ui.handoff.unlock_row import WRONG
from app.ui.structure.choose_organization import ChooseOrganizationDialog
from tests.ui.closing import is_freed
from tests.ui.handoff.doubles import (
    BROKEN,
    CONFLICTS,
    EAST,
    LOCKED,
    QUESTION,
    READY,
    Receiving,
    arrived,
    manifest,
)
from tests.ui.hands import button, click, drop, press

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

FILES = [Path("/u")]
SECRET = "山高水长"


def found(
    resolve: Resolve, accepted: Collection[ArrivedStatus], passphrases: Sequence[str]
) -> tuple[Arrived, ...]:
    """Tell of a file of each kind, as the real thing would."""
    del resolve
    older = ArrivedStatus.READY if ArrivedStatus.OLDER in accepted else ArrivedStatus.OLDER
    locked = ArrivedStatus.READY if SECRET in passphrases else ArrivedStatus.PASSPHRASE
    return (
        READY,
        arrived(older, "西河分局党委"),
        arrived(ArrivedStatus.QUESTION, "东山局党委", unit=None, question=QUESTION),
        arrived(locked, "丙", fault=LOCKED, encrypted=True),
        arrived(ArrivedStatus.REFUSED, "丁", manifest=None, unit=None, fault=BROKEN),
        arrived(ArrivedStatus.SAME, "南岭分局党委", unchanged={"member": 9}),
    )


@pytest.fixture
def receiving() -> Receiving:
    return Receiving(found)


@pytest.fixture
def dialog(desk: Desk, receiving: Receiving, settings: Settings, window: QWidget) -> ReceiveDialog:
    desk.__dict__["receiving"] = receiving
    made = ReceiveDialog(desk, settings, window)
    made.open()
    return made


def column(dialog: ReceiveDialog, place: Column) -> list[str]:
    return [line.cells[place] for line in dialog._view.model.lines]


def choose(dialog: ReceiveDialog, name: str) -> None:
    row = next(n for n, line in enumerate(dialog._view.model.lines) if line.cells[0] == name)
    dialog._view.list.table.selectRow(row)


def test_without_files_nothing_can_be_taken_in(dialog: ReceiveDialog) -> None:
    assert not button(dialog, "接收").isEnabled()
    dialog.reject()
    assert is_freed(dialog)


def test_every_file_says_what_would_become_of_it(dialog: ReceiveDialog) -> None:
    dialog.look(FILES)
    model = dialog._view.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert column(dialog, Column.STATUS) == [
        "可以接收",
        "比已接收的旧",
        "待确认单位",
        "需要口令",
        "不能接收",
        "已接收过",
    ]
    ready = model.line(0).cells
    assert ready[Column.NEW : Column.FILE] == ("5", "1", "45", "1", "2")
    assert dialog._said.text().startswith("共 6 个数据包：可以接收 1，")
    assert "未报单位 1 个：示例市局/北川" in dialog._said.text()
    assert button(dialog, "接收 1 个").isEnabled()
    dialog.close()


def test_the_chosen_file_is_told_in_full(dialog: ReceiveDialog) -> None:
    dialog.look(FILES)
    choose(dialog, "东山分局党委")
    text = dialog._view._text.text()
    assert "党员：新增 3，更改 1，未变 40，冲突 1（2 处）" in text
    assert "校验码 9f3a07c2" in text
    assert dialog._view._tabs.tabText(1) == "冲突 2"
    shown = [line.conflict for line in dialog._view._conflict_model.lines]
    assert shown == list(CONFLICTS)
    choose(dialog, "丙")
    assert LOCKED.remedy in dialog._view._text.text()
    assert not dialog._view._tabs.isTabEnabled(1)
    dialog.close()


def test_what_is_changed_is_told_field_by_field_also_afterwards(
    dialog: ReceiveDialog, receiving: Receiving
) -> None:
    told = HistoryLine(7, "", "登记表", "郑华", "存在的问题", "写得笼统", "2011-01-12", "", "")
    receiving.found = lambda *_: (replace(READY, conflicts=(), details=(told,)),)
    dialog.look(FILES)
    view = dialog._view
    model = view._change_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    press(view.list.table, Qt.Key.Key_Return)
    assert view._tabs.tabText(view._tabs.currentIndex()) == "更改 1"
    cells = ("登记表", "郑华", "存在的问题", "写得笼统", "2011年1月12日")
    assert model.line(0).cells == cells
    receiving.found = lambda *_: (replace(READY, conflicts=()),)
    dialog.apply()
    assert model.line(0).cells == cells
    dialog.close()


def test_a_question_is_answered_where_it_stands(
    dialog: ReceiveDialog, receiving: Receiving, qtbot: QtBot
) -> None:
    dialog.look(FILES)
    box = dialog._view.question
    assert box.isVisible()  # the file with a question is the current one
    assert not box._agree.isEnabled()
    options = box.findChildren(QRadioButton)
    assert [option.text() for option in options] == [*QUESTION.options, NOT_OURS]
    options[0].click()
    with qtbot.waitSignal(dialog.told) as told:
        box._agree.click()
    assert receiving.answers == [("q", QUESTION.options[0])]
    assert Topic.QUESTIONS in told.args[0].topics
    dialog.close()


def test_a_mere_look_keeps_no_question(dialog: ReceiveDialog, receiving: Receiving) -> None:
    dialog.look(FILES)
    dialog._older.click()
    dialog.reject()
    assert not receiving.kept_questions


def test_after_an_answer_the_keyboard_is_on_the_list(
    dialog: ReceiveDialog, receiving: Receiving, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    first = arrived(ArrivedStatus.QUESTION, "东山局党委", unit=None, question=QUESTION)
    receiving.found = lambda *_: (READY, first) if not receiving.answers else (READY,)
    dialog.look(FILES)
    option = dialog._view.question.findChildren(QRadioButton)[0]
    assert option.hasFocus()
    press(option, Qt.Key.Key_Space)
    press(option, Qt.Key.Key_Return)  # answers; 接收 is the default button
    assert receiving.answers
    assert dialog._view.list.table.hasFocus()
    assert receiving.applied == []
    dialog.close()


def test_any_organisation_can_be_the_answer(
    dialog: ReceiveDialog, desk: Desk, receiving: Receiving
) -> None:
    dialog.look(FILES)
    click(dialog, "其他单位…")
    chooser = dialog.findChild(ChooseOrganizationDialog)
    assert chooser is not None
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = next(o for o in tree if o.name.endswith("党支部"))
    chooser._chooser.choose(branch.id)
    click(chooser, "确定")
    assert receiving.answers == [("q", tree.path(branch.id))]
    dialog.close()


def test_a_new_unit_can_be_put_under_any_organisation(
    dialog: ReceiveDialog, desk: Desk, receiving: Receiving
) -> None:
    dialog.look(FILES)
    click(dialog, "新单位…")
    chooser = dialog.findChild(ChooseOrganizationDialog)
    assert chooser is not None
    assert "东山局党委" in chooser.windowTitle()
    tree = desk.workspace.directory(desk.workspace.today()).tree
    place = next(o for o in tree if o.name.endswith("机关党委"))
    chooser._chooser.choose(place.id)
    click(chooser, "确定")
    assert receiving.answers == [("q", f"{AS_NEW}{tree.path(place.id)}/东山局党委")]
    dialog.close()


def test_older_ones_are_taken_in_only_where_that_is_ticked(
    dialog: ReceiveDialog, receiving: Receiving
) -> None:
    dialog.look(FILES)
    assert dialog._older.isVisible()
    assert not dialog._other.isVisible()
    dialog._older.click()
    click(dialog, "接收 2 个")
    assert receiving.applied == [(Resolve.ASK, frozenset({ArrivedStatus.OLDER}))]
    dialog.close()


def test_a_passphrase_opens_what_is_encrypted(dialog: ReceiveDialog) -> None:
    assert not dialog._locked.isVisible()
    dialog.look(FILES)
    assert dialog._locked.isVisible()
    dialog._passphrase.setText(SECRET)
    click(dialog, "解开")
    assert column(dialog, Column.STATUS)[3] == "可以接收"
    assert not dialog._locked.isVisible()
    dialog.close()


def test_a_wrong_passphrase_says_so_and_is_typed_anew_without_taking_anything_in(
    dialog: ReceiveDialog, receiving: Receiving, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.look(FILES)
    line, row = dialog._passphrase, dialog._locked
    assert line.hasFocus()
    line.setText("山高水远")
    press(line, Qt.Key.Key_Return)
    assert row.said.isVisible()
    assert row.said.text() == WRONG
    assert line.hasFocus()
    assert line.selectedText() == line.text()
    line.setText(SECRET)
    press(line, Qt.Key.Key_Return)
    assert not row.isVisible()
    assert dialog._view.question.findChildren(QRadioButton)[0].hasFocus()
    assert receiving.applied == []
    dialog.close()


def test_enter_on_the_button_that_opens_takes_nothing_in(
    dialog: ReceiveDialog, receiving: Receiving, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.look(FILES)
    dialog._passphrase.setText("山高水远")
    dialog._locked.do.setFocus()
    press(dialog._locked.do, Qt.Key.Key_Return)
    assert dialog._locked.said.text() == WRONG
    assert receiving.applied == []
    dialog.close()


def test_a_passphrase_that_opened_something_stays_known(
    dialog: ReceiveDialog, receiving: Receiving
) -> None:
    other = arrived(ArrivedStatus.PASSPHRASE, "戊", fault=LOCKED, encrypted=True)
    receiving.found = lambda resolve, accepted, given: (
        *found(resolve, accepted, given),
        READY if "春风化雨" in given else other,
    )
    dialog.look(FILES)
    dialog._passphrase.setText(SECRET)
    click(dialog, "解开")
    assert dialog._locked.isVisible()
    assert dialog._locked.said.text() == "解开了 1 个，还有 戊.dpbag"
    assert not dialog._passphrase.text()
    dialog._passphrase.setText("错的")
    click(dialog, "解开")
    dialog._passphrase.setText("春风化雨")
    click(dialog, "解开")
    assert dialog._passphrases.given == (SECRET, "春风化雨")
    assert not dialog._locked.isVisible()
    dialog.close()


def test_enter_after_the_passphrase_takes_nothing_in(
    dialog: ReceiveDialog, receiving: Receiving, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.look(FILES)
    dialog._passphrase.setFocus()
    dialog._passphrase.setText(SECRET)
    press(dialog._passphrase, Qt.Key.Key_Return)
    assert column(dialog, Column.STATUS)[3] == "可以接收"
    assert receiving.applied == []
    dialog.close()


def test_what_came_of_it_is_shown_and_leads_to_the_conflicts(
    dialog: ReceiveDialog, qtbot: QtBot
) -> None:
    dialog.look(FILES)
    dialog._resolve.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.told) as told:
        click(dialog, "接收 1 个")
    assert Topic.STRUCTURE in told.args[0].topics
    assert column(dialog, Column.STATUS)[0] == "已接收"
    assert not dialog._do.isVisible()
    assert dialog._close.text().startswith("关闭")
    with qtbot.waitSignal(dialog.conflicts_wanted):
        click(dialog, "处理冲突…")
    assert is_freed(dialog)


def test_the_way_of_conflicts_is_handed_on(dialog: ReceiveDialog, receiving: Receiving) -> None:
    dialog.look(FILES)
    dialog._resolve.setCurrentIndex(1)
    dialog._resolve.activated.emit(1)
    click(dialog, "接收 1 个")
    assert receiving.applied == [(Resolve.THEIRS, frozenset())]
    dialog.close()


def test_files_can_be_dropped(dialog: ReceiveDialog, tmp_path: Path) -> None:
    drop(dialog, tmp_path)
    assert dialog._paths == (tmp_path,)
    assert dialog._view.model.rowCount() == 6
    dialog.close()


def test_files_are_filtered_by_what_becomes_of_them(dialog: ReceiveDialog) -> None:
    dialog.look(FILES)
    dialog._view.list.show_only(0, "需要口令")
    assert column(dialog, Column.UNIT) == ["丙"]
    dialog.close()


def test_a_drive_is_looked_at_whole(
    dialog: ReceiveDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drives = (Drive(tmp_path, "党建", 1_000_000),)
    monkeypatch.setattr(drive_button, "removable_drives", lambda: drives)
    offered = dialog.findChild(DriveButton)
    assert offered is not None
    offered.look()
    (action,) = offered.menu().actions()
    action.trigger()
    assert dialog._paths == (tmp_path,)
    monkeypatch.setattr(drive_button, "removable_drives", lambda: ())
    offered.look()
    assert [each.text() for each in offered.menu().actions()] == [NONE]
    dialog.close()


def test_what_comes_from_above_says_so() -> None:
    down = arrived(ArrivedStatus.READY, "市局", manifest=manifest(kind=PackageKind.ISSUE))
    assert "下发数据包" in arrived_text(down)
    part = arrived(ArrivedStatus.READY, "甲", manifest=manifest(missing=("甲/一支部",)))
    assert "不完整" in arrived_text(part)
    assert summary((), ()) == "没有找到数据包。"


def test_a_file_of_which_something_is_to_be_told_says_so_in_its_row() -> None:
    days = {"name": "上半年", "theirs": "甲", "ours": "乙"}
    told = fault("handoff.round_differs", **days)
    warned, quiet = arrived_lines([replace(READY, warnings=(told,)), READY])
    assert warned.cells[Column.STATUS] == "可以接收·有提示"
    assert quiet.cells[Column.STATUS] == "可以接收"
    assert warned.facets[0] == quiet.facets[0], "they are filtered as one"
    assert told.message in ArrivedModel().hint(warned, Column.STATUS)


def test_a_package_from_above_is_called_by_who_sent_it() -> None:
    above = Unit(OrganizationId("above"), "示例市局", ("示例市局",))
    downward = arrived(
        ArrivedStatus.READY, EAST.name, manifest=replace(manifest(above), kind=PackageKind.ISSUE)
    )
    assert unit_name(downward) == "上级：示例市局"
    assert arrived_text(downward).startswith("示例市局　下发给　")
    assert unit_name(READY) == EAST.name


def test_nothing_is_said_of_a_closed_package_that_only_its_inside_tells() -> None:
    outside = replace(manifest(sequence=0), parts=(Part(CONTENT, "ab", 3, needed=True),))
    closed = arrived(ArrivedStatus.PASSPHRASE, "丙", manifest=outside, fault=LOCKED)
    (line,) = arrived_lines([closed])
    assert line.cells[Column.SEQUENCE] == ""
    assert "第 0 号" not in arrived_text(closed)
    assert "校验码" not in arrived_text(closed)


def test_what_this_ledger_sent_is_called_so_and_is_no_failure() -> None:
    down = replace(manifest(), kind=PackageKind.ISSUE, to=Unit(OrganizationId("e"), "城东支部"))
    own = (
        arrived(ArrivedStatus.REFUSED, "甲", manifest=down, is_own=True),
        arrived(ArrivedStatus.SAME, "甲", is_own=True),
    )
    lines = arrived_lines(own)
    assert [line.cells[0] for line in lines] == ["本台账下发给城东支部", "本台账的上报"]
    assert {line.cells[Column.STATUS] for line in lines} == {"本台账的"}
    assert summary(own, ()) == "共 2 个数据包：本台账的 2。"
    assert arrived_text(own[0]).startswith("本台账下发给城东支部")


def test_what_a_package_holds_is_told_in_words() -> None:
    counts = {"form": 2, "round": 1, "scheme": 1, "table_template": 1, "figures": 1, "member": 3}
    text = arrived_text(arrived(ArrivedStatus.SAME, "甲", unchanged=counts))
    assert "登记表样式：未变 2" in text
    assert not [word for word in counts if word in text]
