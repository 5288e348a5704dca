"""下发: the units that are ticked get one package each, and 退回 goes down with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.handoff import PackageKind
from app.domain.ids import OrganizationId
from app.intake.packages import peek
from app.ops.changes import Topic
from app.ui.actions.handoff import ledger_name
from app.ui.export.result_dialog import ResultDialog
from app.ui.handoff.deeds import HandoffDeeds
from app.ui.handoff.issue_dialog import HOW, IssueDialog
from app.ui.handoff.remark_dialog import RemarkDialog
from app.ui.handoff.remarks_view import RemarksView
from app.ui.handoff.unit_ticks import Tickable, UnitTicks
from tests.ui.closing import is_freed
from tests.ui.handoff.city import UNITS, unit_named
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def dialog(
    city: Desk, settings: Settings, window: QWidget, tmp_path: Path
) -> Iterator[IssueDialog]:
    made = IssueDialog(city, settings, window, [unit_named(city, UNITS[0])])
    folder = tmp_path / "下发"
    folder.mkdir()
    made._where.set_folder(folder)
    made.open()
    yield made
    for shown in window.findChildren(ResultDialog):
        shown.close()


def names(ticks: UnitTicks) -> list[str]:
    return [item.text().strip("　") for item in ticks.items() if not item.isHidden()]


def test_every_unit_below_is_offered_and_nothing_else_is_ticked(
    dialog: IssueDialog, city: Desk
) -> None:
    assert names(dialog._ticks) == [unit.name for unit in city.issuing.units()]
    assert dialog._ticks.ticked() == (unit_named(city, UNITS[0]),)
    assert button(dialog, "下发 1 个").isEnabled()


def test_the_keyboard_is_on_the_units_and_space_ticks(
    dialog: IssueDialog, city: Desk, qtbot: QtBot
) -> None:
    qtbot.waitExposed(dialog)
    ticks = dialog._ticks
    assert dialog.focusWidget() is ticks.list
    current = ticks.list.currentItem()
    assert OrganizationId(current.data(Qt.ItemDataRole.UserRole)) == unit_named(city, UNITS[0])
    press(ticks.list, Qt.Key.Key_Space)
    assert ticks.ticked() == ()
    press(ticks.list, Qt.Key.Key_Down)
    press(ticks.list, Qt.Key.Key_Space)
    assert len(ticks.ticked()) == 1
    assert dialog.isVisible()


def test_without_a_tick_the_first_unit_is_current() -> None:
    units = [Tickable(OrganizationId(str(n)), f"单位{n}", f"单位{n}") for n in range(3)]
    assert UnitTicks(units).list.currentRow() == 0
    assert UnitTicks(units, {OrganizationId("2")}).list.currentRow() == 2


def test_the_unit_that_a_remark_waits_for_is_ticked_and_says_so(
    desk: Desk, settings: Settings, window: QWidget, tmp_path: Path
) -> None:
    units = {unit.id: unit.name for unit in desk.issuing.units()}
    heads = desk.workspace.stores.reviews.heads(desk.workspace.round().id)
    head = next(each for each in heads if each.organization_id in units)
    desk.issuing.issue(tmp_path / "下发.dpbag", head.organization_id)
    desk.issuing.remark([head.id], "请具体")
    dialog = IssueDialog(desk, settings, window)
    dialog.open()
    assert dialog._ticks.ticked() == (head.organization_id,)
    assert f"{units[head.organization_id]}（退回意见 1）" in names(dialog._ticks)
    dialog.close()


def test_each_ticked_unit_gets_a_file_of_its_own(
    dialog: IssueDialog, city: Desk, tmp_path: Path, qtbot: QtBot, window: QWidget
) -> None:
    for item in dialog._ticks.items():
        if item.text() in UNITS:
            item.setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(dialog.told) as told:
        click(dialog, f"下发 {len(UNITS)} 个")
    assert Topic.HANDOFF in told.args[0].topics
    found = [peek(path) for path in (tmp_path / "下发").iterdir()]
    assert {each.to.name for each in found if each.to} == set(UNITS)
    assert {each.kind for each in found} == {PackageKind.ISSUE}
    result = window.findChild(ResultDialog)
    assert result is not None
    assert result._headline.text() == f"已写出 {len(UNITS)} 个数据包。\n{HOW}"
    assert {ledger_name(path) for path in (tmp_path / "下发").iterdir()} == {
        f"{name}.ledger" for name in UNITS
    }
    assert is_freed(dialog)


def test_a_unit_that_fails_does_not_stop_the_others(
    dialog: IssueDialog, city: Desk, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, first = city.issuing.issue, unit_named(city, UNITS[0])

    def failing(path: Path, to: OrganizationId, passphrase: str) -> object:
        if to == first:
            raise refusal("file.read_only", str(path))
        return issue(path, to, passphrase)

    monkeypatch.setattr(city.issuing, "issue", failing)
    for item in dialog._ticks.items():
        if item.text() in UNITS[:2]:
            item.setCheckState(Qt.CheckState.Checked)
    click(dialog, "下发 2 个")
    result = window.findChild(ResultDialog)
    assert result is not None
    assert result._headline.text() == f"已写出 1 个数据包。\n{HOW}"
    assert result._names.item(0).text().startswith(UNITS[0])


def test_without_a_tick_nothing_can_be_issued(dialog: IssueDialog) -> None:
    dialog._ticks._none.click()
    assert not button(dialog, "下发").isEnabled()


def test_searching_keeps_the_ticks(qtbot: QtBot) -> None:
    units = [Tickable(OrganizationId(str(n)), f"第{n}党委", f"市/第{n}党委") for n in range(3)]
    ticks = UnitTicks(units, [OrganizationId("0")])
    qtbot.addWidget(ticks)
    ticks._search.setText("第2")
    assert names(ticks) == ["第2党委"]
    ticks._tick_all()
    assert ticks.ticked() == ("0", "2")
    ticks._tick_none()
    assert ticks.ticked() == ("0",)
    assert ticks._count.text() == "已选 1 个"


def test_the_next_level_is_ticked_alone(qtbot: QtBot) -> None:
    units = [Tickable(OrganizationId(str(n)), f"第{n}党委", f"市/第{n}", n % 2) for n in range(4)]
    ticks = UnitTicks(units, [OrganizationId("1")])
    qtbot.addWidget(ticks)
    click(ticks, "选直接下级")
    assert ticks.ticked() == ("0", "2")


# ---- 退回 --------------------------------------------------------------------------------------


def test_a_remark_is_kept_for_every_chosen_record(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    reviews = [head.id for head in desk.workspace.stores.reviews.heads(desk.workspace.round().id)]
    dialog = RemarkDialog(desk, reviews[:2], window)
    dialog.open()
    click(dialog, "退回")
    assert "没有填写意见" in dialog._fault.text()
    text = dialog.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("“存在的问题”写得太笼统，请具体。")
    with qtbot.waitSignal(dialog.told):
        click(dialog, "退回")
    assert {remark.review_id for remark in desk.issuing.remarks()} == set(reviews[:2])
    assert is_freed(dialog)


def test_a_remark_can_be_withdrawn_and_leads_to_its_form(
    desk: Desk, settings: Settings, qtbot: QtBot
) -> None:
    heads = desk.workspace.stores.reviews.heads(desk.workspace.round().id)
    reviews = [head.id for head in heads[:2]]
    desk.issuing.remark(reviews, "请补填整改落实")
    handoff = Mock(spec=HandoffDeeds)
    view = RemarksView(handoff, settings)
    qtbot.addWidget(view)
    view.show_remarks((), desk.issuing.remarks())
    lines = view.model.lines
    assert {line.review for line in lines} == set(reviews)
    assert lines[0].cells[0] == "退回下级"
    assert lines[0].cells[3] == view.in_full.text() == "请补填整改落实"
    assert view.sentence() == "共 2 条　退回下级 2 条"
    assert not button(view, "已改正").isEnabled()
    with qtbot.waitSignal(view.opened):
        click(view, "打开登记表")
    view.table.selectAll()
    assert not button(view, "打开登记表").isEnabled()
    click(view, "撤回")
    assert handoff.withdraw.call_args.args == ([line.remark for line in lines],)
    view.show_remarks((), ())
    assert not view.in_full.text()
