"""The page 公示: its list, what can be done from it, and what waits to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.cycle.postings import Channel, Feedback, PostedMatter, PostingState
from app.ops.changes import Topic
from app.ui import list_page as module
from app.ui.data_table import DataTable
from app.ui.page import Scope
from app.ui.postings.check_dialog import CheckDialog
from app.ui.postings.feedback_dialog import FeedbackDialog
from app.ui.postings.holidays_dialog import HolidaysDialog
from app.ui.postings.photos_dialog import PhotosDialog
from app.ui.postings.posting_dialog import PostingDialog
from app.ui.postings_page import NOTHING, PostingsPage
from app.ui.printing.preview import PrintPreview
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, press
from tests.ui.pages import again, show_page

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from app.domain.cycle.postings import Posting
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> PostingsPage:
    return show_page(qtbot, PostingsPage(desk, settings))


def keep(page: PostingsPage, matter: PostedMatter, first: date, last: date) -> Posting:
    """Keep a posting of the first branch with a finished record, and show it."""
    workspace = page.desk.workspace
    round_ = workspace.round()
    tree = workspace.directory(workspace.today()).tree
    done = next(r for r in workspace.stores.reviews.of_round(round_.id) if r.is_done)
    unit = tree.branch_of(done.organization_id).id
    made = replace(page.desk.postings.new(round_, unit, matter), day=first, until=last)
    page.desk.postings.save(made)
    again(page)
    return made


def said(page: PostingsPage) -> str:
    return page.postings.sentence()


def dialog_of(page: PostingsPage, kind: type[QDialog]) -> QDialog:
    (found,) = page.findChildren(kind)
    return found


def told(page: PostingsPage) -> list[Changes]:
    """Collect what the page tells, and let it show itself again as the window would."""
    heard: list[Changes] = []
    page.told.connect(heard.append)
    return heard


ENDED = date(2011, 1, 10), date(2011, 1, 14)
UP = date(2011, 1, 20), date(2011, 1, 27)
PLANNED = date(2011, 1, 26), date(2011, 2, 1)


def test_a_ledger_without_postings_says_how_to_begin(page: PostingsPage) -> None:
    assert said(page) == NOTHING
    assert not button(page, "核对打印").isEnabled()


def test_every_posting_stands_there_with_its_state_and_what_is_left(page: PostingsPage) -> None:
    QAbstractItemModelTester(
        page.postings.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    keep(page, PostedMatter.FORMS, *PLANNED)
    keep(page, PostedMatter.LIST, *ENDED)
    keep(page, PostedMatter.DIGEST, *UP)

    shown = [(line.cells[0], line.cells[6], line.cells[7]) for line in page.postings.model.lines]
    assert shown == [
        ("登记表", "5", "待公示"),
        ("点评情况一览表", "", "公示期满"),
        ("点评意见摘要", "3", "公示中"),
    ]
    assert said(page) == "共 3 次公示　期满待办结 1 次"
    page.postings.filters.choose(0, "公示中")
    page.postings.filters.changed.emit()
    assert [line.cells[0] for line in page.postings.model.lines] == ["点评意见摘要"]
    assert "显示 1 次" in said(page)


def test_feedback_that_is_not_handled_stands_out(page: PostingsPage, desk: Desk) -> None:
    made = keep(page, PostedMatter.LIST, *UP)
    desk.postings.hear(made.id, Feedback(date(2011, 1, 21), "时间有误"))
    again(page)

    (line,) = page.postings.model.lines
    assert line.cells[8] == "1（未处理 1）"
    assert page.postings.model.colour(line, 8) is not None
    assert page.postings.model.colour(line, 0) is None


def test_the_days_off_shorten_what_is_left(page: PostingsPage) -> None:
    keep(page, PostedMatter.LIST, *UP)
    click(page, "节假日")
    dialog = dialog_of(page, HolidaysDialog)
    assert isinstance(dialog, HolidaysDialog)
    heard = told(page)
    dialog._text.setPlainText("1月26日放假")
    click(dialog, "保存")
    again(page)

    assert [line.cells[6] for line in page.postings.model.lines] == ["2"]
    assert heard[0].topics == {Topic.CYCLE}
    assert is_freed(dialog)


def test_enter_goes_on_where_a_posting_stands(page: PostingsPage, desk: Desk) -> None:
    planned = keep(page, PostedMatter.LIST, *PLANNED)
    ended = keep(page, PostedMatter.DIGEST, *ENDED)
    (table,) = page.findChildren(DataTable)

    page.postings.choose(planned.id)
    press(table, Qt.Key.Key_Return)
    check = dialog_of(page, CheckDialog)
    check.close()
    assert is_freed(check)
    page.postings.choose(ended.id)
    press(table, Qt.Key.Key_Return)
    feedback = dialog_of(page, FeedbackDialog)
    feedback.close()
    assert is_freed(feedback)


def test_a_new_posting_is_checked_before_anything_is_printed(page: PostingsPage) -> None:
    heard = told(page)
    keep(page, PostedMatter.LIST, *UP)
    click(page, "新建…")
    dialog = dialog_of(page, PostingDialog)
    assert isinstance(dialog, PostingDialog)
    dialog._place.setText("一楼")
    click(dialog, "保存")

    (kept,) = (line.record for line in page.postings.chosen())
    assert page.postings.model.rowCount() == 2
    assert (kept.place, kept.channel) == ("一楼", Channel.BOARD)
    assert len(heard) == 1
    check = dialog_of(page, CheckDialog)
    assert isinstance(check, CheckDialog)
    assert check.model.rowCount() == 1 + len(kept.reviews)
    check.close()
    assert is_freed(dialog)
    assert is_freed(check)


def test_what_is_chosen_is_changed_settled_and_deleted(
    page: PostingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keep(page, PostedMatter.LIST, *ENDED)
    click(page, "修改…")
    dialog = dialog_of(page, PostingDialog)
    assert isinstance(dialog, PostingDialog)
    dialog._title.setText("点评情况公示")
    click(dialog, "保存")
    assert page.desk.postings.get(made.id).title == "点评情况公示"
    page.settle()
    assert page.desk.postings.get(made.id).state == PostingState.HANDLED
    asked: list[str] = []

    def agree(parent: object, title: str, sentence: str, yes: str, more: str) -> bool:
        asked.append(sentence)
        return True

    monkeypatch.setattr(module, "confirm", agree)
    again(page)
    page.remove()
    again(page)
    assert asked == ["要删除公示“点评情况公示”及其反馈、照片吗？"]
    assert page.postings.model.rowCount() == 0


def test_photos_are_kept_and_taken_away(
    page: PostingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keep(page, PostedMatter.LIST, *UP)
    photo = tmp_path / "公示栏.jpg"
    photo.write_bytes(b"photo")
    click(page, "照片")
    dialog = dialog_of(page, PhotosDialog)
    assert isinstance(dialog, PhotosDialog)
    dialog.keep([photo])
    again(page)
    assert [line.cells[9] for line in page.postings.model.lines] == ["1"]
    kept = page.desk.postings.get(made.id).attachments
    assert [each.name for each in kept] == ["公示栏.jpg"]
    assert page.desk.annexes.content(kept[0]) == b"photo"

    monkeypatch.setattr("app.ui.postings.photos_dialog.confirm", lambda *_: True)
    dialog.drop(0)
    assert page.desk.postings.get(made.id).attachments == ()
    dialog.close()
    assert is_freed(dialog)


def test_the_list_is_printed_as_it_is_shown(page: PostingsPage) -> None:
    made = keep(page, PostedMatter.LIST, *UP)
    table = page.postings.as_table("公示一览表")
    assert table.columns[0].title == "内容"
    assert table.rows[0][0] == "点评情况一览表"
    assert made.title not in table.rows[0]
    click(page, "打印列表")
    preview = dialog_of(page, PrintPreview)
    preview.close()
    assert is_freed(preview)


def test_a_ledger_without_a_round_says_what_comes_first(
    qtbot: QtBot, empty_desk: Desk, settings: Settings
) -> None:
    made = PostingsPage(empty_desk, settings)
    qtbot.addWidget(made)
    made.show_scope(Scope(empty_desk.workspace.root_id, None))
    assert made.empty.isVisibleTo(made)
