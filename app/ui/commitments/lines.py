"""Promises and opinions as lines of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.cycle.commitments import (
    COMMITMENT_STATES,
    TERMS,
    Commitment,
    CommitmentState,
    Term,
)
from app.domain.cycle.opinions import SPEAKER_KINDS, Opinion, SpeakerKind
from app.domain.dates import from_day
from app.ops.commitments import CommitmentRow
from app.ops.opinions import OpinionRow
from app.ui.line_model import Line, LineModel, folded, one_line
from app.ui.tones import AMBER, BLUE, GREEN, GREY, RED

PROMISE_HEADINGS = (
    "承诺人",
    "所在党组织",
    "承诺事项",
    "具体措施",
    "完成时限",
    "状态",
    "完成情况",
    "附件",
)
PROMISE_WIDTHS = {0: 76, 1: 100, 2: 190, 3: 96, 4: 78, 5: 88, 6: 200, 7: 46}
UNTIL, STATE, PROGRESS, FILES = range(4, 8)
OPINION_HEADINGS = ("对谁", "所在党组织", "意见建议", "提出人", "方式", "人数", "场合", "时间")
OPINION_WIDTHS = {0: 84, 1: 110, 2: 220, 3: 84, 4: 70, 5: 46, 6: 80}
COUNT, DAY = 5, 7
OVERDUE = TERMS[Term.OVERDUE]
NOT_TOLD = "不署名"
_LATEST = date.max
_COLOURS = {
    CommitmentState.KEPT: GREEN,
    CommitmentState.UNDER_WAY: BLUE,
    CommitmentState.NOT_KEPT: RED,
    CommitmentState.OPEN: GREY,
}
_TERM_COLOURS = {Term.OVERDUE: RED, Term.SOON: AMBER}


@dataclass(frozen=True, slots=True)
class PromiseLine(Line):
    """One promise."""

    row: CommitmentRow

    @property
    def record(self) -> Commitment:
        """The promise itself."""
        return self.row.record


@dataclass(frozen=True, slots=True)
class OpinionLine(Line):
    """One opinion."""

    row: OpinionRow

    @property
    def record(self) -> Opinion:
        """The opinion itself."""
        return self.row.record


class PromiseModel(LineModel[PromiseLine]):
    """States have colours; what is overdue is red."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        keys = {UNTIL: _until, FILES: _files}
        super().__init__(PROMISE_HEADINGS, parent, keys=keys)

    def colour(self, line: PromiseLine, column: int) -> QColor | None:
        """Return the colour of a state, and of a day that is over."""
        if column == STATE:
            late = _TERM_COLOURS[Term.OVERDUE] if line.row.is_overdue else None
            return late or _COLOURS[line.record.standing]
        return _TERM_COLOURS.get(line.row.term) if column == UNTIL else None


class OpinionModel(LineModel[OpinionLine]):
    """Days and counts are sorted as such."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        keys = {DAY: _day, COUNT: _count}
        super().__init__(OPINION_HEADINGS, parent, keys=keys, numbers=frozenset({COUNT}))


def promise_lines(rows: Iterable[CommitmentRow]) -> Sequence[PromiseLine]:
    """Return promises as lines."""
    return [_promise(row) for row in rows]


def _promise(row: CommitmentRow) -> PromiseLine:
    record = row.record
    state = COMMITMENT_STATES[record.standing]
    files = f"{len(record.attachments)} 个" if record.attachments else ""
    cells = (
        row.name,
        row.organization,
        one_line(record.matter),
        one_line(record.measure),
        day_text(record.until),
        f"{state}，{OVERDUE}" if row.is_overdue else state,
        one_line(record.progress),
        files,
    )
    return PromiseLine(record.id, cells, (state, TERMS[row.term]), folded(" ".join(cells)), row)


def standings(lines: Sequence[PromiseLine]) -> Sequence[str]:
    """Return how far promises are kept, and how many are late or nearly so."""
    states = [line.record.standing for line in lines]
    terms = [line.row.term for line in lines]
    found = [f"{COMMITMENT_STATES[s]} {states.count(s)}" for s in CommitmentState if s in states]
    return found + [f"{TERMS[t]} {terms.count(t)}" for t in (Term.OVERDUE, Term.SOON) if t in terms]


def opinion_lines(rows: Iterable[OpinionRow]) -> Sequence[OpinionLine]:
    """Return opinions as lines."""
    return [_opinion(row) for row in rows]


def _opinion(row: OpinionRow) -> OpinionLine:
    record = row.record
    kind = SPEAKER_KINDS[record.speaker_kind]
    speaker = NOT_TOLD if record.speaker_kind is SpeakerKind.COUNTED else record.speaker
    cells = (
        row.name,
        row.organization,
        one_line(record.text),
        speaker,
        kind,
        str(record.count),
        record.occasion,
        day_text(record.day),
    )
    facets = (kind, record.occasion)
    return OpinionLine(record.id, cells, facets, folded(" ".join(cells)), row)


def heads(lines: Sequence[OpinionLine]) -> Sequence[str]:
    """Return how many people said something."""
    return [f"{sum(line.record.count for line in lines)} 人次"]


def day_text(day: date | None) -> str:
    """Return a day as tables have it; nothing for None."""
    return "" if day is None else from_day(day).for_table


def _until(line: PromiseLine) -> date:
    return line.record.until or _LATEST


def _files(line: PromiseLine) -> int:
    return len(line.record.attachments)


def _day(line: OpinionLine) -> date:
    return line.record.day or _LATEST


def _count(line: OpinionLine) -> int:
    return line.record.count
