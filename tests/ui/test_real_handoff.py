"""The hand-off in real windows: down to a branch, filled there, up again, counted in the office.

Everything between the office's package and the office's table is done with keyboard and clipboard.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import MEMBERS, ORGANIZATIONS, UNIT, review
from tests.stories.town import BRANCH, OFFICE, REVIEWED, Town, review_of
from tests.ui.real_hands import LOOK, PATIENCE, needs_a_screen, program, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.real_hands import Hands

pytestmark = [pytest.mark.slow, needs_a_screen]

BREATH = 0.5
"""Seconds between one Enter and the next."""
FORM = "党员.*表"
ROSTER = [MEMBERS[0], *(row for row in MEMBERS[1:] if row[4] == BRANCH)]
MENDED, CONCRETE = "郑华", "第三季度只交流了两次"
CELLS_BEFORE = 10
"""Cells of the member's form before 存在的问题和不足."""
WRITTEN = ("业务扎实", "学习不够", "每月交流一次")


def test_what_a_branch_submits_stands_in_the_table_of_the_office(
    home: Path, tmp_path: Path, hands: Hands
) -> None:
    town = Town(tmp_path)
    town.new(OFFICE, UNIT, "central")
    town.bring(OFFICE, ORGANIZATIONS)
    town.open_round(OFFICE)
    issued = town.issue(BRANCH)
    roster = write_xlsx(tmp_path / "党员名册.xlsx", ROSTER)
    assert town.figures(OFFICE)["members_total"] == 0
    with program(hands, tmp_path) as running:
        _make_the_ledger(hands, issued)
        _import(hands, roster)
        _fill_a_form(hands)
        _submit(hands, tmp_path)
        hands.keys("ctrl+q")
        assert running.ended() == 0
    (package,) = home.rglob("*_上报_*.dpbag")
    with program(hands, tmp_path, town.path(OFFICE)) as running:
        _receive(hands, package, tmp_path)
        _export_the_table(hands, home / "统计表")
        hands.keys("ctrl+q")
        assert running.ended() == 0
    _look_at_the_table(town, home / "统计表.xlsx")


def test_what_the_office_sends_back_is_mended_and_comes_again(
    home: Path, tmp_path: Path, hands: Hands
) -> None:
    town = Town(tmp_path)
    town.begin()
    town.branch(BRANCH)
    town.members_of(BRANCH, BRANCH)
    town.reviewed(BRANCH, review(MENDED, "赵敏", REVIEWED))
    town.take(town.submit(BRANCH))
    with program(hands, tmp_path, town.path(OFFICE)) as running:
        _send_back(hands, tmp_path)
        hands.keys("ctrl+q")
        assert running.ended() == 0
    (package,) = home.rglob("*_下发_*.dpbag")
    with program(hands, tmp_path, town.path(BRANCH)) as running:
        _mend(hands, package, tmp_path)
        _submit(hands, tmp_path)
        hands.keys("ctrl+q")
        assert running.ended() == 0
    (package,) = home.rglob("*_上报_*.dpbag")
    town.take(package)
    with town.at(OFFICE) as desk:
        found = desk.workspace.stores.reviews.get(review_of(desk, MENDED))
        assert found is not None
        assert found.typed["review.problems"] == CONCRETE
        assert desk.issuing.remarks() == ()


def _send_back(hands: Hands, folder: Path) -> None:
    """Send the only record of the 台账 back, and issue to its unit, which is ticked already."""
    hands.find(f"{OFFICE}.ledger")
    hands.keys("ctrl+6", "ctrl+a", "alt+s", "b")
    hands.find("^退回下级$")
    hands.paste("请写具体")
    hands.picture(folder / "send_back.png")
    hands.keys("Tab", "space")
    hands.gone("^退回下级$")
    hands.keys("alt+s", "d")
    hands.find("^下发$")
    hands.keys("Return")
    hands.find("下发完成")
    hands.do("sleep", 2 * BREATH)
    hands.keys("Return")
    hands.gone("下发完成")
    hands.find(f"{OFFICE}.ledger")


def _mend(hands: Hands, package: Path, folder: Path) -> None:
    """Receive, follow the button to the remark, open its form, mend it and say so."""
    _choose(hands, BRANCH, package)
    _enter_until(hands, lambda: _count(folder, BRANCH, "remark") > 0, "what came down")
    _enter_until(hands, lambda: not hands.windows("^接收$"), "the way to the remarks")
    hands.find(f"{BRANCH}.ledger")
    hands.picture(folder / "remarks.png")
    _enter_until(hands, lambda: bool(hands.windows(FORM)), "the form that was sent back")
    form = hands.find(FORM)
    hands.picture(folder / "remark.png")
    hands.keys(*["Tab"] * CELLS_BEFORE, "ctrl+a")
    hands.paste(CONCRETE)
    hands.keys("alt+g")
    until(lambda: "*" not in hands.title(form), "the form to be saved")
    hands.picture(folder / "mended.png")
    hands.keys("Escape")
    hands.gone(FORM)
    hands.find(f"{BRANCH}.ledger")


