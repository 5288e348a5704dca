"""The demo: large enough, every situation in it, and its files open elsewhere."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from app import paths
from app.boot import office
from app.commands.paper import open_paper
from app.ops.demo import make_demo
from app.specs.sample_reader import read_sample
from tests.builders import SCHEMES, shipped
from tests.program import Program
from tests.stories.papers import hold_table, pages, recalculated
from tests.stories.second_count import WITH_FORMS, second_count
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from tests.office import Soffice

LATER = ("--as-of", "2013-12-31", "--json")
SAMPLE = 25
"""So many of the forms are opened in LibreOffice; every ninth or so."""


@dataclass(frozen=True)
class Shown:
    """The demo of one scheme."""

    scheme: dict[str, Any]
    program: Program

    @property
    def ledger(self) -> Path:
        return Path(self.scheme["ledger"])

    def files(self, suffix: str) -> list[Path]:
        return [Path(f) for f in self.scheme["forms"] if f.endswith(suffix)]

    def table(self, stem: str) -> Path:
        return next(Path(t) for t in self.scheme["tables"] if Path(t).stem == stem)

    def rows(self) -> list[dict[str, str]]:
        """The rows of the 台账."""
        book = openpyxl.load_workbook(self.table("台账"), read_only=True)
        heading, *rows = book.worksheets[0].values
        book.close()
        return [dict(zip(map(str, heading), map(str, row), strict=True)) for row in rows]


@pytest.fixture(scope="module")
def all_shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    program = Program()
    made = program("demo", "--out", tmp_path_factory.mktemp("demo") / "样例")
    return {scheme["id"]: Shown(scheme, program) for scheme in made["schemes"]}


@pytest.fixture(scope="module")
def shown(all_shown: dict[str, Shown]) -> Shown:
    return all_shown["qingdao-2010"]


def test_it_says_where_everything_is(shown: Shown) -> None:
    assert set(shown.scheme) == {"id", "ledger", "forms", "tables", "packages", "figures"}
    paths = [shown.ledger, *shown.files(""), shown.table("统计表"), shown.table("台账")]
    assert all(path.is_absolute() and path.stat().st_size for path in paths)
    assert {path.suffix for path in shown.files("")} == {".docx", ".pdf"}
    stats = shown.program("stats", shown.ledger, code=1)
    assert stats["figures"] == shown.scheme["figures"]


def test_the_unit_is_large_and_deep(shown: Shown) -> None:
    figures = shown.scheme["figures"]
    assert figures["members_total"] >= 150
    assert figures["organizations_total"] >= 12
    assert 0 < figures["members_reviewed"] < figures["members_total"]
    assert 0 < figures["organizations_reviewed"] < figures["organizations_total"]
    assert figures["secretaries_total"] < figures["organizations_total"], "a vacancy, a double post"
    tasks = shown.program("tasks", shown.ledger, code=1)["tasks"]
    above = {t["target"]: t["organization"] for t in tasks if t["target_kind"] == "organization"}
    branch = next(t["organization"] for t in tasks if t["organization"] in above)
    depth = 1
    while branch in above:
        branch, depth = above[branch], depth + 1
    assert depth >= 3


def test_every_situation_occurs(shown: Shown) -> None:
    found = shown.program("tasks", shown.ledger, code=1)
    assert {task["state"] for task in found["tasks"]} == {"open", "done", "exempt"}
    assert found["gaps"]
    assert {row["状态"] for row in shown.rows()} >= {"已小结", "已点评", "已归档"}
    names = shown.program("stats", shown.ledger, "--names", code=1)["names"]
    reasons = {n["reason"] for lists in names.values() for n in lists["not_counted"]}
    assert {"未点评", "免点评", "书记空缺", "已转出"} <= reasons
    rules = {rule for task in found["tasks"] for rule in task["rules"]}
    assert rules >= {"committee", "in-charge", "contact-point", "general-branch", "superior"}


@pytest.mark.parametrize("scheme_id", WITH_FORMS)
def test_what_units_report_counts_above_as_it_does_below(
    scheme_id: str, all_shown: dict[str, Shown]
) -> None:
    shown = all_shown[scheme_id]
    packages = [Path(path) for path in shown.scheme["packages"]]
    assert [path.name[:2] for path in packages] == ["下发", "上报"] * 2
    folder = packages[0].parent
    above = folder / "上级.ledger"
    total = 0
    for sent in packages[1::2]:
        below = folder / f"{sent.stem[3:]}.ledger"
        ours, theirs = (
            shown.program.answer("stats", ledger, "--under", below.stem, *LATER).data["figures"]
            for ledger in (above, below)
        )
        assert ours == theirs
        assert 0 < ours["members_reviewed"] < ours["members_total"]
        total += ours["members_total"]
    whole = shown.program.answer("stats", above, *LATER).data
    assert whole["figures"]["members_total"] == total, "nobody else has a roster there"
    assert [c for c in whole["checks"] if not c["ok"] and c["level"] == "error"] == []


@pytest.mark.parametrize("scheme_id", WITH_FORMS)
def test_every_scheme_is_shown_in_full(scheme_id: str, all_shown: dict[str, Shown]) -> None:
    shown, scheme = all_shown[scheme_id], shipped(scheme_id)
    figures = shown.scheme["figures"]
    found = shown.program("tasks", shown.ledger, code=1)
    tasks, gaps = found["tasks"], found["gaps"]

    assert figures["members_total"] >= 150
    assert figures["organizations_total"] >= 12
    assert min(figures.values()) >= 1
    assert figures["members_reviewed"] < figures["members_total"]
    made = {rule for task in tasks for rule in task["rules"]} | {gap["rule"] for gap in gaps}
    assert made == {rule.id for rule in scheme.rules}
    assert {task["form"] for task in tasks if task["state"] == "done"} == {
        form.id for form in scheme.forms
    }
    assert {task["state"] for task in tasks} == {"open", "done", "exempt"}
    assert [(gap["rule"], gap["target"]) for gap in gaps] == [("top", "示例局党组")]


@pytest.mark.parametrize("scheme_id", WITH_FORMS)
def test_votes_are_shown_where_the_scheme_asks_for_them(
    scheme_id: str, all_shown: dict[str, Shown], tmp_path: Path
) -> None:
    shown, asked = all_shown[scheme_id], bool(shipped(scheme_id).assessments)
    above = Path(shown.scheme["packages"][0]).parent / "上级.ledger"
    for number, ledger in enumerate((shown.ledger, above)):
        copy = tmp_path / f"{number}.ledger"
        shutil.copy(ledger, copy)
        with sample_office().open(copy) as desk:
            workspace = desk.workspace
            votes = desk.assessments.among(workspace.root_id, workspace.round())
            assert bool(votes) == asked
            assert any(vote.is_done for vote in votes) == asked


@pytest.mark.parametrize("scheme_id", WITH_FORMS)
def test_every_state_that_its_forms_allow_occurs(
    scheme_id: str, all_shown: dict[str, Shown]
) -> None:
    shown, scheme = all_shown[scheme_id], shipped(scheme_id)
    expected = {"已点评", "已归档"}
    if any(block.id in ("summary", "commitments") for f in scheme.forms for block in f.blocks):
        expected.add("已小结")
    if any(not form.counts for form in scheme.forms):
        expected.add("已听取汇报")

    assert {row["状态"] for row in shown.rows()} - {"应点评"} == expected


def test_texts_differ_from_person_to_person(shown: Shown) -> None:
    rows = [row for row in shown.rows() if row["状态"] != "已小结"]
    for column in ("前段小结", "主要成绩", "存在的问题和不足", "下阶段工作建议"):
        texts = Counter(row[column] for row in rows)
        assert all(len(text) >= 10 for text in texts)
        assert len(texts) > 0.8 * len(rows), column
    whole = Counter(
        (row["主要成绩"], row["存在的问题和不足"], row["下阶段工作建议"]) for row in rows
    )
    assert max(whole.values()) == 1
    assert len({row["点评时间"] for row in rows}) >= 10
    assert len({row["地点"] for row in rows}) >= 3


def test_a_second_demo_beside_the_first_needs_overwriting(shown: Shown) -> None:
    out = shown.ledger.parents[1]
    assert shown.program.refused("demo", "--out", out)["code"] == "file.exists"
    words, scheme = (
        read_sample(paths.resources() / "sample" / "sample.toml"),
        shipped(shown.scheme["id"]),
    )
    again = make_demo(
        sample_office(), words, scheme, shown.ledger.parent, open_paper, overwrite=True
    )
    assert again.figures.measures() == shown.scheme["figures"], "the same at every run"


@pytest.mark.parametrize("scheme", WITH_FORMS)
def test_figures_equal_a_second_count(scheme: str, all_shown: dict[str, Shown]) -> None:
    table = tomllib.loads((SCHEMES / scheme / "scheme.toml").read_text("utf-8"))["tables"][0]
    ledger = all_shown[scheme].ledger
    with office().open(ledger) as desk:
        round_ = desk.workspace.round()
    middle = round_.start + (round_.end - round_.start) / 2
    late = date.fromordinal(round_.end.toordinal() - 10)
    for day in (round_.end, late, middle):
        answer = Program().answer("stats", ledger, "--as-of", day.isoformat(), "--json")
        assert answer.data["figures"] == second_count(ledger, table, day), day


@pytest.mark.office
@pytest.mark.slow
def test_its_files_open_in_another_program(shown: Shown, soffice: Soffice, tmp_path: Path) -> None:
    words = shown.files(".docx")
    some = words[:: max(1, len(words) // SAMPLE)]
    for file, opened in zip(some, soffice.many(some, "pdf", tmp_path), strict=True):
        (text,) = pages(opened)
        assert file.stem.split("_")[2] in text
    books = [shown.table("统计表"), shown.table("台账")]
    sheets = recalculated(soffice, books, tmp_path)
    hold_table(sheets["统计表"], shown.scheme["figures"])
    (ledger,) = sheets["台账"].values()
    assert len(ledger) == 1 + len(shown.rows())
    assert sum(len(pages(file)) for file in shown.files(".pdf")) == len(words)


@pytest.mark.parametrize("scheme", WITH_FORMS)
def test_reading_the_exported_forms_back_changes_nothing(
    scheme: str, all_shown: dict[str, Shown], tmp_path: Path
) -> None:
    shown = all_shown[scheme]
    ledger = tmp_path / "again.ledger"
    shutil.copy(shown.ledger, ledger)
    folder = shown.files(".docx")[0].parent
    for kind in ("forms", "auto"):
        files = shown.program("import", ledger, folder, "--kind", kind)["files"]
        assert len(files) == len(shown.files(".docx"))
        assert all(file["kind"] == "forms" for file in files)
        assert all(file["unchanged"] == file["rows"] == 1 for file in files)
        assert not any(file["warnings"] or file["rejected"] for file in files)
