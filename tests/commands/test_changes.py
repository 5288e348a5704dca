"""更名, 迁移, 合并, 撤销 with their day; 免点评 and 改派 with their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.intake.helpers import write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Program

DAY = ("--date", "2010-12-01")


def figures(program: Program, ledger: Path, under: str, day: str) -> dict[str, int]:
    answer = program.answer("stats", ledger, "--under", under, "--as-of", day, "--json")
    found: dict[str, int] = answer.data["figures"]
    return found


def task(program: Program, ledger: Path, target: str) -> dict[str, Any]:
    tasks = program.answer("tasks", ledger, "--json").data["tasks"]
    return next(each for each in tasks if each["target"] == target)


def test_a_renamed_branch_is_found_by_the_name_of_the_day(program: Program, opened: Path) -> None:
    program("rename", opened, "办公室党支部", "--name", "综合党支部", *DAY)
    before = figures(program, opened, "办公室党支部", "2010-11-30")
    assert figures(program, opened, "综合党支部", "2010-12-01") == before
    fault = program.refused("stats", opened, "--under", "办公室党支部", "--as-of", "2010-12-01")
    assert fault["code"] == "organization.unknown"


def test_a_moved_branch_counts_where_it_stood(program: Program, opened: Path) -> None:
    before = figures(program, opened, "一分局党总支", "2010-11-30")
    program("move", opened, "办公室党支部", "--parent", "一分局党总支", *DAY)
    assert figures(program, opened, "一分局党总支", "2010-11-30") == before
    after = figures(program, opened, "一分局党总支", "2010-12-01")
    assert after["organizations_total"] == before["organizations_total"] + 1


def test_merged_branches_are_one_from_the_day_on(program: Program, opened: Path) -> None:
    one, two = "一分局第一党支部", "一分局第二党支部"
    members = [figures(program, opened, name, "2010-11-30")["members_total"] for name in (one, two)]
    program("merge", opened, one, "--into", two, *DAY)
    assert figures(program, opened, two, "2010-12-01")["members_total"] == sum(members)
    assert figures(program, opened, one, "2010-11-30")["members_total"] == members[0]


def test_a_dissolved_branch_hands_its_members_on(program: Program, opened: Path) -> None:
    members = figures(program, opened, "机关党委", "2010-12-01")["members_total"]
    program("dissolve", opened, "办公室党支部", "--heir", "一分局第一党支部", *DAY)
    assert figures(program, opened, "机关党委", "2010-12-01")["members_total"] == members


def test_a_split_and_a_transfer_move_the_members_named(program: Program, opened: Path) -> None:
    old, other = "一分局第一党支部", "办公室党支部"
    before = figures(program, opened, old, "2010-11-30")["members_total"]
    program("split", opened, old, "--name", "一分局第三党支部", "--member", "冯娟", "吴刚", *DAY)
    assert figures(program, opened, old, "2010-12-01")["members_total"] == before - 2
    assert figures(program, opened, "一分局第三党支部", "2010-12-01")["members_total"] == 2
    there = figures(program, opened, other, "2010-12-01")["members_total"]
    program("transfer", opened, "--member", "冯娟", "--to", other, "--date", "2010-12-05")
    assert figures(program, opened, other, "2010-12-05")["members_total"] == there + 1
    assert figures(program, opened, old, "2010-11-30")["members_total"] == before


def test_what_cannot_be_is_refused(program: Program, opened: Path) -> None:
    below = ("--parent", "办公室党支部")
    assert program.refused("move", opened, "机关党委", *below, *DAY)["code"] == "organization.cycle"


def test_an_exemption_stays_in_the_list(program: Program, opened: Path) -> None:
    program("exempt", opened, task(program, opened, "郑华")["id"], "--reason", "长期病假")
    assert task(program, opened, "郑华")["state"] == "exempt"


def test_a_task_given_to_somebody_else_stays_his(program: Program, opened: Path) -> None:
    old = task(program, opened, "郑华")
    program("assign", opened, old["id"], "--reviewer", "李文", "--reason", "书记出差")
    assert task(program, opened, "郑华")["reviewer"] == "李文"
    program("rename", opened, "办公室党支部", "--name", "综合党支部", *DAY)
    assert task(program, opened, "郑华")["reviewer"] == "李文"


def test_a_name_that_two_people_have_is_refused(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    rows = [("姓名", "出生年月", "所在党支部"), ("李文", "1990.01", "一分局第二党支部")]
    answer = program.answer("import", opened, write_xlsx(tmp_path / "名册.xlsx", rows), "--json")
    for question in answer.data.get("questions", ()):
        program("answer", opened, question["id"], "另一个人")
    words = ("--reviewer", "李文", "--reason", "书记出差")
    fault = program.refused("assign", opened, task(program, opened, "郑华")["id"], *words)
    assert fault["code"] == "person.ambiguous"


def test_nobody_is_made_to_review_himself(program: Program, opened: Path) -> None:
    words = ("--reviewer", "郑华", "--reason", "试试")
    fault = program.refused("assign", opened, task(program, opened, "郑华")["id"], *words)
    assert fault["code"] == "task.own_review"
