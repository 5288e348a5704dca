"""典型 and 报告: the page, its dialogs, the marks in the 台账, the hints in the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.cycle.cases import CaseKind
from app.domain.words import OrganizationKind, TargetKind
from app.ui.overview_page import OverviewPage
from app.ui.page import PageName, Place, Scope
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.text_cell import TextCell
from app.ui.reports_page import BULLETIN, ReportsPage
from app.ui.statistics_page import StatisticsPage
from tests.screens.camera import dialog, settle
from tests.ui.handoff.city import make_busy_city, open_city, round_of

if TYPE_CHECKING:
    from app.domain.review import Review
    from tests.screens.camera import Studio

PHRASES = "工作认真负责，团结同志，表现优秀。"
TITLES = (
    "推行“一线工作法”，让企业少跑路",
    "党员先锋岗亮身份、亮承诺",
    "坚持周五学习日",
    "夜查小作坊保节日安全",
)


def pictures(studio: Studio) -> None:
    empty = studio.make_page(ReportsPage)
    studio.camera.take("报告_还没有典型", empty)
    empty.deleteLater()
    _mark(studio)
    page = studio.make_page(ReportsPage)
    studio.camera.take("报告", page)
    page.paper._go_on()
    studio.camera.take("报告_第二页", page)
    page.edit_case()
    studio.take_and_close("修改典型")
    page.new_case()
    studio.take_and_close("新建典型")
    page.print_it()
    studio.take_and_close("报告_打印")
    page._kind.setCurrentText(BULLETIN)
    page.make()
    studio.camera.take("通报_不是支部", page)
    tree = studio.desk.workspace.directory(studio.desk.workspace.today()).tree
    branch = next(each for each in tree if each.kind is OrganizationKind.BRANCH)
    page.show_scope(Scope(branch.id, studio.desk.workspace.round()))
    studio.camera.take("通报", page)
    page.deleteLater()
    _elsewhere(studio)


def _reviews(studio: Studio) -> list[Review]:
    found = studio.desk.workspace.stores.reviews.of_round(studio.desk.workspace.round().id)
    return [each for each in found if each.is_done and each.target.kind is TargetKind.MEMBER]


def _mark(studio: Studio) -> None:
    reports = studio.desk.reports
    for number, (review, title) in enumerate(zip(_reviews(studio), TITLES, strict=False)):
        kind = CaseKind.PRACTICE if number % 2 == 0 else CaseKind.EXAMPLE
        case = replace(reports.case_of(review.id), title=title, kind=kind, reported=number < 3)
        reports.save_case(case)


def _elsewhere(studio: Studio) -> None:
    """The marks in the 台账, and what the statistics page asks for."""
    studio.page.go_to(Place(page=PageName.REPORTS))
    studio.take("主窗口_报告")
    studio.page.go_to(Place(page=PageName.LEDGER))
    studio.take("台账_典型")
    studio.page.go_to(Place(page=PageName.STATISTICS))
    studio.take("统计报表_说明")
    shown = studio.page.page(PageName.STATISTICS)
    assert isinstance(shown, StatisticsPage)
    shown.explain(next(each.id for each in shown._shown_checks if each.needs_explanation))
    studio.take_and_close("填写说明")
    _no_table(studio)
    _form(studio)
    _city(studio)


def _city(studio: Studio) -> None:
    """What the hand-off leaves to do, on the overview of a city."""
    with open_city(make_busy_city(studio.work / "报送的市")) as city:
        scope = Scope(city.workspace.root_id, round_of(city))
        page = studio.make_page(OverviewPage, city, scope)
        settle()
        studio.camera.take("总览_报送", page)
        page.close()
        page.deleteLater()


def _no_table(studio: Studio) -> None:
    workspace = studio.desk.workspace
    scheme = workspace.scheme
    workspace.scheme_changed(replace(scheme, tables=()), dict(workspace.forms))
    studio.page.refresh()
    studio.take("统计报表_没有统计表")
    workspace.scheme_changed(scheme, dict(workspace.forms))
    studio.page.refresh()


def _form(studio: Studio) -> None:
    """A form whose texts are empty phrases, with the mark and the hints below it."""
    studio.page.go_to(Place(review=_reviews(studio)[0].id))
    form = dialog()
    assert isinstance(form, FormDialog)
    for name, text in (("achievements", PHRASES), ("problems", "无")):
        editor = form.sheet.editors[f"review.{name}"]
        assert isinstance(editor, TextCell)
        editor.setPlainText(text)
    form.show_hints()
    studio.camera.take("登记表_典型", form)
    form._dirty = False
    form.close()
