"""The records around the reviews as lists: a row each, a list for each kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.cycle.annexes import Annex
from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballots import Ballot
from app.domain.cycle.kinds import CLASSES
from app.domain.cycle.record_columns import COLUMNS
from app.domain.review import Target
from app.domain.words import OrganizationKind, TargetKind
from app.ops.demo_votes import hold_votes
from app.ops.record_lists import HEAD, RecordLists
from tests.ops.votes import make_bureau
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk


def test_every_kind_of_record_has_its_columns() -> None:
    assert {*COLUMNS, Assessment, Ballot} == {*CLASSES.values()}
    assert Annex in COLUMNS


def test_a_record_stands_under_its_round_and_whom_it_is_about(desk: Desk) -> None:
    assert [*RecordLists(desk.workspace)] == []
    round_, root = desk.workspace.round(), desk.workspace.root_id
    said = desk.opinions.new(round_, Target(TargetKind.ORGANIZATION, root))
    desk.opinions.save([replace(said, text="多下基层\n少开会", speaker="群众代表", count=3)])

    (found,) = RecordLists(desk.workspace)

    assert found.title == "意见建议"
    name = desk.workspace.directory(desk.workspace.today()).tree[root].name
    (row,) = (dict(zip(found.headings, row, strict=True)) for row in found.rows)
    assert [row[each] for each in HEAD] == [round_.name, name, name]
    assert (row["意见建议"], row["提出人"], row["人数"]) == ("多下基层\n少开会", "群众代表", "3")
    widths = dict(zip(found.headings, found.widths, strict=True))
    assert widths["意见建议"] == widths["人数"] == 10


def test_a_unit_and_a_round_have_lists_of_their_own(desk: Desk) -> None:
    workspace = desk.workspace
    round_, root = workspace.round(), workspace.root_id
    tree = workspace.directory(workspace.day_of(round_)).tree
    branch = next(each.id for each in tree if each.kind is OrganizationKind.BRANCH)
    for unit in (root, branch):
        said = desk.opinions.new(round_, Target(TargetKind.ORGANIZATION, unit))
        desk.opinions.save([replace(said, text=f"对{tree[unit].name}的意见")])
    later = desk.rounds.open("2012年", date(2012, 1, 1), date(2012, 12, 31)).round

    (own,) = RecordLists(workspace, round_, branch)

    assert [row[2] for row in own.rows] == [tree[branch].name]
    (both,) = RecordLists(workspace, round_, root)
    assert len(both.rows) == 2
    assert RecordLists(workspace, later, root).is_empty
    assert not RecordLists(workspace, round_, branch).is_empty


def test_votes_have_a_row_for_each_of_those_voted_on(tmp_path: Path) -> None:
    with open_sample(make_bureau(tmp_path)) as desk:
        hold_votes(desk, desk.workspace.round())
        votes = desk.assessments.among(desk.workspace.root_id, desk.workspace.round())
        (found,) = RecordLists(desk.workspace)
    rows = [dict(zip(found.headings, row, strict=True)) for row in found.rows]
    assert [row["对象"] for row in rows] == [each.name for vote in votes for each in vote.objects]
    planned = [row for row in rows if row["状态"] == "待评议"]
    assert {row["参评人员"] for row in planned} == {"市场经营户"}
    assert not any(row["评议结果"] for row in planned)
    done = [row for row in rows if row["状态"] == "已汇总"]
    assert all("有效" in row["参评人员"] and "满意率" in row["评议结果"] for row in done)
    assert max(found.widths) <= 44