def _make_the_ledger(hands: Hands, package: Path) -> None:
    """文件 → 用下发包新建, where the program proposes to put it."""
    hands.find("^点评台账$")
    hands.keys("alt+f", "r")
    hands.find("选择下发的数据包")
    hands.paste(str(package))
    hands.keys("Return")
    hands.find("新台账放在哪里")
    hands.keys("Return")
    hands.find(f"^{BRANCH} .*ledger")


def _import(hands: Hands, roster: Path) -> None:
    hands.keys("ctrl+i")
    hands.find("^导入$")
    hands.keys("Return")
    hands.find("选择要导入的文件")
    hands.paste(str(roster))
    hands.keys("Return")
    hands.gone("选择要导入的文件")
    hands.find("^导入$")
    _enter_until(hands, lambda: not hands.windows("^导入$"), "the roster to be imported")
    hands.find(f"^{BRANCH} .*ledger")


def _fill_a_form(hands: Hands) -> None:
    """Fill the form of the last task, which is a member's."""
    hands.keys("ctrl+2", *["Down"] * (len(ROSTER) - 1), "Return")
    form = hands.find(FORM)
    hands.type("2011.1.12")
    hands.keys("Tab")
    hands.paste("党员活动室")
    hands.keys("Tab")
    for text in WRITTEN:
        hands.keys("Tab")
        hands.paste(text)
    hands.keys("ctrl+s")
    until(lambda: "*" not in hands.title(form), "the form to be saved")
    hands.keys("Escape")
    hands.gone(FORM)
    hands.find(f"^{BRANCH} .*ledger")


def _submit(hands: Hands, folder: Path) -> None:
    """上报, to where the program proposes, though not everybody has been reviewed."""
    hands.keys("alt+s", "u")
    hands.find("^上报$")
    hands.picture(folder / "submit.png")
    hands.keys("Return")
    until(lambda: len(hands.windows("^上报$")) == 2, "the question about the explanations")
    hands.find("^上报$")
    hands.keys("Left", "space")
    hands.find("上报完成")
    hands.picture(folder / "submitted.png")
    hands.keys("Escape")
    hands.gone("上报完成")
    hands.find(f"^{BRANCH} .*ledger")


def _choose(hands: Hands, name: str, package: Path) -> None:
    """接收, and the package in the dialog that opens."""
    hands.find(f"{name}.ledger")
    hands.keys("alt+s", "r")
    hands.find("^接收$")
    hands.keys("Return")
    hands.find("选择数据包")
    hands.paste(str(package))
    hands.keys("Return")
    hands.gone("选择数据包")
    hands.find("^接收$")


def _receive(hands: Hands, package: Path, folder: Path) -> None:
    _choose(hands, OFFICE, package)
    _enter_until(hands, lambda: _holds_members(folder), "the package to be received")
    hands.picture(folder / "received.png")
    hands.keys("Escape")
    hands.gone("^接收$")
    hands.find(f"{OFFICE}.ledger")


def _enter_until(hands: Hands, true: Callable[[], bool], what: str) -> None:
    """Press Enter, and again where it came before there was anything to agree to.

    Never again soon: on a busy machine the next one would open what the first one led to.
    """
    deadline = time.monotonic() + 2 * PATIENCE
    while not true():
        hands.keys("Return")
        soon = time.monotonic() + PATIENCE / 3
        while not true() and time.monotonic() < soon:
            time.sleep(LOOK)
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain: {what}")


def _holds_members(folder: Path) -> bool:
    """Say whether the office's ledger holds the members of the roster."""
    return _count(folder, OFFICE, "member") == len(ROSTER) - 1


def _count(folder: Path, name: str, table: str) -> int:
    """Count the rows of a table, looking at a copy of what lies on the disk."""
    ledger, copy = folder / f"{name}.ledger", folder / "copy.ledger"
    for ending in ("", "-wal"):
        if ledger.with_name(ledger.name + ending).exists():
            shutil.copyfile(f"{ledger}{ending}", f"{copy}{ending}")
    with closing(sqlite3.connect(copy)) as opened, suppress(sqlite3.DatabaseError):
        ((count,),) = opened.execute(f"SELECT count(*) FROM {table}")
        return int(count)
    return 0


def _export_the_table(hands: Hands, path: Path) -> None:
    hands.keys("ctrl+5", "alt+t", "t")
    hands.find("导出统计表")
    hands.paste(str(path))
    hands.keys("Return")
    until(path.with_suffix(".xlsx").exists, "the table")
    hands.find(f"{OFFICE}.ledger")


def _look_at_the_table(town: Town, path: Path) -> None:
    """The branch's members and the one of them who was reviewed stand in the office's file."""
    shown = openpyxl.load_workbook(path).worksheets[0]
    with town.at(OFFICE) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        marks = desk.statistics.sheet(round_, root, round_.end).spec.marks
    assert shown[marks["members_total"]].value == len(ROSTER) - 1
    assert shown[marks["members_reviewed"]].value == 1
