"""A filled 统计表 of the official layout read back, and everything that may be wrong with it."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from app.domain.coverage import MEASURES
from app.domain.errors.fault import Refusal
from app.domain.table import Table
from app.domain.words import MEASURE_TITLES
from app.export.excel_table import table_bytes
from app.intake.figures_sheet import FiguresSheet, read_figures, whole_number
from app.ops.official_table import official_table
from app.specs.table_reader import read_table
from tests.builders import ROOT, qingdao

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.office import Soffice

TEMPLATE = (ROOT / "resources" / "schemes" / "qingdao-2010" / "coverage.xlsx").read_bytes()
SPEC = read_table(TEMPLATE, qingdao().tables[0], "coverage.xlsx")
TITLES = {measure: MEASURE_TITLES[measure] for measure in MEASURES}
FIGURES = dict(zip(MEASURES, (1, 1, 40, 39, 41, 40, 612, 598), strict=True))
UNIT, DAY = "甲党委", date(2011, 1, 10)
HEAD = {"unit": "填报单位（盖章）：甲党委", "date": "填报时间：2011年1月10日"}


def filled(**values: str | float | date | None) -> Worksheet:
    """Return the official sheet, filled; each value stands in the cell of its measure."""
    content = table_bytes(TEMPLATE, SPEC, {**HEAD, **FIGURES}, Table("", (), ()))
    sheet = load_workbook(io.BytesIO(content))[SPEC.sheet]
    for measure, value in values.items():
        sheet[SPEC.marks[measure]] = value
    return sheet


def save(sheet: Worksheet, path: Path) -> Path:
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "甲党委.xlsx"


def faults(path: Path, unit: str = "") -> list[tuple[str, str, str]]:
    with pytest.raises(Refusal) as error:
        read_figures(path, SPEC, TITLES, unit)
    return [(f.code, f.place, f.message) for f in error.value.faults]


def test_what_the_program_writes_it_reads_back(path: Path) -> None:
    save(filled(), path)

    assert read_figures(path, SPEC, TITLES) == FiguresSheet(FIGURES, UNIT, DAY)


def test_a_table_that_says_it_is_not_complete_is_known_as_such(path: Path) -> None:
    sheet = filled()
    sheet["A3"], sheet["C3"] = HEAD["unit"] + "（不完整）", HEAD["date"] + "（含报表数）"

    found = read_figures(save(sheet, path), SPEC, TITLES)

    assert (found.unit, found.day, found.is_partial) == (UNIT, DAY, True)


def test_the_paper_fields_may_be_blank(path: Path) -> None:
    sheet = filled()
    sheet["A3"], sheet["C3"] = "填报单位（盖章）：", "填报时间：    年   月   日"

    assert read_figures(save(sheet, path), SPEC, TITLES) == FiguresSheet(FIGURES, "", None)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_programs_formats_are_read_as_well(
    path: Path, soffice: Soffice, tmp_path: Path, suffix: str
) -> None:
    converted = soffice(save(filled(), path), suffix, tmp_path / "other")

    assert read_figures(converted, SPEC, TITLES) == FiguresSheet(FIGURES, UNIT, DAY)


def test_the_content_decides_not_the_suffix(path: Path, soffice: Soffice, tmp_path: Path) -> None:
    converted = soffice(save(filled(), path), "xls", tmp_path / "other")
    renamed = converted.rename(tmp_path / "甲党委.et")

    assert read_figures(renamed, SPEC, TITLES).values == FIGURES


def test_the_table_may_stand_lower_and_further_right(path: Path) -> None:
    sheet = filled()
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.move_range(sheet.dimensions, rows=2, cols=1)

    assert read_figures(save(sheet, path), SPEC, TITLES).values == FIGURES


def test_numbers_typed_as_text_and_in_wide_digits_are_numbers(path: Path) -> None:
    save(filled(members_total="６１２", members_reviewed=" 598 ", leaders_total=1.0), path)

    assert read_figures(path, SPEC, TITLES).values == FIGURES


def test_everything_that_is_wrong_is_told_at_once(path: Path) -> None:
    save(
        filled(
            leaders_total=None,
            secretaries_total=3.5,
            organizations_total=-1,
            members_total="六百",
            members_reviewed="598人",
        ),
        path,
    )

    assert faults(path) == [
        ("figures.empty", "甲党委.xlsx A6", "“领导总人数”没有填写。"),
        ("figures.not_whole", "甲党委.xlsx C6", "“基层党组织书记总人数”填的是“3.5”，不是整数。"),
        ("figures.negative", "甲党委.xlsx A9", "“基层党组织总数”填的是 -1，小于 0。"),
        ("figures.not_whole", "甲党委.xlsx C9", "“党员总数”填的是“六百”，不是整数。"),
        ("figures.not_whole", "甲党委.xlsx D9", "“党员被点评数”填的是“598人”，不是整数。"),
    ]


@pytest.mark.parametrize("written", ["2011年2月29日", "2011年1月", "年初", "31.13.2011"])
def test_a_day_that_there_is_not_is_refused(path: Path, written: str) -> None:
    sheet = filled()
    sheet["C3"] = f"填报时间：{written}（含报表数）"
    ((code, place, message),) = faults(save(sheet, path))
    assert (code, place) == ("figures.bad_day", f"{path.name} C3")
    assert f"“{written}”" in message


@pytest.mark.parametrize("written", ["", "    年  月  日", "____年__月__日"])
def test_a_day_that_nobody_filled_in_is_none(path: Path, written: str) -> None:
    sheet = filled()
    sheet["C3"] = f"填报时间：{written}"
    assert read_figures(save(sheet, path), SPEC, TITLES).day is None


@pytest.mark.parametrize("value", [True, date(2011, 1, 5), "1e3", "9" * 40, 3_000_000_000, "0x1"])
def test_only_whole_numbers_are_figures(value: object) -> None:
    with pytest.raises(Refusal) as error:
        whole_number(value, "党员总数")  # type: ignore[arg-type]
    assert error.value.fault.code == "figures.not_whole"


def test_a_formula_that_was_never_worked_out_is_no_empty_cell(path: Path) -> None:
    save(filled(members_total="=600+12"), path)

    assert faults(path) == [
        ("figures.no_value", "甲党委.xlsx C9", "“党员总数”是公式，文件里没有计算结果。")
    ]


def test_another_table_is_refused_with_the_first_label_that_differs(path: Path) -> None:
    sheet = filled()
    sheet["C8"] = "正式党员总数"

    assert faults(save(sheet, path)) == [
        (
            "figures.not_this_table",
            str(path),
            "这不是“创先争优活动领导点评情况统计表”，没有读入："
            "C8 应是“党员总数”，实际是“正式党员总数”。",
        )
    ]


def test_a_sheet_without_the_title_is_refused(path: Path) -> None:
    sheet = filled()
    sheet["A2"] = "党员花名册"

    assert faults(save(sheet, path)) == [
        (
            "figures.not_this_table",
            str(path),
            "这不是“创先争优活动领导点评情况统计表”，没有读入："
            "没有找到表题“创先争优活动领导点评情况统计表”。",
        )
    ]


def test_columns_that_changed_places_are_not_taken_for_each_other(path: Path) -> None:
    sheet = filled()
    sheet["A8"], sheet["C8"] = "党员总数", "基层党组织总数"

    assert [code for code, _, _ in faults(save(sheet, path))] == ["figures.not_this_table"]


def test_of_several_sheets_the_one_with_the_units_name_is_read(path: Path) -> None:
    sheet = filled()
    assert sheet.parent is not None
    other = sheet.parent.copy_worksheet(sheet)
    other["A3"], other[SPEC.marks["members_total"]] = "填报单位（盖章）：乙党委", 7
    save(sheet, path)

    assert read_figures(path, SPEC, TITLES, "乙党委").values["members_total"] == 7
    assert read_figures(path, SPEC, TITLES, "甲党委").values["members_total"] == 612
    assert [code for code, _, _ in faults(path, "丙党委")] == ["figures.several_sheets"]


def test_what_is_no_table_at_all_is_refused(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 no sheet")
    assert [code for code, _, _ in faults(path)] == ["sheet.damaged"]


def test_the_mark_of_a_partial_total_is_read_back(path: Path) -> None:
    from tests.domain.test_unit_figures import city

    directory, coverage = city()
    figures = coverage.figures(directory.tree.root.id)
    table = official_table(SPEC, figures, "甲党委", DAY, "（不完整，含报表数）")
    path.write_bytes(table_bytes(TEMPLATE, SPEC, table.values, Table("", (), ())))

    found = read_figures(path, SPEC, TITLES)

    assert (found.unit, found.day, found.is_partial) == (UNIT, DAY, True)
    assert found.values == figures.measures()
