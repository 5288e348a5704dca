"""公开承诺: what an organisation or a member has promised, and how far it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.cycle.record import Record
from app.domain.official_document import written_day


class CommitmentState(StrEnum):
    """How far a promise is kept."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


COMMITMENT_STATES: dict[CommitmentState, str] = {
    CommitmentState.OPEN: "未开始",
    CommitmentState.UNDER_WAY: "进行中",
    CommitmentState.KEPT: "已兑现",
    CommitmentState.NOT_KEPT: "未兑现",
}
SOON_DAYS = 30
"""A promise that is to be kept within so many days is due soon."""
_ENDED = frozenset({CommitmentState.KEPT, CommitmentState.NOT_KEPT})


class Term(StrEnum):
    """How a promise stands to its last day."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NONE = "none"
    ENDED = "ended"


TERMS: dict[Term, str] = {
    Term.OVERDUE: "逾期",
    Term.SOON: f"{SOON_DAYS}天内到期",
    Term.LATER: "未到期",
    Term.NONE: "没有时限",
    Term.ENDED: "已有结果",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Record):
    """One promise; ``target`` made it, ``until`` is when it is to be kept."""

    matter: str
    """承诺事项."""
    measure: str = ""
    """具体措施."""
    progress: str = ""
    """How far it is kept, in words (完成情况)."""
    comment: str = ""
    """What the reviewer says of this one, where promises are reviewed one by one."""

    @property
    def standing(self) -> CommitmentState:
        """How far the promise is kept."""
        return CommitmentState(self.state or CommitmentState.OPEN)

    def term(self, day: date) -> Term:
        """Return how it stands to its last day on a day."""
        if self.standing in _ENDED:
            return Term.ENDED
        if self.until is None:
            return Term.NONE
        if self.until < day:
            return Term.OVERDUE
        return Term.SOON if self.until <= day + timedelta(days=SOON_DAYS) else Term.LATER

    def is_overdue(self, day: date) -> bool:
        """Tell whether it should have been kept before a day and nobody has said what became."""
        return self.term(day) is Term.OVERDUE


def commitments_text(commitments: Iterable[Commitment]) -> str:
    """Return 承诺事项及完成情况 as forms have it: one numbered line for each promise.

    What the reviewer said of a promise stands behind it.
    """
    found = list(commitments)
    lines = (f"{_matter(each)}。{_outcome(each)}。{_comment(each)}" for each in found)
    if len(found) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _matter(commitment: Commitment) -> str:
    return _bare(commitment.matter)


def _outcome(commitment: Commitment) -> str:
    word = COMMITMENT_STATES[commitment.standing]
    told = [_bare(commitment.progress)] if commitment.progress.strip() else []
    if not told and commitment.standing not in _ENDED and commitment.until:
        told = [f"{written_day(commitment.until)}前完成"]
    return "，".join([word, *told])


def _comment(commitment: Commitment) -> str:
    said = _bare(commitment.comment)
    return f"点评：{said}。" if said else ""


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip("。；;.")
