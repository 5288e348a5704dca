"""The change log: what was changed in a record, by whom, why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from app.domain.plain import to_plain
from app.domain.review import Review

STEP = "step"
"""What the log calls a whole step that was undone or redone; its title is the new text."""
IMPORT = "import"
"""What the log calls a whole import; what it brought is the new text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change log."""

    what: str
    """The kind of record: review, member, organization …"""
    record_id: str
    field: str
    """Empty: the record as a whole."""
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
    return _differences(review_texts(old), review_texts(new))


def record_changes(old: object, new: object) -> tuple[tuple[str, str, str], ...]:
    """Return what differs between two states of a record: field, old text, new text.

    Args:
        old: any frozen dataclass of the structure; fields of one inside it stand under both names.
        new: one of the same class.
    """
    return _differences(record_texts(old), record_texts(new))


def _differences(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, before.get(name, ""), after.get(name, ""))
        for name in (*after, *(name for name in before if name not in after))
        if before.get(name, "") != after.get(name, "")
    )


def review_texts(review: Review | None) -> dict[str, str]:
    """Return what the log would tell of a review: field → text, empty ones left out."""
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
_TOLD_OTHERWISE = ("id", "former")
"""Fields without a line of their own: former places follow from the name and place that changed."""


def record_texts(value: object) -> dict[str, str]:
    """Return what the log would tell of a record of the structure: field → text, without empty."""
    texts: dict[str, str] = {}
    if not is_dataclass(value):
        return texts
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name in _TOLD_OTHERWISE:
            continue
        if field.name == "extra":
            texts.update({f"extra.{column}": text for column, text in inner if text})
        elif is_dataclass(inner) and type(inner).__str__ is object.__str__:
            nested = record_texts(inner)
            texts.update({f"{field.name}.{name}": text for name, text in nested.items()})
        else:
            texts[field.name] = _text(inner)
    return {name: text for name, text in texts.items() if text}


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and any(map(is_dataclass, value)):
        return json.dumps(to_plain(value), ensure_ascii=False)
    if isinstance(value, frozenset):
        return "、".join(sorted(map(str, value)))
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return str(value)
