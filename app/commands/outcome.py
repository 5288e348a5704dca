"""What a command gives back: an object for machines, lines for people, an exit code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DONE = 0
ATTENTION = 1
REFUSED = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a command that was carried out."""

    data: Mapping[str, object]
    lines: Sequence[str] = ()
    attention: bool = False
    """True: done, but the output names something that needs a look."""

    @property
    def code(self) -> int:
        """0 done, 1 done but something needs attention."""
        return ATTENTION if self.attention else DONE
