"""The change log: what was changed in a record, by whom, why."""

from dataclasses import dataclass

from app.domain.plain import to_plain
from app.domain.review import Review


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change log."""

    what: str
    """The kind of record: review, member, organization …"""
    record_id: str
    field: str
    old: str
    new: str
    time: str
    """As the clock said; the order is that of ``sequence``."""
    who: str = ""
    reason: str = ""
    sequence: int = 0
    """Given by the ledger."""


def review_changes(old: Review | None, new: Review) -> tuple[tuple[str, str, str], ...]:
    """Return what differs between two states of a review: field, old text, new text.

    Typed texts stand under their field key, everything else under the record's own name.
    """
    before, after = _texts(old), _texts(new)
    return tuple(
        (name, before.get(name, ""), after.get(name, ""))
        for name in (*after, *(name for name in before if name not in after))
        if before.get(name, "") != after.get(name, "")
    )


def _texts(review: Review | None) -> dict[str, str]:
    if review is None:
        return {}
    head = to_plain(review)
    typed = {key: text for key, text in review.typed.items() if text}
    head["reviewers"] = "、".join(review.reviewers)
    head["target"] = review.target.id
    days = {f"block.{block.id}": block.day.isoformat() for block in review.blocks if block.day}
    named = {name: str(value) for name, value in head.items() if name not in _NESTED and value}
    return {**named, **typed, **days}


_NESTED = ("id", "snapshot", "blocks")
