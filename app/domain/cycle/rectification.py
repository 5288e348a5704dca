"""整改: problems that a review names, what is done about each, and the 书面回复 to the leader."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.cycle.record import Record
from app.domain.ids import PersonId, RecordId

SOON_DAYS = 7
"""So many days before its day a rectification is due soon."""

_NUMBERED = re.compile(
    r"\s*(?:"
    r"(?:^|(?<=[。；;：:\n\s]))(?:[0-9]{1,2}\s*[、.．)）](?![0-9])|[一二三四五六七八九十]{1,2}(?:\s*、|是))"
    r"|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[①-⑳]"
    r")\s*"
)
"""A number in front of a point; one in brackets or in a circle needs nothing before it."""
_ENDS = " \n\t。；;，,"


class RectificationState(StrEnum):
    """How far a rectification has come."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    CHECKED = "checked"


RECTIFICATION_STATES: dict[RectificationState, str] = {
    RectificationState.OPEN: "待整改",
    RectificationState.UNDER_WAY: "整改中",
    RectificationState.DONE: "已整改",
    RectificationState.CHECKED: "已销号",
}
FINISHED_RECTIFICATIONS = frozenset({RectificationState.DONE, RectificationState.CHECKED})


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done on a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification(Record):
    """One problem; ``review_id`` named it, ``target`` is to mend it, ``until`` is its day."""

    problem: str
    number: int = 1
    """Its place among the problems of the review."""
    measure: str = ""
    responsible: str = ""
    responsible_person: PersonId | None = None
    progress: tuple[Progress, ...] = ()
    result: str = ""
    """What has come of it."""
    checked_by: str = ""
    checked_on: date | None = None
    carried_from: RecordId | None = None
    """The rectification of an earlier round that was not finished."""

    @property
    def standing(self) -> RectificationState:
        """How far it has come."""
        return RectificationState(self.state or RectificationState.OPEN)

    @property
    def is_finished(self) -> bool:
        """Whether it was mended, checked or not."""
        return self.standing in FINISHED_RECTIFICATIONS

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has gone by."""
        return not self.is_finished and self.until is not None and self.until < today

    def is_due_soon(self, today: date) -> bool:
        """Tell whether its day is near."""
        if self.is_finished or self.until is None:
            return False
        return today <= self.until <= today + timedelta(days=SOON_DAYS)


class ReplyState(StrEnum):
    """How far a written reply has come."""

    DRAFT = "draft"
    DELIVERED = "delivered"
    VERIFIED = "verified"


REPLY_STATES: dict[ReplyState, str] = {
    ReplyState.DRAFT: "草稿",
    ReplyState.DELIVERED: "已送达",
    ReplyState.VERIFIED: "领导已核实",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Record):
    """书面回复 to the leader of a review; ``day`` is when it was delivered."""

    to: str
    """The leader, with his post."""
    text: str = ""
    """What is said besides the list of what was mended; empty: the usual words."""
    delivered_by: str = ""
    """How: 当面送交, 机要, 邮寄 …"""
    verification: str = ""
    """What the leader found (核实意见)."""
    verified_on: date | None = None
    evaluation: str = ""
    """年底落实评价."""
    evaluated_on: date | None = None


def rectified_text(items: Sequence[Rectification]) -> str:
    """Return how problems were mended, as forms tell it: one numbered line each."""
    return "\n".join(f"{number}．{_rectified(each)}" for number, each in enumerate(items, 1))


def _rectified(item: Rectification) -> str:
    said = item.result or (item.progress[-1].text if item.progress else "") or item.measure
    parts = [_bare(item.problem), _bare(said), RECTIFICATION_STATES[item.standing]]
    return "。".join(part for part in parts if part) + "。"


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(_ENDS)


def numbered_points(text: str) -> tuple[str, ...]:
    """Return the problems that a text names: its numbered points, or its sentences.

    Points are numbered as people do: 1. 1、 （一） 一、 一是 ①. Without numbers each line is one;
    a single line is one problem, whatever its length. Words before the first number are left
    out where they only lead in (end with a colon), else they are a point of their own.
    """
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2 and not (marks and not text[: marks[0].start()].strip()):
        return tuple(filter(None, (line.strip(_ENDS) for line in text.splitlines())))
    lead = text[: marks[0].start()].strip()
    points = [] if not lead or lead.endswith(("：", ":")) else [lead.strip(_ENDS)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    points += [
        " ".join(text[mark.end() : end].split()).strip(_ENDS)
        for mark, end in zip(marks, ends, strict=True)
    ]
    return tuple(filter(None, points))
