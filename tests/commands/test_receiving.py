"""receive: looked at first, taken in with --apply, and what its JSON says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.binding import AS_NEW, NOT_OURS
from tests.lists import ROUND
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
    (file,) = given["files"]
    assert (file["status"], file["fault"]["code"]) == ("older", "handoff.older")
    assert "--accept older" in file["fault"]["remedy"]
    told = program.answer("receive", reviewed, sent)
    assert file["fault"]["remedy"] in told.out
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


# ---- folders and files that are none -----------------------------------------------------------


def test_a_file_that_is_not_there_is_refused(
    program: Program, reviewed: Path, sent: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "没有.dpbag"
    with unchanged(tmp_path):
        fault = program.refused("receive", reviewed, gone, "--apply")
    assert (fault["code"], fault["place"]) == ("file.missing", str(gone))
    both = program("receive", reviewed, gone, sent, code=1)
    assert {file["status"] for file in both["files"]} == {"ready", "refused"}


def test_a_folder_without_packages_is_refused(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    (folder / "说明.txt").write_text("没有数据包", encoding="utf-8")
    for ledger in (reviewed, tmp_path / "新.ledger"):
        with unchanged(tmp_path):
            fault = program.refused("receive", ledger, folder)
        assert (fault["code"], fault["place"]) == ("handoff.no_file", str(folder))


def test_of_a_folder_of_all_sorts_the_packages_are_taken_and_the_broken_ones_told(
    program: Program, reviewed: Path, sent: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "U盘"
    folder.mkdir()
    (folder / "名册.csv").write_text("".join(MEMBER), encoding="utf-8")
    (folder / "坏.dpbag").write_bytes(sent.read_bytes()[:-50])
    shutil.copy(sent, folder / "好.dpbag")
    told = program("receive", reviewed, folder, "--apply", code=1)
    found = {Path(file["file"]).name: file["status"] for file in told["files"]}
    assert found == {"好.dpbag": "applied", "坏.dpbag": "refused"}


def test_a_ledger_is_made_of_what_stands_on_a_stick(
    program: Program, reviewed: Path, issued: Path, tmp_path: Path
) -> None:
    stick, ledger = tmp_path / "U盘", tmp_path / "新.ledger"
    stick.mkdir()
    shutil.copy(issued, stick / "旧.dpbag")
    program("issue", reviewed, "--out", stick / "新.dpbag", "--to", UNIT)
    told = program("receive", ledger, stick, code=1)
    found = {Path(file["file"]).name: file["status"] for file in told["files"]}
    assert found == {"新.dpbag": "applied", "旧.dpbag": "older"}
    assert program("stats", ledger, code=1)["unit"] == UNIT


def test_for_which_unit_a_ledger_is_made_is_never_guessed(
    program: Program, reviewed: Path, issued: Path, tmp_path: Path
) -> None:
    stick, ledger = tmp_path / "U盘", tmp_path / "新.ledger"
    stick.mkdir()
    shutil.copy(issued, stick)
    program("issue", reviewed, "--out", stick / "办公室.dpbag", "--to", "办公室党支部")
    with unchanged(tmp_path):
        fault = program.refused("receive", ledger, stick)
    assert fault["code"] == "handoff.several_units"
    assert all(name in fault["message"] for name in (UNIT, "办公室党支部"))
    program("receive", ledger, stick / "办公室.dpbag")


def test_a_folder_that_is_missing_is_no_place_for_a_ledger(
    program: Program, issued: Path, tmp_path: Path
) -> None:
    with unchanged(tmp_path):
        fault = program.refused("receive", tmp_path / "没有" / "新.ledger", issued)
    assert (fault["code"], fault["place"]) == ("file.folder_missing", str(tmp_path / "没有"))


def test_how_to_answer_is_told_and_the_answer_is_remembered(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    """A unit made its ledger by itself, and calls itself otherwise."""
    own, package = tmp_path / "自建.ledger", tmp_path / "自建.dpbag"
    program("new", own, "--scheme", "qingdao-2010", "--unit", "一分局总支部", "--kind", "党总支")
    program.answer("open-round", own, *ROUND)
    program.answer("submit", own, "--out", package)
    told = program.answer("receive", reviewed, package, "--json")
    assert told.code == 1
    (file,) = told.data["files"]
    assert file["status"] == "question"
    assert "请用 answer 台账 问题编号 选项 回答，再接收一次" in told.words
    option = next(each for each in file["question"]["options"] if UNIT in each)
    program.answer("answer", reviewed, file["question"]["id"], option, "--json")
    (again,) = program.answer("receive", reviewed, package, "--json").data["files"]
    assert again["status"] == "ready"


def test_who_is_turned_away_stays_so_until_it_is_answered_anew(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    own, package = tmp_path / "别处.ledger", tmp_path / "别处.dpbag"
    program("new", own, "--scheme", "qingdao-2010", "--unit", "别处总支部", "--kind", "党总支")
    program.answer("open-round", own, *ROUND)
    program.answer("submit", own, "--out", package)
    (file,) = program.answer("receive", reviewed, package, "--json").data["files"]
    asked = file["question"]
    program.answer("answer", reviewed, asked["id"], NOT_OURS, "--json")
    told = program.answer("receive", reviewed, package, "--apply", "--json")
    assert told.code == 0
    assert [each["status"] for each in told.data["files"]] == ["declined"]
    checked = program.answer("check", reviewed, "--json").data["problems"]
    assert "question" not in {each["id"] for each in checked}
    new = f"{AS_NEW}{UNIT}/别处总支部"
    program.answer("answer", reviewed, asked["id"], new, "--json")
    (again,) = program.answer("receive", reviewed, package, "--json").data["files"]
    assert again["status"] == "ready"
