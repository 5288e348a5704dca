"""Comparing a list from elsewhere with the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.reconciliation import DIFFERENT, EXTRA, HEADINGS, MISSING, UNSURE
from app.intake.sheets import read_sheets
from tests.db.snapshots import tables
from tests.intake.helpers import write_xlsx
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.organization import Member
    from app.ops.desk import Desk

HEADER = ["姓名", "所在党支部", "出生年月", "性别"]


def rows(desk: Desk) -> list[list[str]]:
    """The ledger's own members as a list."""
    directory = desk.workspace.directory(TODAY)
    return [_row(desk, member) for member in directory.on_books]


def _row(desk: Desk, member: Member) -> list[str]:
    directory = desk.workspace.directory(TODAY)
    branch = directory.tree.branch_of(member.organization_id)
    birth = member.birth.for_table if member.birth else ""
    return [directory.persons[member.person_id].name, branch.name, birth, member.sex]


def test_the_own_list_agrees(desk: Desk, tmp_path: Path) -> None:
    found = desk.reconciliation.compare([write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows(desk)])])
    assert found.agrees
    assert found.same == len(rows(desk))


def test_missing_extra_and_different_are_told_and_nothing_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    listed = rows(desk)
    gone, changed = listed.pop(), listed[0]
    changed[2], changed[3] = changed[2], "女" if changed[3] == "男" else "男"
    stranger = ["新来的", listed[0][1], "1980.02", "男"]
    before = tables(desk.workspace.database)
    path = write_xlsx(tmp_path / "外单位.xlsx", [HEADER, *listed, stranger])
    found = desk.reconciliation.compare([path])
    assert [p.name for p in found.missing] == ["新来的"]
    assert [p.name for p in found.extra] == [gone[0]]
    (different,) = found.different
    assert [(f.column, f.new) for f in different.fields] == [("性别", changed[3])]
    assert different.listed.row == 2
    assert tables(desk.workspace.database) == before
    assert {line[0] for line in found.lines()} == {MISSING, EXTRA, DIFFERENT}
    assert all(len(line) == len(HEADINGS) for line in found.lines())


def test_another_branch_is_a_difference(desk: Desk, tmp_path: Path) -> None:
    listed = rows(desk)
    other = next(row[1] for row in listed if row[1] != listed[0][1])
    old, listed[0][1] = listed[0][1], other
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *listed])
    (different,) = desk.reconciliation.compare([path]).different
    (field,) = different.fields
    assert (field.column, field.new) == ("所在党支部", other)
    assert old in field.old


def test_names_alone_and_one_unit_are_enough(desk: Desk, tmp_path: Path) -> None:
    listed = rows(desk)
    branch = listed[0][1]
    own = [[row[0], row[3]] for row in listed if row[1] == branch]
    path = write_xlsx(tmp_path / "a.xlsx", [["姓名", "性别"], *own])
    found = desk.reconciliation.compare([path], branch)
    assert found.agrees
    assert found.same == len(own)


def test_rows_that_cannot_be_read_are_told(desk: Desk, tmp_path: Path) -> None:
    listed = rows(desk)
    listed[0][2] = "很久以前"
    found = desk.reconciliation.compare([write_xlsx(tmp_path / "a.xlsx", [HEADER, *listed])])
    assert [(each.row, each.name) for each in found.unsure] == [(2, listed[0][0])]
    assert found.lines()[-1][0] == UNSURE
    assert not found.extra, "whom an unreadable row may mean is not called extra"


def test_it_becomes_an_excel_file(desk: Desk, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows(desk), ["新来的", "", "", ""]])
    found = desk.reconciliation.compare([path])
    out = tmp_path / "核对.xlsx"
    desk.reconciliation.write(found, out)
    (sheet,) = read_sheets(out)
    written = [[cell or "" for cell in row] for row in sheet.rows]
    assert written[0] == list(HEADINGS)
    assert [tuple(row) for row in written[1:]] == list(found.lines())
