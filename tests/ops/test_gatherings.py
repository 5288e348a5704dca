"""会议, 随机抽取 and 专门约谈: many records at once, a draw that can be repeated, papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document

from app.domain.cycle.meetings import Attendee, MeetingRule, MeetingState, Role, drawn
from app.domain.cycle.notices import readable
from app.domain.errors.fault import Refusal
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ops.changes import Topic
from app.ops.meetings import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.ids import OrganizationId
    from app.domain.review import ReviewTask, Round
    from app.ops.desk import Desk

DAY = date(2011, 1, 20)


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def open_tasks(desk: Desk, round_: Round) -> list[ReviewTask]:
    """Tasks about members of one branch that nobody has filled yet."""
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    done = {review.target for review in reviews}
    tasks = [
        task
        for task in desk.workspace.stores.tasks.of_round(round_.id)
        if task.target.kind is TargetKind.MEMBER
        and task.target not in done
        and not task.exempt_reason
    ]
    branch = tasks[0].organization_id
    return [task for task in tasks if task.organization_id == branch]


@pytest.fixture
def branch(open_tasks: list[ReviewTask]) -> OrganizationId:
    found = open_tasks[0].organization_id
    assert found is not None
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.fault.code


def test_a_new_meeting_has_the_members_of_the_branch_on_its_roll(
    desk: Desk, round_: Round, branch: OrganizationId
) -> None:
    meeting = desk.gatherings.new_meeting(round_, branch)

    directory = desk.workspace.directory(desk.workspace.today())
    assert meeting.expected == len(directory.members_under(branch))
    secretary = directory.secretary(branch)
    if secretary in {each.person_id for each in meeting.roll}:
        assert meeting.roll[0].role is Role.CHAIR
    ops = desk.gatherings
    assert refused(lambda: ops.save_meeting(replace(meeting, title=""))) == "meeting.title"
    nameless = replace(meeting, roll=(Attendee(" "),))
    assert refused(lambda: ops.save_meeting(nameless)) == "meeting.name"


def test_one_meeting_fills_many_records_and_remembers_which(
    desk: Desk, round_: Round, branch: OrganizationId, open_tasks: list[ReviewTask]
) -> None:
    meeting = replace(
        desk.gatherings.new_meeting(round_, branch), day=DAY, place="三楼会议室", mode="集中点评"
    )
    filled = desk.gatherings.fill(meeting, [task.id for task in open_tasks])

    assert set(filled.outcomes) == {Outcome.FILLED}
    kept = desk.gatherings.meetings(round_, branch)[0]
    assert kept.state == MeetingState.HELD
    reviews = desk.workspace.stores.reviews.among(kept.reviews)
    assert {review.target for review in reviews} == {task.target for task in open_tasks}
    assert {(r.day, r.place, r.mode) for r in reviews} == {(DAY, "三楼会议室", "集中点评")}


def test_the_papers_of_a_meeting_say_who_was_there(
    desk: Desk, round_: Round, branch: OrganizationId, tmp_path: Path
) -> None:
    new = desk.gatherings.new_meeting(round_, branch)
    roll = (
        *new.roll,
        Attendee("周建国", Role.REVIEWER, unit="局党组书记"),
        Attendee("吴小红", Role.REPRESENTATIVE),
    )
    away = replace(roll[1], absent="出差")
    meeting = replace(
        new,
        day=DAY,
        time="上午9时",
        place="会议室",
        roll=(roll[0], away, *roll[2:]),
        agenda=("书记汇报", "领导点评"),
        minutes="会议认为，成绩明显。",
    )
    desk.gatherings.save_meeting(meeting)
    ops = desk.gatherings
    papers = [ops.sign_in_sheet(meeting), ops.agenda(meeting), ops.minutes(meeting)]

    sheet, order, record = ("\n".join(readable(paper)) for paper in papers)
    assert "时间：2011年1月20日 上午9时" in sheet
    assert all(each.name in sheet for each in meeting.roll)
    assert "1. 书记汇报" in order
    assert "点评人：周建国" in record
    assert f"应到{meeting.expected}人，实到{meeting.present}人" in record
    assert f"{away.name}：出差" in record
    assert "列席和邀请人员：吴小红。" in record
    assert "会议认为，成绩明显。" in record
    files = ops.write(papers, tmp_path / "会议")
    assert len(files) == 3
    assert Document(str(files[2])).paragraphs[0].text.endswith("记录")


def test_a_draw_can_be_made_again_by_anybody(desk: Desk, round_: Round) -> None:
    root = desk.workspace.root_id
    made, _ = desk.gatherings.draw(round_, root, TargetKind.ORGANIZATION, 3, "2011-01-20")

    assert made.drawn == drawn(made.pool, "2011-01-20", 3)
    assert desk.gatherings.draws(round_) == (made,)
    said = readable(desk.gatherings.draw_record(made))
    names = dict(zip(made.pool, made.names, strict=True))
    assert [names[target] for target in made.drawn] == list(said[-5::2])
    assert any("种子：2011-01-20" in text for text in said)


def test_a_draw_without_seed_or_out_of_too_few_is_refused(desk: Desk, round_: Round) -> None:
    root, draw = desk.workspace.root_id, desk.gatherings.draw
    kind = TargetKind.MEMBER
    assert refused(lambda: draw(round_, root, kind, 1, " ")) == "draw.seed"
    assert refused(lambda: draw(round_, root, kind, 0, "x")) == "draw.count"
    assert refused(lambda: draw(round_, root, kind, 10_000, "x")) == "draw.count"


def test_a_talk_is_a_record_of_its_own(desk: Desk, round_: Round, branch: OrganizationId) -> None:
    ops = desk.gatherings
    target = Target(TargetKind.ORGANIZATION, branch)
    new = ops.new_interview(round_, target, branch)
    assert refused(lambda: ops.save_interview(new)) == "interview.by"
    talk = replace(
        new, by="周建国，局党组书记", matter="活动进展慢", demands="一个月内补课", until=DAY
    )
    ops.save_interview(talk)

    assert ops.interviews(round_, branch) == (talk,)
    said = readable(ops.interview_record(talk))
    name = desk.workspace.directory(DAY).tree[branch].name
    assert f"约谈对象：{name}" in said
    assert "整改时限：2011年1月20日" in said
    ops.remove([talk.id])
    assert ops.interviews(round_) == ()


def test_a_reviewer_from_outside_is_entered_and_stands_in_every_form(
    desk: Desk, round_: Round, branch: OrganizationId, open_tasks: list[ReviewTask]
) -> None:
    new = desk.gatherings.new_meeting(round_, branch)
    guest = Attendee("周建国", Role.REVIEWER, unit="市委组织部副部长")
    meeting = replace(new, day=DAY, mode="集中点评", roll=(*new.roll, guest))
    ids = [task.id for task in open_tasks]

    filled = desk.gatherings.fill(meeting, ids, reviewer=len(new.roll))

    assert set(filled.outcomes) == {Outcome.FILLED}
    assert Topic.STRUCTURE in filled.changes.topics
    kept = desk.gatherings.meetings(round_, branch)[0]
    known = kept.roll[-1].person_id
    assert known is not None
    directory = desk.workspace.directory(desk.workspace.today())
    assert directory.identity(known) == "周建国，市委组织部副部长"
    reviews = desk.workspace.stores.reviews.among(kept.reviews)
    assert len(reviews) == len(ids)
    assert {review.reviewers for review in reviews} == {(known,)}
    again = desk.gatherings.fill(kept, ids, reviewer=len(new.roll))
    assert Topic.STRUCTURE not in again.changes.topics
    nameless = replace(meeting, roll=(Attendee("钱某", Role.REVIEWER),))
    ops = desk.gatherings
    assert refused(lambda: ops.fill(nameless, ids, reviewer=0)) == "meeting.reviewer_unknown"


def test_a_secretary_who_reviews_counts_and_an_outside_reviewer_does_not(
    desk: Desk, round_: Round, branch: OrganizationId
) -> None:
    new = desk.gatherings.new_meeting(round_, branch)
    first = new.roll[0].in_roles((Role.CHAIR, Role.REVIEWER, Role.MEMBER))
    outside = Attendee("周建国", Role.REVIEWER)
    filler = Attendee("吴小红").in_roles((Role.FILLER, Role.REPRESENTATIVE))
    meeting = replace(new, roll=(first, *new.roll[1:], outside, filler))

    assert meeting.expected == len(new.roll)
    assert meeting.with_role(Role.REVIEWER) == (first, outside)
    record = "\n".join(readable(desk.gatherings.minutes(meeting)))
    assert f"点评人：{first.name}、周建国" in record
    assert "填表人：吴小红" in record
    assert first.in_roles(()).roles == (Role.GUEST,)


def test_to_a_meeting_above_branches_come_committee_and_secretaries_each_once(
    desk: Desk, round_: Round
) -> None:
    root = desk.workspace.root_id
    roll = desk.gatherings.new_meeting(round_, root).roll
    directory = desk.workspace.directory(desk.workspace.today())
    secretaries = {
        directory.secretary(each.id)
        for each in directory.tree.subtree(root)
        if directory.secretary(each.id) is not None
    }
    people = [each.person_id for each in roll]
    assert len(people) == len(set(people))
    assert secretaries <= set(people)
    assert len(people) < len(directory.members)
    assert all(each.unit for each in roll)


def test_too_few_are_told_only_where_the_scheme_asks_for_more(
    desk: Desk, round_: Round, branch: OrganizationId
) -> None:
    ops = desk.gatherings
    new = ops.new_meeting(round_, branch)
    away = replace(new, roll=tuple(replace(each, absent="出差") for each in new.roll))
    assert not ops.is_short(away)
    scheme = replace(desk.workspace.scheme, meeting=MeetingRule((2, 3)))
    desk.workspace.scheme = scheme
    assert ops.is_short(away)
    assert not ops.is_short(new)


def test_those_drawn_get_the_mode_that_the_scheme_draws_by(desk: Desk, round_: Round) -> None:
    ops, root = desk.gatherings, desk.workspace.root_id
    assert ops.drawn_mode == "随机点评"
    size = ops.pool_size(round_, root, TargetKind.MEMBER)
    made, _ = ops.draw(round_, root, TargetKind.MEMBER, size, "2011-01-20")
    tasks = ops.tasks_of(made)
    stored = desk.workspace.stores.tasks
    assert {task.target for task in map(stored.get, tasks) if task} == set(made.drawn)
    filled = ops.fill_drawn(made)
    open_ones = [
        task
        for task, outcome in zip(tasks, filled.outcomes, strict=True)
        if outcome is Outcome.FILLED
    ]
    assert open_ones
    assert desk.reviews.open(open_ones[0]).review.mode == "随机点评"


def test_a_reviewer_typed_by_hand_who_stands_in_the_ledger_is_meant_himself(desk: Desk) -> None:
    attendance = desk.gatherings.attendance
    leader = desk.workspace.directory(desk.workspace.today()).secretary(desk.workspace.root_id)
    assert leader is not None
    picked = attendance.person(leader)
    before = len(desk.workspace.records.persons)
    typed = Attendee(picked.name, Role.REVIEWER, unit=picked.unit)
    assert attendance.known(typed).person_id == leader
    assert len(desk.workspace.records.persons) == before


def test_a_meeting_with_a_reviewer_from_outside_is_taken_back_in_one_step(
    desk: Desk, round_: Round, branch: OrganizationId, open_tasks: list[ReviewTask]
) -> None:
    assert desk.undo.undo_title is None
    new = desk.gatherings.new_meeting(round_, branch)
    meeting = replace(new, day=DAY, roll=(Attendee("周建国", Role.REVIEWER, unit="市委"),))
    people = len(desk.workspace.records.persons)
    before = desk.workspace.stores.reviews.of_round(round_.id)

    desk.gatherings.fill(meeting, [task.id for task in open_tasks], reviewer=0)

    assert len(desk.workspace.records.persons) == people + 1
    assert desk.undo.undo_title == "会议点评"
    desk.undo.undo()
    assert len(desk.workspace.records.persons) == people
    assert desk.workspace.stores.reviews.of_round(round_.id) == before
    assert desk.gatherings.meetings(round_) == ()
