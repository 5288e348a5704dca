"""下级单位: one line each, filters, 合计, and the ways on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.domain.ids import OrganizationId, RoundId
from app.domain.review import Round
from app.domain.scheme import Deadline
from app.domain.words import OrganizationKind
from app.ops.reporting import UNIT_STATES, UnitState
from app.ops.units import Due, UnitStanding
from app.ui.handoff.deeds import HandoffDeeds
from app.ui.handoff.due_strip import NONE, PASSED, DueStrip
from app.ui.handoff.unit_dialog import UnitDialog, told
from app.ui.handoff.unit_model import NOT_COMPLETE, Column
from app.ui.handoff.units_view import UnitsView
from app.ui.tones import AMBER, GREEN
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ui.settings import Settings

DAY = date(2011, 1, 20)


def unit(name: str, state: UnitState, **more: object) -> UnitStanding:
    kind = OrganizationKind.COMMITTEE
    return UnitStanding(OrganizationId(name), name, f"市局/{name}", kind, state, **more)  # type: ignore[arg-type]


EAST = unit("东山", UnitState.ON_TIME, as_of=DAY, sequence=12, received=DAY, conflicts=3)
WEST = unit("西河", UnitState.LATE, as_of=DAY, sequence=4, missing=("市局/西河/一支部", "二支部"))
NORTH = unit("北川", UnitState.MISSING)
ALL = (EAST, WEST, NORTH)
ROUND = Round(RoundId("r"), "2010年下半年", date(2010, 7, 1), date(2010, 12, 31))


@pytest.fixture
def handoff() -> Mock:
    return Mock(spec=HandoffDeeds)


@pytest.fixture
def view(qtbot: QtBot, handoff: Mock, settings: Settings) -> UnitsView:
    made = UnitsView(handoff, settings)
    qtbot.addWidget(made)
    made.resize(1300, 400)
    made.show_units(ALL, ROUND)
    made.show()
    return made


def column(view: UnitsView, place: Column) -> list[str]:
    return [line.cells[place] for line in view.model.lines]


def test_every_unit_has_a_line_and_the_total_stands_below(view: UnitsView) -> None:
    QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    assert column(view, Column.UNIT) == ["东山", "西河", "北川", "合计 3 个"]
    assert column(view, Column.STATE) == ["按时", "逾期", "未报", "未报 1"]
    assert column(view, Column.CONFLICTS) == ["3", "", "", "3"]
    assert view.sentence() == f"共 3 个单位　按时 1　逾期 1　未报 1　{NOT_COMPLETE}"


UPPER = unit("机关总支", UnitState.BELOW, parts=6, missing=("丙支部", "内/丁支部"))
PART = unit("甲支部", UnitState.ON_TIME, within="机关总支", above=UPPER.id, as_of=DAY, received=DAY)


def test_a_unit_whose_branches_report_here_says_how_many_have(view: UnitsView) -> None:
    view.show_units((UPPER, PART, WEST), ROUND)
    assert column(view, Column.UNIT) == ["机关总支", "甲支部（机关总支）", "西河", "合计 3 个"]
    assert column(view, Column.STATE) == ["下级直报", "按时", "逾期", "未报 0"]
    assert column(view, Column.MISSING) == [
        *("下级 6 个，已报 4 个，未报：丙支部、丁支部", "", "2 个：一支部、二支部"),
        "2 个",  # those of 机关总支 have lines of their own
    ]
    upper = view.model.line(0)
    assert view.model.colour(upper, Column.STATE) == AMBER
    assert view.model.hint(upper, Column.MISSING).splitlines()[0] == "下级 6 个，已报 4 个"
    assert "它自己不用报：下级 6 个，已报 4 个，未报：丙支部、内/丁支部" in told(UPPER, ())
    whole = replace(UPPER, missing=())
    assert told(whole, ()).endswith("下级 6 个，已报 6 个。")
    view.show_units((whole,), ROUND)
    assert view.model.colour(view.model.line(0), Column.STATE) == GREEN


@pytest.mark.parametrize("place", [Column.UNIT, Column.STATE, Column.SEQUENCE, Column.MISSING])
def test_the_total_stays_below_whatever_is_sorted(view: UnitsView, place: Column) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.model.sort(place, order)
        assert column(view, Column.UNIT)[-1].startswith("合计")


def test_numbers_are_sorted_as_numbers(view: UnitsView) -> None:
    view.model.sort(Column.SEQUENCE, Qt.SortOrder.DescendingOrder)
    assert column(view, Column.SEQUENCE)[:2] == ["12", "4"]


def test_totals_that_lack_somebody_say_so(view: UnitsView) -> None:
    assert AMBER.name() in view._said.styleSheet()
    view.show_units((EAST,), ROUND)
    assert view.sentence() == "共 1 个单位　按时 1"
    assert not view._said.styleSheet()


def test_those_who_have_not_reported_can_be_shown_alone(view: UnitsView) -> None:
    view.filters.choose(0, UNIT_STATES[UnitState.MISSING])
    view.filters.changed.emit()
    assert column(view, Column.UNIT) == ["北川", "合计 1 个"]
    assert view.sentence().endswith("（显示 1 个）")
    view.filters.clear()
    view.filters.choose(1, "有冲突")
    view.filters.changed.emit()
    assert column(view, Column.UNIT) == ["东山", "合计 1 个"]


def test_enter_opens_a_unit_but_not_the_total(view: UnitsView, qtbot: QtBot) -> None:
    view.table.selectRow(0)
    with qtbot.waitSignal(view.opened):
        press(view.table, Qt.Key.Key_Return)
    assert view.current_unit() is EAST
    view.table.selectRow(3)
    with qtbot.assertNotEmitted(view.opened):
        press(view.table, Qt.Key.Key_Return)
    assert view.current_unit() is None
    assert not button(view, "详情").isEnabled()


def test_what_is_chosen_stays_when_it_is_read_again(view: UnitsView) -> None:
    view.table.selectRow(1)
    view.show_units((NORTH, EAST, WEST), ROUND)
    assert view.current_unit() is WEST


def test_the_menu_leads_to_what_can_be_done(view: UnitsView, handoff: Mock) -> None:
    view.table.selectRow(0)
    view._pop_up(QPoint(5, 5))
    acts = {action.text().partition("(")[0]: action for action in view._menu.actions()}
    for text, did, given in (
        ("处理冲突", handoff.conflicts, (EAST.name,)),
        ("录入报表数", handoff.figures, (ROUND, EAST)),
        ("下发给所选单位", handoff.issue, ((EAST.id,),)),
    ):
        acts[text].trigger()
        assert did.call_args.args == given
    view._menu.close()
    view.table.selectRow(1)
    assert not acts["处理冲突"].isEnabled()
    view.table.selectAll()
    acts["下发给所选单位"].trigger()
    assert handoff.issue.call_args.args == (tuple(each.id for each in ALL),)


def test_the_list_is_copied_and_printed_with_its_total(view: UnitsView, handoff: Mock) -> None:
    view.table.selectAll()
    view.table.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["单位", "状态"]
    assert len(lines) == 5
    click(view, "打印列表")
    assert handoff.print_lines.call_args.args == ("2010年下半年　上报情况", view)
    assert view.as_table("上报情况").rows[-1][0] == "合计 3 个"


def test_the_details_tell_all_and_lead_on(
    settings: Settings, window: QWidget, qtbot: QtBot
) -> None:
    deadline = Deadline("1", "统计表", "市局", date(2011, 2, 10), table="t")
    shown = UnitDialog(NORTH, [Due(deadline, 16, missing=(NORTH,))], (), None, settings, window)
    shown.open()
    assert "未报" in shown._text.text()
    assert "统计表：还有 16 天" in shown._text.text()
    assert not shown._settle.isEnabled()
    pages = range(shown.report.count())
    assert [shown.report.tabText(n) for n in pages if shown.report.isTabVisible(n)] == ["数据包"]
    with qtbot.waitSignal(shown.figures_wanted) as asked:
        click(shown, "录入报表数…")
    assert asked.args == [NORTH]
    assert is_freed(shown)


def test_the_strip_shows_the_next_deadlines_and_who_is_missing(qtbot: QtBot) -> None:
    strip = DueStrip()
    qtbot.addWidget(strip)
    past = Due(Deadline("0", "登记表", "", date(2011, 1, 1), forms=("f",)), -24)
    due = Due(Deadline("1", "统计表", "市局", date(2011, 2, 10), table="t"), 16, missing=(NORTH,))
    strip.show_due([past, due], has_units=True)
    assert "还有 16 天" in strip.text()
    assert "未报单位 1 个" in strip.text()
    assert "登记表" not in strip.text()
    strip.show_due([past], has_units=False)
    assert "已过 24 天" in strip.text()
    strip.show_due([], has_units=False)
    assert strip.text() == NONE
    strip.show_due([], has_units=False, have_passed=True)
    assert strip.text() == PASSED
