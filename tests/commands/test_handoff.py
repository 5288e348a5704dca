"""submit, issue: what goes up, what goes down, and what their JSON says."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from app import paths
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.intake.packages import peek, read_package
from app.ops.office import Office
from tests.program import Program, content, unchanged

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {"file", "digest", "check_code", "contents"}
EXPLAINED = ("--explain", "T1-04=两名党员长期病休", "--explain", "T1-05=支部书记空缺待补")


def test_submit_writes_a_package_and_says_what_is_in_it(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "上报.dpbag"
    made = program("submit", reviewed, "--out", out, *EXPLAINED)
    assert set(made) == KEYS
    assert made["file"] == str(out)
    assert made["check_code"] == made["digest"][:8]
    manifest = peek(out)
    assert (manifest.digest, manifest.check_code) == (made["digest"], made["check_code"])
    contents = made["contents"]
    assert (contents["from"], contents["round"], contents["as_of"]) == (
        *("市局党组", "2010年下半年"),
        "2011-01-25",
    )
    assert contents["counts"]["review"] == 6
    assert {part["name"] for part in contents["parts"]} == {
        *("data.sqlite", "office.sqlite", "figures.json"),
    }
    assert contents["checks"] == []


def test_what_nobody_explained_is_named_and_does_not_stop_it(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "上报.dpbag"
    made = program("submit", reviewed, "--out", out, code=1)
    assert {check["id"] for check in made["contents"]["checks"]} == {"T1-04", "T1-05"}
    assert out.exists()
    again = program("submit", reviewed, "--out", tmp_path / "二.dpbag", *EXPLAINED)
    assert again["contents"]["sequence"] == 2
    third = program("submit", reviewed, "--out", tmp_path / "三.dpbag")
    assert third["contents"]["checks"] == [], "an explanation is kept"


def test_errors_stop_it_and_are_all_named(program: Program, reviewed: Path, tmp_path: Path) -> None:
    """T1-08: one branch stands twice under one parent."""
    with Office(paths.schemes(), lambda: program.today, lambda: str(uuid4())).open(
        reviewed
    ) as desk:
        branch = next(o for o in desk.workspace.records.organizations if o.name == "办公室党支部")
        twin = replace(branch, id=OrganizationId(str(uuid4())))
        desk.workspace.stores.structure.save(organizations=(twin,))
    before, out = content(reviewed), tmp_path / "上报.dpbag"
    fault = program.refused("submit", reviewed, "--out", out)
    assert (fault["code"], fault["place"]) == ("handoff.blocked", "T1-08")
    assert "办公室党支部" in fault["message"]
    assert content(reviewed) == before
    assert not out.exists()


def test_only_what_stands_below_goes_up(program: Program, reviewed: Path, tmp_path: Path) -> None:
    out = tmp_path / "上报.dpbag"
    made = program("submit", reviewed, "--out", out, "--under", "一分局党总支", code=1)
    assert made["contents"]["from"] == "一分局党总支"
    assert made["contents"]["counts"]["organization"] == 5


def test_the_day_can_be_given(program: Program, reviewed: Path, tmp_path: Path) -> None:
    out = tmp_path / "上报.dpbag"
    made = program("submit", reviewed, "--out", out, "--as-of", "2010-09-30", code=1)
    assert made["contents"]["as_of"] == "2010-09-30"


def test_a_file_is_overwritten_only_where_that_is_said(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "上报.dpbag"
    out.write_bytes(b"something else")
    before = content(reviewed)
    assert program.refused("submit", reviewed, "--out", out)["code"] == "file.exists"
    assert out.read_bytes() == b"something else"
    assert content(reviewed) == before
    program("submit", reviewed, "--out", out, "--overwrite", *EXPLAINED)
    assert peek(out).sequence == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--explain", "T1-04"), "command.usage"),
        (("--explain", "=病休"), "command.usage"),
        (("--explain", "T9-99=不知道"), "handoff.check_unknown"),
        (("--under", "没有这个支部"), "organization.unknown"),
        (("--round", "没有这一轮"), "round.unknown"),
        (("--as-of", "下个月"), "command.usage"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    program: Program, reviewed: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    out = tmp_path / "上报.dpbag"
    with unchanged(tmp_path):
        assert program.refused("submit", reviewed, "--out", out, *words)["code"] == code
    assert not out.exists()


def test_a_passphrase_comes_from_a_file(program: Program, reviewed: Path, tmp_path: Path) -> None:
    out, file = tmp_path / "上报.dpbag", tmp_path / "口令.txt"
    file.write_text("\ufeff春风化雨\n第二行\n", encoding="utf-8")
    made = program("submit", reviewed, "--out", out, *EXPLAINED, "--passphrase-file", file)
    assert peek(out).scheme == ""
    assert read_package(out, "春风化雨").manifest.digest == made["digest"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "file.missing"),
        (b"", "handoff.passphrase_empty"),
        (b"\n", "handoff.passphrase_empty"),
        (b"\xff\xfe\x00", "file.unreadable"),
    ],
)
def test_a_file_without_a_passphrase_is_refused(
    program: Program, reviewed: Path, tmp_path: Path, written: bytes | None, code: str
) -> None:
    file = tmp_path / "口令.txt"
    if written is not None:
        file.write_bytes(written)
    with unchanged(tmp_path):
        words = ("--out", tmp_path / "上报.dpbag", "--passphrase-file", file)
        assert program.refused("submit", reviewed, *words)["code"] == code


def test_issue_writes_a_package_for_a_unit_below(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "下发.dpbag"
    made = program("issue", reviewed, "--out", out, "--to", "一分局党总支")
    assert set(made) == KEYS
    assert (made["contents"]["from"], made["contents"]["to"]) == ("市局党组", "一分局党总支")
    assert peek(out).digest == made["digest"]
    assert "目录.txt" in zipfile.ZipFile(out).namelist()
    refused = program.refused("issue", reviewed, "--out", tmp_path / "x", "--to", "市局党组")
    assert refused["code"] == "handoff.own_unit"


def test_people_are_told_the_check_code(program: Program, reviewed: Path, tmp_path: Path) -> None:
    told = program.answer("submit", reviewed, "--out", tmp_path / "上报.dpbag", *EXPLAINED)
    assert told.code == 0
    assert f"校验码：{peek(tmp_path / '上报.dpbag').check_code}" in told.out


def test_the_next_run_says_what_became_of_a_file_that_was_not_written(
    program: Program, reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick was pulled after the ledger was done and before the file had its name."""

    def pulled(*_: object, **__: object) -> None:
        raise refusal("file.write_failed", reason="设备不存在")

    out = tmp_path / "上报.dpbag"
    with monkeypatch.context() as patch:
        patch.setattr("app.export.files.give_name", pulled)
        assert program.refused("submit", reviewed, "--out", out)["code"] == "handoff.unwritten"
    assert not out.exists()
    told = program.answer("submit", reviewed, "--out", out, *EXPLAINED)
    assert "第 1 号上报已经定稿，但文件没有写成" in told.out
    assert peek(out).sequence == 2


