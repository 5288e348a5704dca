"""What a unit has submitted, frozen, beside what the office counts of it today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.domain.submission import Report
from app.ops.submission_views import Difference
from app.ui.handoff.figures_beside import SAME
from app.ui.handoff.printing import received_document
from app.ui.handoff.report_view import ALL_SAME, ReportView, frozen_words, said_words
from app.ui.handoff.side_by_side_dialog import DIFFERENT, NOBODY, SideBySideDialog
from app.ui.handoff.unit_dialog import UnitDialog
from app.ui.handoff_page import HandoffPage
from app.ui.printing.preview import PrintPreview
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.handoff import city as sample
from tests.ui.handoff.city import round_of, unit_named
from tests.ui.hands import button, click
from tests.ui.pages import shown

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ops.unit_comparison import UnitComparison
    from app.ops.units import UnitStanding
    from app.ui.settings import Settings

EAST, WEST, SOUTH, NORTH, HALL = sample.UNITS
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def standing(desk: Desk, name: str) -> UnitStanding:
    units = desk.units.standing(round_of(desk), sample.TODAY)
    return next(each for each in units if each.name == name)


def compared(desk: Desk, name: str) -> UnitComparison:
    found = desk.comparisons.of(round_of(desk), standing(desk, name))
    assert found is not None
    return found


def lose_a_member(desk: Desk, unit: str) -> str:
    """Take away a member of a unit's; returns the name."""
    workspace = desk.workspace
    directory = workspace.directory(sample.TODAY)
    place = unit_named(desk, unit)
    member = next(m for m in directory.on_books if directory.tree.within(m.organization_id, place))
    name = directory.name(member.person_id)
    workspace.stores.structure.remove(members=[member.id], reason="测试")
    workspace.structure_changed()
    return name


# ---- what is compared ----------------------------------------------------------------------------


def test_the_submitted_figures_are_those_of_the_unit_s_own_submission(
    busy: Desk, folder: Path
) -> None:
    found = compared(busy, EAST)
    with sample.open_city(folder / EAST / f"{EAST}.ledger") as unit:
        (kept,) = unit.submissions.all()
        told = unit.submissions.frozen(kept.id).report.told
        code = kept.check_code
    assert {each.measure: each.then for each in found.figures} == told
    assert found.received.check_code == code
    assert found.differing == ()
    assert found.records == Difference(())


def test_what_changed_here_since_is_told_and_the_submitted_figure_stays(busy: Desk) -> None:
    before = {each.measure: each.then for each in compared(busy, EAST).figures}
    name = lose_a_member(busy, EAST)
    found = compared(busy, EAST)
    assert found.day == found.received.report.day == sample.TODAY
    (other,) = (each for each in found.differing if each.measure == "members_total")
    assert (other.then, other.now) == (12, 11)
    assert {each.measure: each.then for each in found.figures} == before
    assert found.records is not None
    assert name in {each.name for each in found.records.removed}


def test_who_has_not_submitted_has_nothing_to_compare(busy: Desk) -> None:
    assert busy.comparisons.of(round_of(busy), standing(busy, NORTH)) is None
    units = busy.units.standing(round_of(busy), sample.TODAY)
    assert [each.unit.name for each in busy.comparisons.all(round_of(busy), units)] == [
        EAST,
        WEST,
        SOUTH,
    ]


def test_records_that_have_other_ids_here_are_not_called_different(busy: Desk) -> None:
    place = unit_named(busy, EAST)
    busy.workspace.stores.handoff.remember_aliases({place: "else"})
    assert compared(busy, EAST).records is None


# ---- the details of a unit -----------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, busy: Desk, settings: Settings) -> HandoffPage:
    return shown(qtbot, HandoffPage(busy, settings))


def details(page: HandoffPage) -> UnitDialog:
    (found,) = page.findChildren(UnitDialog)
    assert isinstance(found, UnitDialog)
    return found


def test_both_sides_stand_beside_one_another_with_the_code(page: HandoffPage, busy: Desk) -> None:
    name = lose_a_member(busy, EAST)
    found = compared(busy, EAST)
    page.open_unit(standing(busy, EAST))
    dialog = details(page)
    report = dialog.report
    QAbstractItemModelTester(report.figures.model, FATAL, dialog)
    assert f"校验码 {found.received.check_code}" in report.frozen.text()
    assert "2011年1月6日 15:20 收到" in report.frozen.text()
    cells = {line.cells[0]: line.cells[1:] for line in report.figures.model.lines}
    assert cells["党员总数"] == ("12", "11", "-1")
    assert cells["基层党组织总数"][2] == SAME
    bold = {line.cells[0] for line in report.figures.model.lines if line.differs}
    assert bold == {each.title for each in found.differing}
    assert report.tabText(0) == f"上报数与现在：{len(found.differing)} 项不同"
    report.setCurrentIndex(1)
    assert any(name in line.cells for line in report.records.model.lines)
    click(dialog, "关闭")
    assert is_freed(dialog)


