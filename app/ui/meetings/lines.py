"""Meetings, draws and talks as lines of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.cycle.meetings import MEETING_STATES, Draw, Interview, Meeting, MeetingState
from app.domain.dates import from_day
from app.domain.words import TargetKind
from app.ui.line_model import Line, LineModel, folded, one_line
from app.ui.tones import GREEN, GREY, RED

MEETING_HEADINGS = (
    "会议名称",
    "日期",
    "时间",
    "地点",
    "点评形式",
    "结合活动",
    "实到/应到",
    "登记表",
    "状态",
)
MEETING_WIDTHS = {0: 136, 1: 98, 2: 58, 3: 70, 4: 62, 5: 60, 6: 66, 7: 50, 8: 62}
PRESENT, RECORDS, STATE = 6, 7, 8
DRAW_HEADINGS = ("抽取范围", "类别", "范围内", "抽取", "种子", "日期", "抽中的对象")
DRAW_WIDTHS = {0: 150, 1: 60, 2: 60, 3: 50, 4: 96, 5: 104}
TALK_HEADINGS = ("约谈对象", "约谈人", "日期", "事由", "整改时限", "结果")
TALK_WIDTHS = {0: 110, 1: 150, 2: 104, 3: 180, 4: 104}
DAY, UNTIL = 1, 4
KINDS = {TargetKind.ORGANIZATION: "党组织", TargetKind.MEMBER: "党员"}
STANDINGS = OVER, PENDING, SETTLED = "逾期", "整改中", "有结果"
_LATEST = date.max


@dataclass(frozen=True, slots=True)
class MeetingLine(Line):
    """One meeting."""

    record: Meeting


@dataclass(frozen=True, slots=True)
class DrawLine(Line):
    """One draw."""

    record: Draw


@dataclass(frozen=True, slots=True)
class TalkLine(Line):
    """One talk."""

    record: Interview
    name: str
    """Of the one talked to."""
    standing: str
    """How far it has come, in a word."""


class MeetingModel(LineModel[MeetingLine]):
    """Meetings, those that were held in green."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        numbers = frozenset({PRESENT, RECORDS})
        keys = {DAY: _meeting_day, PRESENT: _present, RECORDS: _records}
        super().__init__(MEETING_HEADINGS, parent, keys=keys, numbers=numbers)

    def colour(self, line: MeetingLine, column: int) -> QColor | None:
        """Return the colour of a state."""
        if column != STATE:
            return None
        return GREEN if line.record.state == MeetingState.HELD else GREY


class DrawModel(LineModel[DrawLine]):
    """Draws."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        keys = {2: _size, 3: _count, 5: _draw_day}
        super().__init__(DRAW_HEADINGS, parent, keys=keys, numbers=frozenset({2, 3}))


class TalkModel(LineModel[TalkLine]):
    """Talks; a day that is over without an outcome is red."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(TALK_HEADINGS, parent, keys={2: _talk_day, UNTIL: _until})

    def colour(self, line: TalkLine, column: int) -> QColor | None:
        """Return the colour of a day that is over."""
        return RED if column == UNTIL and line.standing == OVER else None


def meeting_lines(meetings: Iterable[Meeting]) -> tuple[MeetingLine, ...]:
    """Return meetings as lines, the latest first."""
    made = sorted(meetings, key=lambda each: each.day or _LATEST, reverse=True)
    return tuple(_meeting_line(each) for each in made)


def _meeting_line(record: Meeting) -> MeetingLine:
    state = MEETING_STATES[MeetingState(record.state or MeetingState.PLANNED)]
    cells = (
        record.title,
        day_text(record.day),
        record.time,
        record.place,
        record.mode,
        record.occasion,
        f"{record.present}/{record.expected}" if record.expected else "",
        str(len(record.reviews)),
        state,
    )
    return MeetingLine(record.id, cells, (state, record.mode), folded(" ".join(cells)), record)


def filled_count(lines: Sequence[MeetingLine]) -> Sequence[str]:
    """Return how many forms meetings have filled."""
    return [f"填写登记表 {sum(len(line.record.reviews) for line in lines)} 份"]


def draw_lines(draws: Iterable[Draw]) -> tuple[DrawLine, ...]:
    """Return draws as lines, the latest first."""
    made = sorted(draws, key=lambda each: each.day or _LATEST, reverse=True)
    return tuple(_draw_line(each) for each in made)


def _draw_line(record: Draw) -> DrawLine:
    kind = KINDS[record.pool[0].kind] if record.pool else ""
    cells = (
        record.pool_title,
        kind,
        str(len(record.pool)),
        str(record.count),
        record.seed,
        day_text(record.day),
        "、".join(drawn_names(record)),
    )
    return DrawLine(record.id, cells, (kind,), folded(" ".join(cells)), record)


def drawn_count(lines: Sequence[DrawLine]) -> Sequence[str]:
    """Return how many were drawn."""
    return [f"抽中 {sum(len(line.record.drawn) for line in lines)} 个对象"]


def drawn_names(draw: Draw) -> tuple[str, ...]:
    """Return the names of those drawn, in the order of the draw."""
    names = dict(zip(draw.pool, draw.names, strict=True))
    return tuple(names[target] for target in draw.drawn)


def talk_line(record: Interview, name: str, today: date) -> TalkLine:
    """Return a talk as a line.

    Args:
        record: the talk.
        name: of the one talked to.
        today: for telling what is over.
    """
    standing = SETTLED if record.outcome.strip() else PENDING
    if standing == PENDING and record.until is not None and record.until < today:
        standing = OVER
    cells = (
        name,
        record.by,
        day_text(record.day),
        one_line(record.matter),
        day_text(record.until),
        one_line(record.outcome),
    )
    searched = folded(" ".join((*cells, record.said, record.demands, record.answer)))
    return TalkLine(record.id, cells, (standing,), searched, record, name, standing)


def late_count(lines: Sequence[TalkLine]) -> Sequence[str]:
    """Return of how many talks the term is over."""
    late = sum(line.standing == OVER for line in lines)
    return [f"{OVER} {late} 次"] if late else []


def day_text(day: date | None) -> str:
    """Return a day as people write it; nothing for None."""
    return "" if day is None else from_day(day).for_form


def _meeting_day(line: MeetingLine) -> date:
    return line.record.day or _LATEST


def _present(line: MeetingLine) -> int:
    return line.record.present


def _records(line: MeetingLine) -> int:
    return len(line.record.reviews)


def _size(line: DrawLine) -> int:
    return len(line.record.pool)


def _count(line: DrawLine) -> int:
    return line.record.count


def _draw_day(line: DrawLine) -> date:
    return line.record.day or _LATEST


def _talk_day(line: TalkLine) -> date:
    return line.record.day or _LATEST


def _until(line: TalkLine) -> date:
    return line.record.until or _LATEST
