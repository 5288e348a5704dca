"""The list that the pages share: what is chosen in it, what can be done, and where buttons go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from app.ui.assessments_page import AssessmentsPage
from app.ui.commitments_page import CommitmentsPage
from app.ui.filter_row import Facet
from app.ui.handoff_page import HandoffPage
from app.ui.line_model import Line, LineModel, folded
from app.ui.list_deeds import (
    ListDeed,
    Where,
    always,
    change_deed,
    new_deed,
    printing_deed,
    removal_deed,
)
from app.ui.list_view import Counted, ListView
from app.ui.meetings_page import MeetingsPage
from app.ui.postings_page import PostingsPage
from app.ui.rectifications_page import RectificationsPage
from app.ui.reports_page import ReportsPage
from app.ui.tones import AMBER
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.list_page import ListPage
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
LETTERS = "甲乙丙丁"


class Doer(QObject):
    """Stands for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def make(self) -> None:
        self.done.append("新建")

    def change(self) -> None:
        self.done.append("修改")

    def remove(self) -> None:
        self.done.append("删除")

    def print(self) -> None:
        self.done.append("打印")

    def archive(self) -> None:
        self.done.append("归档")


@pytest.fixture
def doer() -> Doer:
    return Doer()


@pytest.fixture
def view(qtbot: QtBot, settings: Settings, doer: Doer) -> ListView[Line]:
    made: ListView[Line] = ListView(
        "事项",
        LineModel(("名称", "类别")),
        settings,
        {0: 100},
        (
            new_deed(doer.make, "事项", "添一项"),
            change_deed(doer.change, "事项"),
            removal_deed(doer.remove, "事项"),
            printing_deed(doer.print, "事项"),
            ListDeed("归档…", doer.archive, "归档全部", when=always, where=Where.MORE),
        ),
        Counted("项", none="还没有。", further=kinds),
        facets=(Facet("类别"),),
    )
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    return made


def bare(
    qtbot: QtBot, settings: Settings, counted: Counted | None = None, *, begins_chosen: bool = True
) -> ListView[Line]:
    """Return a list without deeds and filters."""
    model: LineModel[Line] = LineModel(("名称", "类别"))
    made = ListView("清单", model, settings, {}, counted=counted, begins_chosen=begins_chosen)
    qtbot.addWidget(made)
    made.show()
    return made


def kinds(lines: Sequence[Line]) -> Sequence[str]:
    return [f"{len({line.facets for line in lines})} 类"]


def lines(letters: Sequence[str], kind: str = "一") -> list[Line]:
    return [Line(each, (each, kind), (kind,), folded(each)) for each in letters]


def chosen(view: ListView[Line]) -> str:
    return "".join(line.id for line in view.chosen())


# ---- what is chosen ------------------------------------------------------------------------------


def test_the_first_line_is_chosen_until_somebody_chooses(view: ListView[Line]) -> None:
    QAbstractItemModelTester(view.model, FATAL, view)
    view.show_lines(lines(LETTERS))
    assert chosen(view) == "甲"


def test_what_is_chosen_stays_chosen_wherever_it_comes_to_stand(view: ListView[Line]) -> None:
    view.show_lines(lines(LETTERS))
    view.choose("丙")
    view.show_lines(lines("丁丙甲"))
    assert chosen(view) == "丙"


def test_where_a_line_was_taken_away_the_next_one_is_chosen(view: ListView[Line]) -> None:
    view.show_lines(lines(LETTERS))
    view.choose("乙")
    view.show_lines(lines("甲丙丁"))
    assert chosen(view) == "丙"
    view.choose("丁")
    view.show_lines(lines("甲丙"))
    assert chosen(view) == "丙"


def test_what_was_just_made_is_chosen_and_brought_into_sight(view: ListView[Line]) -> None:
    many = lines([chr(0x4E00 + number) for number in range(200)])
    view.show_lines(many)
    view.show_lines([*many, *lines("新")], choose_new=True)
    assert chosen(view) == "新"
    shown = view.table.visualRect(view.model.index(200, 0))
    assert view.table.viewport().rect().contains(shown.center())


