"""Who reviews whom under the Qingdao rules, against a list written by hand; then at random."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import RoundId, TaskId
from app.domain.responsibility import Plan, plan
from app.domain.review import ReviewTask, Target
from app.domain.scheme import Finder, ReviewerSearch, Rule, Targets, TargetSet
from app.domain.words import GapReason, OrganizationKind, PostKind, ReviewerKind, TargetKind
from tests.builders import Unit, organization_id, person_id, qingdao, unit
from tests.strategies import TODAY, directories

if TYPE_CHECKING:
    from app.domain.directory import Directory

ROUND = RoundId("2010年下半年")
DAY = "2010-12-31"
SECRETARY = frozenset({PostKind.SECRETARY})

BUREAU = """
质监局党组 [党组] 书记=王一 副书记=李二 委员=张三、刘四 分管=*贺外
  机关党委 [党委] 书记=李二 副书记=陈五 委员=杨六、周七 分管=张三
    办公室支部 [党支部] 书记=赵八 委员=吴九 联系点=王一 \
        党员=赵八、吴九、王一、李二、杨六、徐十（预备）
      第一小组 [党小组] 组长=吴九 党员=孙甲
    监督支部 [党支部] 党员=张三、胡乙、朱丙（转出2010-11-01）
    空支部 [党支部] 书记=程辰
    检验总支 [党总支] 书记=高丁 委员=林戊 分管=刘四
      一检支部 [党支部] 书记=林戊 党员=林戊、高丁、何己 联系点=刘四
      二检支部 [党支部] 书记=高丁 党员=郭庚、马辛
  稽查分局 [科室]
    稽查支部 [联合党支部] 书记=罗壬 党员=罗壬、刘四、梁癸
  离退休支部 [党支部] 书记=宋子 党员=郑丑、谢寅
