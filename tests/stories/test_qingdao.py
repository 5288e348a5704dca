"""The whole job of one bureau: lists in, round, 台账, figures, forms and table out, backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import ORGANIZATIONS, REVIEW_HEADINGS, ROUND, UNIT, review, write_lists
from tests.program import Program, content
from tests.stories.papers import hold_table, pages, recalculated

if TYPE_CHECKING:
    from tests.office import Soffice

UNREVIEWED = "杨帆"
FIGURES = {
    "leaders_total": 1,
    "leaders_took_part": 1,
    "secretaries_total": 4,
    "secretaries_took_part": 4,
    "organizations_total": 5,
    "organizations_reviewed": 5,
    "members_total": 10,
    "members_reviewed": 9,
}


class Work:
    """What the job left behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "市局.ledger"
        self.program = Program()
        program, ledger = self.program, self.ledger
        program("new", ledger, "--scheme", "qingdao-2010", "--unit", UNIT)
        lists = program("import", ledger, *write_lists(folder))["files"]
        assert [f["added"] + f["changed"] for f in lists] == [len(ORGANIZATIONS) - 1, 11]
        program("open-round", ledger, *ROUND, code=1)
        tasks = program("tasks", ledger, code=1)["tasks"]
        rows = [
            review(
                task["target"],
                task["reviewer"],
                f"2011-01-{number + 1:02d}",
                task["organization"],
                task["form"],
            )
            for number, task in enumerate(tasks)
            if task["target"] != UNREVIEWED
        ]
        book = write_xlsx(folder / "填好的台账.xlsx", [REVIEW_HEADINGS, *rows])
        (file,) = program("import", ledger, book)["files"]
        assert file["added"] == len(rows) == len(tasks) - 1
        self.rows = rows
        self.stats = program("stats", ledger, "--out", folder / "统计表.xlsx", code=1)
        out = folder / "登记表"
        self.forms = [Path(f) for f in program("export-forms", ledger, "--out", out)["files"]]
        out = folder / "空白"
        blank = program("export-forms", ledger, "--out", out, "--copy", "blank")["files"]
        self.blank = [Path(f) for f in blank]
        out = folder / "公示"
        posted = program("export-forms", ledger, "--out", out, "--copy", "posting", "--combine")
        self.posted = [Path(f) for f in posted["files"]]
        out = folder / "PDF"
        painted = program("export-forms", ledger, "--out", out, "--format", "pdf", "--combine")
        self.painted = [Path(f) for f in painted["files"]]
        program("export-ledger", ledger, "--out", folder / "台账.xlsx")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(tmp_path_factory.mktemp("qingdao"))


def test_everything_is_done_but_what_was_left(work: Work) -> None:
    assert work.stats["figures"] == FIGURES
    unfinished = work.program("tasks", work.ledger, "--state", "open")["tasks"]
    assert [task["target"] for task in unfinished] == [UNREVIEWED]
    problems = {p["id"] for p in work.program("check", work.ledger, code=1)["problems"]}
    assert "file" not in problems
    assert "cells" not in problems


def test_the_exported_list_changes_nothing_when_it_comes_back(work: Work) -> None:
    before = content(work.ledger)
    (file,) = work.program("import", work.ledger, work.folder / "台账.xlsx")["files"]
    assert (file["added"], file["changed"], file["unchanged"]) == (0, 0, len(work.rows))
    assert content(work.ledger) == before


def test_a_backup_brings_the_same_work_back(work: Work, tmp_path: Path) -> None:
    work.program("backup", work.ledger, "--out", tmp_path / "备份.ledger")
    work.program("restore", tmp_path / "备份.ledger", "--to", tmp_path / "另一台.ledger")
    assert work.program("stats", tmp_path / "另一台.ledger", code=1)["figures"] == FIGURES


@pytest.mark.office
@pytest.mark.slow
def test_forms_of_ordinary_length_are_one_page(
    work: Work, soffice: Soffice, tmp_path: Path
) -> None:
    files = [*work.forms, *work.blank, *work.posted]
    opened = dict(zip(files, map(pages, soffice.many(files, "pdf", tmp_path)), strict=True))
    assert [len(opened[file]) for file in (*work.forms, *work.blank)] == [1] * (len(work.rows) + 2)
    for file in work.forms:
        target = file.stem.split("_")[2]
        (text,) = opened[file]
        assert target in text
        assert f"{target}成绩明显" in text
        assert "创先争优工作情况登记表" in text
    assert sum(len(opened[file]) for file in work.posted) == len(work.rows)
    painted = [text for file in work.painted for text in pages(file)]
    assert len(painted) == len(work.rows)
    for file in work.forms:
        assert any(f"{file.stem.split('_')[2]}成绩明显" in text for text in painted)


@pytest.mark.office
@pytest.mark.slow
def test_the_table_computes_to_the_figures_and_the_list_survives_another_program(
    work: Work, soffice: Soffice, tmp_path: Path
) -> None:
    names = ("统计表", "台账")
    sheets = recalculated(soffice, [work.folder / f"{n}.xlsx" for n in names], tmp_path)
    hold_table(sheets["统计表"], work.stats["figures"])
    text = str(sheets["统计表"]["统计表"])
    assert f"填报单位（盖章）：{UNIT}" in text
    assert "填报时间：2011年1月25日" in text
    assert "注：本表请分别于2011年1月12日、2月10日前报市局创先争优活动办公室。" in text
    before = content(work.ledger)
    (file,) = work.program("import", work.ledger, tmp_path / "台账.xlsx")["files"]
    assert (file["added"], file["changed"], file["unchanged"]) == (0, 0, len(work.rows))
    assert content(work.ledger) == before
