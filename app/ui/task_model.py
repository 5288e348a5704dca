"""The tasks of a round as lines: object, organisation, reviewer, form, state, date, rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.dates import from_day
from app.domain.ids import ReviewId, TaskId
from app.domain.words import REVIEW_STATES, ReviewState, TargetKind
from app.ops.open_remarks import NO_REMARKS, OpenRemark
from app.ops.tasks import TASK_STATES, GapRow, ShownTasks, TaskRow, TaskState
from app.ui.line_model import Line, LineModel, folded
from app.ui.name_style import NameStyle
from app.ui.tones import GREEN, GREY, RED

NOBODY, NO_FORM = "（无）", "（无）"
FILLING, FINAL = "填写中", "已定稿"


class Column(IntEnum):
    """The columns, in their order."""

    TARGET = 0
    ORGANIZATION = 1
    REVIEWER = 2
    STATE = 3
    DAY = 4
    FORM = 5
    RULE = 6


HEADINGS = ("点评对象", "所在党组织", "点评人", "状态", "点评时间", "登记表", "依据")
STATES = tuple(TASK_STATES.values())
"""By what the tasks are filtered: 已小结 and 填写中 are among 未点评."""
COLOURS = {
    TaskState.DONE: GREEN,
    TaskState.GAP: RED,
    TaskState.EXEMPT: GREY,
}

SENT_BACK = RED


@dataclass(frozen=True, slots=True)
class TaskLine(Line):
    """One line of the table: a task, or a gap, which has no id."""

    state: TaskState
    review: ReviewId | None
    """The record that answers the task, where there is one."""
    name: str
    """What is reviewed, as stored."""
    place: str
    """By what lines are ordered while no column is chosen, and in the column 点评对象."""
    reviewer: str
    """By what lines are ordered in the column 点评人."""
    hint: str
    """Why the task stands as it does: what was sent back, the reason of 免点评 or 改派, the gap."""
    is_sent_back: bool = False
    """Whether something was sent back of its record and is not settled."""

    @property
    def task(self) -> TaskId | None:
        """The id of the task; None for a gap."""
        return TaskId(self.id) if self.id else None


def task_lines(
    found: ShownTasks,
    rules: Mapping[str, str],
    forms: Mapping[str, str],
    style: NameStyle,
    remarks: Mapping[ReviewId, OpenRemark] = NO_REMARKS,
) -> tuple[TaskLine, ...]:
    """Return the lines of a task list: organisations from the top down, then people by name.

    Args:
        found: tasks and gaps.
        rules: the sentence of each rule.
        forms: the title of each form.
        style: how names are shown and ordered.
        remarks: what was sent back and is not settled.
    """
    sentences: dict[tuple[str, ...], str] = {}
    lines = []
    for row in found.rows:
        words = sentences.get(row.task.rules)
        if words is None:
            words = "；".join(rules.get(rule, rule) for rule in row.task.rules)
            sentences[row.task.rules] = words
        form = forms.get(row.task.form, row.task.form)
        remark = remarks.get(row.review.id) if row.review is not None else None
        lines.append(_task_line(row, words, form, style, remark))
    lines.extend(_gap_line(row, style) for row in found.gaps)
    lines.sort(key=_place)
    return tuple(lines)


def _task_line(
    row: TaskRow, words: str, form: str, style: NameStyle, remark: OpenRemark | None
) -> TaskLine:
    review = row.review
    day = from_day(review.day).for_table if review is not None and review.day else ""
    state = TASK_STATES[row.state]
    shown = state
    if row.state is TaskState.OPEN and review is not None:
        started = review.state is ReviewState.SUMMARIZED
        shown = REVIEW_STATES[ReviewState.SUMMARIZED] if started else FILLING
    if row.state is TaskState.DONE and review is not None and review.locked:
        shown = FINAL
    if remark is not None:
        shown = remark.word
    target = _shown(row.task.target.kind, row.target, style)
    reviewer = row.reviewer if row.task.body else style.all_shown(row.reviewer)
    initials = style.initials(row.target)
    cells = (target, row.organization, reviewer, shown, day, form, words)
    return TaskLine(
        id=row.task.id,
        cells=cells,
        facets=(state, row.reviewer or NOBODY, form),
        searched=folded(
            f"{row.target} {initials} {row.organization} {row.reviewer} {shown} {day} {form}"
        ),
        state=row.state,
        review=review.id if review is not None else None,
        name=row.target,
        place=_name_place(row.task.target.kind, row.target, style),
        reviewer=style.key(row.reviewer) or row.reviewer,
        hint=remark.text if remark else row.task.exempt_reason or row.task.manual_reason,
        is_sent_back=remark is not None,
    )


def _gap_line(row: GapRow, style: NameStyle) -> TaskLine:
    state = TASK_STATES[TaskState.GAP]
    target = _shown(row.gap.target.kind, row.target, style)
    return TaskLine(
        id="",
        cells=(target, row.organization, "", state, "", "", row.reason),
        facets=(state, NOBODY, NO_FORM),
        searched=folded(f"{row.target} {row.organization} {state} {row.reason}"),
        state=TaskState.GAP,
        review=None,
        name=row.target,
        place=_name_place(row.gap.target.kind, row.target, style),
        reviewer="",
        hint=f"{row.target}：{row.reason}",
    )


def _shown(kind: TargetKind, name: str, style: NameStyle) -> str:
    return style.shown(name) if kind is TargetKind.MEMBER else name


def _name_place(kind: TargetKind, name: str, style: NameStyle) -> str:
    """Organisations come first and stay as they were planned; people stand by their names."""
    return f"1{style.key(name)}" if kind is TargetKind.MEMBER else "0"


_place = attrgetter("place")
_by_reviewer = attrgetter("reviewer")


class TaskModel(LineModel[TaskLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(
            HEADINGS, parent, keys={Column.TARGET: _place, Column.REVIEWER: _by_reviewer}
        )

    def colour(self, line: TaskLine, column: int) -> QColor | None:
        """Return the colour of a state."""
        if column != Column.STATE:
            return None
        return SENT_BACK if line.is_sent_back else COLOURS.get(line.state)

    def hint(self, line: TaskLine, column: int) -> str:
        """Return the whole text; of a state why it is so."""
        return (line.hint or line.cells[column]) if column == Column.STATE else line.cells[column]