"""

EXPECTED_TASKS = {
    # 党组织主要负责人点评班子成员
    "王一 → 李二 @办公室支部: committee",
    "王一 → 张三 @监督支部: committee",
    "王一 → 刘四 @稽查支部: committee",
    "李二 → 陈五 @机关党委: committee",
    "李二 → 杨六 @办公室支部: committee",
    "李二 → 周七 @机关党委: committee",
    "赵八 → 吴九 @办公室支部: committee, branch-members",
    "高丁 → 林戊 @一检支部: committee",
    # 分管、联系点; the head of the tree by a leader from outside
    "贺外（外） → 质监局党组 @: in-charge",
    "张三 → 机关党委 @质监局党组: in-charge",
    "刘四 → 检验总支 @机关党委: in-charge",
    "王一 → 办公室支部 @机关党委: contact-point",
    "刘四 → 一检支部 @检验总支: contact-point",
    # 党总支书记点评所属党支部; the secretary of both goes one level up
    "高丁 → 一检支部 @检验总支: general-branch",
    "李二 → 二检支部 @检验总支: general-branch",
    # 逐级点评
    "李二 → 监督支部 @机关党委: superior",
    "李二 → 空支部 @机关党委: superior",
    "王一 → 稽查支部 @稽查分局: superior",
    "王一 → 离退休支部 @质监局党组: superior",
    # 党支部书记点评本支部每名党员; a leader by the secretary whom he reviews
    "赵八 → 王一 @办公室支部: branch-members",
    "赵八 → 李二 @办公室支部: branch-members",
    "赵八 → 杨六 @办公室支部: branch-members",
    "赵八 → 徐十 @办公室支部: branch-members",
    "赵八 → 孙甲 @办公室支部: branch-members",
    "李二 → 张三 @监督支部: branch-members",  # vacancy: the secretary above
    "李二 → 胡乙 @监督支部: branch-members",
    "林戊 → 高丁 @一检支部: branch-members",
    "林戊 → 何己 @一检支部: branch-members",
    "高丁 → 郭庚 @二检支部: branch-members",
    "高丁 → 马辛 @二检支部: branch-members",
    "罗壬 → 刘四 @稽查支部: branch-members",
    "罗壬 → 梁癸 @稽查支部: branch-members",
    "宋子 → 郑丑 @离退休支部: branch-members",  # a secretary who is nowhere a member
    "宋子 → 谢寅 @离退休支部: branch-members",
}


def _told(task: ReviewTask, known: Unit) -> str:
    who = "、".join(map(known.name, task.reviewers)) or task.body
    outside = "（外）" if task.reviewer_kind is ReviewerKind.OUTSIDE else ""
    where = known.name(task.organization_id)
    return f"{who}{outside} → {known.name(task.target.id)} @{where}: {', '.join(task.rules)}"


def _gaps(planned: Plan, known: Unit) -> set[tuple[str, str, GapReason]]:
    return {(known.name(g.target.id), g.rule, g.reason) for g in planned.gaps}


def _planned(outline: str, kept: tuple[ReviewTask, ...] = ()) -> tuple[Plan, Unit]:
    known = unit(outline)
    return plan(qingdao(), known.on(DAY), ROUND, kept), known


def test_a_bureau_gives_exactly_the_tasks_written_by_hand() -> None:
    planned, known = _planned(BUREAU)

    assert len(known.records.persons) == 25
    assert {_told(task, known) for task in planned.tasks} == EXPECTED_TASKS
    assert len(planned.tasks) == len(EXPECTED_TASKS)
    assert not planned.gaps
    assert [known.name(o) for o in planned.vacancies] == ["监督支部"]
    assert [known.name(p) for p in planned.idle] == ["程辰"]
    assert {known.name(t.id) for t in planned.doubles} == {
        "李二",
        "张三",
        "刘四",
        "杨六",
        "一检支部",
    }


def test_forms_modes_and_occasions_come_from_the_rule() -> None:
    planned, known = _planned(BUREAU)

    made = {_told(t, known).partition(" @")[0]: t for t in planned.tasks}
    assert made["李二 → 陈五"].form == "member-review"
    assert made["李二 → 陈五"].mode == "individual"
    assert made["王一 → 办公室支部"].form == "org-review"
    assert (made["王一 → 办公室支部"].mode, made["王一 → 办公室支部"].occasion) == (
        "on-site",
        "深入基层调研",
    )


def test_the_head_of_the_tree_stands_as_a_gap_until_a_superior_is_entered() -> None:
    planned, known = _planned(BUREAU.replace(" 分管=*贺外", ""))

    assert {_told(t, known) for t in planned.tasks} == {
        told for told in EXPECTED_TASKS if "贺外" not in told
    }
    assert _gaps(planned, known) == {("质监局党组", "top", GapReason.TOP)}


def test_party_organisations_below_an_office_are_heads_of_their_own() -> None:
    planned, known = _planned("""
质监局 [科室]
  局党组 [党组] 书记=王一
  机关党委 [党委] 书记=李二 分管=王一
""")

    assert [_told(t, known) for t in planned.tasks] == ["王一 → 机关党委 @质监局: in-charge"]
    assert _gaps(planned, known) == {("局党组", "top", GapReason.TOP)}


@pytest.mark.parametrize(
    ("outline", "gaps"),
    [
        pytest.param(
            "总支 [党总支]\n  支部 [党支部] 书记=王一 党员=王一",
            {("总支", "top", GapReason.TOP), ("支部", "general-branch", GapReason.VACANT)},
            id="all secretaries above are missing",
        ),
        pytest.param(
            "总支 [党总支] 书记=王一\n  支部 [党支部] 书记=王一 党员=王一、李二",
            {("总支", "top", GapReason.TOP), ("支部", "general-branch", GapReason.SELF)},
            id="the only secretary above is the own one",
        ),
        pytest.param(
            "总支 [党总支] 书记=王一\n  支部 [党支部] 党员=王一",
            {("总支", "top", GapReason.TOP), ("王一", "branch-members", GapReason.SELF)},
            id="a secretary who sits in a branch without one",
        ),
        pytest.param(
            "总支 [党总支]\n  支部 [党支部] 党员=李二",
            {
                ("总支", "top", GapReason.TOP),
                ("支部", "general-branch", GapReason.VACANT),
                ("李二", "branch-members", GapReason.VACANT),
            },
            id="nobody anywhere",
        ),
    ],
)
def test_gaps_say_why(outline: str, gaps: set[tuple[str, str, GapReason]]) -> None:
    planned, known = _planned(outline)

    assert _gaps(planned, known) == gaps


def test_an_overseer_who_is_the_secretary_gives_way_to_the_level_above() -> None:
    planned, known = _planned("""
