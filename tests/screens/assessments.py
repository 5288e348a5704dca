"""评议: the page, making votes, entering totals and ballots, results, ballots on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import OVERALL, Accounts, Count
from app.ui.assessments.ballot_dialog import BallotDialog
from app.ui.assessments.entry_dialog import EntryDialog
from app.ui.assessments.objects_box import AddObjectsDialog
from app.ui.assessments.papers import PapersDialog
from app.ui.assessments.result_dialog import ResultDialog
from app.ui.assessments_page import AssessmentsPage
from app.ui.page import Scope
from app.ui.printing.preview import PrintPreview
from app.ui.settings import Settings
from tests.ops.votes import enter_all, last_round, make_bureau, make_planned
from tests.screens.camera import dialog, settle
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    settings = Settings(studio.work / "votes.json")
    with open_sample(make_bureau(studio.work / "局")) as desk:
        scope = Scope(desk.workspace.root_id, last_round(desk))
        page = studio.make_page(AssessmentsPage, desk, scope)
        _page(studio, page, desk)
        _counting(studio, page, desk)
        _results(studio, page, desk, settings)
        page.close()
        page.deleteLater()
        settle()


def _page(studio: Studio, page: AssessmentsPage, desk: Desk) -> None:
    assert page.scope is not None
    scope = page.scope
    studio.camera.take("评议_还没有", page)
    page.make_planned()
    studio.take_and_close("评议_按方案新建")
    made = make_planned(desk)
    enter_all(desk, made[0], (31, 5, 3, 1))
    enter_all(desk, made[1], (22, 9, 1, 0))
    desk.assessments.close(made[1].id)
    page.show_scope(scope)
    studio.camera.take("评议", page)
    page.edit()
    shown = dialog()
    studio.camera.take("评议_修改", shown)
    _tabs(studio, shown)
    page.make_new()
    fresh = dialog()
    _tabs(studio, fresh, first=True)
    unit = (desk.workspace.root_id, scope.round)
    add = AddObjectsDialog(desk.assessments, page.settings, unit, desk.assessments.lists(), page)
    add.open()
    studio.take_and_close("评议_添加对象")


def _tabs(studio: Studio, shown: QWidget, *, first: bool = False) -> None:
    tabs = shown.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    for number in range(0 if first else 1, tabs.count()):
        tabs.setCurrentIndex(number)
        name = "新建" if first else "情况"
        studio.camera.take(f"评议_{name}_{tabs.tabText(number)}", shown)
    shown.close()
    settle()


def _counting(studio: Studio, page: AssessmentsPage, desk: Desk) -> None:
    first = desk.assessments.among(desk.workspace.root_id, last_round(desk))[2]
    entry = EntryDialog(desk.assessments, first, page)
    entry.open()
    studio.camera.take("评议_录入票数", entry)
    for name, number in (("expected", 60), ("present", 55), ("issued", 55), ("returned", 52)):
        entry.type_number(name, number)
    entry.type_number("valid", 50)
    entry.type_row(0, (44, 4, 1, 1))
    entry.type_row(1, (44, 4, 1))
    studio.camera.take("评议_录入票数_不符", entry)
    entry.type_number("valid", 53)
    studio.camera.take("评议_录入票数_不能", entry)
    entry.type_number("valid", 50)
    entry.try_it()
    studio.camera.take("评议_录入票数_拒绝", entry)
    entry.done(0)
    typing = BallotDialog(desk.ballots, first, page)
    typing.open()
    studio.camera.take("评议_逐张录入", typing)
    whole = len(first.cells())
    for mark in ("1" * whole, "12" * (whole // 2) + "1" * (whole % 2)):
        for sign in mark:
            typing.mark(sign)
        typing.end_ballot()
    for sign in "112-":
        typing.mark(sign)
    studio.camera.take("评议_逐张录入_中途", typing)
    typing.end_ballot()
    studio.camera.take("评议_逐张录入_未完", typing)
    for _ in range(whole):
        typing.take_back()
    typing.check_again()
    for sign in "3" + "1" * (whole - 1):
        typing.mark(sign)
    typing.end_ballot()
    studio.camera.take("评议_逐张录入_不一致", typing)
    typing.close()
    settle()


def _results(studio: Studio, page: AssessmentsPage, desk: Desk, settings: Settings) -> None:
    first = desk.assessments.among(desk.workspace.root_id, last_round(desk))[0]
    shown = ResultDialog(desk, settings, first.id, page)
    shown.open()
    studio.camera.take("评议_结果", shown)
    shown.close()
    many = _by_hand(desk)
    shown = ResultDialog(desk, settings, many.id, page)
    shown.open()
    studio.camera.take("评议_结果_计分", shown)
    shown.close()
    papers = PapersDialog(desk, settings, many, page)
    papers.open()
    studio.camera.take("评议_测评票", papers)
    papers.try_it()
    _preview(studio, "评议_测评票_预览")
    shown = ResultDialog(desk, settings, first.id, page)
    shown.open()
    shown.print_summary()
    _preview(studio, "评议_汇总表_预览")
    shown.close()
    settle()


def _preview(studio: Studio, name: str) -> None:
    shown = dialog(PrintPreview)
    studio.camera.take(name, shown)
    shown.close()
    settle()


def _by_hand(desk: Desk) -> Assessment:
    """Return a vote on members with points and many objects, some of it worth a look."""
    blank = desk.assessments.blank(desk.workspace.root_id, last_round(desk))
    found = desk.assessments.choices(
        desk.workspace.root_id, last_round(desk), AssessedKind.MEMBER, OVERALL
    )[:18]
    scale = desk.assessments.scales()["points"]
    objects = tuple(
        replace(each, rating="好" if number < 8 else "较好") for number, each in enumerate(found)
    )
    made = replace(blank, scale=scale, objects=objects, best_share=(1, 3), least_participation=80)
    desk.assessments.save(made)
    counts = [
        Count("1", each.key, OVERALL, (40 - 2 * n, 5 + n, n, 0), 0) for n, each in enumerate(found)
    ]
    accounts = Accounts(80, 60, 60, 46, 45, 1)
    desk.assessments.enter(made.id, "1", accounts, counts, {})
    return desk.assessments.get(made.id)
