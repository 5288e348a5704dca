"""How text is set in one cell, scaled from twips to the pixels of the sheet."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from app.domain.form import Cell, Padding, TextStyle, VerticalAlign
from app.ui.paper_form.paper_room import screen_font


@dataclass(frozen=True, slots=True)
class CellSetting:
    """Style, padding and vertical alignment of a cell."""

    style: TextStyle
    padding: Padding
    vertical: VerticalAlign

    @classmethod
    def of(cls, cell: Cell) -> "CellSetting":
        """Return the setting of a cell that takes a field."""
        return cls(cell.paragraphs[0].style, cell.padding, cell.vertical)

    def font(self, pixels_per_twip: float) -> QFont:
        """Return the font for a sheet of this scale."""
        return screen_font(self.style, pixels_per_twip)
