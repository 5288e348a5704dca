"""Reads a filled 统计表 back: the figures of a unit that sends nothing else (official layout).

The table is found by its title wherever it stands on a sheet; every label must agree with the
ledger's own template, so that no figure is taken from a table that only looks alike.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.domain.dates import parse_day
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal, refuse_all
from app.domain.table import TableCell, TableSpec
from app.intake.grid import PlainCell, cell_text
from app.intake.sheet_walk import column_letters
from app.intake.sheets import Sheet, read_sheets

_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]+")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]$")
_PARTIAL = "不完整"
_BLANK_DAY = "年月日_-./"
"""What a date has beside its numbers: blank lines of a printed form."""
_UNVALUED = "sheet.no_values"
_CUT = "等"
_MOST_ROWS, _MOST_COLUMNS = 500, 100
"""No template is larger (``table_reader``)."""
_LARGEST = 2_000_000_000
"""More of anything there is not; what is larger was typed wrongly."""


@dataclass(frozen=True, slots=True)
class FiguresSheet:
    """What stands in a filled 统计表."""

    values: Mapping[str, int]
    """Measure → number."""
    unit: str
    """The name behind 填报单位, as written; empty: none."""
    day: date | None
    """The day behind 填报时间; None: nothing is written there."""
    is_partial: bool = False
    """Whether the unit itself marked its figures as not complete."""
    sheet: str = field(default="", compare=False)
    """The name of the sheet that it stands on."""
    row: int = field(default=0, compare=False)
    """The row of its title there."""
    warnings: tuple[Fault, ...] = field(default=(), compare=False)
    """What was in that sheet, but not read, and what is said of the whole file."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The table on one sheet: how far it stands from where the template has it."""

    sheet: Sheet
    down: int
    right: int

    def at(self, cell: TableCell) -> PlainCell:
        return _at(self.sheet, cell.row + self.down, cell.column + self.right)

    def reference(self, cell: TableCell) -> str:
        """Return the cell as a person sees it: its row there, its column by the template."""
        row = cell.row + self.down + self.sheet.first_row
        return f"{column_letters(cell.column)}{row}"


def read_figures(
    path: Path, spec: TableSpec, titles: Mapping[str, str], unit: str = ""
) -> FiguresSheet:
    """Read a filled table of the official layout: .xlsx, .xls or .et, in the sandbox.

    Args:
        path: the file.
        spec: the ledger's own table.
        titles: the measures that are wanted, with their headings; what has no cell is left out.
        unit: whose figures are wanted; tells one of several sheets that are alike.

    Raises:
        Refusal: ``file.*``, ``sheet.*``; ``figures.*`` for everything that is wrong with the
            table, at once.
    """
    return figures_in(read_sheets(path), path, spec, titles, unit)


def figures_in(
    sheets: list[Sheet], path: Path, spec: TableSpec, titles: Mapping[str, str], unit: str = ""
) -> FiguresSheet:
    """Return what ``read_figures`` does, of sheets that were read already.

    Raises:
        Refusal: ``figures.*`` for everything that is wrong with the table, at once.
    """
    found = _find(sheets, spec, str(path), unit)
    values: dict[str, int] = {}
    faults: list[Fault] = []
    for measure, title in titles.items():
        cell = spec.cell_by_field.get(measure)
        if cell is None:
            continue
        place = f"{path.name} {found.reference(cell)}"
        try:
            values[measure] = whole_number(found.at(cell), title, place)
        except Refusal as refused:
            faults.append(_explained(refused.fault, found, cell, title, place))
    day = None
    try:
        day = _day(found, spec, path.name)
    except Refusal as refused:
        faults.append(refused.fault)
    refuse_all(faults)
    is_partial = any(_PARTIAL in _behind(found, spec, field) for field in ("unit", "date"))
    told = dict.fromkeys((*sheets[0].warnings, *found.sheet.warnings))
    return FiguresSheet(
        values=values,
        unit=_unit(found, spec),
        day=day,
        is_partial=is_partial,
        sheet=found.sheet.name,
        row=_labels(spec)[0].row + found.down + found.sheet.first_row,
        warnings=tuple(told),
    )


def bears_title(sheets: list[Sheet], spec: TableSpec) -> bool:
    """Tell whether the title of a table stands somewhere on one of the sheets."""
    title = _labels(spec)[0]
    return any(True for sheet in sheets for _ in _candidates(sheet, title))