def test_filters_do_not_hide_what_was_just_made(view: ListView[Line]) -> None:
    view.show_lines([*lines("甲"), *lines("乙", "二")])
    view.show_only(0, "二")
    assert view.model.rowCount() == 1
    view.show_lines([*lines("甲"), *lines("乙", "二"), *lines("丙丁")], choose_new=True)
    assert chosen(view) == "丙丁"
    assert view.model.rowCount() == 4


def test_nothing_new_changes_neither_choice_nor_filters(view: ListView[Line]) -> None:
    view.show_lines([*lines("甲"), *lines("乙丙", "二")])
    view.show_only(0, "二")
    view.choose("丙")
    view.show_lines([*lines("甲"), *lines("乙丙", "二")], choose_new=True)
    assert chosen(view) == "丙"
    assert view.model.rowCount() == 2


# ---- what is said --------------------------------------------------------------------------------


def test_lines_are_counted_and_filters_are_told(view: ListView[Line]) -> None:
    assert view.sentence() == "还没有。"
    view.show_lines([*lines("甲"), *lines("乙", "二")], "　另有一项")
    assert view.sentence() == "共 2 项　2 类　另有一项"
    view.show_only(0, "二")
    assert view.sentence() == "共 2 项　2 类（显示 1 项）　另有一项"


def test_what_asks_for_care_has_the_colour_of_doubt(qtbot: QtBot, settings: Settings) -> None:
    view = bare(qtbot, settings, Counted("项", none="还没有。", doubtful=bool))
    view.show_lines(lines("甲"))
    assert AMBER.name() in view._said.styleSheet()
    view.show_lines(())
    assert view._said.styleSheet() == ""
    assert view._said.text() == "还没有。"


def test_a_bare_list_has_neither_buttons_nor_counts(qtbot: QtBot, settings: Settings) -> None:
    view = bare(qtbot, settings)
    view.show_lines(lines("甲"))
    assert not view.bar.isVisible()
    assert not view._said.isVisible()
    assert view.sentence() == ""


def test_where_nothing_is_chosen_beforehand_all_lines_are_copied(
    qtbot: QtBot, settings: Settings
) -> None:
    view = bare(qtbot, settings, begins_chosen=False)
    view.show_lines(lines(LETTERS))
    assert chosen(view) == ""
    view.table.copy()
    assert len(QApplication.clipboard().text().split("\n")) == 1 + len(LETTERS)
    with qtbot.waitSignal(view.opened):
        press(view.table, Qt.Key.Key_Return)
    assert chosen(view) == "甲"


# ---- the 合计 ------------------------------------------------------------------------------------


class Summed(LineModel[Line]):
    """Lines with their 合计."""

    def total(self, lines: Sequence[Line]) -> Line | None:
        return Line("合计", (f"合计 {len(lines)}", ""), ("",), "") if lines else None


def test_the_total_stays_below_in_bold_and_is_no_line(qtbot: QtBot, settings: Settings) -> None:
    model = Summed(("名称", "类别"))
    view: ListView[Line] = ListView("合计", model, settings, {}, facets=(Facet("类别"),))
    qtbot.addWidget(view)
    view.show_lines([*lines("甲乙"), *lines("丙", "二")])
    QAbstractItemModelTester(model, FATAL, view)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(0, order)
        assert model.lines[-1].cells[0] == "合计 3"
    bold = [model.data(model.index(row, 0), Qt.ItemDataRole.FontRole) for row in range(4)]
    assert [font is not None for font in bold] == [False, False, False, True]
    view.table.selectAll()
    assert len(view.chosen()) == 3
    view.table.selectRow(3)
    assert view.chosen() == []
    with qtbot.assertNotEmitted(view.opened):
        press(view.table, Qt.Key.Key_Return)
    view.show_only(0, "二")
    assert [line.cells[0] for line in model.lines] == ["丙", "合计 1"]
    assert view.as_table("事项").rows == (("丙", "二"), ("合计 1", ""))


# ---- what can be done ----------------------------------------------------------------------------


