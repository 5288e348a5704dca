"""What must not happen by a slip: a ledger written over, a round doubled, a review undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.program import Program, content

if TYPE_CHECKING:
    from pathlib import Path

STATE, DAY, REVIEWER = "状态", "点评时间", "点评领导"


@pytest.mark.parametrize("command", [("stats",), ("export-ledger",)])
def test_the_open_ledger_is_never_written_over(
    command: tuple[str, ...], program: Program, reviewed: Path
) -> None:
    before = content(reviewed)
    fault = program.refused(*command, reviewed, "--out", reviewed, "--overwrite")
    assert fault["code"] == "file.in_use"
    assert content(reviewed) == before


def test_rejects_never_replace_the_file_they_come_from(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,所在党支部,出生年月\n王小明,办公室党支部,1975.1\n", "utf-8")
    before = roster.read_bytes()
    fault = program.refused("import", staffed, roster, "--rejects", roster, "--overwrite")
    assert fault["code"] == "file.in_use"
    assert roster.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" ", "round.name_missing"),
        ("2010年下半年 ", "round.exists"),
        ("２０１０年下半年", "round.exists"),
        ("2010年 下半年", "round.exists"),
    ],
)
def test_rounds_that_read_alike_are_one(
    name: str, code: str, program: Program, opened: Path
) -> None:
    days = ("--start", "2011-07-01", "--end", "2011-12-31")
    assert program.refused("open-round", opened, "--name", name, *days)["code"] == code


def change_ledger(path: Path, heading: str, text: str) -> str:
    """Write another text under a heading of the first done row; return who it is about."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[headings.index(STATE)].value == "已点评")
    row[headings.index(heading)].value = text
    book.save(path)
    return str(row[headings.index("点评对象")].value)


def test_a_sheet_does_not_take_a_done_review_back(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    exported = tmp_path / "导出.xlsx"
    program("export-ledger", reviewed, "--out", exported)
    change_ledger(exported, STATE, "应点评")
    found = program("import", reviewed, exported)["files"][0]
    assert found["changed"] == 0
    assert "row.kept_done" in {warning["code"] for warning in found["warnings"]}


def test_a_review_after_the_round_does_not_do_its_task(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    exported = tmp_path / "导出.xlsx"
    program("export-ledger", reviewed, "--out", exported)
    target = change_ledger(exported, DAY, "2011-02-01")
    program("import", reviewed, exported)
    done = {t["target"] for t in program("tasks", reviewed, "--state", "done")["tasks"]}
    assert target not in done


def test_vacancies_are_those_of_the_part_asked_for(program: Program, opened: Path) -> None:
    whole = program("tasks", opened, code=1)["vacancies"]
    part = program("tasks", opened, "--under", "办公室党支部")["vacancies"]
    assert whole
    assert not part


def test_a_member_who_moves_counts_where_he_was_on_the_day(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    def members(branch: str, day: str) -> int:
        answer = program.answer("stats", opened, "--under", branch, "--as-of", day, "--json")
        return int(answer.data["figures"]["members_total"])

    def take_in(branch: str, since: str) -> dict[str, object]:
        roster = tmp_path / "名册.csv"
        head = "姓名,所在党支部,出生年月,身份证号,转入日期"
        roster.write_text(f"{head}\n郑华,{branch},1981.02,110101198102010027,{since}\n", "utf-8")
        found: dict[str, object] = program.answer("import", opened, roster, "--json").data
        return found

    old, new, before, after = "办公室党支部", "一分局第二党支部", "2010-12-01", "2010-12-31"
    take_in(old, "")
    staff, others = members(old, before), members(new, before)
    take_in(new, "2010-12-20")
    assert (members(old, before), members(new, before)) == (staff, others)
    assert (members(old, after), members(new, after)) == (staff - 1, others + 1)
    take_in(new, "2010-12-20")
    assert (members(old, after), members(new, after)) == (staff - 1, others + 1)


def test_days_in_the_wrong_order_are_doubted(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "名单.csv"
    head = "党组织名称,党组织类别,上级党组织,成立日期,撤销日期"
    path.write_text(f"{head}\n新设党支部,党支部,机关党委,2010-12-31,2010-01-01\n", "utf-8")
    found = program("import", staffed, path)["files"][0]
    assert [warning["code"] for warning in found["warnings"]] == ["row.reversed"]
