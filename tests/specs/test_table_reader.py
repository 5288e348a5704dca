from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from app.domain.coverage import MEASURES
from app.domain.errors.fault import Refusal
from app.domain.plain import from_plain, to_plain
from app.domain.scheme import TableDeclaration
from app.domain.table import Column, Table, TableSpec
from app.specs.table_reader import read_table

COVERAGE = (
    Path(__file__).resolve().parents[2] / "resources/schemes/qingdao-2010/coverage.xlsx"
).read_bytes()


def declared(**columns: str) -> TableDeclaration:
    return TableDeclaration("coverage", "统计表", "coverage.xlsx", (), columns=columns)


def book(names: dict[str, str]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "表"
    sheet["A1"] = "单位"
    sheet.merge_cells("B2:C3")
    made.create_sheet("别的")
    for name, target in names.items():
        made.defined_names[name] = DefinedName(name, attr_text=target)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_the_shipped_table_has_a_cell_for_every_measure() -> None:
    spec = read_table(COVERAGE, declared(), "coverage.xlsx")
    assert set(spec.marks) == {*MEASURES, "unit", "date"}
    assert spec.marks["members_reviewed"] == "D9"
    assert spec.cell_by_field["members_reviewed"].row == 8
    assert len(spec.widths) == 4
    assert len(spec.heights) == 10
    assert from_plain(TableSpec, to_plain(spec)) == spec


def test_cells_to_fill_stand_under_their_headings() -> None:
    spec = read_table(COVERAGE, declared(), "coverage.xlsx")
    headings = {
        "leaders_total": "总人数",
        "leaders_took_part": "参加点评人数",
        "organizations_total": "基层党组织总数",
        "members_reviewed": "被点评数",
    }
    for measure, heading in headings.items():
        cell = spec.cell_by_field[measure]
        above = next(c for c in spec.cells if (c.row, c.column) == (cell.row - 1, cell.column))
        assert above.text == heading


def test_a_name_in_a_merged_cell_means_its_top_left() -> None:
    spec = read_table(book({"f_members_total": "'表'!$C$3"}), declared(members_total="党员"), "")
    assert spec.marks == {"members_total": "B2"}
    assert spec.sheet == "表"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"nothing", "table.not_excel"),
        (book({}), "table.mark_missing"),
        (book({"f_members_total": "#REF!"}), "table.mark_missing"),
        (book({"f_members_totl": "'表'!$A$1"}), "table.mark_unknown"),
        (
            book({"f_members_total": "'表'!$A$1", "f_unit": "'别的'!$A$1"}),
            "table.sheets",
        ),
    ],
)
def test_a_broken_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_table(content, declared(members_total="党员总数"), "t.xlsx")
    assert code in {fault.code for fault in refused.value.faults}


def test_a_name_that_is_nearly_right_gets_a_hint() -> None:
    with pytest.raises(Refusal) as refused:
        read_table(book({"f_members_totl": "'表'!$A$1"}), declared(), "t.xlsx")
    hints = [f.remedy for f in refused.value.faults if f.code == "table.mark_unknown"]
    assert hints == ["是不是 f_members_total？"]


def test_the_total_row_adds_up_the_numbers() -> None:
    table = Table(
        "汇总",
        (Column("单位"), Column("人数", number=True), Column("备注")),
        (("甲", 3, ""), ("乙", None, "未报单位")),
        total=True,
    )
    assert table.totals == ("合计", 3, "")