def test_only_what_makes_sense_can_be_done(view: ListView[Line]) -> None:
    for text in ("修改…", "删除", "打印列表"):
        assert not button(view, text).isEnabled()
    view.show_lines(lines(LETTERS))
    view.table.selectAll()
    assert not button(view, "修改…").isEnabled()
    assert button(view, "删除").isEnabled()
    assert button(view, "打印列表").isEnabled()


def test_what_is_not_permitted_says_why(view: ListView[Line]) -> None:
    view.permit("新建…", permitted=False, why="还没有规则")
    view.show_lines(lines(LETTERS))
    assert not button(view, "新建…").isEnabled()
    assert button(view, "新建…").toolTip() == "还没有规则"
    view.permit("新建…", permitted=True)
    assert button(view, "新建…").isEnabled()
    assert button(view, "新建…").toolTip() == "添一项（Insert）"


def test_keys_do_what_the_buttons_do(view: ListView[Line], doer: Doer) -> None:
    view.table.setFocus()
    press(view.table, Qt.Key.Key_Delete)
    assert doer.done == []
    view.show_lines(lines(LETTERS))
    press(view.table, Qt.Key.Key_Insert)
    press(view.table, Qt.Key.Key_Delete)
    click(view, "修改…")
    click(view, "打印列表")
    assert doer.done == ["新建", "删除", "修改", "打印"]


def test_enter_opens_the_line_that_is_current(view: ListView[Line], qtbot: QtBot) -> None:
    view.show_lines(lines(LETTERS))
    view.table.selectAll()
    view.table.setFocus()
    with qtbot.waitSignal(view.opened):
        press(view.table, Qt.Key.Key_Return)
    assert chosen(view) == "甲"


def test_the_right_button_offers_what_can_be_done_with_lines(view: ListView[Line]) -> None:
    texts = [action.text() for action in view._menu.actions() if not action.isSeparator()]
    assert texts == ["修改事项(&E)…", "删除事项(&D)", "复制表格(&T)"]


# ---- where the buttons go ------------------------------------------------------------------------


def menu_texts(view: ListView[Line]) -> list[str]:
    menu = view.bar.more.menu()
    assert menu is not None
    return [action.text() for action in menu.actions()]


def test_what_has_no_room_moves_into_the_menu_of_more(view: ListView[Line], doer: Doer) -> None:
    view.show_lines(lines(LETTERS))
    assert menu_texts(view) == ["归档全部…"]
    view.resize(240, 400)
    QApplication.processEvents()
    assert button(view, "新建…").isVisible()
    assert not button(view, "打印列表").isVisible()
    assert menu_texts(view)[-2:] == ["打印事项一览表", "归档全部…"]
    menu = view.bar.more.menu()
    assert menu is not None
    menu.actions()[-2].trigger()
    assert doer.done == ["打印"]
    view.resize(900, 400)
    QApplication.processEvents()
    assert button(view, "打印列表").isVisible()
    assert menu_texts(view) == ["归档全部…"]


def test_larger_letters_need_more_room(view: ListView[Line]) -> None:
    view.resize(430, 400)
    QApplication.processEvents()
    assert button(view, "打印列表").isVisible()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.8)
    view.setFont(font)
    QApplication.processEvents()
    assert not button(view, "打印列表").isVisible()


# ---- on the pages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        AssessmentsPage,
        CommitmentsPage,
        HandoffPage,
        MeetingsPage,
        PostingsPage,
        RectificationsPage,
        ReportsPage,
    ],
    ids=lambda kind: kind.__name__,
)
def test_the_acts_of_a_page_are_called_alike_and_chosen_by_letters_of_their_own(
    qtbot: QtBot, desk: Desk, settings: Settings, kind: type[ListPage]
) -> None:
    page = kind(desk, settings)
    qtbot.addWidget(page)
    views = page.findChildren(ListView)
    assert views
    for found in views:
        texts = [action.text() for action in found._menu.actions()]
        letters = [text.partition("&")[2][:1] for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), texts
        words = [each.text() for each in found.bar.findChildren(QPushButton)]
        assert {"新增…", "新增", "打印", "移除", "情况"} & set(words) == set()
        assert ("打印列表" if kind is HandoffPage else "删除") in words
