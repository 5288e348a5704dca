"""One check of the official figures and how it came out, and how its sentence is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from app.domain.errors import checks as say
from app.domain.words import CheckLevel

LISTED = 20
"""So many names at most stand in one sentence; ``coverage_names`` gives them all."""

_ORDER = tuple(CheckLevel)

CHECKS = tuple(sorted({entry.partition(".")[0] for entry in say.ENTRIES}))
"""The numbers of the checks there are."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check and how it came out."""

    id: str
    level: CheckLevel
    ok: bool
    message: str
    explanation: str = ""
    """The written 说明 of the unit for this check; empty: there is none."""
    behind: str = ""
    """Stands for all the names where the sentence has only the first; it is never sent."""

    @property
    def needs_explanation(self) -> bool:
        """Whether it waits for a 说明 (核实)."""
        return not self.ok and self.level is CheckLevel.VERIFY and not self.explanation


def items(checks: Iterable[Check]) -> tuple[tuple[Check, ...], ...]:
    """Return what is not fine, the most serious first: what one 说明 answers is one item.

    Args:
        checks: every check; those of one number and level are one item, whatever they say.
    """
    found: dict[tuple[int, str], list[Check]] = {}
    for check in checks:
        if not check.ok:
            found.setdefault((_ORDER.index(check.level), check.id), []).append(check)
    order = sorted(found, key=_level)  # within a level in the order of the checks
    return tuple(tuple(found[each]) for each in order)


def _level(item: tuple[int, str]) -> int:
    return item[0]


def sentences(checks: Iterable[Check], check_id: str) -> tuple[str, ...]:
    """Return what a check says is not fine; what names others is another sentence."""
    return tuple(
        f"{check.message}#{check.behind}" if check.behind else check.message
        for check in checks
        if check.id == check_id and not check.ok
    )


def explained(checks: Iterable[Check], written: Mapping[str, str]) -> tuple[Check, ...]:
    """Return checks with their 说明, as far as there are such and they are not fine.

    Args:
        checks: every check.
        written: check → its 说明.
    """
    return tuple(
        check if check.ok else replace(check, explanation=written.get(check.id, ""))
        for check in checks
    )


def made(name: str, ok: bool, /, *, behind: Sequence[str] = (), **details: object) -> Check:
    """Return a check with its sentence.

    Args:
        name: its entry: the check's number, with a word behind a point where one number says
            several things.
        ok: whether all is well.
        behind: every name that the sentence is about, where it may be a cut list.
        **details: values for the gaps of the sentence.
    """
    entry = say.ENTRIES[name]
    message = (entry.fine if ok else entry.wrong).format(**details)
    digest = sha256("\n".join(behind).encode()).hexdigest() if len(behind) > LISTED else ""
    return Check(name.partition(".")[0], entry.level, ok, message, behind=digest)


def listed(names: Sequence[str]) -> str:
    """Return names in one line, a long list cut."""
    text = "、".join(names[:LISTED])
    return text + say.AND_SO_ON.format(count=len(names)) if len(names) > LISTED else text
