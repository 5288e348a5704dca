"""Imports at the desk: rejected rows come back as they stood, one step takes all back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from app.domain.proposal import REJECT_REASON, RowStatus
from app.intake.sheets import read_sheets
from tests.db.snapshots import tables
from tests.intake.helpers import write_xlsx
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk


def a_branch(desk: Desk) -> str:
    tree = desk.workspace.directory(TODAY).tree
    return next(o.name for o in tree if o.kind.value == "branch")


def texts(path: Path) -> list[list[str]]:
    (sheet,) = read_sheets(path)
    return [[str(cell) if cell is not None else "" for cell in row] for row in sheet.rows]


def test_rejected_rows_come_back_with_their_own_headings_in_their_order(
    desk: Desk, tmp_path: Path
) -> None:
    branch = a_branch(desk)
    header = ["序号", "加入党组织日期", "党员姓名", "备注", "所在支部", "出生年月"]
    rows = [
        [1, "2001.07", "新来一", "甲", branch, "1975.06"],
        [2, "很久以前", "新来二", "乙", branch, "1976.06"],
        [3, "2001.07", "新来三", "丙", branch, "1977.13"],
    ]
    path = write_xlsx(tmp_path / "名册.xlsx", [["党员名册"], header, *rows])
    proposal = desk.imports.propose([path])
    out = tmp_path / "未导入.xlsx"
    desk.imports.apply(proposal)
    desk.imports.write_rejects(proposal, out)
    written = texts(out)
    assert written[0] == [*header, REJECT_REASON]
    assert [row[:-1] for row in written[1:]] == [[str(cell) for cell in row] for row in rows[1:]]
    assert "入党时间" in written[1][-1] or "加入党组织日期" in written[1][-1]
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    sheet["B2"], sheet["F3"] = "2002.07", "1977.12"
    book.save(out)
    book.close()
    again = desk.imports.propose([out])
    assert [row.status for row in again.sheets[0].rows] == [RowStatus.NEW, RowStatus.NEW]
    names = {desk.workspace.directory(TODAY).persons[m.person_id].name for m in again.writes.members
             if m.person_id in desk.workspace.directory(TODAY).persons}  # fmt: skip
    assert not names
    assert {p.name for p in again.writes.persons} == {"新来二", "新来三"}
    assert all(REJECT_REASON not in dict(m.extra) for m in again.writes.members)


def test_a_header_of_two_rows_comes_back_too(desk: Desk, tmp_path: Path) -> None:
    branch = a_branch(desk)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "性别", "所在党支部", "时间", None])
    sheet.append([None, None, None, "入党时间", "转正时间"])
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        sheet.merge_cells(area)
    sheet.append(["新来一", "男", branch, "2001.07", "2002.07"])
    sheet.append(["新来二", "女", branch, "2001.07", "很久以后"])
    path = tmp_path / "两行表头.xlsx"
    book.save(path)
    book.close()
    proposal = desk.imports.propose([path])
    assert [f.row for f in proposal.sheets[0].rejected] == [4]
    out = tmp_path / "未导入.xlsx"
    desk.imports.write_rejects(proposal, out)
    mended = openpyxl.load_workbook(out)
    (cell,) = [c for row in mended.worksheets[0] for c in row if c.value == "很久以后"]
    cell.value = "2003.07"
    mended.save(out)
    mended.close()
    again = desk.imports.propose([out])
    assert not again.sheets[0].rejected
    (member,) = again.writes.members
    assert (str(member.joined), str(member.full_since)) == ("2001-07", "2003-07")
    assert [p.name for p in again.writes.persons] == ["新来二"]


def test_a_branch_from_a_heading_between_the_rows_is_kept(desk: Desk, tmp_path: Path) -> None:
    branch = a_branch(desk)
    path = write_xlsx(
        tmp_path / "分段.xlsx",
        [["姓名", "性别", "出生年月"], [branch, None, None], ["新来一", "男", "很久以前"]],
    )
    proposal = desk.imports.propose([path])
    assert [f.code for f in proposal.sheets[0].rejected] == ["row.date"]
    out = tmp_path / "未导入.xlsx"
    desk.imports.write_rejects(proposal, out)
    written = texts(out)
    assert "所在党支部" in written[0]
    assert branch in written[1][written[0].index("所在党支部")]


def test_an_import_is_one_step(desk: Desk, tmp_path: Path) -> None:
    undo, branch = desk.undo, a_branch(desk)
    before = tables(desk.workspace.database)
    path = write_xlsx(tmp_path / "a.xlsx", [["姓名", "所在党支部"], ["新来一", branch]])
    desk.imports.apply(desk.imports.propose([path]))
    assert tables(desk.workspace.database) != before
    assert undo.undo_title == "导入"
    undo.undo()
    assert tables(desk.workspace.database) == before
