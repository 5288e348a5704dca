"""One check of the official figures and how it came out, and how its sentence is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import checks as say
from app.domain.words import CheckLevel

LISTED = 20
"""So many names at most stand in one sentence; ``coverage_names`` gives them all."""

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

    @property
    def needs_explanation(self) -> bool:
        """Whether it waits for a 说明 (核实)."""
        return not self.ok and self.level is CheckLevel.VERIFY and not self.explanation


def made(name: str, ok: bool, /, **details: object) -> Check:
    """Return a check with its sentence.

    Args:
        name: its entry: the check's number, with a word behind a point where one number says
            several things.
        ok: whether all is well.
        **details: values for the gaps of the sentence.
    """
    entry = say.ENTRIES[name]
    message = (entry.fine if ok else entry.wrong).format(**details)
    return Check(name.partition(".")[0], entry.level, ok, message)


def listed(names: Sequence[str]) -> str:
    """Return names in one line, a long list cut."""
    text = "、".join(names[:LISTED])
    return text + say.AND_SO_ON.format(count=len(names)) if len(names) > LISTED else text
