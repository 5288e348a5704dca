"""import and answer: what people bring, in the shapes they bring it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import (
    MEMBER_FORM,
    MEMBERS,
    ORGANIZATIONS,
    REVIEW_HEADINGS,
    REVIEWS,
    UNIT,
    review,
    write_csv,
    write_lists,
)
from tests.program import Program, content, unchanged

if TYPE_CHECKING:
    from pathlib import Path

FILE_KEYS = {
    *("file", "kind", "header_row", "mapping", "rows", "added", "changed", "unchanged"),
    *("rejected", "questions", "warnings"),
}
ROSTER = ("姓名", "所在党支部", "出生年月")


@pytest.fixture
def empty(program: Program, tmp_path: Path) -> Path:
    ledger = tmp_path / "台账.ledger"
    program("new", ledger, "--scheme", "qingdao-2010", "--unit", UNIT)
    return ledger


def counts(file: dict[str, Any]) -> tuple[int, int, int]:
    return file["added"], file["changed"], file["unchanged"]


def roster(program: Program, ledger: Path) -> set[tuple[str, str]]:
    """Who is in which branch, as the tasks and figures know it."""
    tasks = program("tasks", ledger, code=1)["tasks"]
    return {(t["target"], t["organization"]) for t in tasks if t["target_kind"] == "member"}


def test_lists_are_recognised_whatever_order_and_name_they_come_in(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    organizations, members = write_lists(tmp_path)
    shutil.move(organizations, tmp_path / "一.dat")
    files = program("import", empty, members, tmp_path / "一.dat")["files"]
    assert [set(file) for file in files] == [FILE_KEYS, FILE_KEYS]
    assert [(f["file"], f["kind"], f["header_row"], f["rows"]) for f in files] == [
        (str(members), "members", 1, 11),
        (str(tmp_path / "一.dat"), "organizations", 1, 8),
    ]
    assert [counts(file) for file in files] == [(11, 0, 0), (7, 1, 0)]
    assert files[0]["mapping"]["所在党支部"] == "所在党支部"
    again = program("import", empty, members, tmp_path / "一.dat")["files"]
    assert [counts(file) for file in again] == [(0, 0, 11), (0, 0, 8)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_csv_files_of_every_office_program_are_read(
    program: Program, empty: Path, tmp_path: Path, encoding: str
) -> None:
    organizations = write_csv(tmp_path / "名单.csv", ORGANIZATIONS, encoding)
    members = write_csv(tmp_path / "名册.csv", MEMBERS, encoding)
    files = program("import", empty, organizations, members)["files"]
    assert [counts(file) for file in files] == [(7, 1, 0), (11, 0, 0)]
    again = program("import", empty, *write_lists(tmp_path))["files"]
    assert [counts(file) for file in again] == [(0, 0, 8), (0, 0, 11)], "the same as from Excel"


def test_kinds_are_written_as_words_spellings_or_codes(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    rows = [
        ORGANIZATIONS[0][:3],
        ("机关党委", "基层党委", UNIT),
        ("一处", "611", UNIT),
        ("二处", "631党支部", "机关党委"),
        ("三处支部", "", "机关党委"),
        ("四处", "科 室", "机关党委"),
        ("五处", "公司", "机关党委"),
    ]
    (file,) = program("import", empty, write_xlsx(tmp_path / "a.xlsx", rows), code=1)["files"]
    assert file["added"] == 5
    assert [(r["row"], r["column"], r["code"]) for r in file["rejected"]] == [
        (7, "党组织类别", "row.kind")
    ]


def test_dates_are_read_as_people_write_them_and_never_guessed(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    spelled = [
        *("1975.06", "197506", "1975年6月", "1975-6-1", "1975/06/01", "１９７５．０６"),
        *("一九七五年六月", "1 9 7 5年6月", "27546", 27546),
    ]
    names = [f"王{given}" for given in "甲乙丙丁戊己庚辛壬癸"]
    rows = [ROSTER, *((n, "办公室党支部", d) for n, d in zip(names, spelled, strict=True))]
    rows += [("李甲", "办公室党支部", 1975.1), ("李乙", "办公室党支部", "1975.13")]
    sheet = write_xlsx(tmp_path / "a.xlsx", rows)
    (file,) = program("import", staffed, sheet, code=1)["files"]
    assert file["added"] == len(spelled)
    assert [(r["row"], r["code"]) for r in file["rejected"]] == [
        (12, "row.date_ambiguous"),
        (13, "row.date"),
    ]
    assert file["rejected"][0]["message"].startswith("第 12 行：出生年月“1975.1”")
    assert "1975.01 或 1975.10" in file["rejected"][0]["message"]


def test_rejected_rows_are_mended_and_imported_again(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    organizations = [
        ORGANIZATIONS[0][:4],
        ("三分局党支部", "党支部", "机关党委", "郑华"),
        ("四分局党支部", "党支部", "没有的党委", "徐勇"),
    ]
    members = [
        (*ROSTER, "民族"),
        ("宋丽", "办公室党支部", "1980.05", "汉族"),
        ("唐军", "办公室党支部", "1980.5.50", "回族"),
    ]
    files = (
        write_xlsx(tmp_path / "名单.xlsx", organizations),
        write_xlsx(tmp_path / "名册.xlsx", members),
    )
    rejects = tmp_path / "未导入.xlsx"
    first = program("import", staffed, *files, "--rejects", rejects, code=1)["files"]
    assert [counts(file) for file in first] == [(1, 0, 0), (1, 0, 0)]
    book = openpyxl.load_workbook(rejects)
    sheets = book.worksheets
    reasons = [{c.value: v.value for c, v in zip(s[1], s[2], strict=True)} for s in sheets]
    assert [str(r["未导入原因"])[:4] for r in reasons] == ["第 3 ", "第 3 "]
    assert reasons[1]["民族"] == "回族"
    _mend(sheets[0], "没有的党委", "机关党委")
    _mend(sheets[1], "1980.5.50", "1980.05")
    book.save(rejects)
    book.close()
    again = program("import", staffed, rejects)["files"]
    assert sorted(f["kind"] for f in again) == ["members", "organizations"]
    assert [counts(file) for file in again] == [(1, 0, 0), (1, 0, 0)]
    whole = [*organizations[:2], ("四分局党支部", "党支部", "机关党委", "徐勇")]
    sheet = write_xlsx(tmp_path / "全.xlsx", whole)
    last = program("import", staffed, sheet)["files"]
    assert counts(last[0]) == (0, 0, 2)
    mended = write_xlsx(
        tmp_path / "全册.xlsx", [*members[:2], ("唐军", "办公室党支部", "1980.05", "回族")]
    )
    assert counts(program("import", staffed, mended)["files"][0]) == (0, 0, 2)


def _mend(sheet: Any, wrong: str, right: str) -> None:  # noqa: ANN401 - a worksheet
    (cell,) = [cell for row in sheet for cell in row if cell.value == wrong]
    cell.value = right


def test_rejects_never_replace_a_file_and_then_nothing_is_imported(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    sheet = write_xlsx(tmp_path / "a.xlsx", [ROSTER, ("宋丽", "办公室党支部", "1980.05")])
    rejects = write_xlsx(tmp_path / "未导入.xlsx", [("重要",)])
    before, old = content(staffed), rejects.read_bytes()
    fault = program.refused("import", staffed, sheet, "--rejects", rejects)
    assert (fault["code"], fault["place"]) == ("file.exists", str(rejects))
    assert (content(staffed), rejects.read_bytes()) == (before, old)
    program("import", staffed, sheet, "--rejects", rejects, "--overwrite")
    assert rejects.read_bytes() != old


def test_a_dry_run_tells_everything_and_changes_nothing(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    rows = [ROSTER, ("宋丽", "办公室党支部", "1980.05"), ("唐军", "第九党支部", "")]
    sheet = write_xlsx(tmp_path / "a.xlsx", rows)
    before = content(staffed)
    dry = program("import", staffed, sheet, "--dry-run", code=1)
    assert content(staffed) == before
    assert program("import", staffed, sheet, code=1) == dry
    assert content(staffed) != before


def test_names_are_searched_first_where_under_says(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    rows = [("姓名", "所在党支部"), ("宋丽", "第一党小组")]
    sheet = write_xlsx(tmp_path / "a.xlsx", rows)
    (file,) = program("import", staffed, sheet, "--dry-run", code=1)["files"]
    assert [q["code"] for q in file["questions"]] == ["row.organization_ambiguous"]
    (file,) = program("import", staffed, sheet, "--under", "一分局第二党支部")["files"]
    assert file["added"] == 1


def test_under_is_the_parent_of_what_names_none(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    rows = [ORGANIZATIONS[0][:3], ("第二党小组", "党小组", "")]
    sheet = write_xlsx(tmp_path / "a.xlsx", rows)
    (file,) = program("import", staffed, sheet, "--dry-run", code=1)["files"]
    assert [r["code"] for r in file["rejected"]] == ["row.second_root"]
    program("import", staffed, sheet, "--under", "办公室党支部")
    path = f"{UNIT}/机关党委/办公室党支部/第二党小组"
    joined = write_xlsx(tmp_path / "b.xlsx", [("姓名", "所在党支部"), ("宋丽", path)])
    assert program("import", staffed, joined)["files"][0]["added"] == 1


def test_a_question_waits_for_its_answer_and_is_asked_once(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    rows = [("姓名", "所在党支部"), ("宋丽", "第一党小组"), ("唐军", "办公室党支部")]
    sheet = write_xlsx(tmp_path / "a.xlsx", rows)
    (file,) = program("import", opened, sheet, code=1)["files"]
    assert file["added"] == 1, "唐军 does not wait for 宋丽"
    (question,) = file["questions"]
    assert set(question) == {"id", "code", "message", "rows", "options"}
    assert question["rows"] == [2]
    sheet.unlink()
    assert len(question["options"]) == 2
    assert any(p["id"] == "question" for p in program("check", opened, code=1)["problems"])
    fault = program.refused("answer", opened, question["id"], "第三个")
    assert fault["code"] == "question.option"
    chosen = next(option for option in question["options"] if "第二党支部" in option)
    (answered,) = program("answer", opened, question["id"], chosen)["files"]
    assert (answered["added"], answered["questions"]) == (1, [])
    assert ("宋丽", "一分局第二党支部") in roster(program, opened)
    assert program.refused("answer", opened, question["id"], chosen)["code"] == "question.unknown"
    sheet = write_xlsx(tmp_path / "a.xlsx", [*rows, ("韩静", "第一党小组")])
    (file,) = program("import", opened, sheet)["files"]
    assert counts(file) == (1, 0, 2), "the answer is remembered"


def test_the_same_question_of_two_files_is_answered_for_both(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    files = [
        write_xlsx(tmp_path / f"{name}.xlsx", [("姓名", "所在党支部"), (name, "第一党小组")])
        for name in ("宋丽", "唐军")
    ]
    told = program("import", opened, *files, code=1)["files"]
    ids = {q["id"] for file in told for q in file["questions"]}
    assert len(ids) == 1
    program("answer", opened, ids.pop(), told[0]["questions"][0]["options"][0])
    assert {name for name, _ in roster(program, opened)} >= {"宋丽", "唐军"}


def test_open_rounds_are_planned_again(program: Program, opened: Path, tmp_path: Path) -> None:
    sheet = write_xlsx(tmp_path / "a.xlsx", [ROSTER, ("宋丽", "办公室党支部", "1980.05")])
    assert ("宋丽", "办公室党支部") not in roster(program, opened)
    program("import", opened, sheet)
    assert ("宋丽", "办公室党支部") in roster(program, opened)


def test_a_ledger_of_reviews_names_forms_by_id_or_title(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    rows = [
        REVIEW_HEADINGS,
        review("郑华", "赵敏", "2010-12-20", form="member-review"),
        review("冯娟", "周洁", "2010-12-20", form=MEMBER_FORM),
        review("吴刚", "周洁", "2010-12-20", form="别的登记表"),
        ("2009年", *review("孙涛", "周洁", "2010-12-20")[1:]),
        review("周洁", "孙涛", "2010.12"),
    ]
    (file,) = program("import", opened, write_csv(tmp_path / "a.csv", rows), code=1)["files"]
    assert (file["kind"], file["added"]) == ("reviews", 2)
    assert [(r["row"], r["column"], r["code"]) for r in file["rejected"]] == [
        (4, "登记表", "row.form_unknown"),
        (5, "轮次", "row.round_unknown"),
        (6, "点评时间", "row.day"),
    ]
    done = program("tasks", opened, "--state", "done", code=0)["tasks"]
    assert {t["target"] for t in done} == {"郑华", "冯娟"}


def test_the_kind_can_be_said(program: Program, opened: Path, tmp_path: Path) -> None:
    sheet = write_xlsx(tmp_path / "a.xlsx", REVIEWS)
    (file,) = program("import", opened, sheet, "--kind", "reviews")["files"]
    assert file["added"] == 6
    with unchanged(tmp_path):
        fault = program.refused("import", opened, sheet, "--kind", "organizations")
    assert (fault["code"], fault["place"]) == ("sheet.header", str(sheet))


def test_a_sheet_of_something_else_is_refused(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "别的.xlsx", [("一", "二"), ("三", "四")])
    with unchanged(tmp_path):
        fault = program.refused("import", staffed, path)
        assert fault["code"] == "sheet.kind"
        missing = program.refused("import", staffed, tmp_path / "没有.xlsx")
    assert (missing["code"], missing["place"]) == ("file.missing", str(tmp_path / "没有.xlsx"))


def test_a_damaged_file_does_not_stop_the_good_ones(
    program: Program, staffed: Path, tmp_path: Path
) -> None:
    good = write_xlsx(tmp_path / "新人.xlsx", [("姓名", "所在党支部"), ("宋丽", "办公室党支部")])
    damaged = tmp_path / "坏.xlsx"
    damaged.write_bytes(b"PK\x03\x04" + b"0" * 200)
    word = tmp_path / "坏.docx"
    word.write_bytes(b"PK\x03\x04" + b"0" * 200)
    rejects = tmp_path / "未导入.xlsx"
    answer = program("import", staffed, damaged, good, word, "--rejects", rejects, code=1)
    first, second, third = answer["files"]
    assert (first["file"], first["kind"], first["rows"]) == (str(damaged), "auto", 0)
    (refused,) = first["rejected"]
    assert (refused["row"], refused["column"]) == (0, "")
    assert refused["code"].startswith(("file.", "sheet."))
    assert (second["added"], second["rejected"]) == (1, [])
    assert third["rejected"]
    assert rejects.exists()
    with unchanged(tmp_path):
        program.refused("import", staffed, damaged, word)
