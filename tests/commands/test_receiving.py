"""receive: looked at first, taken in with --apply, and what its JSON says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.program import Program, content, unchanged

UNIT = "一分局党总支"
KEYS = {"file", "from", "as_of", "new", "changed", "unchanged", "removed", "conflicts", "status"}
MEMBER = ("姓名,性别,入党时间,所在党支部\n", "高远,男,2006.07,一分局第一党支部\n")


@pytest.fixture
def issued(program: Program, reviewed: Path, tmp_path: Path) -> Path:
    """What the office has issued to the unit."""
    path = tmp_path / "下发.dpbag"
    program("issue", reviewed, "--out", path, "--to", UNIT)
    return path


@pytest.fixture
def below(program: Program, issued: Path, tmp_path: Path) -> Path:
    """The unit's own ledger, with a member of its own."""
    ledger, roster = tmp_path / "分局.ledger", tmp_path / "名册.csv"
    program("receive", ledger, issued)
    roster.write_text("".join(MEMBER), encoding="utf-8")
    program("import", ledger, roster)
    return ledger


@pytest.fixture
def sent(program: Program, below: Path, tmp_path: Path) -> Path:
    """What the unit sends up."""
    path = tmp_path / "上报.dpbag"
    program("submit", below, "--out", path, code=1)
    return path


def members(program: Program, ledger: Path) -> int:
    found = program.answer("stats", ledger, "--under", UNIT, "--json").data
    return int(found["figures"]["members_total"])


def test_what_was_issued_makes_the_units_ledger(
    program: Program, issued: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "分局.ledger"
    made = program("receive", ledger, issued)
    (file,) = made["files"]
    assert (file["from"], file["status"]) == ("市局党组", "applied")
    assert program("stats", ledger, code=1)["unit"] == UNIT
    tasks = {task["target"]: task for task in program("tasks", ledger)["tasks"]}
    assert tasks[UNIT]["reviewer_kind"] == "outside", "who reviews it comes from above"


def test_a_package_that_goes_up_makes_no_ledger(
    program: Program, sent: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "新.ledger"
    assert program.refused("receive", ledger, sent)["code"] == "handoff.not_issued"
    assert not ledger.exists()


def test_looking_changes_nothing_and_says_what_taking_in_would_do(
    program: Program, reviewed: Path, sent: Path
) -> None:
    before = content(reviewed)
    looked = program.answer("receive", reviewed, sent, "--json").data
    assert content(reviewed) == before
    (file,) = looked["files"]
    assert set(file) >= KEYS
    assert (file["from"], file["status"]) == (UNIT, "ready")
    assert file["new"] > 0
    taken = program.answer("receive", reviewed, sent, "--apply", "--json").data
    (after,) = taken["files"]
    assert {k: after[k] for k in KEYS - {"status", "conflicts"}} == {
        k: file[k] for k in KEYS - {"status", "conflicts"}
    }
    assert after["status"] == "applied"


def test_what_was_recorded_below_counts_above_once_however_often_it_comes(
    program: Program, reviewed: Path, sent: Path
) -> None:
    before = members(program, reviewed)
    program.answer("receive", reviewed, sent, "--apply", "--json")
    assert members(program, reviewed) == before + 1
    again = program.answer("receive", reviewed, sent, "--apply", "--json").data
    assert again["files"][0]["status"] == "same"
    assert (again["files"][0]["new"], again["files"][0]["changed"]) == (0, 0)
    assert members(program, reviewed) == before + 1


def test_what_is_older_waits_until_somebody_says_so(
    program: Program, reviewed: Path, below: Path, sent: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "二.dpbag"
    program("submit", below, "--out", newer, code=1)
    program.answer("receive", reviewed, newer, "--apply", "--json")
    given = program("receive", reviewed, sent, "--apply", code=1)
    assert given["files"][0]["status"] == "older"
    for words in (("--accept", "older"), ("--resolve", "theirs")):
        copy = shutil.copy(reviewed, tmp_path / "副本.ledger")
        given = program.answer("receive", copy, sent, "--apply", *words, "--json").data
        assert given["files"][0]["status"] == "applied"


def test_a_changed_byte_refuses_the_file_alone(
    program: Program, reviewed: Path, sent: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.dpbag"
    data = bytearray(sent.read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(data)
    before = content(reviewed)
    fault = program.refused("receive", reviewed, broken, "--apply")
    assert fault["code"] == "package.broken_seal"
    assert "坏.dpbag" in fault["place"]
    assert content(reviewed) == before
    both = program("receive", reviewed, broken, sent, "--apply", code=1)
    told = {Path(file["file"]).name: file for file in both["files"]}
    assert (told["坏.dpbag"]["status"], told["上报.dpbag"]["status"]) == ("refused", "applied")
    assert told["坏.dpbag"]["fault"]["code"] == "package.broken_seal"


def test_receipts_are_told(program: Program, reviewed: Path, below: Path, sent: Path) -> None:
    program.answer("receive", reviewed, sent, "--apply")
    down = sent.with_name("再下发.dpbag")
    program("issue", reviewed, "--out", down, "--to", UNIT)
    told = program.answer("receive", below, down, "--json")
    (file,) = told.data["files"]
    assert (file["receipts"], file["sent_back"]) == (1, 0)
    assert "上级带来回执 1 份\n" in told.words
    (file,) = program.answer("receive", reviewed, sent, "--json").data["files"]
    assert (file["receipts"], file["sent_back"]) == (0, 0)


def test_what_is_no_package_is_refused(program: Program, reviewed: Path, tmp_path: Path) -> None:
    other = tmp_path / "名册.xlsx"
    other.write_bytes(b"PK nothing")
    with unchanged(tmp_path):
        fault = program.refused("receive", reviewed, other)
    assert fault["code"] == "package.not_a_package"


def test_an_encrypted_one_needs_its_passphrase(
    program: Program, reviewed: Path, below: Path, tmp_path: Path
) -> None:
    out, right, wrong = (tmp_path / name for name in ("密.dpbag", "对.txt", "错.txt"))
    right.write_text("春风化雨", encoding="utf-8")
    wrong.write_text("秋风", encoding="utf-8")
    program("submit", below, "--out", out, "--passphrase-file", right, code=1)
    assert program.refused("receive", reviewed, out)["code"] == "package.passphrase_needed"
    fault = program.refused("receive", reviewed, out, "--passphrase-file", wrong)
    assert fault["code"] == "package.wrong_passphrase"
    words = ("--passphrase-file", right, "--apply", "--json")
    taken = program.answer("receive", reviewed, out, *words).data
    assert taken["files"][0]["status"] == "applied"
