"""stats --submitted: the official table as it went up, with its 校验码, beside today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.lists import UNIT as OFFICE
from tests.program import Program, content, unchanged
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from pathlib import Path

UNIT = "一分局党总支"
MEMBERS = ("姓名,性别,入党时间,所在党支部\n", "{},男,2006.07,一分局第一党支部\n")
FIGURES = {"unit", "round", "as_of", "figures", "tiers", "times", "checks"}


def add_member(program: Program, ledger: Path, name: str) -> None:
    roster = ledger.with_name(f"{name}.csv")
    roster.write_text("".join(MEMBERS).format(name), encoding="utf-8")
    program("import", ledger, roster)


def submit(program: Program, ledger: Path, out: Path, *words: object) -> dict[str, Any]:
    return program.answer("submit", ledger, "--out", out, *words, "--json").data


@pytest.fixture
def below(program: Program, reviewed: Path, tmp_path: Path) -> Path:
    """The ledger of a unit, issued to it, with a member of its own."""
    package, ledger = tmp_path / "下发.dpbag", tmp_path / "下级" / "分局.ledger"
    ledger.parent.mkdir()
    program("issue", reviewed, "--out", package, "--to", UNIT)
    program("receive", ledger, package)
    add_member(program, ledger, "高远")
    return ledger


def test_what_went_up_is_told_again(program: Program, reviewed: Path, tmp_path: Path) -> None:
    counted = program("stats", reviewed, code=1)
    made = submit(program, reviewed, tmp_path / "一.dpbag")
    told = program("stats", reviewed, "--submitted")
    assert set(told) == FIGURES | {"check_code", "sequence", "changed"}
    same = FIGURES - {"times", "checks"}
    assert {key: told[key] for key in same} == {key: counted[key] for key in same}
    assert told["times"] == {"organizations": None, "members": None}
    assert {c["id"] for c in told["checks"]} == {c["id"] for c in counted["checks"]}
    assert (told["check_code"], told["sequence"], told["changed"]) == (made["check_code"], 1, [])
    words = program.answer("stats", reviewed, "--submitted").out
    assert made["check_code"] in words


def test_the_table_is_the_same_file_for_ever(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    made = submit(program, reviewed, tmp_path / "一.dpbag")
    first, again, window = (tmp_path / f"{name}.xlsx" for name in ("甲", "乙", "丙"))
    assert program("stats", reviewed, "--submitted", "--out", first)["file"] == str(first)
    add_member(program, reviewed, "高远")
    told = program("stats", reviewed, "--submitted", "--out", again, code=1)
    assert again.read_bytes() == first.read_bytes()
    with sample_office().open(reviewed) as desk:
        desk.submissions.reprint(desk.submissions.all()[0].id, window)
    assert window.read_bytes() == first.read_bytes()
    footer = load_workbook(first).worksheets[0].oddFooter
    assert footer is not None
    assert made["check_code"] in str(footer.right.text)
    (change,) = told["changed"]
    assert change == {
        "measure": "members_total",
        "title": "党员总数",
        "then": told["figures"]["members_total"],
        "now": told["figures"]["members_total"] + 1,
        "left": [],
        "came": ["高远"],
    }
    assert "高远" in program.answer("stats", reviewed, "--submitted").out
    with unchanged(tmp_path):
        fault = program.refused("stats", reviewed, "--submitted", "--out", again)
    assert fault["code"] == "file.exists"


def test_the_latest_submission_holds(program: Program, reviewed: Path, tmp_path: Path) -> None:
    submit(program, reviewed, tmp_path / "一.dpbag")
    add_member(program, reviewed, "高远")
    second = submit(program, reviewed, tmp_path / "二.dpbag")
    told = program("stats", reviewed, "--submitted")
    assert (told["sequence"], told["check_code"]) == (2, second["check_code"])


def test_the_office_tells_what_a_unit_submitted(
    program: Program, reviewed: Path, below: Path, tmp_path: Path
) -> None:
    package, own, held = tmp_path / "报.dpbag", tmp_path / "单位.xlsx", tmp_path / "机关.xlsx"
    made = submit(program, below, package)
    at_unit = program("stats", below, "--submitted", "--out", own)
    nothing = program.refused("stats", reviewed, "--submitted", "--under", UNIT)
    assert nothing["code"] == "handoff.not_submitted"
    program.answer("receive", reviewed, package, "--apply", "--json")

    add_member(program, reviewed, "后来")
    before = content(reviewed)
    told = program("stats", reviewed, "--submitted", "--under", UNIT, "--out", held, code=1)
    assert content(reviewed) == before
    assert (told["unit"], told["check_code"]) == (UNIT, made["check_code"])
    assert told["figures"] == at_unit["figures"]
    assert told["tiers"] == at_unit["tiers"]
    assert held.read_bytes() == own.read_bytes(), "as the unit itself has it"
    changed = {c["measure"]: c for c in told["changed"]}
    today = program.answer("stats", reviewed, "--under", UNIT, "--json").data["figures"]
    assert {name: c["now"] for name, c in changed.items()} == {
        name: number for name, number in today.items() if number != told["figures"][name]
    }
    assert changed["members_total"]["then"] == 1

    mine = submit(program, reviewed, tmp_path / "代报.dpbag", "--under", UNIT)
    told = program("stats", reviewed, "--submitted", "--under", UNIT)
    assert told["check_code"] == mine["check_code"], "the later one"


def test_what_was_never_submitted_is_refused(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "表.xlsx"
    with unchanged(tmp_path):
        fault = program.refused("stats", reviewed, "--submitted", "--out", out)
    assert fault["code"] == "handoff.not_submitted"
    assert OFFICE in fault["message"]
    submit(program, reviewed, tmp_path / "一.dpbag")
    fault = program.refused("stats", reviewed, "--submitted", "--under", UNIT)
    assert UNIT in fault["message"]


@pytest.mark.parametrize("words", [("--as-of", "2010-12-31"), ("--by", "tier"), ("--names",)])
def test_nothing_is_counted_anew_beside_it(
    program: Program, reviewed: Path, words: tuple[str, ...]
) -> None:
    fault = program.refused("stats", reviewed, "--submitted", *words)
    assert fault["code"] == "command.usage"
    assert words[0] in fault["message"]


def test_everything_holds_the_submitted_tables(
    program: Program, reviewed: Path, below: Path, tmp_path: Path
) -> None:
    submit(program, below, tmp_path / "报.dpbag")
    program.answer("receive", reviewed, tmp_path / "报.dpbag", "--apply", "--json")
    for name in ("一", "二"):
        submit(program, reviewed, tmp_path / f"{name}.dpbag")
    latest, theirs = tmp_path / "新.xlsx", tmp_path / "下级.xlsx"
    program("stats", reviewed, "--submitted", "--out", latest)
    program("stats", below, "--submitted", "--out", theirs)
    out = tmp_path / "全部"
    made = program("export-all", reviewed, "--out", out)
    folder = out / "2010年下半年" / "上报"
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) == {
        "市局党组_统计表_第1号_20110125.xlsx",
        "市局党组_统计表_第2号_20110125.xlsx",
        "一分局党总支_统计表_第1号_20110125.xlsx",
    }
    assert found["市局党组_统计表_第2号_20110125.xlsx"] == latest.read_bytes()
    assert found["一分局党总支_统计表_第1号_20110125.xlsx"] == theirs.read_bytes()
    assert {str(path) for path in folder.iterdir()} <= set(made["files"])
    assert "2010年下半年/上报/" in (out / "目录.txt").read_text(encoding="utf-8-sig")
    program("export-all", reviewed, "--out", out, "--overwrite")
    assert "2010年下半年/上报/" in (out / "目录.txt").read_text(encoding="utf-8-sig")
