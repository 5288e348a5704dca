"""Sheets that people bring: .xlsx .xls .et .ods by content, .csv and .txt by their encoding."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors.fault import Refusal
from app.intake import sheet_parser
from app.intake.sheet_parser import PlainCell
from app.sandbox import run

_LOST_DIGITS = 10**15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as plain cells."""

    name: str
    rows: Sequence[Sequence[PlainCell]]
    first_row: int = 1
    """The number that a person sees beside the first of the rows."""


def read_sheets(path: Path) -> list[Sheet]:
    """Read every visible sheet of a file in a child process.

    Raises:
        Refusal: ``file.*`` or ``sheet.*``, its place the file.
    """
    full = str(path.resolve())
    try:
        found = run(sheet_parser.parse, full, place=full)
    except Refusal as broken:
        if broken.fault.code in ("file.parser_failed", "file.parser_timeout"):
            _explain(full, broken)
        raise
    return [Sheet(name, rows, first_row) for name, first_row, rows in found]


def _explain(full: str, broken: Refusal) -> None:
    """Raise the better reason why a file broke its parser, where one can be found."""
    try:
        run(sheet_parser.examine, full, place=full)
    except Refusal as better:
        if better.fault.code.startswith("sheet."):
            raise better from broken


def cell_text(cell: PlainCell) -> str:
    """Return a cell as the text that a person would have typed.

    Numbers too long to be exact keep their exponent (3.7e+17), so that an ID number that has
    lost its last digits is recognised.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return str(cell) if abs(cell) < _LOST_DIGITS else repr(float(cell))
    if isinstance(cell, float):
        return repr(cell)
    return str(cell)
