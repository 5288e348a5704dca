"""From and up to which day a membership counts, as ``on_books`` in the domain says it."""

from app.domain.words import MemberStatus

NO_END = "9"
"""Stands for a day that never comes; as a text it is behind every day."""


def on_books_texts(status: str, since: str | None, until: str | None) -> tuple[str, str]:
    """Return from and up to which day a membership counts, as texts of its row."""
    left_unknown = status != MemberStatus.ACTIVE.value and until is None
    return since or "", "" if left_unknown else until or NO_END


def on_books_sql(row: str) -> tuple[str, str]:
    """Return the same as two expressions over a row of memberships.

    Args:
        row: the row's name in the statement.
    """
    left_unknown = f"{row}.status <> '{MemberStatus.ACTIVE.value}' AND {row}.until IS NULL"
    until = f"coalesce(nullif({row}.until, ''), '{NO_END}')"
    return f"coalesce({row}.since, '')", f"CASE WHEN {left_unknown} THEN '' ELSE {until} END"