机关党委 [党委] 书记=王一
  支部 [党支部] 书记=李二 分管=李二
""")

    assert [_told(t, known) for t in planned.tasks] == ["王一 → 支部 @机关党委: in-charge"]


def test_members_of_a_dissolved_branch_are_not_lost() -> None:
    planned, known = _planned("""
机关党委 [党委] 书记=王一
  旧支部 [党支部] 书记=李二 党员=李二、张三 撤销=2010-12-01
""")

    assert {_told(t, known) for t in planned.tasks} == {
        "王一 → 李二 @旧支部: branch-members",
        "王一 → 张三 @旧支部: branch-members",
    }
    assert not planned.vacancies


def test_who_left_or_is_yet_to_come_is_no_target() -> None:
    planned, known = _planned("""
支部 [党支部] 书记=王一 党员=王一、李二（转出2010-12-31）、张三（去世2010-10-01）、\
刘四（转入2011-01-05）、陈五
""")

    assert [_told(t, known) for t in planned.tasks] == ["王一 → 陈五 @支部: branch-members"]


def test_a_change_of_secretary_takes_effect_on_its_day() -> None:
    outline = "支部 [党支部] 书记=王一（至2010-12-31）、李二（自2010-12-31） 党员=王一、李二、张三"
    known = unit(outline)

    def told(day: str) -> set[str]:
        tasks = plan(qingdao(), known.on(day), ROUND).tasks
        return {_told(t, known).partition(" @")[0] for t in tasks}

    assert told("2010-12-30") == {"王一 → 李二", "王一 → 张三"}
    assert told("2010-12-31") == {"李二 → 王一", "李二 → 张三"}


# ---- other schemes' rules --------------------------------------------------------------------


def _by_rule(rule: Rule, outline: str) -> tuple[set[str], set[tuple[str, str, GapReason]]]:
    known = unit(outline)
    planned = plan(replace(qingdao(), rules=(rule,)), known.on(DAY), ROUND)
    return {_told(t, known) for t in planned.tasks}, _gaps(planned, known)


GROUPS = """
支部 [党支部] 书记=王一 副书记=李二 党员=王一
  一组 [党小组] 组长=李二 党员=李二、张三
  二组 [党小组] 党员=刘四
