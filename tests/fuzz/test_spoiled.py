"""A taste of ``python3 run.py fuzz`` in every test run."""

from __future__ import annotations

import os
import random
import re
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.catalogue import refusal
from app.intake import sheet_parser
from tests.fuzz import inputs
from tests.fuzz.__main__ import main
from tests.fuzz.packages import KINDS
from tests.fuzz.seeds import sheet_files, workbook
from tests.fuzz.spoil import spoiled
from tests.fuzz.warm import Cost, Warm

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a warm process forks")


def test_spoiled_files_are_read_or_refused_with_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(2000, 20110112) == 0, capsys.readouterr().out
    told = capsys.readouterr().out
    assert "2000 passed, 0 failed" in told
    assert re.search(r"slowest [0-9.]+ s", told)
    assert re.search(r"largest [1-9][0-9]* MB", told)
    for kind in ("xlsx", "xls", "ods", "docx", "csv in gb18030", "csv in utf-8"):
        assert f" {kind}: read" in told, "spoiling leaves some readable"
        assert f" {kind}: refused" in told
    for kind in KINDS:
        assert f" {kind}: refused" in told
    assert f" {KINDS[-1]}: read" in told, "with the seal made right again some mean the same"


@pytest.mark.parametrize(
    ("found", "cost"),
    [
        (ValueError("x"), None),
        (AssertionError("the ledger was changed"), None),
        (None, Cost(10.1, 50)),
        (None, Cost(0.1, 501)),
        (refusal("sheet.damaged"), Cost(11, 50)),
    ],
)
def test_what_ends_otherwise_is_told_and_kept(
    tmp_path: Path, found: object, cost: Cost | None
) -> None:
    tally = inputs.Tally(tmp_path / "kept")
    tally.note("xlsx", b"spoiled", found, cost)
    assert tally.bad == 1
    assert "0 passed, 1 failed" in tally.told()
    assert [path.read_bytes() for path in (tmp_path / "kept").iterdir()] == [b"spoiled"]


def test_the_seeds_are_read_whole_and_spoiling_changes_them() -> None:
    chance = random.Random(1)
    for good in (*sheet_files().values(), workbook()):
        assert sum(spoiled(good, chance) != good for _ in range(20)) >= 15


def test_the_warm_process_holds_the_limits_of_the_sandbox(tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.touch()
    with Warm() as warm:
        found, cost = warm.run(sheet_parser.parse, str(empty))
    assert getattr(found, "fault").code == "sheet.empty"  # noqa: B009 - a refusal as a value
    assert 0 < cost.megabytes < inputs.MOST_MEGABYTES
