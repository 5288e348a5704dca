"""Promises and opinions in the sample unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.cycle.commitments import CommitmentState
from app.domain.cycle.opinions import SpeakerKind
from app.domain.review import Target
from app.domain.words import OrganizationKind, TargetKind

if TYPE_CHECKING:
    from app.domain.cycle.commitments import Commitment
    from app.domain.cycle.opinions import Opinion
    from app.domain.organization import Member, Organization
    from app.ops.desk import Desk


def branch_of(desk: Desk) -> Organization:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    return next(each for each in tree if each.kind is OrganizationKind.BRANCH)


def members_of(desk: Desk) -> list[Member]:
    directory = desk.workspace.directory(desk.workspace.today())
    return directory.members_in(branch_of(desk).id)


def name_of(desk: Desk, member: Member) -> str:
    return desk.workspace.directory(desk.workspace.today()).name(member.person_id)


def review_each(desk: Desk) -> None:
    """Let the scheme have promises reviewed one by one."""
    workspace = desk.workspace
    forms = tuple(replace(form, each_commitment=True) for form in workspace.scheme.forms)
    workspace.scheme_changed(replace(workspace.scheme, forms=forms), dict(workspace.forms))


def add_promises(desk: Desk) -> list[Commitment]:
    """Promises of a branch and of three members, one of them overdue."""
    ops, round_ = desk.commitments, desk.workspace.round()
    branch = Target(TargetKind.ORGANIZATION, branch_of(desk).id)
    first, second, third = (Target(TargetKind.MEMBER, m.person_id) for m in members_of(desk)[:3])
    made = [
        replace(
            ops.new(round_, branch),
            matter="建立党员活动室，每月组织一次集中学习",
            measure="协调用房，购置图书，专人管理",
            until=date(2010, 12, 31),
            state=CommitmentState.KEPT,
            progress="活动室10月启用，学习3次",
        ),
        replace(
            ops.new(round_, first),
            matter="走访企业十户，帮助解决质量问题",
            measure="每周走访一户，建立联系卡",
            until=date(2010, 12, 31),
            state=CommitmentState.UNDER_WAY,
            progress="已走访六户",
        ),
        replace(ops.new(round_, first), matter="整理历年检验档案", until=date(2011, 3, 31)),
        replace(ops.new(round_, second), matter="结对帮扶困难群众一户"),
        replace(
            ops.new(round_, third),
            matter="全年无投诉",
            state=CommitmentState.NOT_KEPT,
            progress="9月有一起投诉，已向当事人说明",
        ),
    ]
    ops.save(made)
    return made


def add_opinions(desk: Desk) -> list[Opinion]:
    """What was said: by name, by a group, only counted."""
    ops, round_ = desk.opinions, desk.workspace.round()
    branch = Target(TargetKind.ORGANIZATION, branch_of(desk).id)
    first = members_of(desk)[0]
    made = [
        replace(
            ops.new(round_, branch),
            text="学习形式单一，希望多到现场观摩",
            speaker="党员代表",
            count=3,
            occasion="座谈会",
        ),
        replace(
            ops.new(round_, Target(TargetKind.MEMBER, first.person_id)),
            text="服务热情，办事快",
            speaker_kind=SpeakerKind.COUNTED,
            count=12,
            occasion="意见箱",
        ),
        replace(
            ops.new(round_, branch),
            text="困难党员慰问还不够及时",
            speaker_kind=SpeakerKind.NAMED,
            speaker=name_of(desk, members_of(desk)[1]),
            occasion="个别谈话",
        ),
    ]
    ops.save(made)
    return made
