"""The page 总览: cards that lead to the work, bars that lead to names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.scheme import Deadline
from app.domain.words import OrganizationKind
from app.ops.overview import DueDate, Step, StepKind, UnitCoverage
from app.ops.tasks import TaskState
from app.ui.bars import percent
from app.ui.coverage_bars import CoverageBars
from app.ui.coverage_model import CoverageColumn, CoverageModel
from app.ui.names_dialog import NamesDialog
from app.ui.overview_page import OverviewPage
from app.ui.page import PageName, Place, Scope
from app.ui.settings import Settings
from app.ui.state import days_left
from app.ui.step_card import CardText
from app.ui.step_list import StepList
from app.ui.step_words import days_text, deadline_text, step_text
from tests.ui.hands import press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.step_card import StepCard

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[OverviewPage]:
    made = OverviewPage(desk, Settings(tmp_path / "settings.json"))
    made.resize(1000, 600)
    qtbot.addWidget(made)
    made.show()
    made.show_scope(Scope(desk.workspace.root_id, desk.rounds.all()[0]))
    yield made
    made.close()


def cards(page: OverviewPage) -> dict[str, StepCard]:
    found = page.findChild(StepList)
    assert found is not None
    return {card.card.title: card for card in found.cards}


def bars(page: OverviewPage) -> CoverageBars:
    found = page.findChild(CoverageBars)
    assert found is not None
    return found


def test_cards_count_what_the_list_of_tasks_shows(page: OverviewPage, desk: Desk) -> None:
    found = desk.tasks.list(desk.rounds.all()[0], desk.workspace.root_id)
    still_open = [row for row in found.rows if row.state is TaskState.OPEN]
    assert cards(page)["未点评"].card.number == str(len(still_open))
    assert cards(page)["缺点评人"].card.number == str(len(found.gaps))
    summary = next(x for x in page.findChildren(QLabel) if x.accessibleName() == "进度")
    assert f"应点评 {len(found.rows) + len(found.gaps)}　" in summary.text()


@pytest.mark.parametrize(
    ("title", "state"), [("未点评", TaskState.OPEN), ("缺点评人", TaskState.GAP)]
)
def test_a_card_leads_to_its_tasks_by_mouse_and_keyboard(
    page: OverviewPage, qtbot: QtBot, title: str, state: TaskState
) -> None:
    wanted = Place(page=PageName.TASKS, state=state)
    card = cards(page)[title]
    with qtbot.waitSignal(page.wanted) as heard:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert heard.args == [wanted]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(page.wanted) as heard:
            press(card, key)
        assert heard.args == [wanted]


def test_a_deadline_with_a_table_leads_to_the_statistics(page: OverviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as heard:
        cards(page)["统计表（第二次）"].click()
    assert heard.args == [Place(page=PageName.STATISTICS)]


def test_records_are_looked_through_bit_by_bit(
    page: OverviewPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looking() -> bool:
        return any("正在核对" in label.text() for label in page.findChildren(QLabel))

    assert not looking()  # a small ledger is looked through at once
    monkeypatch.setattr("app.ui.overview_page._AT_ONCE_SECONDS", -1.0)
    monkeypatch.setattr("app.ops.record_check.BATCH", 7)
    round_ = desk.rounds.all()[0]
    reviews = desk.workspace.stores.reviews
    done = next(r for r in reviews.of_round(round_.id) if r.is_done and r.place)
    reviews.save(replace(done, place=""))
    page.show_scope(Scope(desk.workspace.root_id, round_))
    assert looking()
    qtbot.waitUntil(lambda: "登记表缺项" in cards(page))
    qtbot.waitUntil(lambda: desk.overview.record_check(round_).ended)
    qtbot.waitUntil(lambda: not looking())
    assert cards(page)["登记表缺项"].card.number == "1"


def test_what_has_the_keyboard_keeps_it_when_the_cards_are_shown_anew(qtbot: QtBot) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    with qtbot.waitActive(steps):
        steps.show()
        steps.activateWindow()
    steps.show_steps([Step(StepKind.OPEN, 3), Step(StepKind.DRAFTS, 1)], [], looking=False)
    steps.cards[1].setFocus()
    steps.show_steps([Step(StepKind.OPEN, 2), Step(StepKind.DRAFTS, 1)], [], looking=False)
    assert steps.cards[1].hasFocus()
    press(steps.cards[1], Qt.Key.Key_Up)
    assert steps.cards[0].hasFocus()
    press(steps.cards[0], Qt.Key.Key_Down)
    assert steps.cards[1].hasFocus()
    assert [card.card.number for card in steps.cards] == ["2", "1"]


def test_nothing_left_says_so(qtbot: QtBot) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    steps.show_steps([], [], looking=False)
    assert [card.card.title for card in steps.cards] == ["没有要做的事了"]
    with qtbot.waitSignal(steps.step_chosen) as heard:
        steps.cards[0].click()
    assert heard.args == [None]


def test_days_to_a_deadline_in_words() -> None:
    assert [days_text(n) for n in (3, 0, -13, -60, -61)] == [
        *("3 天", "今天", "过 13 天"),
        *("过 60 天", "已过"),
    ]
    assert [days_left(n) for n in (-60, -61)] == ["已过 60 天", "已过"]
    due = DueDate(Deadline("a", "统计表", "市局办公室", date(2011, 1, 12), table="t"), -13)
    text = deadline_text(due)
    assert (text.number, text.verb) == ("过 13 天", "统计表")
    assert text.detail == "2011年1月12日前，报市局办公室"


# ---- bars ----------------------------------------------------------------------------------------


def units(count: int) -> list[UnitCoverage]:
    kind = OrganizationKind.BRANCH
    return [
        UnitCoverage(OrganizationId(f"u{n}"), f"第{n}支部", kind, 1, n % 2, 12, min(n, 12))
        for n in range(count)
    ]


def test_share_in_words_is_full_only_when_all_is_done() -> None:
    assert percent(999, 1000) == "99%"
    assert percent(1, 1000) == "1%"
    assert percent(0, 5) == "0%"
    assert percent(5, 5) == "100%"
    assert percent(0, 0) == "—"


def test_model_of_bars(qapp: QApplication) -> None:
    del qapp
    model = CoverageModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_units(units(200))
    assert model.rowCount() == 200
    assert model.index(6, CoverageColumn.MEMBERS).data() == "6/12　50%"
    assert model.index(0, CoverageColumn.UNIT).data() == "第0支部（合计）"
    spoken = model.index(6, CoverageColumn.MEMBERS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "第6支部：党员应点评 12，已点评 6，点击看名单"


def test_bars_agree_with_the_official_figures(page: OverviewPage, desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    day = desk.workspace.day_of(round_)
    shown = bars(page).units
    assert shown.rowCount() > 3
    for row in range(shown.rowCount()):
        unit = shown.unit(row)
        figures = desk.statistics.figures(round_, unit.id, day)
        assert unit.organizations == figures.organizations_total
        assert unit.organizations_reviewed == figures.organizations_reviewed
        assert unit.members == figures.members_total
        assert unit.members_reviewed == figures.members_reviewed


def test_enter_on_a_bar_lists_the_names_and_a_name_leads_on(
    page: OverviewPage, desk: Desk, qtbot: QtBot
) -> None:
    table = bars(page)
    table.setCurrentIndex(table.model().index(0, CoverageColumn.MEMBERS))
    press(table, Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NamesDialog)
    unit = table.units.unit(0)
    texts = [
        tab.tabText(n) for tab in dialog.findChildren(type(dialog._view._tabs)) for n in range(2)
    ]
    left = unit.members - unit.members_reviewed
    assert texts == [f"已点评 {unit.members_reviewed}", f"未点评 {left}"]
    names = dialog._view._tables[1]
    names.setCurrentIndex(names.model().index(0, 0))
    with qtbot.waitSignal(dialog.finished), qtbot.waitSignal(page.wanted) as heard:
        press(names, Qt.Key.Key_Return)
    (place,) = heard.args
    assert (place.page, bool(place.person)) == (PageName.MEMBERS, True)


def test_a_unit_leads_to_itself_and_an_empty_bar_nowhere(qtbot: QtBot, tmp_path: Path) -> None:
    table = CoverageBars(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(table)
    nobody = UnitCoverage(OrganizationId("g"), "一小组", OrganizationKind.GROUP, 0, 0, 0, 0)
    table.units.show_units([*units(1), nobody])
    with qtbot.waitSignal(table.unit_opened) as heard:
        table.clicked.emit(table.model().index(1, CoverageColumn.UNIT))
    assert heard.args == ["g"]
    with qtbot.assertNotEmitted(table.figure_opened):
        table.clicked.emit(table.model().index(1, CoverageColumn.ORGANIZATIONS))


# ---- nothing there yet ---------------------------------------------------------------------------


def test_without_members_the_page_offers_the_import(
    empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = OverviewPage(empty_desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(empty_desk.workspace.root_id, None))
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "导入…")
    with qtbot.waitSignal(page.asked) as heard:
        button.click()
    assert heard.args == ["load"]
    page.close()


def test_a_unit_that_was_issued_a_round_is_not_asked_to_open_one(
    empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    empty_desk.rounds.open("2010年下半年", date(2010, 7, 1), date(2011, 1, 25))
    page = OverviewPage(empty_desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(empty_desk.workspace.root_id, empty_desk.rounds.all()[0]))
    shown = {b.text() for b in page.findChildren(QPushButton) if b.isVisible()}
    assert shown == {"导入…"}
    said = next(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "还没有党员" in said
    assert "开设" not in said
    page.close()


def test_an_office_that_collects_is_offered_to_issue(
    empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    root = empty_desk.workspace.root_id
    below = Organization(OrganizationId("下"), "甲党支部", OrganizationKind.BRANCH, root)
    empty_desk.workspace.stores.structure.save(organizations=[below])
    empty_desk.workspace.structure_changed()
    empty_desk.rounds.open("2010年下半年", date(2010, 7, 1), date(2011, 1, 25))
    page = OverviewPage(empty_desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(root, empty_desk.rounds.all()[0]))
    with qtbot.waitSignal(page.asked) as heard:
        next(b for b in page.findChildren(QPushButton) if b.text() == "下发…").click()
    assert heard.args == ["issue"]
    page.close()


def test_without_a_round_the_page_offers_to_open_one(
    page: OverviewPage, desk: Desk, qtbot: QtBot
) -> None:
    page.show_scope(Scope(desk.workspace.root_id, None))
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "开设轮次…")
    with qtbot.waitSignal(page.asked) as heard:
        button.click()
    assert heard.args == ["open_round"]


def test_the_second_click_on_a_card_does_nothing_to_the_page_it_opens(
    qtbot: QtBot, qapp: QApplication
) -> None:
    steps, page = StepList(), QPushButton()
    for widget in (steps, page):
        qtbot.addWidget(widget)
        widget.show()
    steps.show_steps((), (), looking=False)
    came: list[QEvent.Type] = []
    watch = _Watch(came)
    page.installEventFilter(watch)
    steps.cards[0].click()
    usual = qapp.doubleClickInterval()
    QTest.mouseDClick(page, Qt.MouseButton.LeftButton)
    assert QEvent.Type.MouseButtonDblClick not in came
    qapp.setDoubleClickInterval(0)
    QTest.mouseDClick(page, Qt.MouseButton.LeftButton)
    qapp.setDoubleClickInterval(usual)
    assert QEvent.Type.MouseButtonDblClick in came


class _Watch(QObject):
    def __init__(self, came: list[QEvent.Type]) -> None:
        super().__init__()
        self._came = came

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        del watched
        self._came.append(event.type())
        return False


def test_the_card_of_problems_says_how_many_press() -> None:
    calm = Step(StepKind.MENDING, 5)
    assert step_text(calm) == CardText("5", "整改未完成", "逐项落实，完成后销号", "去整改", "work")
    soon = step_text(replace(calm, soon=2))
    assert (soon.detail, soon.tone) == ("快到期 2 项", "warning")
    late = step_text(replace(calm, late=1, soon=2))
    assert (late.detail, late.tone) == ("逾期 1 项，快到期 2 项", "alarm")