def test_what_is_shown_is_copied_and_printed(page: HandoffPage, busy: Desk) -> None:
    lose_a_member(busy, EAST)
    page.open_unit(standing(busy, EAST))
    dialog = details(page)
    dialog._copy.click()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["项目", "上报数", "本级现在", "增减"]
    assert len(lines) == 1 + dialog.report.figures.model.rowCount()
    click(dialog, "打印")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    dialog.report.setCurrentIndex(2)
    assert not dialog._copy.isVisible()
    dialog.reject()
    assert is_freed(dialog)


def test_a_unit_by_figures_and_a_figure_reported_otherwise_say_so(busy: Desk) -> None:
    found = compared(busy, EAST)
    assert said_words(found).startswith(ALL_SAME)
    report = replace(found.received.report, reported={"members_total": 15})
    other = replace(found, by_figures=True, received=replace(found.received, report=report))
    assert "按报表数统计" in said_words(other)
    assert f"党员总数（统计数 {report.figures['members_total']}）" in said_words(other)
    assert "第 1 号" in frozen_words(other)


def test_the_table_as_submitted_prints_with_its_code(page: HandoffPage, busy: Desk) -> None:
    found = compared(busy, EAST)
    lose_a_member(busy, EAST)
    document = received_document(busy, found.received)
    _, first = document.page(0)
    placed = (*first.texts, *(cell.text for cell in first.cells))
    texts = ["".join(run.text for line in text.lines for run in line.runs) for text in placed]
    assert any(found.received.check_code in text for text in texts)
    members = next(each.then for each in found.figures if each.measure == "members_total")
    assert str(members) in texts  # as it was, though somebody is gone by now
    page.open_unit(standing(busy, EAST))
    dialog = details(page)
    click(dialog, "打印上报表")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    dialog.reject()


def test_without_a_report_only_the_packages_are_shown(
    qtbot: QtBot, settings: Settings, busy: Desk
) -> None:
    shown = ReportView(settings)
    qtbot.addWidget(shown)
    shown.hide_report()
    assert [n for n in range(shown.count()) if shown.isTabVisible(n)] == []
    shown.show_comparison(compared(busy, EAST))
    assert shown.listing is shown.figures


# ---- all units -----------------------------------------------------------------------------------


def test_what_differs_anywhere_comes_first(page: HandoffPage, busy: Desk, qtbot: QtBot) -> None:
    lose_a_member(busy, EAST)
    click(page.units, "与上报数对照…")
    (dialog,) = page.findChildren(SideBySideDialog)
    assert isinstance(dialog, SideBySideDialog)
    QAbstractItemModelTester(dialog.list.model, FATAL, dialog)
    assert "1 个有不同的数字" in dialog._head.text()
    assert {line.cells[0] for line in dialog.list.model.lines} == {EAST}
    assert {line.facets[1] for line in dialog.list.model.lines} == {DIFFERENT}
    click(dialog, "清除")
    assert {line.cells[0] for line in dialog.list.model.lines} == {EAST, WEST, SOUTH}
    click(dialog, "复制")
    assert len(QApplication.clipboard().text().split("\n")) == 1 + dialog.list.model.rowCount()
    assert not button(dialog, "详情").isEnabled()
    dialog.list.table.selectRow(0)
    with qtbot.waitSignal(dialog.unit_opened) as opened:
        click(dialog, "详情")
    assert opened.args[0].name == EAST
    details(page).reject()
    click(dialog, "打印")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    dialog.reject()
    assert is_freed(dialog)


def test_where_nobody_has_submitted_it_says_so(settings: Settings, window: QWidget) -> None:
    dialog = SideBySideDialog((), "2010年下半年", settings, window)
    assert dialog._head.text() == NOBODY
    assert not dialog._print.isEnabled()
    dialog.deleteLater()


def test_a_unit_by_figures_is_known_as_such(busy: Desk) -> None:
    unit, round_ = standing(busy, EAST), round_of(busy)
    was = busy.comparisons.of(round_, unit)
    assert was is not None
    assert not was.by_figures
    busy.units.enter_figures(unit.id, round_, dict.fromkeys(busy.units.titles(), 0), was.day)
    found = busy.comparisons.of(round_, unit)
    assert found is not None
    assert found.by_figures
    assert isinstance(found.received.report, Report)
