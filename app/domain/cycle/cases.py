"""典型: good practice and examples that somebody marked while reading reviews."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.cycle.record import Record
from app.domain.ids import RecordId


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
    place: int = 0
    """Where it stands among the others; 0: behind those that were put in order."""


def in_order(cases: Iterable[ModelCase]) -> tuple[ModelCase, ...]:
    """Return cases as the report tells them: those put in order first, the others as they came."""
    return tuple(sorted(cases, key=lambda case: (case.place == 0, case.place)))


def moved(cases: Sequence[ModelCase], wanted: Sequence[RecordId]) -> tuple[ModelCase, ...]:
    """Return the cases that stand elsewhere once some of them are put in another order.

    Args:
        cases: all of a round, in their order.
        wanted: some of them, as they are to follow one another; they share the places that they
            have now, so that the others stay where they are.
    """
    by_id = {case.id: case for case in cases}
    order = iter([by_id[each] for each in wanted])
    chosen = set(wanted)
    arranged = [next(order) if case.id in chosen else case for case in cases]
    placed = [(case, replace(case, place=number)) for number, case in enumerate(arranged, 1)]
    return tuple(after for before, after in placed if before != after)
