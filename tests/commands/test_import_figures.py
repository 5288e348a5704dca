"""A unit's 统计表 among the files of an import: held as the figures of that unit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from app.domain.coverage import MEASURES
from tests.intake.helpers import write_xlsx
from tests.ops.refusals import refused
from tests.program import Program, content, hold_fault
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from pathlib import Path

UNIT, OTHER = "一分局党总支", "机关党委"


@pytest.fixture
def sheet(program: Program, _made: dict[str, Path], tmp_path: Path) -> Path:
    """The table of a unit, as this program writes it."""
    out = tmp_path / "报来的统计表.xlsx"
    program("stats", _made["reviewed"], "--under", UNIT, "--out", out, code=1)
    return out


def written(sheet: Path, **cells: str | int | None) -> Path:
    """Change cells of a table, as somebody who fills it in."""
    book = load_workbook(sheet)
    for reference, value in cells.items():
        book.worksheets[0][reference] = value
    book.save(sheet)
    return sheet


def held(ledger: Path, unit: str) -> dict[str, int] | None:
    """Return the figures that a unit is counted by."""
    with sample_office().open(ledger) as desk:
        workspace = desk.workspace
        found = desk.units.figures(
            workspace.organization(unit, workspace.today()).id, workspace.round()
        )
    return dict(found.values) if found is not None and found.used else None


@pytest.mark.parametrize("words", [(), ("--kind", "figures")])
def test_the_table_is_held_as_figures_of_the_unit_on_it(
    program: Program, opened: Path, sheet: Path, words: tuple[str, ...]
) -> None:
    written(sheet, C9=88)
    (file,) = program("import", opened, sheet, *words)["files"]
    assert (file["file"], file["kind"]) == (str(sheet), "figures")
    counts = [file[each] for each in ("rows", "added", "changed", "unchanged")]
    assert counts == [1, 1, 0, 0]
    assert (file["rejected"], file["questions"], file["warnings"]) == ([], [], [])
    assert set(MEASURES) <= set(file["mapping"].values())
    kept = held(opened, UNIT)
    assert kept is not None
    assert (set(kept), kept["members_total"]) == (set(MEASURES), 88)
    counted = program("stats", opened, "--under", UNIT, code=1)["figures"]
    assert counted == kept, "counted by the figures, in place of the records"
    assert list(opened.parent.glob("*.备份/*_导入前*")), "a backup was made before"


def test_a_dry_run_writes_nothing(program: Program, opened: Path, sheet: Path) -> None:
    before = content(opened)
    (file,) = program("import", opened, sheet, "--dry-run")["files"]
    assert file["added"] == 1
    assert content(opened) == before
    assert not list(opened.parent.glob("*.备份/*_导入前*"))


def test_again_changes_nothing_and_another_number_one_unit(
    program: Program, opened: Path, sheet: Path
) -> None:
    program("import", opened, sheet)
    before = content(opened)
    assert program("import", opened, sheet)["files"][0]["unchanged"] == 1
    assert content(opened) == before
    written(sheet, C9=7)
    assert program("import", opened, sheet)["files"][0]["changed"] == 1
    kept = held(opened, UNIT)
    assert kept is not None
    assert kept["members_total"] == 7


def test_tables_of_several_days_stand_beside_each_other(
    program: Program, opened: Path, sheet: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "二月.xlsx"
    shutil.copy(sheet, newer)
    written(newer, C9=41, C3="填报时间：2011年1月20日")
    written(sheet, C9=40, C3="填报时间：2011年1月12日")
    program("import", opened, newer)

    (file,) = program("import", opened, sheet)["files"]

    assert (file["added"], file["changed"]) == (1, 0)
    (told,) = file["warnings"]
    assert told["code"] == "figures.older"
    assert "录入报表数" not in told["message"], "of commands"
    for day, members in (("2011-01-12", 40), ("2011-01-20", 41)):
        given = program.answer("stats", opened, "--under", UNIT, "--as-of", day, "--json")
        assert given.data["figures"]["members_total"] == members
    both = program("import", opened, newer, sheet)["files"]
    assert [each["unchanged"] for each in both] == [1, 1]


def test_a_day_that_there_is_not_takes_nothing_in(
    program: Program, opened: Path, sheet: Path
) -> None:
    before = content(opened)
    written(sheet, C3="填报时间：2011年2月29日")
    assert program.refused("import", opened, sheet)["code"] == "figures.bad_day"
    assert content(opened) == before


def test_the_unit_can_be_told(program: Program, opened: Path, sheet: Path) -> None:
    (file,) = program("import", opened, sheet, "--kind", "figures", "--under", OTHER)["files"]
    assert [each["code"] for each in file["warnings"]] == ["figures.other_unit"]
    assert held(opened, OTHER) is not None
    assert held(opened, UNIT) is None


def test_records_that_no_longer_count_are_told(
    program: Program, reviewed: Path, sheet: Path
) -> None:
    (file,) = program("import", reviewed, sheet, "--under", OTHER)["files"]
    assert "figures.for_records" in [each["code"] for each in file["warnings"]]
    (again,) = program("import", reviewed, sheet, "--under", OTHER)["files"]
    assert "figures.for_records" not in [each["code"] for each in again["warnings"]]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("填报单位（盖章）：", "figures.unit_missing"),
        ("填报单位（盖章）：没有的单位", "figures.unit_unknown"),
        ("填报单位（盖章）：市局党组", "figures.not_a_unit"),
    ],
)
def test_a_table_of_no_unit_is_refused_with_the_way_out(
    program: Program, opened: Path, sheet: Path, head: str, code: str
) -> None:
    written(sheet, A3=head)
    before = content(opened)
    fault = program.refused("import", opened, sheet)
    assert (fault["code"], fault["place"]) == (code, str(sheet))
    assert "--under" in fault["remedy"]
    assert content(opened) == before
    program("import", opened, sheet, "--under", UNIT, code=0)


def test_two_units_of_one_name_are_told_apart_by_hand(
    program: Program, opened: Path, sheet: Path, tmp_path: Path
) -> None:
    rows = [
        ("党组织名称", "党组织类别", "上级党组织"),
        ("同名党支部", "党支部", UNIT),
        ("同名党支部", "党支部", OTHER),
    ]
    program("import", opened, write_xlsx(tmp_path / "同名.xlsx", rows))
    written(sheet, A3="填报单位（盖章）：同名党支部")
    fault = program.refused("import", opened, sheet)
    assert fault["code"] == "figures.unit_ambiguous"
    assert f"{UNIT}/同名党支部" in fault["message"]
    program("import", opened, sheet, "--under", f"{UNIT}/同名党支部")


def test_faults_of_the_cells_refuse_the_whole_table(
    program: Program, opened: Path, sheet: Path
) -> None:
    written(sheet, C9=None, D9="许多")
    before = content(opened)
    error = program("import", opened, sheet, code=2)["error"]
    assert [each["code"] for each in error["all"]] == ["figures.empty", "figures.not_whole"]
    for each in error["all"]:
        hold_fault(each)
    assert content(opened) == before


def test_a_wrong_table_among_other_files_stops_none_of_them(
    program: Program, opened: Path, sheet: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "又一份.xlsx"
    shutil.copy(sheet, twin)
    roster = write_xlsx(tmp_path / "名册.xlsx", [("姓名", "所在党支部"), ("新来", "办公室党支部")])
    rejects = tmp_path / "未导入.xlsx"
    made = program("import", opened, roster, sheet, twin, "--rejects", rejects, code=1)
    one, two, three = made["files"]
    assert [each["kind"] for each in (one, two, three)] == ["members", "figures", "figures"]
    assert (one["added"], two["added"], three["added"]) == (1, 1, 0)
    assert [each["code"] for each in three["rejected"]] == ["figures.unit_twice"]
    assert rejects.exists()


def test_the_round_can_be_told(program: Program, opened: Path, sheet: Path) -> None:
    later = ("--name", "2011年上半年", "--start", "2011-01-01", "--end", "2011-06-30")
    program("open-round", opened, *later, code=1)
    assert program.refused("import", opened, sheet, "--round", "没有")["code"] == "round.unknown"
    program("import", opened, sheet, "--round", "2010年下半年")
    assert held(opened, UNIT) is None, "the latest round has none"


def test_without_a_round_nothing_can_be_held(program: Program, staffed: Path, sheet: Path) -> None:
    assert program.refused("import", staffed, sheet)["code"] == "round.none"


def test_no_remedy_leads_in_a_circle(
    program: Program, opened: Path, sheet: Path, tmp_path: Path
) -> None:
    assert "统计表请用 import" in program.refused("receive", opened, sheet)["remedy"]
    strange = write_xlsx(tmp_path / "别的表.xlsx", [("甲", "乙"), (1, 2)])
    fault = program.refused("import", opened, strange)
    assert fault["code"] == "sheet.kind"
    assert "统计表" in fault["remedy"]
    fault = program.refused("import", opened, strange, "--kind", "figures")
    assert fault["code"] == "figures.not_this_table"
    written(sheet, C8="改过的栏目")
    assert program.refused("import", opened, sheet)["code"] == "figures.not_this_table"


def test_a_scheme_without_a_table_has_no_figures(opened: Path, sheet: Path) -> None:
    with sample_office().open(opened) as desk:
        desk.workspace.scheme = replace(desk.workspace.scheme, tables=())
        propose = desk.imports.propose
        assert refused(propose, [sheet], "figures") == ["scheme.no_table"]
        assert refused(propose, [sheet]) == ["sheet.kind"]
