"""The command export-archive writes the papers of a round with a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Program


def test_an_archive_is_written(program: Program, reviewed: Path, tmp_path: Path) -> None:
    told = program("export-archive", reviewed, "--out", tmp_path / "档案", "--by", "person")

    assert told["count"] == len(told["files"]) - 1 > 0
    assert told["files"][0] == str(tmp_path / "档案" / "目录.xlsx")
    fault = program.refused("export-archive", reviewed, "--out", tmp_path / "档案")
    assert fault["code"] == "file.exists"


def test_nothing_to_archive_is_refused(program: Program, opened: Path, tmp_path: Path) -> None:
    fault = program.refused("export-archive", opened, "--out", tmp_path / "档案")

    assert fault["code"] == "archive.nothing"
    assert not (tmp_path / "档案").exists()
