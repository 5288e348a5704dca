"""典型: good practice and examples that somebody marked while reading reviews."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.cycle.record import Record


class CaseKind(StrEnum):
    """What a case is good for in a report."""

    PRACTICE = "practice"
    EXAMPLE = "example"


CASE_KINDS: dict[CaseKind, str] = {
    CaseKind.PRACTICE: "突出做法",
    CaseKind.EXAMPLE: "典型事例",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCase(Record):
    """A practice or an example; ``review_id`` is where it was found, ``target`` whose it is."""

    kind: CaseKind = CaseKind.EXAMPLE
    title: str
    text: str = ""
    reported: bool = True
    """Whether the report to the level above tells of it."""
