"""The command export-posting: what is put up hides what the forms hide, in every byte."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.boot import office

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


def test_a_number_of_the_roster_in_a_posted_text_is_told(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    quiet = program("export-posting", reviewed, "--out", tmp_path / "先", "--matter", "forms")
    assert quiet["warnings"] == []
    with office().open(reviewed) as desk:
        stores = desk.workspace.stores
        review = next(r for r in stores.reviews.of_round(desk.workspace.round().id) if r.is_done)
        said = tuple(
            replace(b, values=dict.fromkeys(b.values, "手机13912345678")) for b in review.blocks
        )
        stores.reviews.save(replace(review, blocks=said))

    told = program(
        *("export-posting", reviewed, "--out", tmp_path / "后", "--matter", "forms"), code=1
    )

    assert told["count"] == quiet["count"]
    assert told["warnings"]
    assert all("疑似联系电话" in sentence for sentence in told["warnings"])
