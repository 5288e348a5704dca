"""The hand-off in real windows: down to a branch, filled there, up again, counted in the office.

Everything between the office's package and the office's table is done with keyboard and clipboard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import MEMBERS, ORGANIZATIONS, UNIT, review
from tests.stories.town import BRANCH, OFFICE, REVIEWED, Town, review_of
from tests.ui.real_hands import needs_a_screen, program, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.real_hands import Hands

pytestmark = [pytest.mark.slow, needs_a_screen]

FORM = "党员.*表"
LOOKED_AT, RECEIVED = "^导入前核对$", "^接收完成$"
ROSTER = [MEMBERS[0], *(row for row in MEMBERS[1:] if row[4] == BRANCH)]
BESIDE, MENDED, CONCRETE = "李文", "郑华", "第三季度只交流了两次"
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
        hands.quit(running)
    (package,) = home.rglob("*_上报_*.dpbag")
    with program(hands, tmp_path, town.path(OFFICE)) as running:
        _receive(hands, package, tmp_path)
        _export_the_table(hands, home / "统计表")
        hands.quit(running)
    _look_at_the_table(town, home / "统计表.xlsx")


def test_what_the_office_sends_back_is_mended_and_comes_again(
    home: Path, tmp_path: Path, hands: Hands
) -> None:
    town = Town(tmp_path)
    town.begin()
    town.branch(BRANCH)
    town.members_of(BRANCH, BRANCH)
    town.reviewed(BRANCH, *(review(name, "赵敏", REVIEWED) for name in (BESIDE, MENDED)))
    town.take(town.submit(BRANCH))
    with program(hands, tmp_path, town.path(OFFICE)) as running:
        _send_back(hands, tmp_path)
        hands.quit(running)
    (package,) = home.rglob("*_下发_*.dpbag")
    with program(hands, tmp_path, town.path(BRANCH)) as running:
        _mend(hands, package, tmp_path)
        _submit(hands, tmp_path)
        hands.quit(running)
    (package,) = home.rglob("*_上报_*.dpbag")
    town.take(package)
    with town.at(OFFICE) as desk:
        found = desk.workspace.stores.reviews.get(review_of(desk, MENDED))
        assert found is not None
        assert found.typed["review.problems"] == CONCRETE
        assert desk.issuing.remarks() == ()


def _send_back(hands: Hands, folder: Path) -> None:
    """Send the second record of the 台账 back, and issue to its unit, which is ticked already."""
    hands.find(f"{OFFICE}.ledger")
    hands.choose(MENDED, "ctrl+6", "ctrl+Home", "Down")
    hands.lead("^退回下级$", "alt+s", "b")
    hands.paste("请写具体")
    hands.picture(folder / "send_back.png")
    hands.keys("Tab", "space")
    hands.gone("^退回下级$")
    hands.lead("^下发$", "alt+s", "d")
    hands.enter("^下发$", lambda: hands.windows("下发完成"))
    hands.enter("下发完成", lambda: not hands.windows("下发完成"))
    hands.find(f"{OFFICE}.ledger")


def _mend(hands: Hands, package: Path, folder: Path) -> None:
    """Receive, follow the button to the remark, open its form, mend it and say so."""
    _choose(hands, BRANCH, package)
    _take_in(hands)
    hands.enter(RECEIVED, lambda: not hands.windows(RECEIVED))
    hands.find(f"{BRANCH}.ledger")
    hands.picture(folder / "remarks.png")
    hands.enter(f"{BRANCH}.ledger", lambda: hands.windows(FORM))
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
    hands.lead("选择下发的数据包", "alt+f", "r")
    hands.paste(str(package))
    hands.keys("Return")
    hands.find("新台账放在哪里")
    hands.keys("Return")
    hands.find(f"^{BRANCH} .*ledger")


def _import(hands: Hands, roster: Path) -> None:
    hands.lead("^导入$", "ctrl+i")
    hands.enter("^导入$", lambda: hands.windows("选择要导入的文件"))
    hands.find("选择要导入的文件")
    hands.paste(str(roster))
    hands.keys("Return")
    hands.gone("选择要导入的文件")
    hands.enter(LOOKED_AT, lambda: not hands.windows("^导入"))
    hands.find(f"^{BRANCH} .*ledger")


def _fill_a_form(hands: Hands) -> None:
    """Fill the form of the last task, which is a member's."""
    hands.choose("党员", "ctrl+2", "ctrl+Home", *["Down"] * (len(ROSTER) - 1))
    form = hands.lead(FORM, "Return")
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
    hands.lead("^上报$", "alt+s", "u")
    hands.picture(folder / "submit.png")
    hands.enter("^上报$", lambda: hands.windows("核实没有说明"))
    hands.find("核实没有说明")
    hands.keys("Left", "space")
    hands.find("上报完成")
    hands.picture(folder / "submitted.png")
    hands.keys("Escape")
    hands.gone("上报完成")
    hands.find(f"^{BRANCH} .*ledger")


def _choose(hands: Hands, name: str, package: Path) -> None:
    """接收, and the package in the dialog that opens."""
    hands.find(f"{name}.ledger")
    hands.lead("^接收$", "alt+s", "r")
    hands.enter("^接收$", lambda: hands.windows("选择数据包"))
    hands.find("选择数据包")
    hands.paste(str(package))
    hands.keys("Return")
    hands.gone("选择数据包")


def _take_in(hands: Hands) -> None:
    """Agree to what the dialog says of the package."""
    hands.enter("^接收前核对$", lambda: hands.windows(RECEIVED))


def _receive(hands: Hands, package: Path, folder: Path) -> None:
    _choose(hands, OFFICE, package)
    _take_in(hands)
    hands.find(RECEIVED)
    hands.picture(folder / "received.png")
    hands.keys("Escape")
    hands.gone(RECEIVED)
    hands.find(f"{OFFICE}.ledger")


def _export_the_table(hands: Hands, path: Path) -> None:
    hands.keys("ctrl+5")
    hands.lead("导出统计表", "alt+t", "t")
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
