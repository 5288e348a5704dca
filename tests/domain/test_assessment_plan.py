"""Who is assessed by whom in a bureau, as its document says (part 3 and 6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.assessment_plan import AssessmentPlanning, PlannedAssessment
from app.domain.cycle.assessed import ASSESSED_KINDS, AssessedKind
from app.domain.scheme import AssessedClass, Targets, TargetSet
from tests.builders import organization_id, shipped, unit
from tests.domain.test_unit_schemes import BUREAU

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = "2013-06-30"


def planned(under: str = "局党组") -> Mapping[str, PlannedAssessment]:
    planning = AssessmentPlanning(
        shipped("bureau-2013"), unit(BUREAU).on(DAY), organization_id(under)
    )
    return {each.title: each for each in planning.plan()}


def objects(found: PlannedAssessment) -> list[str]:
    return [f"{ASSESSED_KINDS[o.kind]} {o.name} {o.items}" for o in found.objects]


def test_all_employees_vote_on_the_leading_group_and_its_members() -> None:
    found = planned()["局党组领导班子及成员群众评议"]

    assert [v.name for v in found.rule.voters] == ["全体工作人员"]
    assert objects(found) == [
        "领导班子 局党组领导班子 organization",
        "党员 王一 cadre",
        "党员 李二 cadre",
        "党员 张三 cadre",
    ]
    assert [len(items.items) for items in found.lists] == [6, 7]


def test_the_units_vote_on_the_office_leaders_left_out() -> None:
    found = planned()["局党组机关党支部和机关党员群众评议"]

    assert [v.name for v in found.rule.voters] == ["基层单位工作人员"]
    assert objects(found) == [
        "党组织 机关支部 organization",
        "书记 刘四 cadre",
        "党员 陈五 cadre",
        "党员 杨六 member",
        "党员 周七 member",
        "党员 谢寅 member",
    ]
    assert [len(items.items) for items in found.lists] == [6, 7, 6]


def test_stallholders_vote_on_each_branch_for_itself() -> None:
    titles = [title for title in planned() if title.endswith("支部群众评议")]

    assert titles == [
        f"{branch}群众评议"
        for branch in ("市场一支部", "市场二支部", "市场三支部", "离退休支部", "空支部")
    ]
    assert objects(planned()["市场一支部群众评议"]) == [
        "党组织 市场一支部 organization",
        "书记 赵八 cadre",
        "党员 吴九 cadre",
        "党员 徐十 member",
        "党员 孙甲 member",
    ], "张三 is a leader, 郑丑 has left"


def test_a_vacant_post_is_nobody() -> None:
    assert objects(planned()["市场三支部群众评议"]) == [
        "党组织 市场三支部 organization",
        "党员 林戊 cadre",
        "党员 高丁 member",
    ]


def test_a_branch_sees_its_own_alone() -> None:
    assert list(planned("市场二支部")) == ["市场二支部群众评议"]
    title = "市场一支部群众评议"
    assert objects(planned("市场一支部")[title]) == objects(planned()[title]), "without 张三"


def test_other_schemes_leave_the_choice_to_the_unit() -> None:
    planning = AssessmentPlanning(
        shipped("qingdao-2010"), unit(BUREAU).on(DAY), organization_id("局党组")
    )
    assert planning.plan() == ()


def test_of_a_group_its_own_members_can_be_chosen() -> None:
    outline = """
支部 [党支部] 书记=张三 党员=张三、李四
  一小组 [党小组] 组长=王五 党员=王五、赵六
"""
    directory = unit(outline).on(DAY)
    wanted = AssessedClass(AssessedKind.MEMBER, Targets(TargetSet.MEMBERS))

    def names(under: str) -> list[str]:
        planning = AssessmentPlanning(shipped("bureau-2013"), directory, organization_id(under))
        return [directory.name(aim.target.person_id) for aim in planning.aims(wanted)]

    assert names("支部") == ["张三", "李四", "王五", "赵六"]
    assert names("一小组") == ["王五", "赵六"]
