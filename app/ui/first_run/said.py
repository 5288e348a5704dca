"""What is said of the rows that were entered."""

from app.domain.proposal import SheetKind
from app.ops.first_run import Outcome

_LISTS = {SheetKind.ORGANIZATIONS: "党组织名单", SheetKind.MEMBERS: "党员名单"}
_MOST = 4


def said_of(outcome: Outcome, *, questions: bool) -> list[str]:
    """Return one sentence, with the name of its list, for every row that was not taken in.

    Args:
        outcome: what became of the lists.
        questions: those that wait for an answer; else those that were rejected.
    """
    return [
        f"{_LISTS.get(sheet.table.kind, '')}{told.message}"
        for proposal in outcome.proposals
        for sheet in proposal.sheets
        for told in (sheet.questions if questions else sheet.rejected)
    ]


def first_of(said: list[str]) -> list[str]:
    """Return as many as there is room for, and how many more there are."""
    more = [f"……另有 {len(said) - _MOST} 处。"] if len(said) > _MOST else []
    return said[:_MOST] + more
