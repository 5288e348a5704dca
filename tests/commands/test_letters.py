"""The command export-letter writes a reply for each review whose problems were named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Program


def test_replies_are_written_as_letters(program: Program, reviewed: Path, tmp_path: Path) -> None:
    told = program("export-letter", reviewed, "--out", tmp_path / "回复")

    assert told["count"] == len(told["files"]) > 0
    said = [p.text for p in Document(told["files"][0]).paragraphs]
    assert said[0] == "关于落实领导点评整改意见的回复"
    fault = program.refused("export-letter", reviewed, "--out", tmp_path / "回复")
    assert fault["code"] == "file.exists"
    program("export-letter", reviewed, "--out", tmp_path / "回复", "--overwrite")


def test_a_unit_without_problems_has_nothing_to_answer(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    assert program("export-letter", opened, "--out", tmp_path / "回复")["files"] == []
