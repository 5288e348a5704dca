"""The page 整改 and its dialogs, with the sample unit behind them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QListWidget

from app.domain.cycle.rectification import RectificationState
from app.ui.page import Place, Scope
from app.ui.printing.official import OfficialPreview
from app.ui.rectification import deeds as deeds_module
from app.ui.rectification.deed_dialogs import (
    CheckOffDialog,
    DueDialog,
    FinishDialog,
    ProgressDialog,
)
from app.ui.rectification.edit_dialog import EditDialog
from app.ui.rectification.item_box import ItemBox
from app.ui.rectification.lines import HEADINGS, STATE, UNTIL
from app.ui.rectification.reply_dialog import ReplyDialog
from app.ui.rectifications_page import RectificationsPage
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, compose, press
from tests.ui.pages import again, show_page
from tests.ui.rectification.mending import go_on, make_changsha, name_problems
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.cycle.rectification import Rectification
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings


D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> RectificationsPage:
    """The page of a round whose first reviews name three problems each, listed and on their way."""
    name_problems(desk)
    desk.rectifications.gather(desk.workspace.round())
    go_on(desk)
    return shown(qtbot, desk, settings)


def shown(qtbot: QtBot, desk: Desk, settings: Settings) -> RectificationsPage:
    return show_page(qtbot, RectificationsPage(desk, settings))


def records(page: RectificationsPage) -> Sequence[Rectification]:
    return [row.record for row in page.desk.rectifications.rows(page.desk.workspace.round())]


def choose(page: RectificationsPage, *rows: int) -> None:
    page.items.table.clearSelection()
    page.items.table.choose_row(page.items.model.index(rows[0], 0))
    model, selection = page.items.model, page.items.table.selectionModel()
    for row in rows[1:]:
        flags = selection.SelectionFlag
        selection.select(model.index(row, 0), flags.Select | flags.Rows)


def open_dialog(kind: type[D]) -> D:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def texts(page: RectificationsPage, column: int) -> list[str]:
    model = page.items.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def said(page: RectificationsPage) -> str:
    found = page.findChildren(QLabel)
    return next(label.text() for label in found if label.accessibleName() == "整改小计")


# ---- the list ------------------------------------------------------------------------------------


def test_the_list_holds_every_problem_and_says_how_many_are_late(
    page: RectificationsPage,
) -> None:
    QAbstractItemModelTester(page.items.model)
    assert page.items.model.rowCount() == len(records(page))
    assert said(page).startswith(f"共 {len(records(page))} 项　未完成")
    assert "逾期 2 项" in said(page)
    assert texts(page, UNTIL)[0] == "2011年1月5日（逾期）"
    assert texts(page, UNTIL)[1] == "2011年1月25日（快到期）"
    red = page.items.model.index(0, UNTIL).data(Qt.ItemDataRole.ForegroundRole)
    assert red.red() > red.green()
    assert texts(page, STATE)[:5] == ["待整改", "整改中", "整改中", "已整改", "已销号"]


@pytest.mark.parametrize(
    ("facet", "value", "count"), [("状态", "已销号", 1), ("时限", "逾期", 2), ("时限", "快到期", 2)]
)
def test_filters_show_only_what_is_asked_for(
    page: RectificationsPage, facet: str, value: str, count: int
) -> None:
    (choice,) = [c for c in page.findChildren(QComboBox) if c.accessibleName() == facet]
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())
    assert page.items.model.rowCount() == count
    assert f"（显示 {count} 项）" in said(page)


def test_problems_are_listed_at_a_button_and_only_once(
    qtbot: QtBot, desk: Desk, settings: Settings
) -> None:
    name_problems(desk, 1)
    page = shown(qtbot, desk, settings)
    told: list[Changes] = []
    assert "列出事项" in said(page)
    page.told.connect(told.append)

    click(page, "列出事项")
    assert len(told) == 1
    assert page.items.model.rowCount() >= 3
    assert len(page.items.chosen()) == page.items.model.rowCount()
    click(page, "列出事项")
    assert len(told) == 1
    box = QApplication.activeModalWidget()
    assert box is not None
    box.close()


def test_without_a_round_nothing_can_be_done(
    qtbot: QtBot, empty_desk: Desk, settings: Settings
) -> None:
    page = RectificationsPage(empty_desk, settings)
    qtbot.addWidget(page)
    page.show_scope(Scope(empty_desk.workspace.root_id, None))
    assert page.empty.isVisibleTo(page)
    assert not page.items.isVisibleTo(page)
    page.gather()
    page.archive()


def test_only_what_makes_sense_can_be_pressed(page: RectificationsPage) -> None:
    choose(page, 0)
    assert not button(page, "销号…").isEnabled()
    assert button(page, "完成…").isEnabled()
    choose(page, 4)
    assert button(page, "销号…").isEnabled()
    assert not button(page, "进展…").isEnabled()
    choose(page, 0, 3)
    assert not button(page, "回复…").isEnabled()


# ---- several at once -----------------------------------------------------------------------------


def test_progress_is_written_for_several_at_once(page: RectificationsPage) -> None:
    told: list[Changes] = []
    page.told.connect(told.append)
    choose(page, 6, 7)
    click(page, "进展…")
    dialog = open_dialog(ProgressDialog)
    dialog.try_it()
    assert "没有内容" in dialog._fault.text()
    compose(dialog._text, "已走访")
    click(dialog, "填写")
    assert is_freed(dialog)
    assert [r.progress[-1].text for r in records(page)[6:8]] == ["已走访"] * 2
    assert len(told) == 1


def test_problems_are_done_struck_off_and_taken_up_again(
    page: RectificationsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, 0, 1)
    click(page, "完成…")
    finish = open_dialog(FinishDialog)
    compose(finish._text, "已建立制度")
    click(finish, "完成")
    again(page)
    choose(page, 0, 1)
    click(page, "销号…")
    check = open_dialog(CheckOffDialog)
    check._by.setText("")
    check.try_it()
    assert "由谁核实" in check._fault.text()
    compose(check._by, "机关党委")
    click(check, "销号")
    assert is_freed(check)
    struck = records(page)[:2]
    assert {(r.standing, r.checked_by, r.result) for r in struck} == {
        (RectificationState.CHECKED, "机关党委", "已建立制度")
    }
    monkeypatch.setattr(deeds_module, "ask_reason", lambda *_: "又有反映")
    again(page)
    choose(page, 0)
    page.reopen()
    assert records(page)[0].standing is RectificationState.UNDER_WAY


def test_several_get_one_day(page: RectificationsPage) -> None:
    choose(page, 0, 5)
    page.set_due()
    dialog = open_dialog(DueDialog)
    dialog._until.setText("2011年3月1日")
    click(dialog, "安排")
    assert [r.until for r in (records(page)[0], records(page)[5])] == [date(2011, 3, 1)] * 2


def test_deleting_asks_first(page: RectificationsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def no(parent: object, title: str, sentence: str, yes: str, more: str = "") -> bool:
        asked.append(sentence)
        return len(asked) > 1

    monkeypatch.setattr("app.ui.list_page.confirm", no)
    before = len(records(page))
    choose(page, 0, 1)
    page.remove()
    assert len(records(page)) == before
    assert "等 2 项" in asked[0]
    page.remove()
    assert len(records(page)) == before - 2


def test_what_was_left_in_the_round_before_is_taken_over(
    qtbot: QtBot, page: RectificationsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = page.desk
    open_ = sum(not r.is_finished for r in records(page))
    following = desk.rounds.open("2011年上半年", date(2011, 2, 1), date(2011, 7, 31)).round
    page.show_scope(Scope(desk.workspace.root_id, following))
    assert f"上轮未完成 {open_} 项" in said(page)
    monkeypatch.setattr(deeds_module, "confirm", lambda *_: True)
    page.carry()
    page.show_scope(Scope(desk.workspace.root_id, following))
    assert page.items.model.rowCount() == open_
    assert "上轮未完成" not in said(page)


# ---- measures ------------------------------------------------------------------------------------


def edit(page: RectificationsPage, row: int) -> EditDialog:
    choose(page, row)
    press(page.items.table, Qt.Key.Key_Return)
    return open_dialog(EditDialog)


def listed(dialog: EditDialog) -> list[str]:
    found = dialog.findChild(QListWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(found, QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def box_of(dialog: EditDialog) -> ItemBox:
    found = dialog.findChild(ItemBox)
    assert isinstance(found, ItemBox)
    return found


def test_enter_shows_the_problem_among_those_of_its_record(page: RectificationsPage) -> None:
    dialog = edit(page, 1)
    box = box_of(dialog)
    assert len(listed(dialog)) == 3
    assert box.problem.toPlainText() == records(page)[1].problem
    assert box.measure.toPlainText() == "每月走访两户企业，建立走访台账"
    assert "已走访企业三户" in box.state.text()
    dialog.close()
    assert is_freed(dialog)


def test_measures_people_and_days_are_kept(page: RectificationsPage) -> None:
    dialog = edit(page, 0)
    box = box_of(dialog)
    compose(box.measure, "每周学习一次")
    box.person.setText("办公室")
    box.person.textEdited.emit("办公室")
    box.until.setText("2011年2月28日")
    click(dialog, "用于全部")
    dialog.choose(1)
    box.problem.setPlainText("调研不够")
    click(dialog, "保存")
    assert is_freed(dialog)
    first, second, third = records(page)[:3]
    assert first.measure == "每周学习一次"
    assert second.problem == "调研不够"
    assert {(r.responsible, r.responsible_person, r.until) for r in (first, second, third)} == {
        ("办公室", None, date(2011, 2, 28))
    }


def test_problems_are_added_moved_and_taken_away(page: RectificationsPage) -> None:
    before = [r.problem for r in records(page)[:3]]
    dialog = edit(page, 0)
    box = box_of(dialog)
    press(dialog._box.measure, Qt.Key.Key_Insert)
    assert listed(dialog)[1] == "2. （未写）"
    dialog.try_it()
    assert "没有内容" in dialog._fault.text()
    box.problem.setPlainText("制度不全")
    assert listed(dialog)[1] == "2. 制度不全"
    click(dialog, "上移")
    dialog.choose(3)
    button(dialog, "删除").click()
    click(dialog, "保存")
    review = records(page)[0].review_id
    assert review is not None
    kept = page.desk.rectifications.of_review(review)
    assert [r.problem for r in kept] == ["制度不全", *before[:2]]
    assert [r.number for r in kept] == [1, 2, 3]


def test_a_wrong_day_is_told_before_another_problem_is_shown(page: RectificationsPage) -> None:
    dialog = edit(page, 0)
    box = box_of(dialog)
    first = box.problem.toPlainText()
    box.until.setText("明天")
    dialog.choose(1)
    assert box.problem.toPlainText() == first
    assert "时限" in dialog._fault.text()
    dialog.close()


def test_evidence_is_kept_with_the_problem(page: RectificationsPage, tmp_path: Path) -> None:
    photo = tmp_path / "走访.jpg"
    photo.write_bytes(b"photo")
    dialog = edit(page, 0)
    box = box_of(dialog)
    box.files.added.emit([photo, tmp_path / "没有.jpg"])
    dialog.try_it()
    assert "没有.jpg" in dialog._fault.text()
    box.files.removed.emit(1)
    desk = page.desk
    assert desk.undo is not None
    assert desk.undo.undo_title is None
    click(dialog, "保存")
    assert desk.undo.undo_title == "填写整改"
    assert [a.name for a in records(page)[0].attachments] == ["走访.jpg"]
    again(page)
    dialog = edit(page, 0)
    box_of(dialog).files.removed.emit(0)
    click(dialog, "保存")
    assert records(page)[0].attachments == ()


# ---- the reply -----------------------------------------------------------------------------------


def test_the_reply_is_written_seen_and_delivered(page: RectificationsPage) -> None:
    told: list[Changes] = []
    page.told.connect(told.append)
    choose(page, 0)
    click(page, "回复…")
    dialog = open_dialog(ReplyDialog)
    compose(dialog._text, "请继续指导。")
    click(dialog, "预览")
    preview = open_dialog(OfficialPreview)
    preview.close()
    dialog._day.setText("2011年1月24日")
    dialog._way.setCurrentText("当面送交")
    dialog._verification.setPlainText("属实")
    click(dialog, "保存")
    assert is_freed(dialog)
    review = records(page)[0].review_id
    assert review is not None
    kept = page.desk.replies.to(review)
    assert kept is not None
    assert (kept.text, kept.day, kept.delivered_by) == (
        "请继续指导。",
        date(2011, 1, 24),
        "当面送交",
    )
    again(page)
    assert texts(page, HEADINGS.index("书面回复"))[0] == "领导已核实 2011年1月24日"


def test_how_problems_were_mended_is_written_into_a_form_that_has_a_place_for_it(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    with open_sample(make_changsha(tmp_path / "区")) as desk:
        desk.rectifications.gather(desk.workspace.round())
        page = shown(qtbot, desk, settings)
        told: list[Changes] = []
        page.told.connect(told.append)
        review = records(page)[0].review_id
        assert review is not None
        choose(page, 0)
        page.reply()
        dialog = open_dialog(ReplyDialog)
        dialog._summary.setPlainText("已全部整改到位。")
        click(dialog, "写入登记表")
        assert "已写入" in dialog._said.text()
        kept = desk.workspace.stores.reviews.get(review)
        assert kept is not None
        assert kept.typed["rectification.summary"] == "已全部整改到位。"
        assert len(told) == 1
        dialog._evaluation.setPlainText("落实较好")
        click(dialog, "保存")
        reply = desk.replies.to(review)
        assert reply is not None
        assert reply.evaluation == "落实较好"
        page.close()


def test_letters_and_the_list_are_written(
    page: RectificationsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "回复"
    monkeypatch.setattr(deeds_module, "ask_folder", lambda *_: folder)
    choose(page, 0, 3)
    page.export_letters()
    box = QApplication.activeModalWidget()
    assert box is not None
    box.close()
    files = sorted(folder.iterdir())
    assert len(files) == 2
    assert "一、" in "".join(p.text for p in Document(str(files[0])).paragraphs)
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: tmp_path / "清单.xlsx")
    click(page.items, "导出…")
    sheet = load_workbook(tmp_path / "清单.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == len(records(page)) + 1
    assert rows[1][8] == "待整改（逾期）"


def test_the_list_prints_and_the_form_can_be_opened(page: RectificationsPage) -> None:
    click(page.items, "打印列表")
    preview = open_dialog(OfficialPreview)
    assert "整改清单" in preview.windowTitle()
    preview.close()
    went: list[Place] = []
    page.wanted.connect(went.append)
    choose(page, 4)
    page.open_form()
    assert [place.review for place in went] == [records(page)[4].review_id]
    assert page.chosen_reviews() == (records(page)[4].review_id,)
    page.show_place(Place())
