"""A list as somebody made it, and how it is written to a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - dataclass
from typing import TYPE_CHECKING, Any, Literal

import openpyxl

from tests.intake.held_out.expected import Row  # noqa: TC001 - dataclass

if TYPE_CHECKING:
    from tests.office import Soffice

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
    """A file, its cells and what should come of its rows."""

    file: str
    cells: Cells
    expected: tuple[Row, ...]
    kind: Literal["members", "organizations"] = "members"
    merged: tuple[str, ...] = ()
    more: Mapping[str, Cells] = field(default_factory=dict)
    """Further sheets of the book; one named ``<…`` stands before the list."""
    title: str = "Sheet1"
    words: tuple[str, ...] = ()
    """Further words of the command."""
    may_refuse: bool = False
    """The whole file may be handed back instead."""

    @property
    def by_office(self) -> str:
        """The format that only LibreOffice writes, or nothing."""
        suffix = self.file.rpartition(".")[2]
        return suffix if suffix in ("xls", "ods") else ""


def write(sheet: Sheet, folder: Path, soffice: Soffice | None) -> Path | None:
    """Write a sheet; None if it takes a LibreOffice and there is none."""
    path = folder / sheet.file
    if path.suffix == ".csv":
        return _text(path, sheet.cells, ",", "gbk" if "gbk" in path.stem else "utf-8-sig")
    if path.suffix == ".txt":
        return _text(path, sheet.cells, "\t", "utf-8")
    if not sheet.by_office:
        return _book(path, sheet)
    if soffice is None:
        return None
    made = folder / "made"
    made.mkdir(exist_ok=True)
    return soffice(_book(made / f"{path.stem}.xlsx", sheet), sheet.by_office, folder)


def write_book(path: Path, cells: Cells) -> Path:
    """Write an Excel file of one sheet."""
    return _book(path, Sheet(path.name, cells, ()))


def _text(path: Path, cells: Cells, delimiter: str, encoding: str) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(cells)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def _book(path: Path, sheet: Sheet) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = sheet.title
    _fill(first, sheet.cells)
    for area in sheet.merged:
        first.merge_cells(area)
    for name, cells in sheet.more.items():
        before = name.startswith("<")
        _fill(book.create_sheet(name.lstrip("<"), 0 if before else None), cells)
    book.save(path)
    book.close()
    return path


def _fill(page: Any, cells: Cells) -> None:  # noqa: ANN401 - openpyxl's sheet
    for row, values in enumerate(cells, start=1):
        for column, value in enumerate(values, start=1):
            if value not in ("", None):
                page.cell(row, column).value = value
