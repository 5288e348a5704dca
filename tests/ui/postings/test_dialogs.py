"""The dialogs of 公示: making, checking, hearing and handling, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.cycle.postings import Holidays, PostedMatter, PostingRule
from app.domain.errors.catalogue import fault
from app.ops.postings import MATTER
from app.ui.postings.check_dialog import SOUND, CheckDialog
from app.ui.postings.feedback_dialog import FeedbackDialog, HandleDialog, HearDialog
from app.ui.postings.holidays_dialog import HolidaysDialog
from app.ui.postings.papers import WordFilesDialog
from app.ui.postings.posting_dialog import LAST, PostingDialog
from app.ui.printing.preview import MissingBox, PrintPreview
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, compose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.cycle.postings import Posting
    from app.ops.desk import Desk
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
TODAY = date(2011, 1, 25)


@pytest.fixture
def posting(desk: Desk) -> Posting:
    """The forms of a branch, kept and over."""
    workspace = desk.workspace
    round_ = workspace.round()
    tree = workspace.directory(TODAY).tree
    done = next(r for r in workspace.stores.reviews.of_round(round_.id) if r.is_done)
    unit = tree.branch_of(done.organization_id).id
    made = desk.postings.new(round_, unit, PostedMatter.FORMS)
    made = replace(made, day=date(2011, 1, 10), until=date(2011, 1, 14))
    desk.postings.save(made)
    return made


@pytest.fixture
def making(
    window: QWidget, desk: Desk, settings: Settings, posting: Posting
) -> Iterator[PostingDialog]:
    """The dialog in which a posting is made."""
    round_ = desk.workspace.round()
    new = desk.postings.new(round_, posting.organization_id, PostedMatter.FORMS)
    dialog = PostingDialog(desk, settings, round_, new, window, is_new=True)
    dialog.open()
    yield dialog
    dialog.is_ready = False  # closes without asking
    dialog.reject()
    assert is_freed(dialog)


def type_day(dialog: PostingDialog, line: str, text: str) -> None:
    control = getattr(dialog, line)
    control.setText(text)
    control.editingFinished.emit()


def test_the_last_day_follows_from_the_working_days(making: PostingDialog, desk: Desk) -> None:
    assert making._days.value() == desk.postings.usual_days == 5
    type_day(making, "_first", "2011年1月28日")
    assert making._last.text() == "2011年2月3日"
    making._days.setValue(2)
    assert making._last.text() == "2011年1月31日"


def test_a_period_shorter_than_the_rule_is_doubted_and_not_refused(making: PostingDialog) -> None:
    type_day(making, "_first", "2011年1月26日")
    type_day(making, "_last", "2011年1月27日")

    assert making._days.value() == 2
    short = fault("posting.short", LAST, count=2, wanted=5)
    assert making.fields[LAST].note() == f"{short.message}{short.remedy}"


def test_another_matter_lists_anew_and_keeps_a_title_of_ones_own(making: PostingDialog) -> None:
    QAbstractItemModelTester(making.records.model, FATAL, making)
    whole = making.records.ids
    before = making._title.text()
    making._matter.setCurrentIndex(making._matter.findData(PostedMatter.DIGEST))
    assert making._title.text() == before.replace("登记表", "点评意见摘要")
    making._title.setText("点评公示")
    making._matter.setCurrentIndex(making._matter.findData(PostedMatter.COMMITMENTS))
    assert making._title.text() == "点评公示"
    assert making.records.ids == ()
    assert not making.records.isEnabled()
    making._matter.setCurrentIndex(making._matter.findData(PostedMatter.LIST))
    assert making.records.ids == whole


def test_what_is_taken_out_is_not_put_up_and_can_come_back(making: PostingDialog) -> None:
    whole = making.records.ids
    making.records.table.selectRow(0)
    click(making.records, "移除")
    assert making.records.ids == whole[1:]
    click(making.records, "全部恢复")
    assert making.records.ids == whole
    making.records.table.selectAll()
    click(making.records, "移除")
    click(making, "保存")
    assert making.isVisible()
    assert "没有选择点评记录" in making._fault.text()


def test_forms_that_have_no_copy_for_posting_are_told_at_once_and_not_kept(
    making: PostingDialog, desk: Desk
) -> None:
    whole = making.records._whole
    bare = [replace(each, has_copy=False) for each in whole]
    making.records.show_records(bare, bare, forms=True)
    making.refresh()

    told = fault("posting.no_copies", MATTER, count=len(bare))
    assert making.fields[MATTER].note() == f"{told.message}{told.remedy}"
    making._matter.setCurrentIndex(making._matter.findData(PostedMatter.LIST))
    assert making.fields[MATTER].note() == ""


def test_where_no_form_has_such_a_copy_the_scheme_s_own_matter_comes_first(
    window: QWidget,
    desk: Desk,
    settings: Settings,
    posting: Posting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = desk.workspace.form_edition
    monkeypatch.setattr(
        desk.workspace, "form_edition", lambda *which: replace(edition(*which), copies=())
    )
    rule = PostingRule(matters=(PostedMatter.LIST, PostedMatter.DIGEST))
    desk.workspace.scheme_changed(
        replace(desk.workspace.scheme, posting=rule), desk.workspace.forms
    )
    round_ = desk.workspace.round()
    new = desk.postings.new(round_, posting.organization_id, PostedMatter.FORMS)
    dialog = PostingDialog(desk, settings, round_, new, window, is_new=True)
    assert dialog._matter.currentData() == PostedMatter.LIST
    assert "点评情况一览表" in dialog._title.text()
    assert not dialog.is_changed()
    assert dialog.fields[MATTER].note() == ""
    dialog.reject()
    assert is_freed(dialog)


# ---- the check ---------------------------------------------------------------------------------


@pytest.fixture
def checking(
    window: QWidget, desk: Desk, settings: Settings, posting: Posting
) -> Iterator[CheckDialog]:
    dialog = CheckDialog(desk, settings, posting.id, window)
    dialog.open()
    yield dialog
    dialog.close()
    assert is_freed(dialog)


def expose(desk: Desk, posting: Posting) -> None:
    """Let somebody have typed a number into a form that is put up."""
    reviews = desk.workspace.stores.reviews
    review = reviews.among(posting.reviews)[0]
    blocks = tuple(
        replace(b, values=dict.fromkeys(b.values, "手机13912345678")) for b in review.blocks
    )
    reviews.save(replace(review, blocks=blocks))


def rows(dialog: CheckDialog, word: str) -> list[int]:
    return [n for n, line in enumerate(dialog.model.lines) if word in line.cells[0]]


def test_every_text_stands_beside_what_is_left_out(checking: CheckDialog) -> None:
    QAbstractItemModelTester(checking.model, FATAL, checking)
    assert checking.shown_text.startswith("公示\n")
    assert "公示时间：2011年1月10日至2011年1月14日（5个工作日）。" in checking.shown_text
    assert checking.alarm_text == SOUND
    member = rows(checking, "党员")[0]
    checking._table.selectRow(member)
    assert "出生年月：" in checking.shown_text
    assert checking.hidden_text == ""
    checking._hide.setChecked(True)
    assert "出生年月：" not in checking.shown_text
    assert checking.hidden_text.startswith("出生年月：")


def test_what_is_hidden_stays_hidden_in_what_is_kept(
    checking: CheckDialog, desk: Desk, posting: Posting
) -> None:
    checking._hide.setChecked(True)
    assert desk.postings.get(posting.id).hide_optional


def test_everything_is_printed_from_here(checking: CheckDialog, posting: Posting) -> None:
    click(checking, "打印")
    (preview,) = checking.findChildren(PrintPreview)
    assert preview._document.count >= 1 + len(posting.reviews)
    captions = [preview._document.caption(n) for n in range(preview._document.count)]
    assert captions[0] == "公示"
    assert any("公示" in caption and "党员" not in caption for caption in captions[1:])
    preview.close()
    assert is_freed(preview)


def test_a_personal_detail_is_told_and_never_silently_printed(
    window: QWidget,
    desk: Desk,
    settings: Settings,
    posting: Posting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expose(desk, posting)
    dialog = CheckDialog(desk, settings, posting.id, window)
    dialog.open()
    assert "疑似联系电话的数字" in dialog.alarm_text
    assert [line.cells[2] for line in dialog.model.lines if line.cells[2]]

    dialog.print_papers()
    (preview,) = dialog.findChildren(PrintPreview)
    preview.save_pdf()
    (box,) = preview.findChildren(MissingBox)
    assert "疑似联系电话" in box.informativeText()
    click(box, "返回")
    preview.close()
    asked: list[str] = []

    def refuse(parent: object, title: str, sentence: str, yes: str, more: str) -> bool:
        asked.append(more)
        return False

    monkeypatch.setattr("app.ui.postings.check_dialog.confirm", refuse)
    dialog.save_word()
    assert "疑似联系电话" in asked[0]
    assert dialog.findChildren(WordFilesDialog) == []
    dialog.close()
    assert is_freed(dialog)


def test_word_files_are_written_where_it_is_wanted(
    checking: CheckDialog, posting: Posting, tmp_path: Path
) -> None:
    click(checking, "存为 Word")
    (dialog,) = checking.findChildren(WordFilesDialog)
    dialog.where.set_folder(tmp_path / "公示")
    click(dialog, "保存")

    assert len(list((tmp_path / "公示").rglob("*.docx"))) == 1 + len(posting.reviews)
    assert is_freed(dialog)
    for shown in QApplication.topLevelWidgets():
        if shown.windowTitle() == "导出完成":
            shown.close()


# ---- feedback ----------------------------------------------------------------------------------


def test_what_people_say_is_written_down_handled_and_the_posting_settled(
    window: QWidget, desk: Desk, settings: Settings, posting: Posting
) -> None:
    dialog = FeedbackDialog(desk.postings, settings, posting.id, TODAY, window)
    dialog.open()
    QAbstractItemModelTester(dialog.model, FATAL, dialog)
    assert "还没有反馈" in dialog.state_text
    click(dialog, "登记")
    (hear,) = dialog.findChildren(HearDialog)
    click(hear, "保存")
    assert "反馈没有内容" in hear._fault.text()
    compose(hear._text, "时间有误")
    click(hear, "保存")
    assert is_freed(hear)
    assert [line.cells[1:4] for line in dialog.model.lines] == [("不署名", "时间有误", "未处理")]

    click(dialog, "办结")
    assert "还有 1 条反馈没有处理" in QApplication.activeModalWidget().text()  # type: ignore[union-attr]
    QApplication.activeModalWidget().close()  # type: ignore[union-attr]
    click(dialog, "处理")
    (handle,) = dialog.findChildren(HandleDialog)
    click(handle, "保存")
    assert "处理情况" in handle._fault.text()
    compose(handle._handling, "已更正")
    click(handle, "保存")
    assert is_freed(handle)
    click(dialog, "办结")
    assert dialog.state_text.startswith("已办结")
    assert not button(dialog, "办结").isEnabled()
    dialog.close()
    assert is_freed(dialog)


def test_a_slip_is_deleted_after_asking(
    window: QWidget,
    desk: Desk,
    settings: Settings,
    posting: Posting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.domain.cycle.postings import Feedback

    desk.postings.hear(posting.id, Feedback(TODAY, "记错了"))
    dialog = FeedbackDialog(desk.postings, settings, posting.id, TODAY, window)
    dialog.open()
    monkeypatch.setattr("app.ui.postings.feedback_dialog.confirm", lambda *_: True)
    click(dialog, "删除")
    assert dialog.model.rowCount() == 0
    dialog.close()
    assert is_freed(dialog)


# ---- holidays ----------------------------------------------------------------------------------


def test_a_notice_is_read_shown_by_year_and_kept(window: QWidget, desk: Desk) -> None:
    dialog = HolidaysDialog(desk.postings, 2011, window)
    dialog.open()
    dialog._text.setPlainText("2月2日至3日放假，1月30日上班，2012年1月2日放假")
    click(dialog, "读入")
    assert [dialog._off.item(n).text() for n in range(dialog._off.count())] == [
        "2月2日　星期三",
        "2月3日　星期四",
    ]
    dialog._off.setCurrentRow(1)
    click(dialog, "移除")
    assert dialog._off.count() == 1
    dialog._year.setValue(2012)
    assert dialog._off.item(0).text() == "1月2日　星期一"
    dialog._contact.setText("机关党委")
    click(dialog, "保存")

    assert desk.postings.holidays() == Holidays(
        off=frozenset({date(2011, 2, 2), date(2012, 1, 2)}), worked=frozenset({date(2011, 1, 30)})
    )
    assert desk.postings.contact() == "机关党委"
    assert is_freed(dialog)


def test_what_cannot_be_read_is_said_and_nothing_is_kept(window: QWidget, desk: Desk) -> None:
    dialog = HolidaysDialog(desk.postings, 2011, window)
    dialog.open()
    dialog._text.setPlainText("2月30日放假")
    click(dialog, "保存")
    assert dialog.isVisible()
    assert "看不懂的日期" in dialog._fault.text()
    assert desk.postings.holidays() == Holidays()
    dialog.close()
    assert is_freed(dialog)
