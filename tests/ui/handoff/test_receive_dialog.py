"""接收: what would happen per unit, what waits for the user, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QRadioButton

from app.domain.handoff import PackageKind, Resolve, Unit
from app.domain.ids import OrganizationId
from app.export.drives import Drive
from app.ops.changes import Topic
from app.ops.reception import Arrived, ArrivedStatus
from app.ui.handoff import drive_button
from app.ui.handoff.arrived_model import Column, arrived_text, summary, unit_name
from app.ui.handoff.drive_button import NONE, DriveButton
from app.ui.handoff.receive_dialog import ReceiveDialog
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
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

FILES = [Path("/u")]
SECRET = "山高水长"


def found(
    resolve: Resolve, accepted: Collection[ArrivedStatus], passphrase: str
) -> tuple[Arrived, ...]:
    """Tell of a file of each kind, as the real thing would."""
    del resolve
    older = ArrivedStatus.READY if ArrivedStatus.OLDER in accepted else ArrivedStatus.OLDER
    locked = ArrivedStatus.READY if passphrase == SECRET else ArrivedStatus.PASSPHRASE
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
    assert "党员：新增 3，更改 1，未变 40，冲突 2" in text
    assert "校验码 9f3a07c2" in text
    assert dialog._view._tabs.tabText(1) == "冲突 2"
    shown = [line.conflict for line in dialog._view._conflict_model.lines]
    assert shown == list(CONFLICTS)
    choose(dialog, "丙")
    assert LOCKED.remedy in dialog._view._text.text()
    assert not dialog._view._tabs.isTabEnabled(1)
    dialog.close()


def test_a_question_is_answered_where_it_stands(
    dialog: ReceiveDialog, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[tuple[str, str]] = []
    monkeypatch.setattr(desk.imports, "answer", lambda *given: answers.append(given))
    dialog.look(FILES)
    box = dialog._view._question
    assert box.isVisible()  # the file with a question is the current one
    assert not box._agree.isEnabled()
    options = box.findChildren(QRadioButton)
    assert [option.text() for option in options] == list(QUESTION.options)
    options[0].click()
    with qtbot.waitSignal(dialog.told) as told:
        box._agree.click()
    assert answers == [("q", QUESTION.options[0])]
    assert Topic.QUESTIONS in told.args[0].topics
    dialog.close()


def test_any_organisation_can_be_the_answer(
    dialog: ReceiveDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[tuple[str, str]] = []
    monkeypatch.setattr(desk.imports, "answer", lambda *given: answers.append(given))
    dialog.look(FILES)
    click(dialog, "其他单位…")
    chooser = dialog.findChild(ChooseOrganizationDialog)
    assert chooser is not None
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = next(o for o in tree if o.name.endswith("党支部"))
    chooser._chooser.choose(branch.id)
    click(chooser, "确定")
    assert answers == [("q", tree.path(branch.id))]
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
    assert dialog._close.text() == "关闭"
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


def test_a_package_from_above_is_called_by_who_sent_it() -> None:
    above = Unit(OrganizationId("above"), "示例市局", ("示例市局",))
    downward = arrived(
        ArrivedStatus.READY, EAST.name, manifest=replace(manifest(above), kind=PackageKind.ISSUE)
    )
    assert unit_name(downward) == "上级：示例市局"
    assert arrived_text(downward).startswith("示例市局　下发给　")
    assert unit_name(READY) == EAST.name
