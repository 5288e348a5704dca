"""Looks at files as an office would: opened by LibreOffice, page by page, cell by cell."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path

    from tests.office import Soffice

Cell = str | int | float | None


def pages(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF, without spaces and line breaks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def recalculated(
    soffice: Soffice, books: list[Path], folder: Path
) -> dict[str, dict[str, list[tuple[Cell, ...]]]]:
    """Let LibreOffice open and save Excel files; return their sheets by stem and name."""
    found = {}
    for path in soffice.many(books, "xlsx:Calc MS Excel 2007 XML", folder):
        book = openpyxl.load_workbook(path, data_only=True)
        found[path.stem] = {sheet.title: list(sheet.values) for sheet in book.worksheets}
        book.close()
    return found  # type: ignore[return-value]


def hold_table(sheets: dict[str, list[tuple[Cell, ...]]], figures: dict[str, int]) -> None:
    """Hold the official table, its 汇总 and their formulas against the printed figures."""
    official, summary = sheets["统计表"], sheets["汇总"]
    numbers = [cell for row in official for cell in row if isinstance(cell, int | float)]
    assert numbers == list(figures.values())
    head, *rows, total = summary[1:]
    assert (head[0], total[0]) == ("单位", "合计")
    assert list(total[1 : 1 + len(figures)]) == list(figures.values())
    for column in range(1, 1 + len(figures)):
        assert sum(int(row[column] or 0) for row in rows) == total[column]
