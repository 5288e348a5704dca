"""open-round, tasks, stats and the default round and day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import REVIEW_HEADINGS, ROUND, UNIT, review
from tests.program import Program, content, unchanged

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {
    "leaders_total": 1,
    "leaders_took_part": 1,
    "secretaries_total": 4,
    "secretaries_took_part": 3,
    "organizations_total": 5,
    "organizations_reviewed": 3,
    "members_total": 10,
    "members_reviewed": 6,
}
TASKS = {
    ("committee", "王一平", "李文", "办公室党支部"),
    ("committee", "王一平", "张明", "一分局第二党支部"),
    ("committee", "李文", "张明", "一分局第二党支部"),
    ("in-charge", "王一平", "机关党委", UNIT),
    ("in-charge", "张明", "一分局党总支", "机关党委"),
    ("contact-point", "王一平", "办公室党支部", "机关党委"),
    ("general-branch", "孙涛", "一分局第一党支部", "一分局党总支"),
    ("general-branch", "孙涛", "一分局第二党支部", "一分局党总支"),
    ("branch-members", "赵敏", "王一平", "办公室党支部"),
    ("branch-members", "赵敏", "李文", "办公室党支部"),
    ("branch-members", "赵敏", "郑华", "办公室党支部"),
    ("branch-members", "周洁", "孙涛", "一分局第一党支部"),
    ("branch-members", "周洁", "吴刚", "一分局第一党支部"),
    ("branch-members", "周洁", "冯娟", "一分局第一党支部"),
    ("branch-members", "孙涛", "张明", "一分局第二党支部"),
    ("branch-members", "孙涛", "杨帆", "一分局第二党支部"),
}


@pytest.mark.parametrize(
    "words",
    [("tasks",), ("stats",), ("export-forms", "--out", "x")],
    ids=lambda words: words[0],
)
def test_without_a_round_what_needs_one_is_refused(
    program: Program, staffed: Path, words: tuple[str, ...]
) -> None:
    with unchanged(staffed.parent):
        assert program.refused(words[0], staffed, *words[1:])["code"] == "round.none"


def test_opening_a_round_makes_the_tasks(program: Program, staffed: Path) -> None:
    opened = program("open-round", staffed, *ROUND, code=1)
    assert opened == {"round": "2010年下半年", "tasks": len(TASKS), "gaps": 1}
    found = program("tasks", staffed, code=1)
    keys = {"id", "rules", "form", "reviewer", "reviewer_kind", "target_kind", "target"}
    assert all(set(task) == keys | {"organization", "state"} for task in found["tasks"])
    assert {
        ("、".join(t["rules"]), t["reviewer"], t["target"], t["organization"])
        for t in found["tasks"]
    } == TASKS
    for task in found["tasks"]:
        is_member = task["target_kind"] == "member"
        assert task["form"] == ("member-review" if is_member else "org-review")
        assert (task["reviewer_kind"], task["state"]) == ("person", "open")
    (gap,) = found["gaps"]
    assert set(gap) == {"rule", "target_kind", "target", "organization", "reason"}
    assert (gap["rule"], gap["target"], gap["organization"]) == ("top", UNIT, "")


def test_a_round_has_a_name_of_its_own_and_days_in_order(program: Program, opened: Path) -> None:
    before = content(opened)
    assert program.refused("open-round", opened, *ROUND)["code"] == "round.exists"
    wrong = ("--name", "x", "--start", "2011-01-02", "--end", "2011-01-01")
    assert program.refused("open-round", opened, *wrong)["code"] == "round.dates"
    assert content(opened) == before


def test_the_latest_round_is_meant_where_none_is_named(program: Program, reviewed: Path) -> None:
    later = ("--name", "2011年上半年", "--start", "2011-01-26", "--end", "2011-06-30")
    program("open-round", reviewed, *later, code=1)
    assert program("stats", reviewed, code=1)["figures"]["members_reviewed"] == 0
    named = program("stats", reviewed, "--round", "2010年下半年", code=1)
    assert named["figures"] == FIGURES
    states = {t["state"] for t in program("tasks", reviewed, code=1)["tasks"]}
    assert states == {"open"}
    assert program.refused("tasks", reviewed, "--round", "2009年")["code"] == "round.unknown"


def test_tasks_are_told_by_their_state(program: Program, reviewed: Path) -> None:
    done = program("tasks", reviewed, "--state", "done")
    assert {t["target"] for t in done["tasks"]} == {
        *("郑华", "吴刚", "冯娟", "办公室党支部", "一分局第一党支部", "机关党委"),
    }
    assert done["gaps"] == []
    unfinished = program("tasks", reviewed, "--state", "open")
    assert len(unfinished["tasks"]) == len(TASKS) - 6
    assert program("tasks", reviewed, "--state", "exempt")["tasks"] == []
    gaps = program("tasks", reviewed, "--state", "gap", code=1)
    assert (gaps["tasks"], len(gaps["gaps"])) == ([], 1)


def test_under_selects_targets_while_reviewers_may_be_outside(
    program: Program, opened: Path
) -> None:
    below = {"一分局党总支", "一分局第一党支部", "一分局第二党支部"}
    expected = {t for t in TASKS if t[2] in below or t[3] in below}
    paths = (f"{UNIT}/机关党委/一分局党总支", "一分局党总支", "机关党委/一分局党总支")
    for path in paths:
        found = program("tasks", opened, "--under", path)["tasks"]
        assert {
            ("、".join(t["rules"]), t["reviewer"], t["target"], t["organization"]) for t in found
        } == expected
    assert "王一平" in {t["reviewer"] for t in found}, "of the committee, not of the branch"


def test_a_name_of_two_organisations_is_refused_with_both_paths(
    program: Program, opened: Path
) -> None:
    fault = program.refused("tasks", opened, "--under", "第一党小组")
    assert fault["code"] == "organization.ambiguous"
    for branch in ("一分局第一党支部", "一分局第二党支部"):
        path = f"{UNIT}/机关党委/一分局党总支/{branch}/第一党小组"
        assert path in fault["remedy"]
        program("tasks", opened, "--under", path)
    assert program.refused("stats", opened, "--under", "没有")["code"] == "organization.unknown"


def test_the_day_is_the_rounds_last_or_today(reviewed: Path) -> None:
    late, early = Program(today=date(2011, 3, 1)), Program(today=date(2010, 12, 29))
    found = late("stats", reviewed, code=1)
    assert (found["as_of"], found["figures"]) == ("2011-01-25", FIGURES)
    assert {"unit", "round", "as_of", "figures", "tiers", "times", "checks"} <= set(found)
    found = early("stats", reviewed, code=1)
    assert found["as_of"] == "2010-12-29"
    assert found["figures"]["organizations_reviewed"] == 2
    assert found["figures"]["members_reviewed"] == 4
    assert early("stats", reviewed, "--as-of", "2011-01-25", code=1)["figures"] == FIGURES


def test_figures_have_names_behind_them(program: Program, reviewed: Path) -> None:
    found = program("stats", reviewed, "--names", code=1)
    assert set(found["names"]) == set(FIGURES)
    for measure, lists in found["names"].items():
        assert len(lists["counted"]) == FIGURES[measure]
        assert all(set(each) == {"id", "name"} for each in lists["counted"])
        assert all(set(each) == {"id", "name", "reason"} for each in lists["not_counted"])
    reviewed_names = {each["name"] for each in found["names"]["members_reviewed"]["counted"]}
    assert reviewed_names == {"郑华", "吴刚", "冯娟", "赵敏", "周洁", "李文"}
    gone = {(n["name"], n["reason"]) for n in found["names"]["members_total"]["not_counted"]}
    assert gone == {("陈立", "已转出")}
    vacant = {n["name"] for n in found["names"]["secretaries_total"]["not_counted"]}
    assert vacant == {"一分局第二党支部"}
    assert "names" not in program("stats", reviewed, code=1)


def test_figures_of_a_part_and_checks(program: Program, reviewed: Path) -> None:
    found = program("stats", reviewed, "--under", "一分局党总支", code=1)
    assert found["figures"] == {
        **dict.fromkeys(("leaders_total", "leaders_took_part"), 0),
        **{"secretaries_total": 2, "secretaries_took_part": 2},
        **{"organizations_total": 3, "organizations_reviewed": 1},
        **{"members_total": 6, "members_reviewed": 3},
    }
    assert found["times"] == {"organizations": 1, "members": 2}
    assert [set(t) for t in found["tiers"]] == [{"id", "title", "total", "took_part"}]
    assert all(set(c) == {"id", "level", "ok", "message"} for c in found["checks"])
    assert {c["level"] for c in found["checks"]} <= {"error", "verify", "hint"}
    failed = {c["id"] for c in found["checks"] if not c["ok"]}
    assert {"T1-04", "T1-05", "T1-11"} <= failed


def test_the_table_is_written_and_never_replaces_another_unasked(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "统计表.xlsx"
    assert program("stats", reviewed, "--out", out, code=1)["file"] == str(out)
    book = openpyxl.load_workbook(out, read_only=True)
    assert book.sheetnames[-1] == "汇总"
    book.close()
    with unchanged(tmp_path):
        fault = program.refused("stats", reviewed, "--out", out)
    assert (fault["code"], fault["place"]) == ("file.exists", str(out))
    program("stats", reviewed, "--out", out, "--overwrite", code=1)


def test_everything_done_leaves_nothing_to_look_at(program: Program, tmp_path: Path) -> None:
    """A branch on its own: outside leader, secretary, three members, all reviewed."""
    ledger, unit = tmp_path / "a.ledger", "计量所党支部"
    program("new", ledger, "--scheme", "qingdao-2010", "--unit", unit)
    own = [("党组织名称", "上级党组织", "分管领导"), (unit, "", "孙海（局长）")]
    people = [("姓名", "党内职务"), ("王红", "书记"), ("李刚", ""), ("张燕", "")]
    lists = (
        write_xlsx(tmp_path / "名单.xlsx", own),
        write_xlsx(tmp_path / "名册.xlsx", people),
    )
    program("import", ledger, *lists)
    assert program("open-round", ledger, *ROUND)["gaps"] == 0
    tasks = program("tasks", ledger)["tasks"]
    assert ("孙海", unit) in {(t["reviewer"], t["target"]) for t in tasks}
    rows = [
        REVIEW_HEADINGS,
        review("李刚", "王红", "2010-12-01"),
        review("张燕", "王红", "2010-12-01"),
        review(unit, "孙海", "2010-12-02", form="org-review"),
    ]
    program("import", ledger, write_xlsx(tmp_path / "台账.xlsx", rows))
    found = program("stats", ledger)["figures"]
    assert (found["members_total"], found["members_reviewed"]) == (3, 3)
    assert (found["organizations_total"], found["organizations_reviewed"]) == (1, 1)
    assert program("check", ledger) == {"problems": []}
