"""Whether texts surely fit a form's cells as printed, told without laying the page out.

The answer errs on one side only: True means that nothing grows, whatever the font; False means
that paper has to measure (app/paper). So only the few long forms cost a layout.
"""

import math

from app.domain.form import Cell, FormSpec, FormValues

_USUAL_LINE = 360
"""Twips, where the file leaves the line height to the font."""


def surely_fits(spec: FormSpec, values: FormValues) -> bool:
    """Tell whether every value stands within the printed height of its cell.

    Each character is taken as full width, and each line as one character short.
    """
    return all(
        _lines_needed(spec, cell, values.get(key, "")) <= _lines_there(spec, cell)
        for key, cell in spec.cell_by_key.items()
    )


def _lines_there(spec: FormSpec, cell: Cell) -> int:
    height = sum(row.height for row in spec.rows[cell.row : cell.row + cell.row_span])
    line = cell.paragraphs[0].style.line or _USUAL_LINE
    return max(1, (height - cell.padding.top - cell.padding.bottom) // line)


def _lines_needed(spec: FormSpec, cell: Cell, text: str) -> int:
    if not text:
        return 0
    style = cell.paragraphs[0].style
    width = sum(spec.widths[cell.column : cell.column + cell.column_span])
    width -= cell.padding.left + cell.padding.right + style.indent_left + style.indent_right
    per_line = max(1, width // (style.half_points * 10) - 1)
    return sum(max(1, math.ceil(len(line) / per_line)) for line in text.split("\n"))
