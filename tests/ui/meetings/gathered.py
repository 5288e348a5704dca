"""A meeting, a draw and two talks in the sample unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.cycle.meetings import Attendee, Role
from app.domain.review import Target
from app.domain.words import TargetKind

if TYPE_CHECKING:
    from app.domain.cycle.meetings import Draw, Interview, Meeting
    from app.domain.ids import OrganizationId
    from app.domain.review import ReviewTask
    from app.ops.desk import Desk

DAY = date(2011, 1, 20)
PLACE = "三楼会议室"
GUEST = Attendee("周建国", Role.REVIEWER, unit="市委组织部副部长")


def open_tasks(desk: Desk) -> list[ReviewTask]:
    """Tasks about members of one branch that nobody has filled yet."""
    stores, round_ = desk.workspace.stores, desk.workspace.round()
    done = {review.target for review in stores.reviews.of_round(round_.id)}
    tasks = [
        task
        for task in stores.tasks.of_round(round_.id)
        if task.target.kind is TargetKind.MEMBER
        and task.target not in done
        and not task.exempt_reason
    ]
    return [task for task in tasks if task.organization_id == tasks[0].organization_id]


def branch_of(desk: Desk) -> OrganizationId:
    found = open_tasks(desk)[0].organization_id
    assert found is not None
    return found


def planned_meeting(desk: Desk) -> Meeting:
    """A meeting of a branch with everything that can be said of one; it is not kept."""
    ops, unit = desk.gatherings, branch_of(desk)
    new = ops.new_meeting(desk.workspace.round(), unit)
    first, second, *others = new.roll
    reporter = replace(second, also=(Role.REPORTER,))
    recorder = others[0].in_roles((Role.RECORDER, Role.FILLER, Role.MEMBER))
    away = replace(others[1], absent="出差")
    roll = (first, reporter, recorder, away, *others[2:], GUEST)
    return replace(
        new,
        day=DAY,
        time="上午9时",
        place=PLACE,
        mode="集中点评",
        occasion="支部党员大会",
        roll=(*roll, Attendee("吴小红", Role.REPRESENTATIVE, unit="服务对象代表")),
        agenda=("支部书记汇报创先争优活动情况", "党员汇报践诺情况", "领导点评", "支部书记表态"),
        minutes=(
            "会议听取了支部创先争优活动情况的汇报。\n"
            "会议认为，支部围绕中心工作开展活动，党员作用发挥较好；会后要逐条列出整改措施。"
        ),
    )


def held_meeting(desk: Desk) -> Meeting:
    """The same after it has filled the first three forms."""
    meeting = planned_meeting(desk)
    desk.gatherings.fill(meeting, [task.id for task in open_tasks(desk)[:3]])
    return desk.gatherings.meetings(desk.workspace.round())[0]


def make_draw(desk: Desk) -> Draw:
    made, _ = desk.gatherings.draw(
        desk.workspace.round(), desk.workspace.root_id, TargetKind.MEMBER, 5, "2011-01-20"
    )
    return made


def make_talks(desk: Desk) -> list[Interview]:
    """A talk with a branch whose term is over, and one with a member that is settled."""
    ops, round_, unit = desk.gatherings, desk.workspace.round(), branch_of(desk)
    member = open_tasks(desk)[0].target
    branch = Target(TargetKind.ORGANIZATION, unit)
    made = [
        replace(
            ops.new_interview(round_, branch, unit),
            by="周建国，市委组织部副部长",
            day=date(2011, 1, 5),
            place="局党组会议室",
            matter="活动进展慢，公开承诺没有落实",
            said="学习次数不够，两名党员没有承诺。",
            demands="一个月内补课，补齐承诺并公示。",
            answer="虚心接受，立即整改。",
            until=date(2011, 1, 20),
        ),
        replace(
            ops.new_interview(round_, member, unit),
            by="支部书记",
            day=date(2011, 1, 12),
            matter="服务态度",
            outcome="已当面道歉，群众满意。",
            until=date(2011, 1, 31),
        ),
    ]
    for each in made:
        ops.save_interview(each)
    return made
