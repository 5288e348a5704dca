"""Lists of promises: read from what people bring, with every row that cannot be taken told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from app.domain.cycle.commitment_list import COLUMNS, until_day
from app.domain.cycle.commitments import CommitmentState
from app.domain.errors.fault import Refusal
from app.domain.review import Target
from app.domain.words import OrganizationKind, TargetKind
from app.ops.changes import Topic
from app.ops.commitment_lists import CommitmentProposal, RowFate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.domain.organization import Member, Organization
    from app.domain.review import Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def branch(desk: Desk) -> Organization:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    return next(each for each in tree if each.kind is OrganizationKind.BRANCH)


@pytest.fixture
def member(desk: Desk, branch: Organization) -> Member:
    return desk.workspace.directory(desk.workspace.today()).members_in(branch.id)[0]


def name_of(desk: Desk, member: Member) -> str:
    return desk.workspace.directory(desk.workspace.today()).name(member.person_id)


def sheet(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def codes(proposal: CommitmentProposal) -> list[str]:
    return [each.code for each in proposal.faults]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.fault.code


# ---- reading -----------------------------------------------------------------------------------


def test_a_list_with_other_headings_is_read_and_kept_in_one_step(
    desk: Desk, round_: Round, branch: Organization, member: Member, tmp_path: Path
) -> None:
    name = name_of(desk, member)
    before = len(desk.commitments.rows(round_))
    path = sheet(
        tmp_path / "承诺.xlsx",
        [
            ["2010年下半年公开承诺一览表"],
            [],
            ["序号", "姓 名", "所在党支部", "承诺内容（逐条）", "措施", "完成时间", "兑现情况"],
            ["1", name, branch.name, "走访企业十户", "每周一户", "2010年12月底前", "已走访六户"],
            ["", "", "", "整理档案", "", "2010.11", ""],
            ["2", "", branch.name, "建党员活动室", "", "长期", ""],
            ["合计", "", "", "", "", "", ""],
        ],
    )
    proposal = desk.commitment_lists.propose(path, round_)
    assert not proposal.faults
    assert [row.fate for row in proposal.rows] == [RowFate.NEW] * 3
    assert [row.name for row in proposal.rows] == [name, name, branch.name]
    assert proposal.rows[0].place.endswith("第 4 行")
    first, second, third = proposal.brings
    assert (first.until, second.until, third.until) == (
        date(2010, 12, 31),
        date(2010, 11, 30),
        None,
    )
    assert first.progress == "已走访六户"
    assert third.target == Target(TargetKind.ORGANIZATION, branch.id)
    assert len(desk.commitments.rows(round_)) == before

    desk.undo  # noqa: B018 - steps are noted from now on
    desk.commitment_lists.apply(proposal)
    assert len(desk.commitments.rows(round_)) == before + 3
    assert desk.undo.undo_title == "导入承诺"
    assert Topic.CYCLE in desk.undo.undo().topics
    assert len(desk.commitments.rows(round_)) == before


def test_what_is_not_understood_is_told_row_by_row_and_stops_no_other(
    desk: Desk, round_: Round, member: Member, tmp_path: Path
) -> None:
    name = name_of(desk, member)
    path = sheet(
        tmp_path / "承诺.xlsx",
        [
            ["承诺人", "承诺事项", "状态", "完成时限"],
            ["", "谁的", "", ""],
            ["查无此人", "学习", "", ""],
            [name, "", "已兑现", ""],
            [name, "学习", "差不多", ""],
            [name, "学习", "", "快了"],
            [name, "读书", "完成", ""],
            [name, "读 书", "", ""],
        ],
    )
    proposal = desk.commitment_lists.propose(path, round_)
    assert codes(proposal) == [
        "commitment.sheet_nobody",
        "commitment.sheet_unknown",
        "commitment.empty",
        "commitment.sheet_state",
        "date.invalid",
        "commitment.sheet_double",
    ]
    assert [each.place[-5:] for each in proposal.faults] == [
        f"第 {n} 行" for n in (2, 3, 4, 5, 6, 8)
    ]
    assert [r.record.standing for r in proposal.rows] == [CommitmentState.KEPT]


def test_of_two_with_one_name_the_branch_tells_which(
    desk: Desk, round_: Round, branch: Organization, member: Member, tmp_path: Path
) -> None:
    workspace = desk.workspace
    directory = workspace.directory(workspace.today())
    other = next(m for m in directory.on_books if m.organization_id != branch.id)
    name = name_of(desk, member)
    person = directory.persons[other.person_id]
    workspace.stores.structure.save(persons=[replace(person, name=name)], reason="测试")
    workspace.structure_changed()
    home = directory.tree[other.organization_id].name
    path = sheet(
        tmp_path / "承诺.xlsx",
        [["承诺人", "党组织", "承诺事项"], [name, "", "学习"], [name, home, "学习"]],
    )
    proposal = desk.commitment_lists.propose(path, round_)
    assert codes(proposal) == ["commitment.sheet_several"]
    (row,) = proposal.rows
    assert row.record.target == Target(TargetKind.MEMBER, other.person_id)
    assert row.organization == home


def test_rows_copied_from_a_table_are_read_with_their_heading(
    desk: Desk, round_: Round, member: Member
) -> None:
    name = name_of(desk, member)
    lists = desk.commitment_lists
    text = f"承诺人\t承诺事项\t完成时限\r\n{name}\t走访企业\t2010年12月31日\r\n"
    (row,) = lists.propose_pasted(text, round_).rows
    assert (row.name, row.record.matter) == (name, "走访企业")
    bare = f"{name}\t走访企业\t2010年12月31日\r\n"
    assert refused(lambda: lists.propose_pasted(bare, round_)) == "commitment.sheet_heading"


def test_names_in_merged_cells_and_a_state_told_as_outcome_are_understood(
    desk: Desk, round_: Round, member: Member, tmp_path: Path
) -> None:
    name = name_of(desk, member)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["党员公开承诺一览表", None, None, None],
        ["序号", "姓名", "承诺事项", "兑现情况"],
        [1, name, "走访企业", "已完成"],
        [None, None, "整理档案", "完成一半"],
        ["填表人：张三", None, None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B3:B4")
    book.create_sheet("说明").append(["这一列", "怎么填"])
    path = tmp_path / "承诺.xlsx"
    book.save(path)
    proposal = desk.commitment_lists.propose(path, round_)
    assert not proposal.faults
    assert [
        (row.name, row.record.matter, row.record.standing, row.record.progress)
        for row in proposal.rows
    ] == [
        (name, "走访企业", CommitmentState.KEPT, ""),
        (name, "整理档案", CommitmentState.OPEN, "完成一半"),
    ]


# ---- writing -----------------------------------------------------------------------------------


def test_a_list_that_was_written_changes_nothing_and_brings_what_was_added_to_it(
    desk: Desk, round_: Round, member: Member, tmp_path: Path
) -> None:
    ops, lists = desk.commitments, desk.commitment_lists
    new = ops.new(round_, Target(TargetKind.MEMBER, member.person_id))
    ops.save([replace(new, matter="走访企业", measure="每周一户", until=date(2010, 12, 31))])
    path = tmp_path / "承诺.xlsx"
    lists.write(ops.rows(round_), path)
    again = lists.propose(path, round_)
    assert not again.faults
    assert {row.fate for row in again.rows} == {RowFate.SAME}
    assert again.brings == ()

    book = openpyxl.load_workbook(path)
    assert book.active is not None
    rows = list(book.active.iter_rows())
    line = next(row for row in rows if row[2].value == "走访企业")
    line[5].value, line[6].value = "已兑现", "走访12户"
    book.save(path)
    changed = lists.propose(path, round_)
    assert changed.count(RowFate.CHANGED) == 1
    lists.apply(changed)
    (kept,) = (r.record for r in ops.rows(round_) if r.record.id == new.id)
    assert (kept.standing, kept.progress) == (CommitmentState.KEPT, "走访12户")
    assert kept.measure == "每周一户"


def test_the_blank_list_says_how_it_is_filled_and_is_read_empty(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    path = tmp_path / "空白.xlsx"
    desk.commitment_lists.write_template(path)
    first, notes = openpyxl.load_workbook(path).worksheets
    assert tuple(cell.value for cell in first[1]) == COLUMNS
    assert [row[0].value for row in notes.iter_rows(min_row=2)] == list(COLUMNS)
    assert desk.commitment_lists.propose(path, round_) == CommitmentProposal((), ())
    assert refused(lambda: desk.commitment_lists.write_template(path)).startswith("file.")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2010年12月31日", date(2010, 12, 31)),
        ("2010年底", date(2010, 12, 31)),
        ("2011.02", date(2011, 2, 28)),
        ("2012年2月前", date(2012, 2, 29)),
        ("2010年12月25日之前", date(2010, 12, 25)),
        ("长期坚持", None),
        ("", None),
    ],
)
def test_terms_are_read_as_lists_write_them(text: str, day: date | None) -> None:
    assert until_day(text) == day