def whole_number(value: PlainCell, title: str, place: str = "") -> int:
    """Return a figure as it was typed or read.

    Args:
        value: what stands there.
        title: what the figure is called.
        place: where it stands.

    Raises:
        Refusal: ``figures.empty``, ``figures.not_whole`` or ``figures.negative``.
    """
    text = _plain("" if value is None else cell_text(value))
    if not text:
        raise refusal("figures.empty", place, what=title)
    if (
        isinstance(value, bool | date)
        or not _WHOLE.fullmatch(text)
        or len(text) > len(str(_LARGEST))
    ):
        raise refusal("figures.not_whole", place, what=title, value=text[:20])
    number = int(text)
    if number < 0:
        raise refusal("figures.negative", place, what=title, value=number)
    if number > _LARGEST:
        raise refusal("figures.not_whole", place, what=title, value=text[:20])
    return number


# ---- finding the table -----------------------------------------------------------------------


def _find(sheets: list[Sheet], spec: TableSpec, place: str, unit: str) -> _Found:
    """Return where the table stands.

    Raises:
        Refusal: ``figures.not_this_table`` or ``figures.several_sheets``.
    """
    labels = _labels(spec)
    found: list[_Found] = []
    differing: list[str] = []
    for sheet in sheets:
        for candidate in _candidates(sheet, labels[0]):
            wrong = _first_wrong(candidate, labels)
            if wrong is None:
                found.append(candidate)
                break
            differing.append(wrong)
    if not found:
        reason = differing[0] if differing else f"没有找到表题“{labels[0].text}”"
        raise refusal("figures.not_this_table", place, title=spec.title, reason=reason)
    if len(found) > 1:
        found = [each for each in found if unit and _unit(each, spec) == _plain(unit)] or found
    if len(found) > 1:
        names = "、".join(each.sheet.name for each in found)
        raise refusal("figures.several_sheets", place, count=len(found), names=names)
    return found[0]


def _labels(spec: TableSpec) -> list[TableCell]:
    """Return what must stand there: the title and every heading down to the last figure."""
    figures = [c for c in spec.cells if c.field and c.field not in ("unit", "date")]
    last = max(cell.row for cell in figures)
    printed = [c for c in spec.cells if c.text and not c.field and c.row <= last]
    title = next(
        (c for c in printed if _plain(c.text) == _plain(spec.title)),
        max(printed, key=lambda cell: cell.half_points),
    )
    return [title, *(c for c in printed if c is not title and c.row > title.row)]


def _candidates(sheet: Sheet, title: TableCell) -> Iterator[_Found]:
    wanted = _plain(title.text)
    for row, cells in enumerate(sheet.rows[:_MOST_ROWS]):
        for column, value in enumerate(cells[:_MOST_COLUMNS]):
            if isinstance(value, str) and _plain(value) == wanted:
                yield _Found(sheet, row - title.row, column - title.column)


def _first_wrong(found: _Found, labels: list[TableCell]) -> str | None:
    """Return what is said of the first label that does not agree, or None."""
    for label in labels:
        value = found.at(label)
        there = "" if value is None else cell_text(value)
        if _plain(there) != _plain(label.text):
            return f"{found.reference(label)} 应是“{label.text}”，实际是“{there[:20]}”"
    return None


def _at(sheet: Sheet, row: int, column: int) -> PlainCell:
    if not 0 <= row < len(sheet.rows):
        return None
    cells = sheet.rows[row]
    return cells[column] if 0 <= column < len(cells) else None


# ---- what stands there -----------------------------------------------------------------------


def _explained(said: Fault, found: _Found, cell: TableCell, title: str, place: str) -> Fault:
    """Return why a cell is empty: nobody filled it, or its formula was never worked out."""
    if said.code != "figures.empty":
        return said
    for warning in found.sheet.warnings:
        if warning.code == _UNVALUED:
            named = _REFERENCE.findall(warning.message)
            if found.reference(cell) in named or _CUT in warning.message:
                return fault("figures.no_value", place, what=title)
    return said


def _unit(found: _Found, spec: TableSpec) -> str:
    """Return the name behind 填报单位, without what stands in brackets behind it."""
    return _BRACKETS.sub("", _behind(found, spec, "unit"))


def _day(found: _Found, spec: TableSpec, file: str) -> date | None:
    """Return the day behind 填报时间; None: nothing was filled in there.

    Raises:
        Refusal: ``figures.bad_day``.
    """
    written = _BRACKETS.sub("", _behind(found, spec, "date"))
    if not written.strip(_BLANK_DAY):
        return None
    try:
        return parse_day(written)
    except Refusal:
        cell = spec.cell_by_field["date"]
        place = f"{file} {found.reference(cell)}"
        raise refusal("figures.bad_day", place, text=written[:20]) from None


def _behind(found: _Found, spec: TableSpec, field: str) -> str:
    """Return what was written behind a printed label in the same cell."""
    cell = spec.cell_by_field.get(field)
    value = found.at(cell) if cell else None
    if cell is None or value is None:
        return ""
    written, label = _plain(cell_text(value)), _plain(cell.text).partition(":")[0]
    return written.removeprefix(label).lstrip(":")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
