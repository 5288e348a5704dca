"""The good files that are spoiled: one of each kind a unit brings, with something of everything.

``python -m tests.fuzz.seeds`` writes those that need LibreOffice (.xls, .ods) into ``seeds/``.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

FOLDER = Path(__file__).resolve().parent / "seeds"
HEADINGS = ("序号", "姓名", "性别", "出生年月", "所在党支部", "入党时间", "职务", "身份证号")


def rows() -> list[tuple[Any, ...]]:
    """Return a small roster with texts, numbers, dates and a formula."""
    return [
        ("示例党委党员花名册",),
        HEADINGS,
        (
            1,
            "张　三",
            "男",
            "1975.06",
            "第一党支部",
            date(1999, 7, 1),
            "科员",
            "370285197506011234",
        ),
        (2, "李四", "女", 197506, "第二党支部", "2001年5月", "A&B <整改>", None),
        ("=1+2", "王五", True, 1975.1, "第二党支部", date(2001, 5, 2), "书记兼纪检委员", "无"),
        (None, None, None, None, None, None, None, None),
        ("合计", 3),
        ("填表人：赵六",),
    ]


def workbook() -> bytes:
    """Return it as .xlsx, with a comment, a hidden row, a hidden sheet and a page header."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "党员"
    for row in rows():
        sheet.append(row)
    sheet.merge_cells("A1:H1")
    sheet["B3"].comment = Comment("请核对", "审核人")
    sheet.row_dimensions[4].hidden = True
    sheet.oddHeader.center.text = "示例党委"
    hidden = book.create_sheet("字典")
    hidden.append(["男"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(mark: str = ",") -> str:
    """Return it as text, with quotes and a line break in a cell."""
    lines = [mark.join("" if cell is None else str(cell) for cell in row) for row in rows()]
    lines.insert(3, mark.join(("3", '"赵""六"""', '"男\n女"', "1975年6月", "第一党支部")))
    return "\r\n".join(lines) + "\r\n"


def sheet_files() -> dict[str, bytes]:
    """Return the sheets to spoil, by what they are."""
    return {
        "xlsx": workbook(),
        "xls": (FOLDER / "roster.xls").read_bytes(),
        "ods": (FOLDER / "roster.ods").read_bytes(),
        "csv in gb18030": text().encode("gb18030"),
        "csv in utf-8": ("\ufeff" + text(";")).encode(),
        "txt in utf-16": text("\t").encode("utf-16"),
    }


def main() -> None:
    """Write the seeds that another program makes."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "roster.xlsx"
        source.write_bytes(workbook())
        for ending in ("xls", "ods"):
            words = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(FOLDER)]
            subprocess.run([*words, str(source)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
