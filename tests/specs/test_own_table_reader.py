"""What is said of Excel files that a unit brings as its own statistics table."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from app.domain.errors.fault import Refusal
from app.specs.own_table_reader import read_table_draft
from tests.own_forms import own_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from app.domain.own_table import TableDraft

NAME = "汇总.xlsx"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return own_table(tmp_path / NAME)


def changed(path: Path, change: Callable[[Worksheet], None]) -> TableDraft:
    """Read the file with its sheet changed."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    book.close()
    return read_table_draft(path.read_bytes(), NAME)


def codes(draft: TableDraft) -> list[str]:
    return [fault.code for fault in draft.warnings]


def refused(excel: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read_table_draft(excel, NAME)
    assert caught.value.fault.place == NAME
    return caught.value.fault.code


def fill(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, openpyxl.cell.MergedCell) and cell.value is None:
                cell.value = "—"


def protect(sheet: Worksheet) -> None:
    sheet.protection.sheet = True


def draw(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=5, max_col=4))
    sheet.add_chart(chart, "G2")


def test_a_plain_table_has_nothing_to_tell(path: Path) -> None:
    assert codes(read_table_draft(path.read_bytes(), NAME)) == []


def test_a_sheet_without_a_free_cell_is_refused(path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        changed(path, fill)
    assert caught.value.fault.code == "own.table_empty"


def test_a_protected_sheet_and_drawings_are_told_and_it_goes_all_the_same(path: Path) -> None:
    plain = read_table_draft(path.read_bytes(), NAME)
    for change, told in ((protect, ["own.table_protected"]), (draw, ["own.table_drawing"])):
        own_table(path)
        draft = changed(path, change)
        assert codes(draft) == told
        assert draft.chosen == plain.chosen


def test_macros_a_password_and_what_is_no_workbook_are_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")
    assert refused(path.read_bytes()) == "own.table_macros"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked) == "sheet.encrypted"
    assert refused(b"nothing") == "table.not_excel"
    strange = io.BytesIO()
    with zipfile.ZipFile(strange, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refused(strange.getvalue()) == "table.not_excel"
