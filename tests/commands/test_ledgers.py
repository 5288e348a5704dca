"""schemes, new, check, backup, restore, self-test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.builders import SCHEMES
from tests.lists import UNIT
from tests.program import Program, content, unchanged

if TYPE_CHECKING:
    from pathlib import Path


def test_schemes_are_listed_with_forms_tables_rules_and_deadlines(program: Program) -> None:
    found = {scheme["id"]: scheme for scheme in program("schemes")["schemes"]}
    qingdao = found["qingdao-2010"]
    assert set(qingdao) == {
        *("id", "title", "issuer", "document", "period"),
        *("forms", "tables", "rules", "deadlines"),
    }
    assert [(f["id"], f["target"]) for f in qingdao["forms"]] == [
        ("org-review", "organization"),
        ("member-review", "member"),
    ]
    assert all(set(f) == {"id", "title", "target"} for f in qingdao["forms"])
    assert [table["id"] for table in qingdao["tables"]] == ["coverage"]
    assert all(set(rule) == {"id", "text"} and rule["text"] for rule in qingdao["rules"])
    assert {(d["what"], d["date"]) for d in qingdao["deadlines"]} >= {
        ("统计表（第一次）", "2011-01-12"),
        ("统计表（第二次）", "2011-02-10"),
    }
    assert all(set(d) == {"what", "to", "date"} for d in qingdao["deadlines"])


@pytest.mark.parametrize(
    ("unit", "given", "kind"),
    [
        ("市局党组", (), "leading_group"),
        ("城阳分局党总支", (), "general_branch"),
        ("计量所联合党支部", (), "joint_branch"),
        ("城阳分局", ("--kind", "党委"), "committee"),
        ("城阳分局", ("--kind", "branch"), "branch"),
        ("东海公司", (), "committee"),
    ],
)
def test_the_kind_of_the_unit_is_given_or_told_by_its_name(
    program: Program, tmp_path: Path, unit: str, given: tuple[str, ...], kind: str
) -> None:
    ledger = tmp_path / "a.ledger"
    made = program("new", ledger, "--scheme", "qingdao-2010", "--unit", unit, *given)
    assert made == {"ledger": str(ledger), "scheme": "qingdao-2010", "unit": unit, "kind": kind}


def test_a_scheme_can_be_named_by_its_folder(program: Program, tmp_path: Path) -> None:
    folder = shutil.copytree(SCHEMES / "qingdao-2010", tmp_path / "我的方案")
    made = program("new", tmp_path / "a.ledger", "--scheme", folder, "--unit", UNIT)
    assert made["scheme"] == "qingdao-2010"
    shutil.rmtree(folder)
    assert program("check", tmp_path / "a.ledger") == {"problems": []}, "the ledger keeps it"


def test_a_unit_needs_a_name(program: Program, tmp_path: Path) -> None:
    with unchanged(tmp_path):
        fault = program.refused(
            "new", tmp_path / "a.ledger", "--scheme", "qingdao-2010", "--unit", " "
        )
    assert fault["code"] == "organization.name_missing"


def test_a_sound_ledger_has_no_problems_and_a_half_done_round_has(
    program: Program, staffed: Path, reviewed: Path
) -> None:
    problems = program("check", reviewed, code=1)["problems"]
    assert all(set(p) == {"id", "level", "where", "message"} for p in problems)
    assert {"gap", "vacancy", "T1-04", "T1-05"} <= {p["id"] for p in problems}
    assert {p["level"] for p in problems} <= {"error", "verify", "hint"}


def test_a_backup_brings_everything_back(program: Program, reviewed: Path, tmp_path: Path) -> None:
    saved = tmp_path / "备份.ledger"
    before = program("stats", reviewed, code=1)
    assert program("backup", reviewed, "--out", saved) == {"file": str(saved), "verified": True}
    with unchanged(tmp_path):
        assert program.refused("backup", reviewed, "--out", saved)["code"] == "file.exists"
    back = tmp_path / "回来.ledger"
    restored = program("restore", saved, "--to", back)
    assert (restored["file"], restored["verified"]) == (str(back), True)
    assert program("stats", back, code=1) == before


def test_restoring_keeps_what_it_replaces(program: Program, staffed: Path, tmp_path: Path) -> None:
    saved = tmp_path / "备份.ledger"
    program("backup", staffed, "--out", saved)
    program(
        "open-round",
        staffed,
        "--name",
        "一",
        "--start",
        "2010-01-01",
        "--end",
        "2010-06-30",
        code=1,
    )
    later = content(staffed)
    kept = program("restore", saved, "--to", staffed)["kept"]
    assert content(tmp_path / kept) == later
    assert program.refused("tasks", staffed)["code"] == "round.none"


def test_the_program_finds_itself_sound(program: Program) -> None:
    found = program("self-test")
    assert found["ok"] is True
    assert len(found["steps"]) >= 5
    assert all(step["ok"] for step in found["steps"])
