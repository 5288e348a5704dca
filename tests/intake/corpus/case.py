"""One sheet of the corpus: how it is written, and what should come of it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.office import Soffice

Rows = list[list[Any]]
TEXTS = {"gbk": "gb18030", "utf8": "utf-8", "bom": "utf-8-sig"}
CONVERTED = ("xls", "ods")

TREE: Rows = [
    ["党组织名称", "党组织类别", "上级党组织", "党组织简称"],
    ["城阳分局党委", "党委", None, None],
    ["第一党支部", "党支部", "城阳分局党委", None],
    ["第二党支部", "党支部", "城阳分局党委", None],
    ["第一党小组", "党小组", "第一党支部", None],
    ["第二党小组", "党小组", "第一党支部", None],
    ["机关党总支", "党总支", "城阳分局党委", None],
    ["机关第一党支部", "党支部", "机关党总支", None],
    ["机关第二党支部", "党支部", "机关党总支", None],
    ["流亭工商所党支部", "党支部", "城阳分局党委", "流亭所"],
    ["个体私营企业协会联合党支部", "联合党支部", "城阳分局党委", None],
]
"""The organisations that are there before a sheet is read."""


@dataclass(frozen=True)
class Part:
    """One sheet of a book."""

    rows: Rows
    name: str = "Sheet1"
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A sheet and the proposal that is expected."""

    name: str
    habit: str
    rows: Rows = field(default_factory=list)
    merged: tuple[str, ...] = ()
    ending: str = "xlsx"
    parts: tuple[Part, ...] = ()
    before: Rows = field(default_factory=list)
    """A roster that was taken in before."""
    under: str | None = None
    header: int = 1
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: Sequence[tuple[int, str, str]] = ()
    """Row, column, code."""
    warned: Sequence[tuple[int, str]] = ()
    """Row (0: the sheet), code."""
    asked: Sequence[tuple[str, tuple[int, ...]]] = ()
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What members must be after the proposal was applied."""
    paths: Sequence[str] = ()
    """Organisations that must be there then."""

    @property
    def sheets(self) -> tuple[Part, ...]:
        """The sheets of the book."""
        return self.parts or (Part(self.rows, merged=self.merged),)


def write(case: Case, folder: Path) -> Path:
    """Write a case into a folder as text or .xlsx; ``convert`` makes .xls and .ods of them."""
    if case.ending in TEXTS:
        path = folder / f"{case.name}.csv"
        text = io.StringIO(newline="")
        csv.writer(text).writerows(case.sheets[0].rows)
        path.write_bytes(text.getvalue().encode(TEXTS[case.ending]))
        return path
    path = folder / f"{case.name}.xlsx"
    book = openpyxl.Workbook()
    for number, part in enumerate(case.sheets):
        sheet: Any = book.active if number == 0 else book.create_sheet()
        sheet.title = part.name
        for row in part.rows:
            sheet.append(row)
        for cells in part.merged:
            sheet.merge_cells(cells)
    book.save(path)
    book.close()
    return path


def convert(cases: Sequence[Case], folder: Path, soffice: Soffice) -> dict[str, Path]:
    """Write the cases that other programs' formats are wanted of; returns their paths by name."""
    found = {}
    for ending in CONVERTED:
        paths = [write(case, folder) for case in cases if case.ending == ending]
        found.update({path.stem: path for path in soffice.many(paths, ending, folder / ending)})
    return found
