"""The page 报送与汇总 with the real thing behind it: a city in the middle of its round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QWidget

from app.domain.ids import ReviewId
from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from app.ui.handoff import deeds as deeds_module
from app.ui.handoff.arrived_model import arrived_text
from app.ui.handoff.code_dialog import CodeDialog
from app.ui.handoff.conflict_dialog import ConflictDialog
from app.ui.handoff.deeds import HandoffDeeds
from app.ui.handoff.figures_beside import SAME
from app.ui.handoff.figures_dialog import FiguresDialog
from app.ui.handoff.issue_dialog import IssueDialog
from app.ui.handoff.receive_dialog import ReceiveDialog
from app.ui.handoff.remark_dialog import RemarkDialog
from app.ui.handoff.remarks_view import NONE
from app.ui.handoff.side_by_side_dialog import SideBySideDialog
from app.ui.handoff.submit_dialog import SubmitDialog, told
from app.ui.handoff.unit_dialog import UnitDialog
from app.ui.handoff.unit_model import NOT_COMPLETE, Column
from app.ui.handoff_page import JOURNAL, REMARKS, UNITS, HandoffPage
from app.ui.page import PageName, Place, Scope
from app.ui.printing.preview import PrintPreview
from app.ui.structure.choose_organization import ChooseOrganizationDialog
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.handoff import city as sample
from tests.ui.handoff.city import change_member, let_a_branch_report, round_of, unit_named
from tests.ui.hands import button, click, press
from tests.ui.pages import again, shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.table import Table
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

EAST, WEST, SOUTH, NORTH, HALL = sample.UNITS


@pytest.fixture
def page(qtbot: QtBot, busy: Desk, settings: Settings) -> HandoffPage:
    return shown(qtbot, HandoffPage(busy, settings))


def dialog_of(page: HandoffPage, kind: type[QDialog]) -> QDialog:
    (found,) = page.findChildren(kind)
    return found


# ---- what is shown -----------------------------------------------------------------------------


def test_every_unit_stands_there_with_its_state(page: HandoffPage) -> None:
    for model in (page.units.model, page.journal.model, page.remarks.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    cells = {line.cells[0]: line.cells for line in page.units.model.lines}
    states = {name: cells[name][Column.STATE] for name in sample.UNITS}
    assert states == dict(
        zip(sample.UNITS, ("按时", "逾期", "按时", "未报", "报表数"), strict=True)
    )
    assert cells[SOUTH][Column.CONFLICTS] == "2"
    assert cells[WEST][Column.MISSING].startswith("2 个：")
    assert page.units.sentence().endswith(NOT_COMPLETE)


def test_the_deadline_and_who_is_missing_stand_above(page: HandoffPage) -> None:
    assert "还有 16 天" in page._due.text()
    assert "未报单位 1 个" in page._due.text()
    assert button(page, "处理冲突 2…").isVisible()


def test_the_journal_tells_what_went_and_came(page: HandoffPage) -> None:
    told = [(line.cells[1], line.cells[2]) for line in page.journal.model.lines]
    assert told[0] == ("下发", EAST)
    assert {told[1], told[2]} == {("接收", SOUTH), ("接收", WEST)}
    assert ("下发", NORTH) in told
    assert len(told) == 9


def test_a_unit_without_units_below_sees_less(
    qtbot: QtBot, folder: Path, settings: Settings, busy: Desk
) -> None:
    branch = sample.branch_of(NORTH, "第一党支部")
    package = folder / "北一.dpbag"
    busy.issuing.issue(package, unit_named(busy, branch))
    with sample.office().receive_new(folder / "北一.ledger", package) as desk:
        page = shown(qtbot, HandoffPage(desk, settings))
        assert not page._tabs.isTabVisible(UNITS)
        assert not page._down.isVisible()
        assert page._up.isVisible()
        assert page._in.isVisible()
        assert page._tabs.isTabVisible(JOURNAL)


def test_without_a_round_something_can_still_be_received(
    qtbot: QtBot, empty_desk: Desk, settings: Settings
) -> None:
    page = HandoffPage(empty_desk, settings)
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(empty_desk.workspace.root_id, None))
    assert "还没有点评轮次" in page._due.text()
    assert not page._up.isEnabled()
    assert page._in.isEnabled()


# ---- the ways on -------------------------------------------------------------------------------


def test_the_three_cards_open_their_dialogs(page: HandoffPage) -> None:
    for card, kind in (
        (page._up, SubmitDialog),
        (page._in, ReceiveDialog),
        (page._down, IssueDialog),
    ):
        card.setFocus()
        press(card, Qt.Key.Key_Return)
        dialog = dialog_of(page, kind)
        dialog.reject()
        assert is_freed(dialog)


def test_double_click_shows_a_unit_with_its_own_packages(page: HandoffPage) -> None:
    page.units.table.selectRow(2)
    page.units.table.row_opened.emit(page.units.model.index(2, 0))
    dialog = dialog_of(page, UnitDialog)
    assert isinstance(dialog, UnitDialog)
    assert [line.cells[1] for line in dialog._journal.model.lines] == ["接收", "接收", "下发"]
    figures = {line.cells[0]: line.cells[1:] for line in dialog.report.figures.model.lines}
    assert figures["党员总数"] == ("12", "12", SAME)
    assert "没有写说明" in dialog.report.checks.toPlainText()
    click(dialog, "录入报表数…")
    dialog_of(page, FiguresDialog).reject()


def test_branches_that_report_straight_are_seen_and_their_packages_too(
    page: HandoffPage, busy: Desk, tmp_path: Path
) -> None:
    branch = let_a_branch_report(busy, NORTH, tmp_path / "支部")
    again(page)
    lines = {line.cells[Column.UNIT]: line for line in page.units.model.lines}
    upper = lines[NORTH]
    assert (upper.cells[Column.STATE], upper.cells[Column.MISSING]) == (
        "下级直报",
        "下级 2 个，已报 1 个，未报：北川分局第二党支部",
    )
    straight = lines[f"{branch}（{NORTH}）"]
    assert (straight.cells[Column.STATE], straight.cells[Column.SEQUENCE]) == ("按时", "1")
    assert upper.standing is not None
    page.open_unit(upper.standing)
    dialog = dialog_of(page, UnitDialog)
    assert isinstance(dialog, UnitDialog)
    cells = [line.cells[1:3] for line in dialog._journal.model.lines]
    assert [what for what, _ in cells] == ["接收", "下发", "下发", "下发", "下发"]
    assert branch in cells[0][1]
    dialog.reject()
    page.compare_units()
    beside = dialog_of(page, SideBySideDialog)
    assert isinstance(beside, SideBySideDialog)
    assert branch in {line.unit.name for line in beside.list.model.lines}
    beside.reject()


def test_the_totals_are_one_click_away(page: HandoffPage, qtbot: QtBot) -> None:
    page.resize(1400, 600)
    with qtbot.waitSignal(page.wanted) as wanted:
        click(page.units, "看汇总")
    assert wanted.args == [Place(PageName.STATISTICS)]


def test_going_to_the_page_brings_the_units_up(page: HandoffPage) -> None:
    page._tabs.setCurrentIndex(JOURNAL)
    page.show_place(Place())
    assert page._tabs.currentIndex() == UNITS
    assert page.focusWidget() is page.units.table


def test_conflicts_of_a_unit_are_settled_and_gone(page: HandoffPage, qtbot: QtBot) -> None:
    page.units.table.selectRow(2)
    menu = page.units.bar.more.menu()
    assert menu is not None
    next(each for each in menu.actions() if each.text().startswith("处理冲突")).trigger()
    dialog = dialog_of(page, ConflictDialog)
    assert isinstance(dialog, ConflictDialog)
    assert {line.cells[0] for line in dialog._list.model.lines} == {SOUTH}
    first = next(x.conflict for x in dialog._list.model.lines if x.conflict.field == "post")
    click(dialog, "未选的都按下级")
    with qtbot.waitSignal(page.told) as told:
        click(dialog, "处理 2 项")
    changes: Changes = told.args[0]
    assert Topic.HANDOFF in changes.topics
    assert is_freed(dialog)
    again(page)
    assert not page._conflicts.isVisible()
    lines = page.desk.history.of("member", first.record_id)
    assert any(line.new == first.theirs and line.old == first.ours for line in lines)


def test_a_package_is_taken_out_after_a_question(
    page: HandoffPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def agree(parent: QWidget, title: str, sentence: str, *_: str) -> bool:
        asked.append(sentence)
        return True

    monkeypatch.setattr(deeds_module, "confirm", agree)
    monkeypatch.setattr(deeds_module, "tell", lambda *_: None)
    page._tabs.setCurrentIndex(JOURNAL)
    row = next(n for n, line in enumerate(page.journal.model.lines) if line.cells[2] == WEST)
    page.journal.table.selectRow(row)
    with qtbot.waitSignal(page.told):
        click(page.journal, "取出…")
    assert WEST in asked[0]
    again(page)
    cells = {line.cells[0]: line.cells for line in page.units.model.lines}
    assert cells[WEST][Column.STATE] == "未报"


def test_nothing_is_taken_out_without_the_answer(
    page: HandoffPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds_module, "confirm", lambda *_: False)
    before = page.desk.receiving.journal()
    page.deeds.take_out(before[1])
    assert page.desk.receiving.journal() == before


def test_the_code_on_a_unit_s_paper_leads_to_what_arrived(page: HandoffPage) -> None:
    package = next(j for j in page.desk.receiving.journal() if j.unit.endswith(WEST))
    page.deeds.verify()
    dialog = dialog_of(page, CodeDialog)
    assert isinstance(dialog, CodeDialog)
    dialog._code.setText(package.check_code.upper())
    click(dialog, "查验")
    assert WEST in dialog._said.text()
    assert "不完整：未报单位 2 个" in dialog._said.text()
    assert ("党员总数", "12") in [line.cells for line in dialog._model.lines]
    click(dialog, "打印统计表")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    dialog.reject()


# ---- the whole way: up, in, down ----------------------------------------------------------------


def test_what_a_unit_submits_is_received_through_the_window(
    page: HandoffPage, folder: Path, qtbot: QtBot
) -> None:
    with sample.office().open(folder / EAST / f"{EAST}.ledger") as unit:
        change_member(unit, EAST, 3, 职务或职业="工程师")
    package = sample.submit(folder / EAST / f"{EAST}.ledger", folder / "东山_新.dpbag")
    page.deeds.receive([package])
    dialog = dialog_of(page, ReceiveDialog)
    assert isinstance(dialog, ReceiveDialog)
    line = dialog._view.model.line(0).arrived
    assert line.changed.get("member") == 1
    with qtbot.waitSignal(page.told) as told:
        click(dialog, "接收 1 个")
    changes: Changes = told.args[0]
    assert Topic.STRUCTURE in changes.topics
    assert dialog._view.model.line(0).cells[1] == "已接收"
    dialog.reject()
    again(page)
    assert page.units.model.line(0).cells[Column.SEQUENCE] == "2"


def test_a_sender_nobody_knows_is_asked_about_answered_and_taken_in(
    page: HandoffPage, folder: Path
) -> None:
    package = folder / "外来.dpbag"
    kind = OrganizationKind.COMMITTEE
    ledger = folder / "外来.ledger"
    with sample.office().create(ledger, sample.SCHEME, "城北分局党委", kind) as other:
        other.rounds.open(sample.ROUND, sample.START, sample.END)
    sample.submit(ledger, package)
    page.deeds.receive([package])
    dialog = dialog_of(page, ReceiveDialog)
    assert isinstance(dialog, ReceiveDialog)
    assert dialog._view.model.line(0).cells[1] == "待确认单位"
    assert not button(dialog, "接收").isEnabled()
    click(dialog, "其他单位…")
    chooser = dialog.findChild(ChooseOrganizationDialog)
    assert chooser is not None
    chooser._chooser.choose(unit_named(page.desk, NORTH))
    click(chooser, "确定")
    assert dialog._view.model.line(0).cells[:2] == (NORTH, "可以接收")
    click(dialog, "接收 1 个")
    assert dialog._view.model.line(0).cells[1] == "已接收"
    dialog.reject()
    again(page)
    north = next(u for u in page.desk.units.standing(round_of(page.desk), sample.TODAY)[3:4])
    line = page.units.model.line(page.units.model.row_of(north.id) or 0)
    assert line.cells[Column.STATE] == "逾期"


def test_an_encrypted_package_waits_for_its_passphrase(page: HandoffPage, folder: Path) -> None:
    package = folder / "加密.dpbag"
    with sample.office().open(folder / EAST / f"{EAST}.ledger") as unit:
        root = unit.workspace.root_id
        unit.submissions.submit(package, round_of(unit), root, sample.TODAY, passphrase="山高水长")
    page.deeds.receive([package])
    dialog = dialog_of(page, ReceiveDialog)
    assert isinstance(dialog, ReceiveDialog)
    assert dialog._view.model.line(0).cells[1] == "需要口令"
    for typed, status in (("山高水远", "需要口令"), ("山高水长", "可以接收")):
        dialog._passphrase.setText(typed)
        click(dialog, "解开")
        assert dialog._view.model.line(0).cells[1] == status
    click(dialog, "接收 1 个")
    assert dialog._view.model.line(0).cells[1] == "已接收"
    dialog.reject()


def test_an_older_package_is_taken_in_only_where_that_is_ticked(
    page: HandoffPage, folder: Path
) -> None:
    page.deeds.receive([folder / f"{SOUTH}_1.dpbag"])
    dialog = dialog_of(page, ReceiveDialog)
    assert isinstance(dialog, ReceiveDialog)
    assert dialog._view.model.line(0).cells[1] == "比已接收的旧"
    assert not button(dialog, "接收").isEnabled()
    dialog._older.click()
    assert button(dialog, "接收 1 个").isEnabled()
    assert dialog._older.isVisible()
    dialog.reject()


def test_a_remark_goes_down_and_is_met_below(
    page: HandoffPage, folder: Path, qtbot: QtBot, settings: Settings
) -> None:
    ledger = folder / EAST / f"{EAST}.ledger"
    with sample.office().open(ledger) as unit:
        review = _review(unit)
    page.desk.receiving.apply([sample.submit(ledger, folder / "东山_评.dpbag")])
    page.deeds.send_back([review])  # type: ignore[list-item]
    dialog = dialog_of(page, RemarkDialog)
    assert isinstance(dialog, RemarkDialog)
    dialog._text.setPlainText("请写具体")
    click(dialog, "退回")
    package = folder / "东山_再退回.dpbag"
    page.desk.issuing.issue(package, unit_named(page.desk, EAST))
    with sample.office().open(ledger) as unit:
        (seen,) = unit.receiving.look([package]).arrived
        assert f"退回意见 {seen.sent_back} 条" in arrived_text(seen)
        assert f"回执 {seen.receipts} 份，" in arrived_text(seen)
        assert seen.receipts
        assert "回执" not in arrived_text(replace(seen, receipts=0))
        below = shown(qtbot, HandoffPage(unit, settings))
        below._tabs.setCurrentIndex(JOURNAL)
        below.deeds.receive([package])
        taking = dialog_of(below, ReceiveDialog)
        assert isinstance(taking, ReceiveDialog)
        assert not taking._sent_back.isVisible()
        taking.apply()
        click(taking, f"看退回意见 {seen.sent_back}…")
        assert is_freed(taking)
        assert below._tabs.currentIndex() == REMARKS
        assert len(unit.receiving.remarks()) == seen.sent_back
        again(below)
        count = below.remarks.model.rowCount()
        assert button(below, f"退回意见 {count}…").isVisible()
        assert below._tabs.tabText(REMARKS) == f"退回意见 {count}"
        row = next(n for n, line in enumerate(below.remarks.model.lines) if line.review == review)
        assert below.remarks.model.line(row).cells[:4:3] == ("上级退回", "请写具体")
        below.remarks.table.selectRow(row)
        with qtbot.waitSignal(below.wanted) as wanted:
            click(below.remarks, "打开登记表")
        assert wanted.args == [Place(review=review)]  # type: ignore[arg-type]
        click(below.remarks, "已改正")
        again(below)
        assert review not in [line.review for line in below.remarks.model.lines]
        below.close()


def test_a_change_after_a_submission_asks_for_another_one(
    qtbot: QtBot, folder: Path, settings: Settings
) -> None:
    with sample.office().open(folder / EAST / f"{EAST}.ledger") as unit:
        page = shown(qtbot, HandoffPage(unit, settings))
        assert not page._again.isVisible()
        sent = unit.submissions.all()[0].sequence
        review = unit.workspace.stores.reviews.of_round(round_of(unit).id)[0]
        if review.locked:
            unit.locks.unlock([review.id], "写错")
        opened = unit.reviews.open_kept(review.id)
        unit.reviews.save(opened.review, {"review.place": "礼堂"}, opened.review.day, "写错")
        again(page)
        assert page._again.isVisible()
        assert page._again.text() == f"上报第 {sent} 号以后有 1 份登记表改动，请再上报。"
        assert page.submissions.model.line(0).cells[4] == "登记表 1"
        page.close()


def test_a_package_from_below_after_a_submission_asks_for_another_one(
    page: HandoffPage, folder: Path
) -> None:
    city, path = page.desk, folder / "市_上报.dpbag"
    city.submissions.submit(path, round_of(city), city.workspace.root_id, sample.TODAY)
    again(page)
    assert not page._again.isVisible()
    city.receiving.apply([sample.submit(folder / EAST / f"{EAST}.ledger", folder / "再.dpbag")])
    again(page)
    assert "以后接收了 1 个数据包，请再上报" in page._again.text().replace(
        "有 1 份登记表改动，", ""
    )


def test_several_remarks_are_met_at_once(qtbot: QtBot, folder: Path, settings: Settings) -> None:
    with sample.office().open(folder / EAST / f"{EAST}.ledger") as unit:
        below = shown(qtbot, HandoffPage(unit, settings))
        below.show_remarks()
        assert len(unit.receiving.remarks()) == 2
        below.remarks.table.selectAll()
        with qtbot.waitSignal(below.told):
            click(below.remarks, "已改正")
        assert unit.receiving.remarks() == ()
        again(below)
        assert below.remarks.sentence() == NONE
        below.close()


def test_remarks_are_withdrawn_after_a_question(
    page: HandoffPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = page.desk.workspace.stores.reviews.heads(round_of(page.desk).id)
    page.desk.issuing.remark([head.id for head in heads[:2]], "请写具体")
    again(page)
    page._tabs.setCurrentIndex(REMARKS)
    count = page.remarks.model.rowCount()
    page.remarks.table.selectAll()
    asked: list[str] = []

    def answer(*given: object) -> bool:
        asked.append(str(given[2]))
        return len(asked) > 1

    monkeypatch.setattr(deeds_module, "confirm", answer)
    for left in (count, 0):
        click(page.remarks, "撤回")
        again(page)
        assert page.remarks.model.rowCount() == left
    assert asked == [f"要撤回所选的 {count} 条退回意见吗？"] * 2


@pytest.mark.parametrize("part", ["units", "submissions", "journal", "remarks"])
def test_lists_print_under_the_name_of_the_whole_ledger(
    page: HandoffPage, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    printed: list[tuple[str, Table]] = []
    monkeypatch.setattr(deeds_module, "print_list", lambda *given: printed.append(given[2:]))
    view = getattr(page, part)
    page.show_scope(Scope(unit_named(page.desk, EAST), round_of(page.desk)))
    view._print()
    (((title, table)),) = printed
    root = page.desk.workspace.directory(sample.TODAY).tree[page.desk.workspace.root_id]
    assert title.startswith(root.short_name or root.name)
    assert len(table.rows) == view.model.rowCount()
    assert (round_of(page.desk).name in title) == (part == "units")


def _review(unit: Desk) -> str:
    """Do one review in a unit's ledger."""
    task = unit.workspace.stores.tasks.of_round(round_of(unit).id)[-1]
    form = unit.reviews.open(task.id)
    saved, _ = unit.reviews.save(form.review, form.values, round_of(unit).end)
    return saved.id


