"""A scheme from outside, of a unit that the program has never heard of, through everything."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import docx
import openpyxl
import pytest

from app import paths
from app.domain.review import form_values
from app.intake.word_forms import read_back
from app.ops.office import Office
from tests.intake.helpers import write_xlsx
from tests.program import Program, content, process, unchanged
from tests.sixth.lists import (
    BODY,
    FIGURES,
    FOLDER,
    LEFT,
    MEMBERS,
    ORGANIZATIONS,
    REVIEWS,
    ROUND,
    TASKS,
    TIERS,
    UNIT,
    YEAR_END,
)
from tests.stories.papers import pages
from tests.word_builder import edited

if TYPE_CHECKING:
    from app.ops.desk import Desk

YEARS_END = date(2012, 12, 31)
PERSONS, UNITS = 8, 5
"""Records of each form."""


class Installed:
    """The program as it is installed: a process of its own, started from somewhere else."""

    def __init__(self, cwd: Path) -> None:
        self.cwd = cwd
        self.run: set[str] = set()

    def __call__(self, *words: object, code: int = 0) -> dict[str, Any]:
        self.run.add(str(words[0]))
        told = process(*words, "--json", cwd=self.cwd)
        assert told.code == code, told
        assert "Traceback" not in told.words
        return told.data


class Work:
    """What the installed program made of the lists, and what it said."""

    def __init__(self, folder: Path) -> None:
        elsewhere = folder / "别处"
        elsewhere.mkdir()
        self.folder = folder
        self.ledger = ledger = folder / "港务.ledger"
        self.program = Installed(elsewhere)
        lists = [
            write_xlsx(folder / f"{name}.xlsx", rows)
            for name, rows in (("名单", ORGANIZATIONS), ("名册", MEMBERS))
        ]
        self.made = self.program("new", ledger, "--scheme", FOLDER, "--unit", UNIT)
        self.lists = self.program("import", ledger, *lists)["files"]
        self.opened = self.program("open-round", ledger, *ROUND, code=1)
        self.planned = self.program("tasks", ledger, code=1)
        book = write_xlsx(folder / "评分.xlsx", REVIEWS)
        (self.reviews,) = self.program("import", ledger, book, code=1)["files"]
        (question,) = self.reviews["questions"]
        option = next(each for each in question["options"] if "售票处党支部" in each)
        (self.answered,) = self.program("answer", ledger, question["id"], option)["files"]
        (self.year_end,) = self.program(
            "import", ledger, write_xlsx(folder / "年底.xlsx", YEAR_END)
        )["files"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(tmp_path_factory.mktemp("sixth"))


@pytest.fixture
def ledger(work: Work, tmp_path: Path) -> Path:
    return Path(shutil.copy(work.ledger, tmp_path / "港务.ledger"))


@pytest.fixture
def program() -> Program:
    return Program(today=YEARS_END)


def desk_of(ledger: Path) -> Desk:
    """Open a ledger at the end of the year."""
    office = Office(paths.schemes(), lambda: YEARS_END, lambda: str(uuid4()))
    return office.open(ledger)


def task_key(task: dict[str, Any]) -> tuple[str, ...]:
    keys = ("form", "reviewer", "reviewer_kind", "target", "organization")
    return ("、".join(task["rules"]), *(task[key] for key in keys))


def cells(path: Path) -> list[str]:
    (table,) = docx.Document(str(path)).tables
    return list(dict.fromkeys(cell.text for row in table.rows for cell in row.cells))


# ---- lists, tasks ----------------------------------------------------------------------------


def test_a_ledger_is_made_from_a_folder_outside(work: Work) -> None:
    assert (work.made["scheme"], work.made["unit"], work.made["kind"]) == (
        *("harbour-2012", UNIT),
        "committee",
    )
    assert [f["added"] + f["changed"] for f in work.lists] == [
        len(ORGANIZATIONS) - 1,
        len(MEMBERS) - 1,
    ]
    assert not any(f[key] for f in work.lists for key in ("rejected", "questions", "warnings"))


def test_the_tasks_are_those_written_by_hand(work: Work) -> None:
    assert work.opened == {"round": "2012年度", "tasks": len(TASKS), "gaps": 1}
    assert {task_key(task) for task in work.planned["tasks"]} == TASKS
    assert len(work.planned["tasks"]) == len(TASKS)
    (gap,) = work.planned["gaps"]
    assert (gap["rule"], gap["target"], gap["organization"]) == ("top", UNIT, "")
    assert work.planned["vacancies"] == ["售票处党支部"], "a 科室 has no secretary to miss"
    assert work.planned["idle_reviewers"] == []


def test_scores_come_in_and_a_namesake_is_asked_for(work: Work) -> None:
    assert (work.reviews["added"], len(work.reviews["questions"])) == (len(REVIEWS) - 2, 1)
    assert work.reviews["warnings"] == work.reviews["rejected"] == []
    assert work.answered["added"] == 1
    assert (work.year_end["changed"], work.year_end["warnings"]) == (1, [])
    done = work.program("tasks", work.ledger, "--state", "done")["tasks"]
    assert {task_key(task) for task in done} == {t for t in TASKS if t[4] not in LEFT}


def test_a_body_reviews_without_becoming_a_person(ledger: Path, program: Program) -> None:
    with desk_of(ledger) as desk:
        assert BODY not in {person.name for person in desk.workspace.records.persons}
        (round_,) = desk.rounds.all()
        found = {
            desk.exports.file_name(review): review
            for review in desk.workspace.stores.reviews.of_round(round_.id)
        }
        review = found[f"{UNIT}_年度评分表_引航科_20120910"]
    assert (review.reviewers, review.reviewer_kind.value) == ((), "body")
    assert review.secretary_id is None
    assert review.mode == "现场打分"
    values = form_values(review)
    assert values["reviewer.identity"] == BODY
    assert values["organization.secretary"] == "丁一凡"
    assert (values["score.total"], values["item.1.1"]) == ("91.5", "27")


def test_a_block_of_the_year_end_has_its_own_day(ledger: Path, program: Program) -> None:
    with desk_of(ledger) as desk:
        (round_,) = desk.rounds.all()
        (review,) = [
            r
            for r in desk.workspace.stores.reviews.of_round(round_.id)
            if r.typed.get("rectification.summary")
        ]
    assert review.day == date(2012, 9, 13)
    assert {b.id: b.day for b in review.blocks} == {
        "review": None,
        "year-end": date(2012, 12, 24),
    }


def test_a_score_that_is_none_is_told_and_kept(
    ledger: Path, program: Program, tmp_path: Path
) -> None:
    row = ("2012年度", "person-score", "范晴", "", "林涛", "2012-09-21")
    for score, code in (
        ("优秀", "number.decimal"),
        ("101", "number.large"),
        ("-1", "number.small"),
    ):
        book = write_xlsx(tmp_path / "a.xlsx", [(*REVIEWS[0][:6], "得分"), (*row, score)])
        (file,) = program("import", ledger, book)["files"]
        assert [warning["code"] for warning in file["warnings"]] == [code]
        problems = program("check", ledger, code=1)["problems"]
        assert next(p["message"] for p in problems if p["id"] == "number").startswith("“范晴”")


# ---- figures ---------------------------------------------------------------------------------


def test_figures_count_three_tiers_and_no_unit(work: Work, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    found = work.program("stats", work.ledger, "--names", "--by", "mode", "--out", out, code=1)
    assert found["as_of"] == "2012-12-31"
    assert found["figures"] == FIGURES
    assert [tuple(tier.values()) for tier in found["tiers"]] == TIERS
    assert found["times"] == {"organizations": 4, "members": PERSONS}
    names = {
        measure: [each["name"] for each in lists["counted"]]
        for measure, lists in found["names"].items()
    }
    assert {m: len(names[m]) for m in FIGURES} == FIGURES
    assert names["tier.heads.total"] == ["丁一凡"]
    assert sorted(names["tier.captains.took_part"]) == sorted(("林涛", "秦岚", "苏敏"))
    missing = {each["name"] for each in found["names"]["members_reviewed"]["not_counted"]}
    assert missing == {"丁一凡", "范晴"}
    assert found["breakdown"]["rows"] == [["书面打分", 3, PERSONS], ["现场打分", 1, 0]]
    book = openpyxl.load_workbook(out)
    sheet, summary = book["汇总表"], book["汇总"]
    assert [cell.value for cell in sheet[6]] == [3, 3, 1, 0, 3, 3]
    assert [cell.value for cell in sheet[9]][:4] == [5, 4, 11, 9]
    assert sheet["A3"].value == f"填报单位：{UNIT}"
    assert sheet["D3"].value == "填报日期：2012年12月31日"
    heads = [str(cell.value) for row in summary.iter_rows(max_row=2) for cell in row]
    assert {"局领导总人数", "科室负责人参加点评人数", "党员受评人数"} <= set(heads)
    assert not any("secretaries" in head or "书记" in head for head in heads)
    book.close()


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("kind", [["党委", 1, 0], ["党总支", 1, 1], ["党支部", 3, 3]]),
        ("tag", [["夜班", 2, 2]]),
    ],
)
def test_figures_break_down(ledger: Path, program: Program, by: str, rows: list[Any]) -> None:
    found = program("stats", ledger, "--by", by, code=1)["breakdown"]["rows"]
    assert [row for row in found if row in rows] == sorted(rows)
    whole = program("stats", ledger, "--under", "引航科", code=0)
    assert set(whole["figures"].values()) == {0}


def test_what_needs_a_look_is_told(work: Work) -> None:
    problems = work.program("check", work.ledger, code=1)["problems"]
    assert {"gap", "vacancy", "T1-04"} <= {p["id"] for p in problems}
    assert not {"file", "cells", "number", "question"} & {p["id"] for p in problems}


# ---- paper -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("copy", "count"),
    [("own", UNITS), ("superior", UNITS), ("self", PERSONS), ("posting", PERSONS), ("blank", 2)],
)
def test_every_copy_in_word_and_pdf(
    ledger: Path, program: Program, tmp_path: Path, copy: str, count: int
) -> None:
    words = ("export-forms", ledger, "--copy", copy)
    word = program(*words, "--out", tmp_path / "w")
    painted = program(*words, "--out", tmp_path / "p", "--format", "pdf")
    assert (word["count"], painted["count"]) == (count, count)
    assert word["overflowing"] == painted["overflowing"] == []
    assert [Path(f).stem for f in word["files"]] == [Path(f).stem for f in painted["files"]]
    for file in map(Path, painted["files"]):
        (text,) = pages(file)
        assert "碧湾港务局" in text
        assert "得分" in text


def test_forms_hold_scores_and_posted_ones_hide_them(
    work: Work, ledger: Path, program: Program, tmp_path: Path
) -> None:
    made = work.program("export-forms", work.ledger, "--out", tmp_path / "o", "--copy", "all")
    assert made["count"] == 2 * UNITS + 2 * PERSONS
    files = {
        (f.parent.name, f.stem.split("_")[2], f.stem.split("_")[0]): f
        for f in map(Path, made["files"])
    }
    unit = cells(files["党组织", "引航科", UNIT])
    head = {"引航科", "丁一凡", BODY, "2012年9月10日", "2012年9月3日"}
    assert head | {"91.5", "27", "尚可", "引航科准点"} <= set(unit)
    assert "89.5" in cells(files["本人", "罗青", "机关党支部"])
    assert "89.5" not in cells(files["公示", "罗青", "机关党支部"])
    year_end = cells(files["上一级党组织", "售票处党支部", "客运码头党总支"])
    assert {"2012年9月13日", "2012年12月24日", "加开两窗"} <= set(year_end)
    with desk_of(ledger) as desk:
        specs = desk.workspace.forms.values()
        (back,) = read_back(files["党组织", "引航科", UNIT].read_bytes(), specs)
    assert back.form == "unit-score"
    assert (back.values["score.total"], back.values["self.text"]) == ("91.5", "尚可")
    assert not back.warnings


def test_the_exported_list_changes_nothing_when_it_comes_back(work: Work, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    assert work.program("export-ledger", work.ledger, "--out", out)["rows"] == PERSONS + UNITS
    before = content(work.ledger)
    (file,) = work.program("import", work.ledger, out)["files"]
    assert (file["added"], file["changed"], file["unchanged"]) == (0, 0, PERSONS + UNITS)
    assert file["warnings"] == []
    assert content(work.ledger) == before


# ---- ledgers and schemes ---------------------------------------------------------------------


def test_backup_and_scheme_travel(work: Work, tmp_path: Path) -> None:
    program = work.program
    program("backup", work.ledger, "--out", tmp_path / "备份.ledger")
    program("restore", tmp_path / "备份.ledger", "--to", tmp_path / "另一台.ledger")
    back, own = (program("tasks", f, code=1) for f in (tmp_path / "另一台.ledger", work.ledger))
    assert back == own
    copy = program(
        "scheme-copy", FOLDER, "--out", tmp_path, "--id", "harbour-2013", "--title", "下一年"
    )
    found = program("scheme-diff", FOLDER, copy["folder"])["differences"]
    assert [each["path"] for each in found] == ["id", "title"]
    program("scheme-export", FOLDER, "--out", tmp_path / "港.dpscheme")
    unpacked = program("scheme-import", tmp_path / "港.dpscheme", "--out", tmp_path / "收到")
    assert program("scheme-diff", FOLDER, unpacked["folder"]) == {"differences": []}
    made = program("new", tmp_path / "b.ledger", "--scheme", unpacked["folder"], "--unit", UNIT)
    assert made["scheme"] == "harbour-2012"


def test_a_broken_copy_is_refused_with_every_fault(program: Program, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "harbour-2012"))
    text = (folder / "scheme.toml").read_text("utf-8")
    text = text.replace('id = "2"\ntitle = "客货安全"', 'id = "1"\ntitle = "客货安全"')
    text = text.replace('hint = "每晚点', 'hnt = "每晚点')
    (folder / "scheme.toml").write_text(text, "utf-8")
    with unchanged(tmp_path):
        error = program("new", tmp_path / "a.ledger", "--scheme", folder, "--unit", UNIT, code=2)
    places = {(f["code"], f["place"].partition(" ")[2]) for f in error["error"]["all"]}
    assert places == {
        ("scheme.key_unknown", "items[1].items[1].items[1].hnt"),
        ("scheme.duplicate", "items[1].items[1].items"),
    }


# ---- a form's new edition --------------------------------------------------------------------


def widened(folder: Path) -> Path:
    """Copy the scheme; its form for persons has another word printed and asks for more."""
    copy = Path(shutil.copytree(FOLDER, folder / "harbour-2012"))
    word = copy / "person-score.docx"
    word.write_bytes(edited(word.read_bytes(), "评分意见", "意见和期望"))
    text = (copy / "scheme.toml").read_text("utf-8")
    asks = 'required = ["score.total"]'
    assert asks in text
    text = text.replace(asks, 'required = ["score.total", "review.opinion"]')
    (copy / "scheme.toml").write_text(text, "utf-8")
    return copy


def test_a_new_edition_leaves_old_records_on_the_old_one(
    ledger: Path, program: Program, tmp_path: Path
) -> None:
    installed = Installed(tmp_path)
    told = installed("renew-scheme", ledger, "--scheme", widened(tmp_path / "新"))
    assert told == {"ledger": str(ledger), "scheme": "harbour-2012", "forms": ["person-score"]}
    again = installed("renew-scheme", ledger, "--scheme", tmp_path / "新" / "harbour-2012")
    assert again["forms"] == []
    tasks = program("tasks", ledger, code=1)["tasks"]
    assert {task_key(task) for task in tasks} == TASKS
    assert {t["target"] for t in tasks if t["state"] == "open"} == LEFT
    book = write_xlsx(
        tmp_path / "a.xlsx",
        [
            (*REVIEWS[0][:6], "得分", "意见和期望"),
            ("2012年度", "person-score", "范晴", "", "林涛", "2012-12-28", "90", "多练票务"),
        ],
    )
    (file,) = program("import", ledger, book)["files"]
    assert (file["added"], file["warnings"]) == (1, [])

    made = program("export-forms", ledger, "--out", tmp_path / "o", "--copy", "self")
    printed = {f.stem.split("_")[2]: cells(f) for f in map(Path, made["files"])}
    assert "意见和期望" in printed["范晴"]
    assert {"评分意见", "罗青夜班稳"} <= set(printed["罗青"])
    assert "意见和期望" not in printed["罗青"]
    blank = program("export-forms", ledger, "--out", tmp_path / "b", "--copy", "blank")["files"]
    assert any("意见和期望" in cells(Path(file)) for file in blank)

    assert "cells" not in {p["id"] for p in program("check", ledger, code=1)["problems"]}
    program("export-ledger", ledger, "--out", tmp_path / "台账.xlsx")
    before = content(ledger)
    (file,) = program("import", ledger, tmp_path / "台账.xlsx")["files"]
    assert (file["added"], file["changed"], file["warnings"]) == (0, 0, [])
    assert content(ledger) == before


def test_an_old_record_is_written_on_with_its_old_form(
    ledger: Path, program: Program, tmp_path: Path
) -> None:
    program("renew-scheme", ledger, "--scheme", widened(tmp_path / "新"))
    with desk_of(ledger) as desk:
        (round_,) = desk.rounds.all()
        rows = {row.target: row.task.id for row in desk.tasks.list(round_).rows}
        old, new = desk.reviews.open(rows["罗青"]), desk.reviews.open(rows["丁一凡"])
        assert old.spec.edition != new.spec.edition
        kept, _ = desk.reviews.save(
            old.review, {**old.values, "review.opinion": "夜班更稳"}, old.review.day
        )
        assert kept.form_edition == old.spec.edition
        assert kept.state.value == "reviewed"


def test_a_scheme_without_a_form_in_use_is_refused(
    ledger: Path, program: Program, tmp_path: Path
) -> None:
    with unchanged(tmp_path):
        fault = program.refused("renew-scheme", ledger, "--scheme", "blank")
    assert fault["code"] == "scheme.form_in_use"
    assert "碧湾港务局年度履职评分表" in fault["message"]
    assert {task_key(t) for t in program("tasks", ledger, code=1)["tasks"]} == TASKS
