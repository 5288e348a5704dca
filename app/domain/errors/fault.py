"""The shape of a fault and the exception that carries it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue: a sentence and a remedy, both with ``{named}`` gaps."""

    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, where, and what the user can do about it."""

    code: str
    message: str
    place: str = ""
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the fault as it stands in JSON (commands.md)."""
        return {
            "code": self.code,
            "message": self.message,
            "place": self.place,
            "remedy": self.remedy,
        }


class Refusal(Exception):
    """Something was refused and nothing was changed; carries every fault found."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(
            "；".join(f"{f.place}：{f.message}" if f.place else f.message for f in faults)
        )

    @property
    def fault(self) -> Fault:
        """The first fault; where there are several, it stands for all of them."""
        return self.faults[0]


def refuse_all(faults: Iterable[Fault]) -> None:
    """Raise one Refusal that carries all the faults, or do nothing where there are none."""
    found = tuple(faults)
    if found:
        raise Refusal(*found)