def test_sending_back_without_a_choice_says_where_to_choose(
    page: HandoffPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(deeds_module, "tell", lambda *given: said.append(given[3]))
    page.deeds.send_back(())
    assert said == [deeds_module.CHOOSE_FIRST]


def test_where_nobody_stands_below_that_is_said(
    empty_desk: Desk, settings: Settings, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(deeds_module, "tell", lambda *given: said.append(given[1:3]))
    deeds = HandoffDeeds(empty_desk, settings, window)
    deeds.issue()
    deeds.send_back([ReviewId("r")])
    assert said == [(each, deeds_module.NO_UNITS) for each in ("下发", "退回下级")]
    assert not window.findChildren(QDialog)


def test_before_submitting_it_is_told_what_was_not_mended(busy: Desk) -> None:
    prepared = busy.submissions.prepare(round_of(busy), busy.workspace.root_id, sample.TODAY)
    assert "上级退回的意见还有 2 条" in told(prepared, 2)
    assert "上级退回" not in told(prepared)


# ---- for everybody ------------------------------------------------------------------------------


def test_every_control_has_a_name(page: HandoffPage) -> None:
    page.submit()
    page.receive()
    page.issue()
    page.deeds.conflicts()
    page.deeds.verify()
    unnamed = [
        (type(each).__name__, each.parent())
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for each in page.findChildren(kind)
        if each.isVisibleTo(page) or each.window() is not page
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if not each.accessibleName() and not getattr(each, "text", str)()
    ]
    assert unnamed == []
    for dialog in page.findChildren(QDialog):
        dialog.close()


def test_a_preview_names_what_it_changes(page: HandoffPage, folder: Path) -> None:
    with sample.office().open(folder / EAST / f"{EAST}.ledger") as unit:
        change_member(unit, EAST, 3, 职务或职业="工程师")
    package = sample.submit(folder / EAST / f"{EAST}.ledger", folder / "东山_新.dpbag")
    last = page.desk.workspace.stores.changes.last()
    (seen,) = page.desk.receiving.look([package], keep_questions=False).arrived
    assert page.desk.workspace.stores.changes.last() == last
    told = [(each.kind, each.field, each.old, each.new) for each in seen.details]
    assert told == [("党员", "职务或职业", "科员", "工程师")]
    assert all(each.name.startswith("王东") for each in seen.details)
