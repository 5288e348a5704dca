"""The page 总览 leads to what the hand-off leaves to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from app.ui.handoff.submit_dialog import SubmitDialog
from app.ui.handoff_page import JOURNAL, REMARKS, UNITS, HandoffPage
from app.ui.overview_page import OverviewPage
from app.ui.page import PageName, Place, Scope
from app.ui.step_list import StepList
from tests.ui.conftest import active_dialog
from tests.ui.handoff.city import UNITS as NAMES
from tests.ui.handoff.city import open_city, round_of, unit_named
from tests.ui.hands import click
from tests.ui.pages import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings
    from app.ui.step_card import StepCard


@pytest.fixture
def unit_below(folder: Path) -> Iterator[Desk]:
    with open_city(folder / NAMES[0] / f"{NAMES[0]}.ledger") as opened:
        yield opened


def cards(page: OverviewPage) -> dict[str, StepCard]:
    found = page.findChild(StepList)
    assert found is not None
    return {card.card.title: card for card in found.cards}


def test_a_city_sees_its_conflicts_and_who_has_not_reported(
    qtbot: QtBot, busy: Desk, settings: Settings
) -> None:
    page, round_ = shown(qtbot, OverviewPage(busy, settings)), round_of(busy)
    day = busy.workspace.day_of(round_)
    conflicts = sum(line.open_conflicts for line in busy.receiving.journal())
    missing = busy.units.missing(round_, day)
    assert conflicts
    assert missing
    assert cards(page)["待处理冲突"].card.number == str(conflicts)
    late = cards(page)["未报单位"].card
    assert late.number == str(len(missing))
    tables = [due.deadline.date for due in busy.units.due(round_) if due.deadline.table]
    assert f"{tables[0].year}年" in late.detail
    assert late.detail.endswith("前上报")
    with qtbot.waitSignal(page.wanted) as heard:
        cards(page)["未报单位"].click()
    assert heard.args == [Place(page=PageName.HANDOFF, part="units")]


def test_what_waits_is_counted_for_the_chosen_unit_alone(
    qtbot: QtBot, busy: Desk, settings: Settings
) -> None:
    round_ = round_of(busy)
    in_conflict = busy.workspace.stores.units.open_conflicts()
    quiet = next(unit_named(busy, n) for n in NAMES if unit_named(busy, n) not in in_conflict)
    page = shown(qtbot, OverviewPage(busy, settings))
    page.show_scope(Scope(quiet, round_))
    assert "待处理冲突" not in cards(page)


def test_a_unit_sees_what_was_sent_back_to_it(
    qtbot: QtBot, unit_below: Desk, settings: Settings
) -> None:
    remarks = unit_below.receiving.remarks()
    assert remarks
    page = shown(qtbot, OverviewPage(unit_below, settings))
    assert cards(page)["上级退回"].card.number == str(len(remarks))
    with qtbot.waitSignal(page.wanted) as heard:
        cards(page)["上级退回"].click()
    assert heard.args == [Place(page=PageName.HANDOFF, part="remarks")]
    unit_below.receiving.remarks_done([each.id for each in remarks])
    page.show_scope(Scope(unit_below.workspace.root_id, round_of(unit_below)))
    assert "上级退回" not in cards(page)


def test_the_page_brings_the_meant_part_to_the_front(
    qtbot: QtBot, busy: Desk, settings: Settings
) -> None:
    page = shown(qtbot, HandoffPage(busy, settings))
    for part, place in (("journal", JOURNAL), ("remarks", REMARKS), ("units", UNITS), ("", UNITS)):
        page.show_place(Place(page=PageName.HANDOFF, part=part))
        assert page._tabs.currentIndex() == place


def test_without_a_table_submitting_is_refused_in_words(
    qtbot: QtBot, city: Desk, settings: Settings
) -> None:
    workspace = city.workspace
    workspace.scheme_changed(replace(workspace.scheme, tables=()), dict(workspace.forms))
    page = shown(qtbot, HandoffPage(city, settings))
    page.submit()
    box = active_dialog()
    assert isinstance(box, QMessageBox)
    assert "没有统计表" in box.text()
    assert "上报" in box.text()
    assert "自有表样" in box.informativeText()
    click(box, "确定")
    assert page.findChildren(SubmitDialog) == []
