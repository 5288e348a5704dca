"""Files as offices send them, held out while intake was built: how much of them is read right."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.held_out.expected import FormFile  # noqa: TC001
from tests.intake.held_out.make import FORMS, SHEETS, write_forms, write_sheet
from tests.intake.held_out.scoring import Score, exported, score_forms, score_sheet
from tests.intake.held_out.sheets import write_book
from tests.intake.held_out.unit import MEMBERS, ORGANIZATIONS, ROUND, UNIT
from tests.program import Answer, Program

if TYPE_CHECKING:
    from tests.office import Soffice

ROWS_RIGHT = 0.95
CELLS_RIGHT = 0.98


@pytest.fixture(scope="module")
def program() -> Program:
    return Program()


@pytest.fixture(scope="module")
def ledgers(program: Program, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A ledger of the sample unit with an open round, by scheme."""
    folder = tmp_path_factory.mktemp("ledgers")
    lists = [write_book(folder / "o.xlsx", ORGANIZATIONS), write_book(folder / "m.xlsx", MEMBERS)]
    made = {}
    for scheme in ("qingdao-2010", "lianyungang-2011"):
        ledger = made[scheme] = folder / f"{scheme}.ledger"
        program("new", ledger, "--scheme", scheme, "--unit", UNIT)
        program("import", ledger, *lists)
        assert program.answer("open-round", ledger, *ROUND).code in (0, 1)
    return made


def hold(score: Score, share: float, what: str) -> None:
    """Print the figures and hold them against what is required."""
    figures = f"{what}: {score.right}/{score.total} right, {len(score.silent)} wrong and not told"
    print("", figures, *score.faults, *(f"NOT TOLD {s}" for s in score.silent), sep="\n")
    assert not score.silent, "\n".join([figures, *score.silent])
    assert score.right >= share * score.total, "\n".join([figures, *score.faults])


# ---- sheets ----------------------------------------------------------------------------------


def _lists(
    program: Program, base: Path, folder: Path, soffice: Soffice | None, *, by_office: bool
) -> Score:
    names = {"members": ("党员名册", "姓名"), "organizations": ("党组织名单", "党组织名称")}
    known = [row[0] for row in (*MEMBERS, *ORGANIZATIONS)]
    score = Score()
    for sheet in SHEETS:
        if bool(sheet.by_office) is not by_office:
            continue
        path = write_sheet(sheet, folder, soffice)
        assert path
        ledger = Path(shutil.copy(base, folder / f"{path.stem}.ledger"))
        answer = program.answer("import", ledger, path, *sheet.words, "--json")
        assert "Traceback" not in answer.words
        if answer.code == 2:
            total = len(sheet.expected)
            words = [] if sheet.may_refuse else [f"{sheet.file}: refused: {answer.out}"]
            score.add(Score(total - total * len(words), total, words))
            continue
        rows = exported(program, ledger, folder / f"all-{path.stem}", names[sheet.kind][0])
        (file,) = answer.data["files"]
        score.add(score_sheet(sheet, file, rows, known))
        score.silent += _again(program, ledger, path, *sheet.words)
    return score


def _again(program: Program, ledger: Path, path: Path, *words: str) -> list[str]:
    """The same file twice adds nothing."""
    answer = program.answer("import", ledger, path, *words, "--json")
    if answer.code == 2:
        return [f"{path.name}: refused when brought again: {answer.out}"]
    files = answer.data["files"]
    return [
        f"{path.name}: brought again, added {file['added']}, changed {file['changed']}"
        for file in files
        if file["added"] or file["changed"]
    ]


def test_lists_are_read_as_a_good_colleague_would(
    program: Program, ledgers: dict[str, Path], tmp_path: Path
) -> None:
    score = _lists(program, ledgers["qingdao-2010"], tmp_path, None, by_office=False)
    hold(score, ROWS_RIGHT, "rows of .xlsx, .csv, .txt")


@pytest.mark.office
def test_lists_of_other_programs_are_read_as_well(
    program: Program, ledgers: dict[str, Path], tmp_path: Path, soffice: Soffice
) -> None:
    score = _lists(program, ledgers["qingdao-2010"], tmp_path, soffice, by_office=True)
    hold(score, ROWS_RIGHT, "rows of .xls, .ods")


# ---- forms -----------------------------------------------------------------------------------


def _forms(
    program: Program, ledgers: dict[str, Path], folder: Path, soffice: Soffice | None
) -> Score:
    paths = write_forms(folder / "forms", soffice)
    score = Score()
    for made in FORMS:
        if bool(made.through) is not (soffice is not None):
            continue
        expected = made.expected
        path = paths[expected.file]
        ledger = Path(shutil.copy(ledgers[expected.scheme], folder / f"{path.stem}.ledger"))
        answer = program.answer("import", ledger, path, "--json")
        assert "Traceback" not in answer.words
        waiting = ""
        if answer.code != 2:
            waiting = _reply(program, ledger, answer.data, expected)
        rows = exported(program, ledger, folder / f"all-{path.stem}", "台账")
        score.add(score_forms(expected, answer, rows, waiting))
        if answer.code == 0:
            score.silent += _again(program, ledger, path)
    return score


def _reply(program: Program, ledger: Path, data: dict[str, Any], expected: FormFile) -> str:
    """Answer the questions that a person could answer; return those that nobody expects."""
    unexpected = []
    for question in (q for file in data["files"] for q in file["questions"]):
        options = [o for o in question["options"] if expected.answer and expected.answer in str(o)]
        if not options:
            unexpected.append(f"{question['message']} {question['options']}")
            continue
        answer: Answer = program.answer("answer", ledger, question["id"], options[0], "--json")
        if answer.code == 2:
            unexpected.append(f"{question['message']}: {answer.out}")
    return "; ".join(unexpected)


def test_filled_forms_are_read_cell_by_cell(
    program: Program, ledgers: dict[str, Path], tmp_path: Path
) -> None:
    hold(_forms(program, ledgers, tmp_path, None), CELLS_RIGHT, "cells of forms as typed")


@pytest.mark.office
def test_forms_saved_by_other_programs_are_read_as_well(
    program: Program, ledgers: dict[str, Path], tmp_path: Path, soffice: Soffice
) -> None:
    score = _forms(program, ledgers, tmp_path, soffice)
    hold(score, CELLS_RIGHT, "cells of forms saved again")
