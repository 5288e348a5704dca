"""下级单位: one line each, filters, 合计, and the ways on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.ids import OrganizationId
from app.domain.scheme import Deadline
from app.domain.words import OrganizationKind
from app.ops.reporting import UNIT_STATES, UnitState
from app.ops.units import Due, UnitStanding
from app.ui.handoff.due_strip import NONE, DueStrip
from app.ui.handoff.unit_dialog import UnitDialog
from app.ui.handoff.unit_model import Column
from app.ui.handoff.units_view import NOT_COMPLETE, UnitsView
from app.ui.printing.preview import PrintPreview
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
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


@pytest.fixture
def view(qtbot: QtBot, settings: Settings) -> UnitsView:
    made = UnitsView(settings)
    qtbot.addWidget(made)
    made.resize(1300, 400)
    made.show_units(ALL, "2010年下半年")
    made.show()
    return made


def column(view: UnitsView, place: Column) -> list[str]:
    return [line.cells[place] for line in view.model.lines]


def test_every_unit_has_a_line_and_the_total_stands_below(view: UnitsView) -> None:
    QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    assert column(view, Column.UNIT) == ["东山", "西河", "北川", "合计 3 个"]
    assert column(view, Column.STATE) == ["按时", "逾期", "未报", "未报 1"]
    assert column(view, Column.CONFLICTS) == ["3", "", "", "3"]
    assert view._summary.text() == "单位 3 个：按时 1　逾期 1　未报 1"


@pytest.mark.parametrize("place", [Column.UNIT, Column.STATE, Column.SEQUENCE, Column.MISSING])
def test_the_total_stays_below_whatever_is_sorted(view: UnitsView, place: Column) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.model.sort(place, order)
        assert column(view, Column.UNIT)[-1].startswith("合计")


def test_numbers_are_sorted_as_numbers(view: UnitsView) -> None:
    view.model.sort(Column.SEQUENCE, Qt.SortOrder.DescendingOrder)
    assert column(view, Column.SEQUENCE)[:2] == ["12", "4"]


def test_totals_that_lack_somebody_say_so(view: UnitsView) -> None:
    assert view._partial.toolTip() == NOT_COMPLETE
    assert view._partial.isVisible()
    view.show_units((EAST,), "")
    assert not view._partial.isVisible()


def test_those_who_have_not_reported_can_be_shown_alone(view: UnitsView) -> None:
    view._filters.choose(0, UNIT_STATES[UnitState.MISSING])
    view._filter()
    assert column(view, Column.UNIT) == ["北川", "合计 1 个"]
    view._filters.clear()
    view._filters.choose(1, "有冲突")
    view._filter()
    assert column(view, Column.UNIT) == ["东山", "合计 1 个"]


def test_enter_opens_a_unit_but_not_the_total(view: UnitsView, qtbot: QtBot) -> None:
    view.table.selectRow(0)
    with qtbot.waitSignal(view.unit_opened) as opened:
        press(view.table, Qt.Key.Key_Return)
    assert opened.args == [EAST]
    view.table.selectRow(3)
    with qtbot.assertNotEmitted(view.unit_opened):
        press(view.table, Qt.Key.Key_Return)
    assert not button(view, "详情").isEnabled()


def test_the_menu_leads_to_what_can_be_done(view: UnitsView, qtbot: QtBot) -> None:
    view.table.selectRow(0)
    view._pop_up(QPoint(5, 5))
    menu = view.findChild(QMenu)
    assert menu is not None
    acts = {action.text().partition("(")[0]: action for action in menu.actions()}
    for text, signal, told in (
        ("处理冲突", view.conflicts_wanted, EAST),
        ("录入报表数", view.figures_wanted, EAST),
        ("下发给所选单位", view.issue_wanted, (EAST.id,)),
    ):
        with qtbot.waitSignal(signal) as asked:
            acts[text].trigger()
        assert asked.args == [told]
    menu.close()


def test_the_list_is_copied_and_printed(view: UnitsView) -> None:
    click(view, "复制")
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["单位", "状态"]
    assert len(lines) == 5
    click(view, "打印")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()


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