# ---- where nothing can be written, and for whom ------------------------------------------------


@pytest.mark.parametrize("words", [("submit",), ("issue", "--to", "一分局党总支")])
def test_a_place_where_no_file_can_be_is_refused(
    program: Program, reviewed: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    command, *more = words
    (tmp_path / "夹").mkdir()
    (tmp_path / "有.dpbag").write_bytes(b"x")
    for place, code in (
        ("没有/上报.dpbag", "file.folder_missing"),
        ("有.dpbag/上报.dpbag", "file.folder_missing"),
        ("夹", "file.is_folder"),
        ("夹/", "file.is_folder"),
        ("有.dpbag", "file.exists"),
    ):
        before = content(reviewed)
        with unchanged(tmp_path):
            fault = program.refused(command, reviewed, "--out", f"{tmp_path}/{place}", *more)
        assert fault["code"] == code, place
        assert content(reviewed) == before
    folder = tmp_path / "夹"
    fault = program.refused(command, reviewed, "--out", folder, "--overwrite", *more)
    assert fault["code"] == "file.is_folder"
    fault = program.refused(command, reviewed, "--out", tmp_path / "有.dpbag", *more)
    assert "--overwrite" in fault["remedy"]


def test_what_never_reports_by_itself_is_refused(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    rows = (
        "党组织名称,党组织类别,上级党组织\n综合科,科室,市局党组\n甲小组,党小组,一分局第一党支部\n"
    )
    (tmp_path / "名单.csv").write_text(rows, encoding="utf-8")
    program("import", reviewed, tmp_path / "名单.csv")
    out = tmp_path / "上报.dpbag"
    for name, kind in (("甲小组", "党小组"), ("综合科", "科室")):
        fault = program.refused("submit", reviewed, "--out", out, "--under", name)
        assert (fault["code"], kind in fault["message"]) == ("handoff.no_level", True)
    fault = program.refused("issue", reviewed, "--out", out, "--to", "甲小组")
    assert fault["code"] == "handoff.no_ledger"
    assert not out.exists()


def test_for_whom_it_is_must_be_clear(program: Program, reviewed: Path, tmp_path: Path) -> None:
    out = tmp_path / "下发.dpbag"
    fault = program.refused("issue", reviewed, "--out", out, "--to", "没有这个支部")
    assert fault["code"] == "organization.unknown"
    fault = program.refused("issue", reviewed, "--out", out, "--to", "第一党小组")
    assert fault["code"] == "organization.ambiguous"
    assert "市局党组/机关党委/一分局党总支/一分局第一党支部/第一党小组" in fault["remedy"]
    assert not out.exists()
