"""The command export-report writes the draft of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Program


def test_the_report_is_written_with_the_figures_of_stats(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    told = program("export-report", reviewed, "--out", tmp_path, "--bulletin")
    figures = program("stats", reviewed, code=1)["figures"]

    assert told["count"] == len(told["files"]) == 2
    word = Document(told["files"][0])
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[-2:] == [
        ["党员总数", str(figures["members_total"])],
        ["党员被点评数", str(figures["members_reviewed"])],
    ]
    fault = program.refused("export-report", reviewed, "--out", tmp_path)
    assert fault["code"] == "file.exists"
