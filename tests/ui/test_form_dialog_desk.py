"""The form dialog on a real ledger: drafts after a crash, forms outside the plan, records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from app.ops.changes import Changes, Topic
from app.ops.tasks import TaskRow, TaskState
from app.ui.paper_form.drafts_dialog import offer_drafts
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.text_cell import TextCell
from app.ui.unplanned_dialog import UnplannedDialog
from tests.ui.hands import click, paste

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


class Window(QWidget):
    """Stands for the main window: it outlives its dialogs and is told of changes."""

    def __init__(self) -> None:
        super().__init__()
        self.news = Changes()

    def tell(self, changes: Changes) -> None:
        self.news |= changes


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


def row(desk: Desk, form: str, state: TaskState) -> TaskRow:
    rows = desk.tasks.list(desk.workspace.round(), state=state).rows
    return next(each for each in rows if each.task.form == form and each.task.reviewers)


def shown_form(window: Window) -> FormDialog:
    found = [form for form in window.findChildren(FormDialog) if form.isVisible()]
    assert len(found) == 1
    return found[0]


def fill(form: FormDialog, **texts: str) -> None:
    for name, text in texts.items():
        editor = form.sheet.editors[f"review.{name}"]
        assert isinstance(editor, TextCell)
        editor.selectAll()
        paste(editor, text)


def close(dialog: QDialog) -> None:
    """Close a dialog; it must be gone then."""
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)


def test_a_draft_left_by_a_crash_is_offered_and_goes_on(desk: Desk, window: Window) -> None:
    assert offer_drafts(window, desk, None, window.tell) is None
    task = row(desk, "member-review", TaskState.OPEN).task
    form = FormDialog(FormDesk(desk), (task.id,), task.id, window)
    form.show()
    fill(form, date="2011年1月", problems="写到一半𠮷")
    form.keep_draft()
    form._dirty = False  # the program ends here
    close(form)
    offered = offer_drafts(window, desk, None, window.tell)
    assert offered is not None
    assert desk.reviews.open(task.id).review.id
    click(offered, "继续填写")
    again = shown_form(window)
    assert again.sheet.values()["review.problems"] == "写到一半𠮷"
    assert again.sheet.day_text() == "2011年1月"
    fill(again, date="2011年1月20日", place="会议室", achievements="好", suggestions="学")
    assert again.save()
    assert desk.drafts.all() == ()
    assert Topic.REVIEWS in window.news.topics
    kept = desk.reviews.open(task.id).review
    assert (kept.day, kept.typed["review.problems"]) == (date(2011, 1, 20), "写到一半𠮷")
    close(again)


def test_drafts_can_be_dropped_one_by_one(desk: Desk, window: Window) -> None:
    open_rows = desk.tasks.list(desk.workspace.round(), state=TaskState.OPEN).rows[:2]
    for each in open_rows:
        opened = desk.reviews.open(each.task.id)
        desk.drafts.keep(opened.review, {**opened.values, "review.problems": "半"}, "")
    offered = offer_drafts(window, desk, None, window.tell)
    assert offered is not None
    assert open_rows[0].target in offered._list.item(0).text()
    for left in (1, 0):
        QTimer.singleShot(0, drop)
        offered._drop.click()
        assert len(desk.drafts.all()) == left
    assert not offered.isVisible()


def drop() -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    click(box, "放弃")


def test_a_form_outside_the_plan_is_asked_for_and_counts(desk: Desk, window: Window) -> None:
    found = row(desk, "member-review", TaskState.DONE)
    asked = UnplannedDialog(desk, desk.workspace.round(), None, window.tell, window)
    asked.show()
    asked._form.setCurrentIndex([spec.id for spec in asked._forms].index("member-review"))
    click(asked, "填写")
    assert "没有填写点评对象" in asked._fault.text()
    asked._member.show_person(found.task.target.person_id, found.target)
    asked._reviewer.show_person(found.task.target.person_id, found.target)
    click(asked, "填写")
    assert "不能点评自己" in asked._fault.text()
    reviewer = found.task.reviewers[0]
    asked._reviewer.show_person(reviewer, desk.reviews.candidate(reviewer).name)
    click(asked, "填写")
    form = shown_form(window)
    assert found.target in form.windowTitle()
    assert form._side.earlier.widget().findChildren(QWidget), "the planned one stands beside"
    fill(form, date="2011年1月21日", place="办公室", problems="少", achievements="好")
    fill(form, suggestions="学")
    assert form.save()
    kept = form._review
    assert (kept.task_id, kept.reviewers, kept.is_done) == (None, (reviewer,), True)
    assert desk.workspace.stores.reviews.get(kept.id) == kept
    assert Topic.REVIEWS in window.news.topics
    close(form)


def test_an_organisation_is_chosen_from_the_tree(desk: Desk, window: Window) -> None:
    found = row(desk, "org-review", TaskState.OPEN)
    unit = found.task.target.organization_id
    asked = UnplannedDialog(desk, desk.workspace.round(), unit, window.tell, window)
    asked.show()
    click(asked, "填写")
    form = shown_form(window)
    assert found.target in form.windowTitle()
    close(form)


def test_a_record_is_opened_by_itself_finalised_and_unlocked(desk: Desk, window: Window) -> None:
    found = row(desk, "member-review", TaskState.DONE)
    assert found.review is not None
    opened = desk.reviews.open_kept(found.review.id)
    form = FormDialog(FormDesk(desk), (), None, window, opened=opened)
    form.show()
    assert not form._buttons["next"].isEnabled()
    click(form, "定稿")
    locked = desk.workspace.stores.reviews.get(found.review.id)
    assert locked is not None
    assert locked.locked
    assert form.sheet.is_read_only()
    review, _ = form._source.unlock(form._review, "更正地点")
    form._take_state(review, Changes())
    assert not form.sheet.is_read_only()
    close(form)


def test_the_dialogs_are_freed(desk: Desk, window: Window) -> None:
    opened = desk.reviews.open(row(desk, "member-review", TaskState.OPEN).task.id)
    desk.drafts.keep(opened.review, {**opened.values, "review.problems": "半"}, "")
    offered = offer_drafts(window, desk, None, window.tell)
    assert offered is not None
    close(offered)
    asked = UnplannedDialog(desk, desk.workspace.round(), None, window.tell, window)
    asked.show()
    close(asked)
    assert desk.drafts.all()
