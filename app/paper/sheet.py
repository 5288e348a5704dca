"""What a laid-out form is made of: pages, placed cells, placed text. All lengths are twips."""

from dataclasses import dataclass, field

from app.domain.form import Cell, FormSpec
from app.paper.text import Line


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Weights:
    """How heavy the lines around a cell are."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines with the place of their text's upper left corner."""

    x: float
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or that part of it that stands on one page."""

    cell: Cell
    rect: Rect
    """Between the middles of the lines around it."""
    text: PlacedText
    weights: Weights


@dataclass
class SheetPage:
    """What stands on one page."""

    cells: list[PlacedCell] = field(default_factory=list)
    texts: list[PlacedText] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """A form on its pages."""

    spec: FormSpec
    pages: tuple[SheetPage, ...]
    form_pages: int
    """Pages without the 附页."""
    bottom: float
    """Where the form ends on its last page."""
