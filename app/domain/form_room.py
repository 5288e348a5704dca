"""Whether texts surely fit a form's cells as printed, told without laying the page out.

The answer errs on one side only: True means that no row grows, whatever the font, but for the
weight of a line of the grid; False means that paper has to measure (app/paper). So only the few
long forms cost a layout.
"""

import math
import re
import string

from app.domain.form import Cell, FormSpec, FormValues

_USUAL_LINE = 360
"""Twips, where the file leaves the line height to the font."""
_DIGIT_WIDTH, _LATIN_WIDTH = 0.6, 0.9
"""In the font's own size, wider than fonts draw them."""
_GAPS = 0.4
"""What stands around a Latin word or number among Chinese, in the font's own size."""
_WORD = re.compile("[0-9A-Za-z][!-~]*")
_SHORT = 3
"""Characters by which a line may be short: marks that may not begin the next take others along."""


class FormRoom:
    """The room that a form's cells have as printed, ready to be asked many times."""

    def __init__(self, spec: FormSpec) -> None:
        """Measure the cells of a form."""
        self._cells = [
            (key, _line_room(spec, cell), _lines_there(spec, cell))
            for key, cell in spec.cell_by_key.items()
        ]

    def surely_holds(self, values: FormValues) -> bool:
        """Tell whether every value stands within the printed height of its cell.

        Latin letters and digits are taken wider than fonts draw them; where a line breaks, it is
        taken as some characters short, since words are not torn and punctuation may not begin
        the next.
        """
        for key, room, lines in self._cells:
            text = values.get(key, "")
            if _most_lines(text, room) > lines and _lines_needed(text, room) > lines:
                return False
        return True


def _line_room(spec: FormSpec, cell: Cell) -> float:
    """Return how many full-width characters a line takes."""
    style = cell.paragraphs[0].style
    width = sum(spec.widths[cell.column : cell.column + cell.column_span])
    width -= cell.padding.left + cell.padding.right + style.indent_left + style.indent_right
    return width / (style.half_points * 10)


def _lines_there(spec: FormSpec, cell: Cell) -> int:
    height = sum(row.height for row in spec.rows[cell.row : cell.row + cell.row_span])
    line = cell.paragraphs[0].style.line or _USUAL_LINE
    return max(1, (height - cell.padding.top - cell.padding.bottom) // line)


def _most_lines(text: str, room: float) -> int:
    """As if every character were full width; quick, and enough for most texts."""
    if len(text) <= room and "\n" not in text:
        return 1
    per_line = max(1, int(room) - _SHORT)
    return sum(-(-len(line) // per_line) or 1 for line in text.split("\n"))


def _lines_needed(text: str, room: float) -> int:
    return sum(_lines(line, room) for line in text.split("\n"))


def _ems(line: str) -> float:
    """Return the width of a line of text in its own font size."""
    digits = sum(map(string.digits.__contains__, line))
    latin = sum(map(str.isascii, line)) - digits
    return len(line) - (1 - _DIGIT_WIDTH) * digits - (1 - _LATIN_WIDTH) * latin


def _lines(line: str, room: float) -> int:
    """Return how many lines a paragraph takes at most."""
    words = _WORD.findall(line)
    ems = _ems(line) + _GAPS * len(words)
    if ems <= room:
        return 1
    short = 2 + max(map(_ems, words), default=0.0)
    return math.ceil(ems / max(1.0, room - short))
