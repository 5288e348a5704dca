"""Sheets that people bring: .xlsx .xls .et .ods by content, .csv and .txt by their encoding."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors.fault import Fault, Refusal
from app.intake import sheet_parser
from app.intake.grid import Grid, PlainCell, cell_text
from app.sandbox import CPU_SECONDS, WALL_SECONDS, run

__all__ = ["PlainCell", "Sheet", "cell_text", "read_sheets"]

_BYTES_PER_SECOND = 2 << 20
"""Beyond a small file, so much more of it is given a second more."""

_WAITING = WALL_SECONDS / CPU_SECONDS


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as plain cells."""

    name: str
    rows: Sequence[Sequence[PlainCell]]
    """A ``Grid`` where it was read from a file: it gives whole columns as texts cheaply."""
    first_row: int = 1
    """The number that a person sees beside the first of the rows."""
    warnings: tuple[Fault, ...] = ()
    """What was in the sheet, but not read; the first sheet also says it of the whole file."""


def read_sheets(path: Path) -> list[Sheet]:
    """Read every visible sheet of a file in a child process.

    Raises:
        Refusal: ``file.*`` or ``sheet.*``, its place the file.
    """
    full = os.path.realpath(path)
    cpu_s = CPU_SECONDS + _size(path) // _BYTES_PER_SECOND
    try:
        found = run(sheet_parser.parse, full, place=full, cpu_s=cpu_s, wall_s=cpu_s * _WAITING)
    except Refusal as broken:
        if broken.fault.code in ("file.parser_failed", "file.parser_timeout"):
            _explain(full, broken)
        raise
    return [
        Sheet(
            name,
            Grid(blocks),
            first_row,
            tuple(Fault(**{**each, "place": full}) for each in warnings),
        )
        for name, first_row, blocks, warnings in found
    ]


def _size(path: Path) -> int:
    try:
        return min(path.stat().st_size, sheet_parser.MAX_BYTES)
    except OSError:
        return 0


def _explain(full: str, broken: Refusal) -> None:
    """Raise the better reason why a file broke its parser, where one can be found."""
    try:
        run(sheet_parser.examine, full, place=full)
    except Refusal as better:
        if better.fault.code.startswith("sheet."):
            raise better from broken
