"""The command export-posting: what is put up hides what the forms hide, in every byte."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.program import Program


def test_posters_lists_and_posted_forms_are_written(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    told = program("export-posting", reviewed, "--out", tmp_path / "公示")

    names = [Path(file) for file in told["files"]]
    assert told["count"] == len(names)
    assert {name.relative_to(tmp_path).parts[1] for name in names} == {
        "登记表",
        "点评情况一览表",
        "点评意见摘要",
    }
    fault = program.refused("export-posting", reviewed, "--out", tmp_path / "公示")
    assert fault["code"] == "file.exists"


def test_only_the_matters_that_are_asked_for_are_written(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    told = program("export-posting", reviewed, "--out", tmp_path, "--matter", "commitments")

    assert told["count"] == 2
    with zipfile.ZipFile(told["files"][1]) as package:
        assert "公开承诺和践诺情况" in package.read("word/document.xml").decode()
