"""What a raw walk finds in one sheet of a file, beside what the reader makes of its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault

_NAMED = 5
"""How many cells or rows a warning names."""


@dataclass(slots=True)
class SheetWalk:
    """What stands in one sheet: counted raw, so that nothing is lost in silence."""

    filled: int | None = None
    """Cells with content; None where that was not counted."""
    doubtful: bool = False
    """Whether formulas may stand without their values."""
    part: str = ""
    box_signs: int = 0
    margin_signs: int = 0
    comments: int = 0
    pictures: int = 0
    hidden_columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def warnings(self, sheet: str) -> Iterator[Fault]:
        """Say what was not read, or read though a person does not see it.

        Args:
            sheet: its name.
        """
        for code, places in (
            ("sheet.unread_cells", self.unread),
            ("sheet.no_values", self.unvalued),
            ("sheet.error_values", self.errors),
            ("sheet.hidden_rows", self.hidden_rows),
        ):
            if places:
                yield fault(code, sheet=sheet, count=len(places), cells=_some(places))
        for code, count in (
            ("sheet.hidden_columns", self.hidden_columns),
            ("sheet.unread_boxes", self.box_signs),
            ("sheet.unread_comments", self.comments),
            ("sheet.unread_pictures", self.pictures),
            ("sheet.unread_margins", self.margin_signs),
        ):
            if count:
                yield fault(code, sheet=sheet, count=count)


def _some(places: Sequence[object]) -> str:
    named = "、".join(str(place) for place in places[:_NAMED])
    return f"{named} 等" if len(places) > _NAMED else named


def column_letters(index: int) -> str:
    """Return the letters of a column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def visible(text: str) -> int:
    """Return how many characters of a text can be seen."""
    return sum(1 for sign in text if not sign.isspace())
