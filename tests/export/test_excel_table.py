"""The official table as Excel: what is printed at its foot, beside what the file itself has."""

from __future__ import annotations

import io

import openpyxl
import pytest

from app.domain.table import Column, Table, TableSpec
from app.export.excel_table import table_bytes

SPEC = TableSpec("t", "统计表", "统计表", {"members_total": "B2"}, (), (), ())
NO_SUMMARY = Table("汇总", (), ())
SUMMARY = Table("汇总", (Column("单位"), Column("党员", number=True)), (("一支部", 3),), total=True)


def template(foot: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统计表"
    sheet["A1"] = "党员总数"
    footer = sheet.oddFooter
    assert footer is not None
    footer.right.text, footer.center.text = foot, "第 &P 页"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def foots(content: bytes) -> list[tuple[str | None, str | None]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    footers = [sheet.oddFooter for sheet in book.worksheets]
    return [(each.center.text, each.right.text) for each in footers if each is not None]


@pytest.mark.parametrize(
    ("own", "printed"), [(None, "校验码：1a2b3c4d"), ("内部", "内部 校验码：1a2b3c4d")]
)
def test_the_foot_stands_beside_what_the_file_has_of_its_own(own: str | None, printed: str) -> None:
    made = table_bytes(template(own), SPEC, {"members_total": 3}, NO_SUMMARY, "校验码：1a2b3c4d")
    assert foots(made) == [("第 &P 页", printed)]


def test_it_stands_on_every_sheet_and_without_one_there_is_none() -> None:
    made = table_bytes(template(), SPEC, {}, SUMMARY, "第 1 号")
    assert [right for _, right in foots(made)] == ["第 1 号", "第 1 号"]
    made = table_bytes(template(), SPEC, {}, SUMMARY)
    assert [right for _, right in foots(made)] == [None, None]


def test_the_order_mark_of_footers_is_printed_as_it_is() -> None:
    made = table_bytes(template(), SPEC, {}, NO_SUMMARY, "A&B 第 1 号")
    assert foots(made)[0][1] == "A&&B 第 1 号"


def test_the_same_content_gives_the_same_bytes() -> None:
    one, two = (table_bytes(template(), SPEC, {}, SUMMARY, "第 1 号") for _ in range(2))
    assert one == two
