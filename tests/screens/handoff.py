"""报送与汇总: a city in the middle of its round, and one of its units; every dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from app.domain.ids import ReviewId
from app.export.drives import Drive
from app.ui.handoff.arrived_view import CHANGES, ArrivedView
from app.ui.handoff.code_dialog import CodeDialog
from app.ui.handoff.compare_dialog import CompareDialog
from app.ui.handoff.conflict_dialog import ConflictDialog
from app.ui.handoff.figures_dialog import FiguresDialog
from app.ui.handoff.receive_dialog import ReceiveDialog
from app.ui.handoff.side_by_side_dialog import SideBySideDialog
from app.ui.handoff.submit_dialog import CHECKS, SubmitDialog
from app.ui.handoff.submitted_dialog import SubmittedDialog
from app.ui.handoff.unit_dialog import UnitDialog
from app.ui.handoff_page import HandoffPage
from app.ui.page import Scope
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.questions_dialog import QuestionsDialog
from app.ui.register_page import RegisterPage
from app.ui.settings import Settings
from app.ui.task_page import TaskPage
from tests.screens.camera import dialog, settle
from tests.ui.handoff.city import (
    BRANCHES,
    UNITS,
    branch_of,
    change_member,
    let_a_branch_report,
    make_busy_city,
    office,
    open_city,
    round_of,
    unit_named,
)
from tests.ui.handoff.doubles import QUESTION, Receiving
from tests.ui.handoff.test_receive_dialog import found
from tests.ui.handoff.test_unit_comparison import lose_a_member

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from tests.screens.camera import Studio

TREE_WIDTH = 275
"""What the tree takes of the window, beside which the page stands."""
ABOVE_AND_BELOW = 90
DRIVES = (Drive(Path("/media/u/党建"), "党建", 7_800_000_000),)


def pictures(studio: Studio) -> None:
    ledger = make_busy_city(studio.work / "市")
    with open_city(ledger) as city:
        _page(studio, city)
        with mock.patch("app.ui.export.where_box.removable_drives", return_value=DRIVES):
            _up_and_down(studio, city)
        _in(studio, city)
        _rest(studio, city)
        _branches(studio, city)
    unit = studio.work / "市" / UNITS[0] / f"{UNITS[0]}.ledger"
    with open_city(unit) as desk:
        _unit_below(studio, desk)


def _settings(studio: Studio) -> Settings:
    return Settings(studio.work / "handoff.json")


def _shown(studio: Studio, desk: Desk) -> HandoffPage:
    """Show the page as large as it is in the window."""
    page = HandoffPage(desk, _settings(studio))
    page.resize(
        studio.window_size.width() - TREE_WIDTH, studio.window_size.height() - ABOVE_AND_BELOW
    )
    page.show()
    page.show_scope(Scope(desk.workspace.root_id, round_of(desk)))
    settle()
    return page


def _branches(studio: Studio, city: Desk) -> None:
    """A unit all of whose branches report to the city themselves."""
    let_a_branch_report(city, UNITS[3], studio.work / "支部")
    page = _shown(studio, city)
    studio.camera.take("下级单位_支部直接报", page)
    page.units.table.selectRow(3)
    unit = page.units.current_unit()
    assert unit is not None
    page.open_unit(unit)
    shown = dialog(UnitDialog)
    studio.camera.take("单位详情_支部直接报", shown)
    shown.close()
    page.compare_units()
    beside = dialog(SideBySideDialog)
    assert isinstance(beside, SideBySideDialog)
    beside.list.filters.clear()
    beside.list.table.scrollToBottom()
    studio.camera.take("上报数与现在_支部直接报", beside)
    beside.close()
    page.close()


def _page(studio: Studio, city: Desk) -> None:
    lose_a_member(city, UNITS[0])
    page = _shown(studio, city)
    studio.camera.take("下级单位", page)
    page.units.table.selectRow(0)
    unit = page.units.current_unit()
    assert unit is not None
    page.open_unit(unit)
    shown = dialog(UnitDialog)
    assert isinstance(shown, UnitDialog)
    studio.camera.take("单位详情", shown)
    for number, name in enumerate(("单位详情_记录差别", "单位详情_说明", "单位详情_数据包"), 1):
        shown.report.setCurrentIndex(number)
        studio.camera.take(name, shown)
    shown.close()
    page.compare_units()
    beside = dialog(SideBySideDialog)
    assert isinstance(beside, SideBySideDialog)
    studio.camera.take("上报数与现在_不同的", beside)
    beside.list.filters.clear()
    studio.camera.take("上报数与现在_全部", beside)
    beside.close()
    page._tabs.setCurrentIndex(2)
    studio.camera.take("收发记录", page)
    page.deeds.conflicts()
    clash = dialog(ConflictDialog)
    assert isinstance(clash, ConflictDialog)
    studio.camera.take("冲突处理", clash)
    clash._theirs.click()
    studio.camera.take("冲突处理_已选", clash)
    clash._chosen.clear()
    clash.close()
    page.deleteLater()


def _up_and_down(studio: Studio, city: Desk) -> None:
    settings, window = _settings(studio), studio.window
    asked = SubmitDialog(city, settings, round_of(city), city.workspace.root_id, window)
    asked._where.set_folder(studio.work)
    asked._passphrase.tick.setChecked(True)
    asked._figures.lines["members_total"].setText("48")
    asked._figures.reasons["members_total"].setText("北川分局 8 人尚未上报，按名册报数")
    asked.open()
    studio.camera.take("上报_数字", asked)
    asked._tabs.setCurrentIndex(CHECKS)
    studio.camera.take("上报_核对", asked)
    for line in (asked._passphrase.first, asked._passphrase.second):
        line.setText("山高水长")
    with (
        mock.patch("app.ui.handoff.submit_dialog.confirm", return_value=True),
        mock.patch("app.ui.handoff.submitted_dialog.is_removable", return_value=True),
    ):
        asked.try_it()
    done = dialog()
    assert isinstance(done, SubmittedDialog)
    studio.camera.take("上报完成", done)
    done.close()
    page = _shown(studio, city)
    page._tabs.setCurrentIndex(1)
    studio.camera.take("上报记录", page)
    page.issue()
    studio.take_and_close("下发")
    change_member(city, UNITS[0], 2, 职务或职业="工程师")
    page.deeds.compare(city.submissions.all()[0])
    compared = dialog(CompareDialog)
    assert isinstance(compared, CompareDialog)
    compared._tabs.setCurrentIndex(1)
    compared.records.show_only(0, "更改")
    compared.records.table.selectRow(0)
    studio.take_and_close("与现在比较")
    page.deeds.write_again(city.submissions.all()[0])
    studio.take_and_close("再写一次")
    page.deleteLater()


def _in(studio: Studio, city: Desk) -> None:
    settings, window = _settings(studio), studio.window
    empty = ReceiveDialog(city, settings, window)
    empty.open()
    studio.camera.take("接收", empty)
    empty.look([studio.work / "市"])
    studio.camera.take("接收_预览", empty)
    empty.close()
    city.__dict__["receiving"] = Receiving(found)
    every = ReceiveDialog(city, settings, window)
    every.open()
    every.look([studio.work])
    studio.camera.take("接收_每一种", every)
    every._passphrase.setText("错的")
    every.unlock("错的")
    studio.camera.take("接收_口令不对", every)
    every.findChild(ArrivedView).list.table.selectRow(0)  # type: ignore[union-attr]
    studio.camera.take("接收_内容", every)
    every.findChild(ArrivedView)._tabs.setCurrentIndex(1)  # type: ignore[union-attr]
    studio.camera.take("接收_冲突", every)
    every.findChild(ArrivedView)._tabs.setCurrentIndex(CHANGES)  # type: ignore[union-attr]
    studio.camera.take("接收_更改", every)
    every.apply()
    studio.camera.take("接收_完成", every)
    every.close()
    del city.__dict__["receiving"]
    city.workspace.stores.questions.ask(QUESTION, {"tables": [], "under": None})
    asked = QuestionsDialog(city, window)
    asked._skip_one()
    asked.open()
    studio.take_and_close("待确认单位")


def _rest(studio: Studio, city: Desk) -> None:
    settings, window = _settings(studio), studio.window
    code = CodeDialog(city, settings, window)
    code.open()
    studio.camera.take("查验校验码", code)
    code._code.setText(city.submissions.all()[0].check_code)
    code.verify()
    studio.camera.take("查验校验码_找到", code)
    code.close()
    hall = city.units.standing(round_of(city), city.workspace.today())[-1]
    figures = FiguresDialog(city, round_of(city), hall, window)
    figures.open()
    studio.camera.take("录入报表数", figures)
    figures.close()
    reviews = [h.id for h in studio.desk.workspace.stores.reviews.heads(round_of(studio.desk).id)]
    page = HandoffPage(studio.desk, settings)
    page.deeds.send_back(reviews[:3])
    studio.take_and_close("退回下级")
    page.deleteLater()


def _unit_below(studio: Studio, desk: Desk) -> None:
    page = _shown(studio, desk)
    studio.camera.take("下级的页面", page)
    page._tabs.setCurrentIndex(1)
    studio.camera.take("下级的上报记录", page)
    page._tabs.setCurrentIndex(3)
    studio.camera.take("下级的退回意见", page)
    review = desk.receiving.remarks()[0].review_id
    opened = desk.reviews.open_kept(ReviewId(review))
    values = {**opened.values, "review.place": "小礼堂"}
    desk.reviews.save(opened.review, values, opened.review.day, "地点写错")
    page.show_scope(Scope(desk.workspace.root_id, round_of(desk)))
    page._tabs.setCurrentIndex(1)
    studio.camera.take("下级的上报记录_再上报", page)
    page.deleteLater()
    form = FormDialog(
        FormDesk(desk), (), None, studio.window, opened=desk.reviews.open_kept(ReviewId(review))
    )
    form.open()
    studio.camera.take("下级的登记表_退回意见", form)
    form.close()
    for kind, name in ((RegisterPage, "下级的台账_待修改"), (TaskPage, "下级的任务_待修改")):
        lists = kind(desk, _settings(studio))
        lists.resize(studio.window_size.width() - TREE_WIDTH, ABOVE_AND_BELOW * 4)
        lists.show()
        lists.show_scope(Scope(desk.workspace.root_id, round_of(desk)))
        studio.camera.take(name, lists)
        lists.deleteLater()
    branch, package = branch_of(UNITS[0], BRANCHES[0]), studio.work / "支部.dpbag"
    desk.issuing.issue(package, unit_named(desk, branch))
    with office().receive_new(studio.work / "支部.ledger", package) as lowest:
        page = _shown(studio, lowest)
        studio.camera.take("支部的页面", page)
        page.deleteLater()