"""


def test_group_leaders_review_their_group_and_are_reviewed_by_the_secretary() -> None:
    rule = Rule(
        "group",
        "党小组长点评小组党员",
        Targets(TargetSet.MEMBERS, frozenset({OrganizationKind.GROUP}), without_posts=SECRETARY),
        (ReviewerSearch(Finder.GROUP_LEADER),),
        "member-review",
    )

    tasks, gaps = _by_rule(rule, GROUPS)

    assert tasks == {
        "李二 → 张三 @支部: group",
        "王一 → 李二 @支部: group",
        "王一 → 刘四 @支部: group",
    }
    assert not gaps


def test_a_body_reviews_as_itself() -> None:
    rule = Rule(
        "inspection",
        "督查组点评党支部",
        Targets(TargetSet.ORGANIZATIONS, frozenset({OrganizationKind.BRANCH})),
        (ReviewerSearch(Finder.BODY, body="督查组"),),
        "org-review",
    )

    tasks, _ = _by_rule(rule, GROUPS)

    assert tasks == {"督查组 → 支部 @: inspection"}


def test_the_head_of_a_unit_is_no_secretary_above() -> None:
    of_branches = Targets(of=TargetSet.ORGANIZATIONS, kinds=frozenset({OrganizationKind.BRANCH}))
    outline = """
    局党委 [党委] 书记=王一
      引航科 [科室] 书记=丁二
        一支部 [党支部] 书记=张三
    """
    for kinds, reviewer in (((), "王一"), ((OrganizationKind.UNIT,), "丁二")):
        search = ReviewerSearch(Finder.SUPERIOR_SECRETARY, frozenset(kinds))
        rules = (Rule("r", "", of_branches, (search,), "org-review"),)
        directory = unit(outline).on("2012-12-31")
        found = plan(replace(qingdao(), rules=rules), directory, ROUND)
        assert [t.reviewers for t in found.tasks] == [(person_id(reviewer),)]


def test_conditions_on_members() -> None:
    outline = "支部 [党支部] 书记=王一 委员=李二 党员=王一、李二、张三（#离退休）、刘四"
    targets = Targets(TargetSet.MEMBERS, member_tags=frozenset({"离退休"}))
    search = (ReviewerSearch(Finder.OWN_SECRETARY),)

    tagged, _ = _by_rule(Rule("t", "", targets, search, "member-review"), outline)
    posted, _ = _by_rule(
        Rule(
            "p",
            "",
            Targets(TargetSet.MEMBERS, posts=frozenset({PostKind.COMMITTEE_MEMBER})),
            search,
            "member-review",
        ),
        outline,
    )

    assert tagged == {"王一 → 张三 @支部: t"}
    assert posted == {"王一 → 李二 @支部: p"}


def test_without_fallback_a_missing_leader_is_a_named_gap() -> None:
    rule = Rule(
        "contact",
        "",
        Targets(TargetSet.ORGANIZATIONS, frozenset({OrganizationKind.BRANCH})),
        (ReviewerSearch(Finder.CONTACT_POINT),),
        "org-review",
        fallback=False,
    )

    tasks, gaps = _by_rule(rule, "总支 [党总支] 书记=王一\n  支部 [党支部] 书记=李二")

    assert not tasks
    assert gaps == {("支部", "contact", GapReason.NOT_ENTERED)}


def test_of_given_kinds_only_the_nearest_is_asked() -> None:
    rule = Rule(
        "committee",
        "",
        Targets(TargetSet.ORGANIZATIONS, frozenset({OrganizationKind.BRANCH})),
        (ReviewerSearch(Finder.SUPERIOR_SECRETARY, kinds=frozenset({OrganizationKind.COMMITTEE})),),
        "org-review",
        fallback=False,
    )
    outline = """
党委 [党委] 书记=王一
  分党委 [党委]
    总支 [党总支] 书记=李二
      支部 [党支部]
