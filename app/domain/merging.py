"""Decides what becomes of a record that two ledgers have: field by field, from what is known.

A record is told as the change log tells it: field → text, empty ones left out. Where both ledgers
had the same before (the base), whoever changed a field since holds; where both did, a person has
to choose. Records of two copies of one ledger without a base are told apart by the own change log,
but those that both copies made, each for itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.history import Change

Texts = Mapping[str, str]

_FIRST = {
    "organization": "name",
    "person": "name",
    "member": "person_id",
    "appointment": "person_id",
    "oversight": "person_id",
    "review": "round_id",
    "task": "reviewers",
    "cycle_record": "organization_id",
}
"""Kind of record → a field that every record has: the log of it tells of its making."""


FOLLOWING = frozenset({"position", "form_edition", "task_id", "reviewer_kind"})
"""Fields that nobody types: where both sides changed one, theirs holds."""


class Choice(StrEnum):
    """Whose text holds."""

    OURS = "ours"
    THEIRS = "theirs"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Past:
    """What the own change log tells of a field."""

    former: frozenset[str]
    """Every text that it had before."""
    changed: bool
    """Whether it was changed here since the record was made."""


NO_PAST = Past(frozenset(), changed=False)


def choose(ours: str, theirs: str, base: str | None) -> Choice:
    """Return whose text holds.

    Args:
        ours: here.
        theirs: there.
        base: what both had before; None: not known.
    """
    if ours == theirs or theirs == base:
        return Choice.OURS
    if ours == base or (base is None and not ours):
        return Choice.THEIRS
    if base is None and not theirs:
        return Choice.OURS
    return Choice.CONFLICT


def choose_by_past(ours: str, theirs: str, past: Past) -> Choice:
    """Return whose text holds between copies of one ledger, when no base is known."""
    if ours == theirs or theirs in past.former:
        return Choice.OURS
    return Choice.CONFLICT if past.changed else Choice.THEIRS


def _chosen(field: str, choice: Choice) -> Choice:
    return Choice.THEIRS if choice is Choice.CONFLICT and field in FOLLOWING else choice


def choices(ours: Texts, theirs: Texts, base: Texts | None) -> dict[str, Choice]:
    """Return for each field that differs whose text holds."""
    return {
        field: _chosen(
            field,
            choose(
                ours.get(field, ""),
                theirs.get(field, ""),
                None if base is None else base.get(field, ""),
            ),
        )
        for field in differing(ours, theirs)
    }


def choices_by_past(ours: Texts, theirs: Texts, past: Mapping[str, Past]) -> dict[str, Choice]:
    """The same for copies of one ledger, when no base is known."""
    return {
        field: _chosen(
            field,
            choose_by_past(ours.get(field, ""), theirs.get(field, ""), past.get(field, NO_PAST)),
        )
        for field in differing(ours, theirs)
    }


def differing(ours: Texts, theirs: Texts) -> tuple[str, ...]:
    """Return the fields whose texts differ, in the order in which they stand."""
    fields = (*ours, *(field for field in theirs if field not in ours))
    return tuple(each for each in fields if ours.get(each, "") != theirs.get(each, ""))


def past_of(what: str, lines: Iterable[Change]) -> dict[str, Past]:
    """Return what the log of one record tells of its fields.

    Args:
        what: the kind of record.
        lines: its log, oldest first.
    """
    known = list(lines)
    made = _making(what, known)
    former: dict[str, set[str]] = {}
    changed: set[str] = set()
    for line in known:
        former.setdefault(line.field, set()).add(line.old)
        if line.sequence not in made:
            changed.add(line.field)
    return {field: Past(frozenset(texts), field in changed) for field, texts in former.items()}


def _making(what: str, lines: Collection[Change]) -> set[int]:
    """Return the numbers of the lines that tell how the record was made, if the log does."""
    first = next((line for line in lines if line.field == _FIRST.get(what)), None)
    if first is None or first.old:
        return set()
    return {line.sequence for line in lines if not line.old and line.time == first.time}


class Presence(StrEnum):
    """What becomes of a record that stands on one side only."""

    ADD = "add"
    """It is new there."""
    REMOVE = "remove"
    """It was taken away there and not touched here."""
    LEAVE = "leave"
    """As it is here: there, or not."""
    CONFLICT = "conflict"
    """Taken away on one side, changed on the other."""


def only_theirs(theirs: Texts, base: Texts | None) -> Presence:
    """Return what becomes of a record that is there and not here."""
    if base is None:
        return Presence.ADD
    return Presence.CONFLICT if differing(theirs, base) else Presence.LEAVE


def only_ours(ours: Texts, base: Texts | None) -> Presence:
    """Return what becomes of a record that is here and not there."""
    if base is None:
        return Presence.LEAVE
    return Presence.CONFLICT if differing(ours, base) else Presence.REMOVE
