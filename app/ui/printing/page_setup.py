"""How a user's printer is used: remembered from one time to the next."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from app.ui.settings import Settings

KEY = "printing"
MOST_COPIES = 99
MOST_SHIFT = 20.0
"""Millimetres by which pages can be moved."""


class Sides(StrEnum):
    """On which sides of the paper is printed."""

    ONE = "one"
    LONG = "long"
    SHORT = "short"


SIDES: dict[Sides, str] = {
    Sides.ONE: "单面",
    Sides.LONG: "双面（长边翻转）",
    Sides.SHORT: "双面（短边翻转）",
}


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What was chosen in 页面设置."""

    printer: str = ""
    """The printer's name; empty: the system's own choice."""
    copies: int = 1
    sides: Sides = Sides.ONE
    right: float = 0.0
    """Millimetres by which everything is moved to the right, for a printer that feeds askew."""
    down: float = 0.0
    """Millimetres by which everything is moved down."""

    @classmethod
    def read(cls, settings: "Settings") -> Self:
        """Return what was chosen last; what makes no sense counts as not chosen."""
        stored = settings.get(KEY)
        found: dict[str, Any] = {}
        for field in fields(cls):
            value = stored.get(field.name) if isinstance(stored, dict) else None
            if field.name == "sides":
                found.update(sides=Sides(str(value)) if value in [*Sides] else Sides.ONE)
            elif type(value) is type(field.default):
                found[field.name] = value
        setup = cls(**found)
        inside = abs(setup.right) <= MOST_SHIFT and abs(setup.down) <= MOST_SHIFT
        return setup if 1 <= setup.copies <= MOST_COPIES and inside else cls()

    def keep(self, settings: "Settings") -> None:
        """Remember it."""
        settings.set(KEY, asdict(self))