"""

    assert _by_rule(rule, outline) == (set(), {("支部", "committee", GapReason.VACANT)})
    tasks, _ = _by_rule(rule, outline.replace("分党委 [党委]", "分党委 [党委] 书记=张三"))
    assert tasks == {"张三 → 支部 @总支: committee"}


# ---- planning again --------------------------------------------------------------------------

SMALL = "机关党委 [党委] 书记=王一\n  支部 [党支部] 书记=李二 党员=李二、张三、刘四"


def _task(planned: Plan, target: str) -> ReviewTask:
    ids = {person_id(target), organization_id(target)}
    return next(task for task in planned.tasks if task.target.id in ids)


def test_an_exemption_survives_planning_again() -> None:
    first, _ = _planned(SMALL)
    exempt = replace(_task(first, "张三"), exempt_reason="长期病休")
    kept = tuple(exempt if t.id == exempt.id else t for t in first.tasks)

    second, _ = _planned(SMALL, kept)

    assert set(second.tasks) == set(kept)


def test_an_exemption_survives_a_change_of_reviewer() -> None:
    first, _ = _planned(SMALL)
    exempt = replace(_task(first, "张三"), exempt_reason="长期病休")
    kept = tuple(exempt if t.id == exempt.id else t for t in first.tasks)

    second, known = _planned(SMALL.replace("书记=李二", "书记=刘四"), kept)

    assert known.name(_task(second, "张三").reviewers[0]) == "刘四"
    assert _task(second, "张三").exempt_reason == "长期病休"
    assert sum(1 for t in second.tasks if t.exempt_reason) == 1


def test_an_exemption_is_no_gap_when_the_last_reviewer_leaves() -> None:
    first, _ = _planned("支部 [党支部] 书记=李二 党员=张三、刘四")
    exempt = replace(_task(first, "张三"), exempt_reason="长期病休")

    second, known = _planned("支部 [党支部] 党员=张三、刘四", (exempt,))

    assert second.tasks == (exempt,)
    assert {name for name, _, _ in _gaps(second, known)} == {"支部", "刘四"}


def test_an_exemption_ends_with_the_target() -> None:
    first, _ = _planned(SMALL)
    exempt = replace(_task(first, "张三"), exempt_reason="长期病休")

    second, _ = _planned(SMALL.replace("张三", "张三（转出2010-12-01）"), (exempt,))

    assert all(t.target != exempt.target for t in second.tasks)


def _by_hand(task: ReviewTask, reviewer: str) -> ReviewTask:
    return replace(
        task,
        id=TaskId(f"by hand {reviewer}"),
        reviewers=(person_id(reviewer),),
        manual_reason="书记出差",
        replaces=task.id,
    )


def test_a_change_by_hand_stands_in_for_what_was_planned() -> None:
    first, _ = _planned(SMALL)
    changed = _by_hand(_task(first, "张三"), "王一")

    second, known = _planned(SMALL, (*first.tasks, changed))

    assert _told(changed, known) in {_told(t, known) for t in second.tasks}
    assert sum(1 for t in second.tasks if t.target == changed.target) == 1


def test_a_change_by_hand_survives_a_change_of_secretary() -> None:
    first, _ = _planned(SMALL)
    changed = _by_hand(_task(first, "张三"), "王一")

    second, _ = _planned(SMALL.replace("书记=李二", "书记=刘四"), (*first.tasks, changed))

    assert [t for t in second.tasks if t.target == changed.target] == [changed]


def test_a_change_by_hand_leaves_the_other_leaders_alone() -> None:
    outline = "党委 [党委] 书记=王一\n  支部 [党支部] 分管=李二、张三"
    first, known = _planned(outline)
    changed = _by_hand(next(t for t in first.tasks if known.name(t.reviewers[0]) == "李二"), "王一")
    kept = (*first.tasks, changed)

    again, _ = _planned(outline, kept)
    later, known = _planned(outline.replace("李二", "刘四"), kept)

    for second in (again, later):  # 刘四 comes in the place of 李二, whom 王一 stands in for
        assert {known.name(t.reviewers[0]) for t in second.tasks} == {"张三", "王一"}


def test_what_is_planned_like_a_change_by_hand_is_no_second_task() -> None:
    first, _ = _planned(SMALL)
    changed = replace(_by_hand(_task(first, "张三"), "刘四"), replaces=None)

    second, _ = _planned(SMALL.replace("书记=李二", "书记=刘四"), (changed,))

    assert [t for t in second.tasks if t.target == changed.target] == [changed]


def test_a_task_by_hand_closes_a_gap() -> None:
    first, known = _planned(SMALL)
    assert _gaps(first, known) == {("机关党委", "top", GapReason.TOP)}
    by_hand = ReviewTask(
        TaskId("by hand"),
        ROUND,
        (),
        "org-review",
        first.gaps[0].target,
        None,
        ReviewerKind.BODY,
        body="市委督查组",
        manual_reason="市委派督查组点评",
    )

    second, _ = _planned(SMALL, (by_hand,))

    assert not second.gaps


def test_an_exempt_target_is_neither_a_double_nor_work_for_its_reviewer() -> None:
    outline = "党委 [党委] 书记=王一\n  支部 [党支部] 书记=李二 联系点=张三 分管=刘四 党员=陈五"
    first, known = _planned(outline)
    assert {known.name(t.id) for t in first.doubles} == {"支部"}
    kept = tuple(
        replace(t, exempt_reason="不需要")
        for t in first.tasks
        if known.name(t.reviewers[0]) in {"张三", "李二"}
    )

    second, _ = _planned(outline, kept)

    assert not second.doubles
    assert {known.name(p) for p in second.idle} == {"王一", "李二"}


# ---- at random -------------------------------------------------------------------------------


def _aims(directory: Directory) -> set[Target]:
    """Everything that must be a task, an exemption or a gap, counted the slow way."""
    tree = directory.tree
    aims = {
        Target(TargetKind.ORGANIZATION, o.id)
        for o in tree
        if o.is_grass_roots and directory.is_active(o)
    }
    for member in directory.members.values():
        branch = tree.branch_of(member.organization_id)
        own = {a.person_id for a in directory.holders(branch.id, SECRETARY)}
        if member.person_id not in own:
            aims.add(Target(TargetKind.MEMBER, member.person_id))
    for organization in tree:
        own = {a.person_id for a in directory.holders(organization.id, SECRETARY)}
        if directory.is_active(organization):
            aims |= {
                Target(TargetKind.MEMBER, a.person_id)
                for a in directory.committee(organization.id)
                if a.person_id not in own
            }
    return aims


@given(directories())
def test_every_target_is_a_task_or_a_gap_and_nothing_else_is(directory: Directory) -> None:
    planned = plan(qingdao(), directory, ROUND)

    tasks, gaps = {t.target for t in planned.tasks}, {g.target for g in planned.gaps}
    higher = {Target(TargetKind.ORGANIZATION, o.id) for o in directory.tree if not o.is_grass_roots}
    assert not tasks & gaps
    assert (tasks | gaps) - higher == _aims(directory)


@given(directories())
def test_nobody_reviews_himself(directory: Directory) -> None:
    for task in plan(qingdao(), directory, ROUND).tasks:
        if task.target.kind is TargetKind.MEMBER:
            assert task.target.person_id not in task.reviewers
        else:
            own = directory.holders(task.target.organization_id, SECRETARY)
            assert not {a.person_id for a in own} & set(task.reviewers)


@given(directories())
def test_one_reviewer_target_and_form_is_one_task_with_all_its_rules(directory: Directory) -> None:
    whole = plan(qingdao(), directory, ROUND)
    keys = [(t.reviewers, t.body, t.target, t.form) for t in whole.tasks]
    assert len(keys) == len(set(keys))

    for rule in qingdao().rules:
        if not rule.targets.uncovered:
            alone = plan(replace(qingdao(), rules=(rule,)), directory, ROUND)
            assert {t.id for t in alone.tasks} == {t.id for t in whole.tasks if rule.id in t.rules}


@given(directories())
def test_planning_twice_gives_the_same(directory: Directory) -> None:
    first = plan(qingdao(), directory, ROUND)

    assert plan(qingdao(), directory, ROUND) == first
    assert plan(qingdao(), directory, ROUND, first.tasks) == first


@given(directories(), st.data())
def test_exemptions_and_changes_by_hand_survive_at_random(
    directory: Directory, data: st.DataObject
) -> None:
    first = plan(qingdao(), directory, ROUND)
    kept = list(first.tasks)
    for i, task in enumerate(first.tasks):
        match data.draw(st.sampled_from(["left", "exempt", "by hand"])):
            case "exempt":
                kept[i] = replace(task, exempt_reason="免")
            case "by hand":
                kept[i] = _by_hand(task, f"某人{i}")

    second = plan(qingdao(), directory, ROUND, kept)

    assert set(second.tasks) == set(kept)
    assert plan(qingdao(), directory, ROUND, second.tasks).gaps == second.gaps == first.gaps


def test_random_units_are_looked_at_on_a_day_amid_their_dates() -> None:
    assert TODAY.isoformat() == "2010-12-20"
