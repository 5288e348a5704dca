"""What each known field of a form takes: one row for each key."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.form import FieldKind

TALL = 1000
"""Twips: a cell at least this tall holds running text, whatever its key."""


@dataclass(frozen=True, slots=True)
class KnownField:
    """What a key alone tells about its field."""

    kind: FieldKind
    options: tuple[str, ...] = ()


LINE, TEXT = KnownField(FieldKind.LINE), KnownField(FieldKind.TEXT)
DATE, PERSON = KnownField(FieldKind.DATE), KnownField(FieldKind.PERSON)
NUMBER, CHOICE = KnownField(FieldKind.NUMBER), KnownField(FieldKind.CHOICE)

KNOWN_FIELDS: Mapping[str, KnownField] = {
    "organization.name": LINE,
    "organization.secretary": LINE,
    "organization.member_count": NUMBER,
    "organization.party": PERSON,
    "round.name": LINE,
    "reviewer.identity": PERSON,
    "review.date": DATE,
    "review.place": LINE,
    "review.mode": CHOICE,
    "target.summary": TEXT,
    "target.commitments": TEXT,
    "review.evaluation": TEXT,
    "review.achievements": TEXT,
    "review.problems": TEXT,
    "review.suggestions": TEXT,
    "opinions": TEXT,
    "rectification.summary": TEXT,
    "member.name": LINE,
    "member.sex": KnownField(FieldKind.CHOICE, ("男", "女")),
    "member.birth": DATE,
    "member.joined": DATE,
    "member.post": LINE,
    "member.organization": LINE,
}


def known_field(key: str, height: int) -> KnownField:
    """Return what a field takes.

    Args:
        key: the field's key; ``item.N`` are the content items.
        height: the least height of its cell in twips, which decides for keys nobody has seen.
    """
    known = KNOWN_FIELDS.get(key)
    if known is not None:
        return known
    return TEXT if key.startswith("item.") or height >= TALL else LINE
