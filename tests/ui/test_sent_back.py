"""A record that the level above has sent back: on its form, and in the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from app.domain.handoff_records import Remark, RemarkState
from app.domain.ids import ReviewId
from app.ops.changes import Changes, Topic
from app.ops.open_remarks import TO_MEND
from app.ops.tasks import TaskState
from app.ui.page import Scope
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import BY_REMARK, FormDialog
from app.ui.paper_form.form_view import MENDED, MENDED_HINT
from app.ui.paper_form.text_cell import TextCell
from app.ui.register_page import RegisterPage
from app.ui.settings import Settings
from app.ui.task_model import Column
from app.ui.task_page import TaskPage
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, paste

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.domain.ids import TaskId
    from app.ops.desk import Desk

TEXT = "“存在的问题”写得太笼统，请写具体事例。"


@pytest.fixture
def task(desk: Desk) -> TaskId:
    """A task whose record was sent back."""
    rows = desk.tasks.list(desk.workspace.round(), state=TaskState.DONE).rows
    row = next(r for r in rows if r.task.form == "member-review" and r.review is not None)
    assert row.review is not None
    root = desk.workspace.root_id
    desk.workspace.stores.handoff.add_remark(
        Remark(row.review.id, root, TEXT, "2011-01-05 09:00:00", "王干事", RemarkState.RECEIVED)
    )
    return row.task.id


def opened(desk: Desk, task: TaskId, window: QWidget) -> FormDialog:
    form = FormDialog(FormDesk(desk), (task,), task, window)
    form.show()
    return form


def type_into(form: FormDialog, text: str) -> None:
    editor = form.sheet.editors["review.problems"]
    assert isinstance(editor, TextCell)
    editor.selectAll()
    paste(editor, text)


def test_the_form_shows_what_is_to_be_mended_and_by_whom_it_was_said(
    desk: Desk, task: TaskId, window: QWidget
) -> None:
    form = opened(desk, task, window)
    assert form._remark_bar.isVisible()
    assert form._remark_bar.text == f"上级退回意见：{TEXT}（王干事，2011年1月5日）"
    assert MENDED_HINT in form._status.text()
    form.close()
    assert is_freed(form)


def test_mended_saves_what_was_typed_and_the_remark_is_settled(
    desk: Desk, task: TaskId, window: QWidget
) -> None:
    form = opened(desk, task, window)
    type_into(form, "学习制度没有坚持，第三季度只开了一次会。")
    told: list[Changes] = []
    form.saved.connect(told.append)
    click(form, "已改正")
    assert not form._remark_bar.isVisible()
    form.sheet.measured.emit()  # the sheet has more room now
    assert MENDED in form._status.text()
    assert not form.is_dirty
    assert [Topic.REVIEWS in told[0].topics, Topic.HANDOFF in told[1].topics] == [True, True]
    assert desk.remarks.open() == {}
    kept = desk.reviews.open(task).review
    assert kept.typed["review.problems"].startswith("学习制度没有坚持")
    assert BY_REMARK in {line.reason for line in desk.history.of("review", kept.id)}
    form.close()


def test_what_cannot_be_saved_is_not_called_mended(
    desk: Desk, task: TaskId, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(desk, task, window)
    monkeypatch.setattr(form, "save", lambda: False)
    form.mended()
    assert form._remark_bar.isVisible()
    assert desk.remarks.open()
    form.close()


def test_the_next_form_has_no_remark(desk: Desk, task: TaskId, window: QWidget) -> None:
    rows = desk.tasks.list(desk.workspace.round(), state=TaskState.OPEN).rows
    form = FormDialog(FormDesk(desk), (task, rows[0].task.id), task, window)
    form.show()
    form.go_on()
    assert not form._remark_bar.isVisible()
    form.close()


# ---- in the lists --------------------------------------------------------------------------------


def test_the_tasks_mark_it_until_it_is_mended(
    desk: Desk, task: TaskId, qtbot: QtBot, tmp_path: Path
) -> None:
    page = TaskPage(desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    scope = Scope(desk.workspace.root_id, desk.workspace.round())
    page.show_scope(scope)
    marked = [line for line in page._model.lines if line.cells[Column.STATE] == TO_MEND]
    assert [line.task for line in marked] == [task]
    assert TEXT in page._model.hint(marked[0], Column.STATE)
    assert marked[0].facets[0] == "已点评"
    assert marked[0].review is not None
    assert Topic.HANDOFF in page.topics
    assert page._summary.text().endswith(f"{TO_MEND} 1")
    desk.remarks.done(marked[0].review)
    page.show_scope(scope)
    row = page._model.row_of(task)
    assert row is not None
    assert page._model.line(row).cells[Column.STATE] == "已点评"


def test_the_register_marks_it_and_finds_it_by_the_word(
    desk: Desk, task: TaskId, qtbot: QtBot, tmp_path: Path
) -> None:
    page = RegisterPage(desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show_scope(Scope(desk.workspace.root_id, desk.workspace.round()))
    assert Topic.HANDOFF in page.topics
    page._filters._text.setText(TO_MEND)
    (line,) = page._model.lines
    assert ReviewId(line.id) == desk.reviews.open(task).review.id
    headings = [
        page._model.headerData(n, Qt.Orientation.Horizontal)
        for n in range(page._model.columnCount())
    ]
    state = page._model.index(0, headings.index("状态"))
    assert state.data() == TO_MEND
    told = state.data(Qt.ItemDataRole.ToolTipRole)
    assert f"（已点评，{TO_MEND}）" in told
    assert TEXT in told
    target = page._model.index(0, headings.index("点评对象"))
    assert target.data(Qt.ItemDataRole.AccessibleTextRole) == told
    assert page._summary.text().startswith(f"共 {len(page._lines)} 份登记表，{TO_MEND} 1 份")


def test_the_button_is_reached_by_its_name(desk: Desk, task: TaskId, window: QWidget) -> None:
    form = opened(desk, task, window)
    assert button(form, "已改正").accessibleName() == "已改正"
    form.close()
