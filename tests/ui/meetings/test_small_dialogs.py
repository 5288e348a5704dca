"""Draws, talks and people from outside: their dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.words import TargetKind
from app.ops.tasks import TaskState
from app.ui.meeting_dialog import MeetingDialog
from app.ui.meetings.draw_dialog import DrawDialog, DrawnDialog
from app.ui.meetings.interview_dialog import MATTER, OUTCOME, UNTIL, InterviewDialog
from app.ui.name_style import NameStyle
from app.ui.outside_dialog import OutsideDialog
from app.ui.settings import Preferences
from app.ui.task_model import task_lines
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import click
from tests.ui.meetings.gathered import branch_of, make_draw, make_talks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


def test_a_draw_is_made_from_the_kind_and_count_that_were_chosen(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    round_ = desk.workspace.round()
    dialog = DrawDialog(desk, round_, desk.workspace.root_id, window)
    dialog.open()
    assert dialog._seed.text() == "2011-01-25"
    dialog._kind.setCurrentIndex(1)
    size = desk.gatherings.pool_size(round_, desk.workspace.root_id, TargetKind.MEMBER)
    assert dialog._count.maximum() == size
    dialog._count.setValue(4)
    with qtbot.waitSignals([dialog.told, dialog.drawn]):
        dialog.agree.click()
    (made,) = desk.gatherings.draws(round_)
    assert (made.count, made.seed, len(made.pool)) == (4, "2011-01-25", size)
    assert is_freed(dialog)


def test_a_draw_without_seed_is_refused_in_the_dialog(desk: Desk, window: QWidget) -> None:
    round_ = desk.workspace.round()
    dialog = DrawDialog(desk, round_, desk.workspace.root_id, window)
    dialog.open()
    dialog._seed.clear()
    dialog.agree.click()
    assert "种子" in dialog._fault.text()
    assert desk.gatherings.draws(round_) == ()
    dialog.close()


def test_a_draw_shows_whom_it_gave_and_is_worked_out_again(desk: Desk, window: QWidget) -> None:
    draw = make_draw(desk)
    dialog = DrawnDialog(draw, "2011年1月25日", "随机点评", window)
    dialog.open()
    assert dialog._list.count() == len(draw.drawn)
    assert "SHA-256" in dialog._how.text()
    click(dialog, "重算核对")
    assert "完全相同" in dialog._checked.text()
    dialog.agree.click()
    assert is_freed(dialog)


def test_a_draw_that_was_tampered_with_is_found_out(desk: Desk, window: QWidget) -> None:
    from dataclasses import replace

    draw = make_draw(desk)
    others = tuple(target for target in draw.pool if target not in draw.drawn)
    dialog = DrawnDialog(replace(draw, drawn=others[:5]), "2011年1月25日", "", window)
    dialog.open()
    dialog.check()
    assert "改动过" in dialog._checked.text()
    dialog.close()


def test_a_talk_is_kept_with_whom_and_by_whom(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    round_ = desk.workspace.round()
    dialog = InterviewDialog(desk, round_, desk.workspace.root_id, None, window)
    dialog.open()
    dialog.agree.click()
    assert dialog.isVisible()
    branch = desk.workspace.directory(desk.workspace.today()).tree[branch_of(desk)]
    dialog._target.setText(branch.name)
    dialog.agree.click()
    assert "约谈人" in dialog._fault.text()
    dialog._by.setText("周建国，市委组织部副部长")
    dialog._notes[MATTER].box.setPlainText("活动进展慢")
    with qtbot.waitSignal(dialog.told):
        dialog.agree.click()
    (talk,) = desk.gatherings.interviews(round_)
    assert talk.organization_id == branch.id
    assert (talk.by, talk.by_person, talk.matter) == (
        "周建国，市委组织部副部长",
        None,
        "活动进展慢",
    )
    assert is_freed(dialog)


def test_a_talk_is_shown_as_it_was_kept_and_a_term_before_it_is_doubted(
    desk: Desk, window: QWidget
) -> None:
    _, talk = make_talks(desk)
    round_ = desk.workspace.round()
    dialog = InterviewDialog(desk, round_, desk.workspace.root_id, talk, window)
    dialog.open()
    assert dialog.made() == talk
    dialog._until.setText("2011年1月1日")
    dialog.refresh()
    assert [doubt.code for doubt in dialog.doubts()] == ["interview.until"]
    assert "早于" in dialog.fields[UNTIL].note()
    dialog._notes[OUTCOME].box.setPlainText("已整改")
    dialog.agree.click()
    kept = next(each for each in desk.gatherings.interviews(round_) if each.id == talk.id)
    assert kept.outcome == "已整改"


def test_somebody_from_outside_fills_a_whole_list_of_forms(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    round_ = desk.workspace.round()
    found = desk.tasks.shown(round_, branch_of(desk))
    style = NameStyle(desk.workspace.names, Preferences(), [])
    lines = [each for each in task_lines(found, {}, {}, style) if each.state is TaskState.OPEN]
    dialog = MeetingDialog(desk, round_, lines, window)
    dialog.open()
    dialog._reviewer.outside_asked.emit("周建国")
    entering = active_dialog()
    assert isinstance(entering, OutsideDialog)
    assert entering.name.text() == "周建国"
    entering.unit.setText("市委组织部")
    entering.post.setText("副部长")
    with qtbot.waitSignal(dialog.told):
        entering.agree.click()
    assert is_freed(entering)
    dialog.agree.click()
    active_dialog().close()
    tasks = {each.id for each in lines}
    filled = [row for row in desk.tasks.shown(round_, branch_of(desk)).rows if row.task.id in tasks]
    directory = desk.workspace.directory(desk.workspace.today())
    for row in filled:
        assert row.review is not None
        assert [directory.identity(each) for each in row.review.reviewers] == [
            "周建国，市委组织部副部长"
        ]


def test_somebody_without_a_name_is_not_entered(desk: Desk, window: QWidget) -> None:
    dialog = OutsideDialog(desk, "", window)
    dialog.open()
    dialog.agree.click()
    assert dialog._fault.isVisible()
    dialog.name.setText("周建国")
    dialog.agree.click()
    again = OutsideDialog(desk, "周建国", window)
    again.open()
    again.agree.click()
    known = [p for p in desk.workspace.records.persons if p.name == "周建国" and p.outside]
    assert len(known) == 1
