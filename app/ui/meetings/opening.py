"""Opens the dialog 会议 with the tasks of a unit ready to be ticked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.cycle.meetings import Meeting
from app.domain.ids import OrganizationId, TaskId
from app.ui.meetings.gathering_dialog import GatheringDialog
from app.ui.meetings.tick_table import tick_lines
from app.ui.settings import Settings
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.line_model import Line


def meeting_dialog(
    desk: "Desk",
    settings: Settings,
    round_: "Round",
    meeting: Meeting,
    parent: QWidget | None,
    *,
    ticked: Iterable[TaskId] = (),
    is_new: bool = False,
) -> GatheringDialog:
    """Return the dialog of a meeting, with the tasks of its unit; it is still to be opened.

    Args:
        desk: the ledger.
        settings: where the tables remember their columns.
        round_: the round that it belongs to.
        meeting: what is shown first.
        parent: the window it belongs to.
        ticked: the tasks that are ticked at first.
        is_new: whether it is not in the ledger yet.
    """
    own = frozenset(meeting.tasks)
    forms = {form.id: form.short_title for form in desk.workspace.scheme.forms}

    def work(progress: "Progress") -> "Sequence[Line]":
        progress(0, 0)
        rows = desk.tasks.shown(round_, meeting.organization_id).rows
        return tick_lines(rows, forms, own)

    lines = wait_for(parent, "正在读取点评任务…", work)
    return GatheringDialog(
        desk, settings, meeting, round_, lines, parent, ticked=ticked, is_new=is_new
    )


def meeting_about(
    desk: "Desk",
    settings: Settings,
    round_: "Round",
    unit: OrganizationId,
    tasks: Sequence[TaskId],
    parent: QWidget | None,
    *,
    mode: str = "",
) -> GatheringDialog:
    """Return the dialog of a new meeting that reviews these tasks; it is still to be opened.

    Args:
        desk: the ledger.
        settings: where the tables remember their columns.
        round_: the round.
        unit: where the tasks were chosen; the meeting is of the nearest organisation below it
            that holds them all.
        tasks: the tasks that are ticked.
        parent: the window it belongs to.
        mode: 点评形式; empty: still to be chosen.
    """
    ops = desk.gatherings
    new = ops.new_meeting(round_, ops.common_unit(tasks, unit))
    return meeting_dialog(
        desk, settings, round_, replace(new, mode=mode), parent, ticked=tasks, is_new=True
    )
