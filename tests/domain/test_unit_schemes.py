"""Who reviews whom in a university, an emergency centre and a bureau, written by hand."""

from __future__ import annotations

from app.domain.words import GapReason
from tests.domain.planned import Planned

UNIVERSITY = """
校党委 [党委] 书记=王一 副书记=李二 委员=张三、刘四 标签=学校党委
  机关党委 [党委] 书记=陈五 委员=杨六 联系点=李二
    一支部 [党支部] 书记=周七 委员=赵八 党员=周七、赵八、王一、李二、吴九
    二支部 [党支部] 党员=张三、徐十、韩卯
  土木学院党委 [党委] 书记=孙甲 副书记=胡乙 标签=工作基础较薄弱
    教工支部 [党支部] 书记=胡乙 党员=胡乙、孙甲、朱丙
    学生支部 [党支部] 书记=程辰 联系点=刘四 党员=程辰、高丁（#流出,流入地=离退休支部）、\
林戊（#流出,流入地=深圳某公司党支部）、何己（#流出）、郭庚（#外出实习）
  离退休总支 [党总支] 书记=马辛
    离退休支部 [党支部] 书记=罗壬 标签=工作基础较薄弱 \
        党员=罗壬、马辛、梁癸（#年老体弱）、刘四、宋子、郑丑、谢寅（去世2010-09-01）
"""

UNIVERSITY_TASKS = {
    # 上级党组织负责人点评党组织; 工作基础较薄弱的 in person
    "王一 → 机关党委 @校党委: superior",
    "王一 → 土木学院党委 @校党委: weak, superior",
    "王一 → 离退休总支 @校党委: superior",
    "陈五 → 一支部 @机关党委: superior",
    "陈五 → 二支部 @机关党委: superior",
    "孙甲 → 教工支部 @土木学院党委: superior",
    "孙甲 → 学生支部 @土木学院党委: superior",
    "马辛 → 离退休支部 @离退休总支: weak, superior",
    # 联点领导
    "李二 → 机关党委 @校党委: contact-point",
    "刘四 → 学生支部 @土木学院党委: contact-point",
    # 流动党员: reviewed by the host; by the own secretary where none is known; heard by both
    "罗壬 → 高丁 @学生支部: floating-host",
    "深圳某公司党支部（外） → 林戊 @学生支部: floating-host",
    "程辰 → 何己 @学生支部: branch-members",
    "程辰 → 高丁 @学生支部: floating-hearing",
    "程辰 → 林戊 @学生支部: floating-hearing",
    "程辰 → 何己 @学生支部: floating-hearing",
    # 党支部负责人点评党员
    "周七 → 赵八 @一支部: branch-members, committee",
    "周七 → 王一 @一支部: branch-members",
    "周七 → 李二 @一支部: branch-members",
    "周七 → 吴九 @一支部: branch-members",
    "陈五 → 张三 @二支部: branch-members",  # vacancy: the secretary above
    "陈五 → 徐十 @二支部: branch-members",
    "陈五 → 韩卯 @二支部: branch-members",
    "胡乙 → 孙甲 @教工支部: branch-members",
    "胡乙 → 朱丙 @教工支部: branch-members",
    "程辰 → 郭庚 @学生支部: branch-members",
    "罗壬 → 马辛 @离退休支部: branch-members",
    "罗壬 → 梁癸 @离退休支部: branch-members",
    "罗壬 → 刘四 @离退休支部: branch-members",
    "罗壬 → 宋子 @离退休支部: branch-members",
    "罗壬 → 郑丑 @离退休支部: branch-members",
    # 主要负责人点评班子成员
    "王一 → 李二 @一支部: committee",
    "王一 → 张三 @二支部: committee",
    "王一 → 刘四 @离退休支部: committee",
    "陈五 → 杨六 @机关党委: committee",
    "孙甲 → 胡乙 @教工支部: committee",
}


def test_a_university() -> None:
    planned = Planned("changsha-2010", UNIVERSITY, "2010-10-14")

    assert planned.is_whole()
    assert planned.tasks == UNIVERSITY_TASKS
    assert planned.gaps == {("校党委", "top", GapReason.TOP)}
    assert planned.vacancies == ["二支部"]
    assert planned.idle == []
    assert planned.doubles == {"机关党委", "学生支部", "李二", "张三", "刘四"}


def test_a_university_says_how_each_review_is_held() -> None:
    planned = Planned("changsha-2010", UNIVERSITY, "2010-10-14")
    made = {planned.told(t).partition(" @")[0]: t for t in planned.plan.tasks}

    assert made["王一 → 土木学院党委"].mode == "on-site"
    assert (made["王一 → 机关党委"].mode, made["王一 → 机关党委"].occasion) == (
        "meeting",
        "中心组学习",
    )
    assert made["李二 → 机关党委"].occasion == "党员群众代表座谈会"
    assert made["王一 → 李二"].mode == "talk"
    assert (made["程辰 → 林戊"].form, made["程辰 → 林戊"].occasion) == ("hearing", "返校期间")


def test_a_hearing_covers_nobody() -> None:
    planned = Planned(
        "changsha-2010",
        """
学院党委 [党委]
  支部 [党支部] 书记=王一 党员=王一、李二（#流出,流入地=支部外）
  另支部 [党支部] 书记=李二 党员=张三（#流出,流入地=另支部）
""",
        "2010-10-14",
    )

    assert planned.tasks == {
        "支部外（外） → 李二 @支部: floating-host",
        "王一 → 李二 @支部: floating-hearing",
        "李二 → 张三 @另支部: floating-host",
        "李二 → 张三 @另支部: floating-hearing",
    }
    assert planned.idle == ["王一"], "to hear is not to review"
    assert planned.doubles == set()


CENTRE = """
卫生局党委 [党委] 书记=王一 副书记=李二 联系点=*贺外
  急救党总支 [党总支] 书记=张三
    急救中心支部 [党支部] 书记=刘四 副书记=陈五 委员=杨六 分管=*彭外 党员=刘四、周七、张三
      院前组 [党小组] 组长=陈五 党员=陈五、赵八、吴九
      调度组 [党小组] 组长=杨六 党员=杨六、徐十、孙甲（预备）
      车管组 [党小组] 党员=胡乙、朱丙、罗壬、梁癸、宋子（停止党籍2010-12-01）、郑丑
    站点支部 [联合党支部] 党员=程辰、高丁
    后勤支部 [党支部] 书记=林戊 党员=林戊、王一、何己
      后勤组 [党小组] 组长=林戊 党员=郭庚、马辛（#离退休）、李二
"""

CENTRE_TASKS = {
    # 党支部书记点评党支部和班子成员: his own branch, but not himself
    "刘四 → 急救中心支部 @急救党总支: branch",
    "张三 → 站点支部 @急救党总支: branch",  # vacancy: the secretary above
    "林戊 → 后勤支部 @急救党总支: branch",
    "刘四 → 陈五 @急救中心支部: committee, group",  # group leaders by the branch secretary
    "刘四 → 杨六 @急救中心支部: committee, group",
    # 党小组长点评小组党员
    "陈五 → 赵八 @急救中心支部: group",
    "陈五 → 吴九 @急救中心支部: group",
    "杨六 → 徐十 @急救中心支部: group",
    "杨六 → 孙甲 @急救中心支部: group",
    "刘四 → 胡乙 @急救中心支部: group",  # a group without a leader
    "刘四 → 朱丙 @急救中心支部: group",
    "刘四 → 罗壬 @急救中心支部: group",
    "刘四 → 梁癸 @急救中心支部: group",
    "刘四 → 郑丑 @急救中心支部: group",
    "林戊 → 郭庚 @后勤支部: group",
    "林戊 → 马辛 @后勤支部: group",
    "林戊 → 李二 @后勤支部: group",
    # the secretaries themselves
    "彭外（外） → 刘四 @急救中心支部: secretary",
    "张三 → 林戊 @后勤支部: ungrouped",
    # without a group
    "刘四 → 周七 @急救中心支部: ungrouped",
    "刘四 → 张三 @急救中心支部: ungrouped",
    "张三 → 程辰 @站点支部: ungrouped",
    "张三 → 高丁 @站点支部: ungrouped",
    "林戊 → 王一 @后勤支部: ungrouped",
    "林戊 → 何己 @后勤支部: ungrouped",
    # above the branches
    "王一 → 急救党总支 @卫生局党委: superior",
    "贺外（外） → 卫生局党委 @: top",
}


def test_branches_with_groups() -> None:
    planned = Planned("lianyungang-2011", CENTRE, "2011-01-18")

    assert planned.is_whole()
    assert planned.tasks == CENTRE_TASKS
    assert planned.gaps == set()
    assert planned.vacancies == ["站点支部"]
    assert planned.idle == []
    assert planned.doubles == set()


def test_a_single_branch_has_nobody_for_its_secretary() -> None:
    outline = """
急救中心支部 [党支部] 书记=王一 副书记=李二 党员=王一、张三
  一组 [党小组] 组长=李二 党员=李二、刘四
"""
    tasks = {
        "王一 → 急救中心支部 @: branch",
        "王一 → 李二 @急救中心支部: committee, group",
        "李二 → 刘四 @急救中心支部: group",
        "王一 → 张三 @急救中心支部: ungrouped",
    }

    alone = Planned("lianyungang-2011", outline, "2011-01-18")
    entered = Planned(
        "lianyungang-2011", outline.replace(" 副书记", " 分管=*贺外 副书记"), "2011-01-18"
    )

    assert alone.tasks == tasks
    assert alone.gaps == {("王一", "secretary", GapReason.NOT_ENTERED)}
    assert entered.tasks == tasks | {"贺外（外） → 王一 @急救中心支部: secretary"}
    assert entered.gaps == set()


def test_a_secretary_in_a_group_is_reviewed_by_its_leader() -> None:
    planned = Planned(
        "lianyungang-2011",
        "支部 [党支部] 书记=王一\n  一组 [党小组] 组长=李二 党员=王一、李二",
        "2011-01-18",
    )

    assert planned.tasks == {
        "王一 → 支部 @: branch",
        "李二 → 王一 @支部: group",
        "王一 → 李二 @支部: group",
    }
    assert planned.gaps == set()


BUREAU = """
局党组 [党组] 书记=王一 副书记=李二 委员=张三
  局党总支 [党总支] 书记=李二
    机关支部 [党支部] 书记=刘四 标签=机关 党员=刘四、王一（#党员领导干部）、\
李二（#党员领导干部）、陈五（#党员领导干部）、杨六、周七、谢寅
    市场一支部 [党支部] 书记=赵八 委员=吴九 联系点=张三 党员=赵八、张三（#党员领导干部）、\
吴九（#党员领导干部）、徐十、孙甲、郑丑（转出2013-05-01）
    市场二支部 [党支部] 书记=胡乙 联系点=李二 \
        党员=胡乙、朱丙（#党员领导干部）、程辰、梁癸、宋子（转入2013-08-01）
    市场三支部 [党支部] 联系点=张三 党员=高丁、林戊（#党员领导干部）
    离退休支部 [联合党支部] 书记=何己 党员=何己、郭庚（#离退休）、马辛（#党员领导干部）、韩卯
    空支部 [党支部] 书记=罗壬
"""

BUREAU_TASKS = {
    # 党组书记点评局班子成员、机关党支部、机关党员
    "王一 → 李二 @机关支部: leaders",
    "王一 → 张三 @市场一支部: leaders",
    "王一 → 机关支部 @局党总支: office-branch",
    "王一 → 陈五 @机关支部: office-cadres",
    "王一 → 杨六 @机关支部: office-members",
    "王一 → 周七 @机关支部: office-members",
    "王一 → 谢寅 @机关支部: office-members",
    # 联系班子成员点评其他党支部及书记、其他党员干部
    "张三 → 市场一支部 @局党总支: contact-branch",
    "李二 → 市场二支部 @局党总支: contact-branch",
    "张三 → 市场三支部 @局党总支: contact-branch",
    "李二 → 离退休支部 @局党总支: contact-branch",  # no leader entered: the secretary above
    "李二 → 空支部 @局党总支: contact-branch",
    "张三 → 吴九 @市场一支部: contact-cadres",
    "李二 → 朱丙 @市场二支部: contact-cadres",
    "张三 → 林戊 @市场三支部: contact-cadres",
    # 支部书记点评其余党员
    "刘四 → 王一 @机关支部: branch-cadres",  # the head of all by his own branch
    "何己 → 马辛 @离退休支部: branch-cadres",
    "赵八 → 徐十 @市场一支部: branch-members",
    "赵八 → 孙甲 @市场一支部: branch-members",
    "胡乙 → 程辰 @市场二支部: branch-members",
    "胡乙 → 梁癸 @市场二支部: branch-members",
    "李二 → 高丁 @市场三支部: branch-members",  # vacancy: the secretary above
    "何己 → 郭庚 @离退休支部: branch-members",
    "何己 → 韩卯 @离退休支部: branch-members",
    "王一 → 局党总支 @局党组: superior",
}


def test_a_bureau_with_a_general_branch() -> None:
    planned = Planned("bureau-2013", BUREAU, "2013-06-30")

    assert planned.is_whole()
    assert planned.tasks == BUREAU_TASKS
    assert planned.gaps == {("局党组", "top", GapReason.TOP)}
    assert planned.vacancies == ["市场三支部"]
    assert planned.idle == ["罗壬"]
    assert planned.doubles == set()


def test_a_bureau_keeps_three_forms_apart() -> None:
    planned = Planned("bureau-2013", BUREAU, "2013-06-30")
    forms = {planned.told(t).partition(" @")[0]: t.form for t in planned.plan.tasks}

    assert forms["王一 → 机关支部"] == forms["王一 → 局党总支"] == "branch-review"
    assert forms["王一 → 李二"] == forms["王一 → 陈五"] == forms["刘四 → 王一"] == "cadre-review"
    assert forms["王一 → 杨六"] == forms["胡乙 → 程辰"] == "member-review"


def test_an_empty_scheme_plans_nothing() -> None:
    planned = Planned("blank", BUREAU, "2013-06-30")

    assert planned.tasks == set()
    assert planned.gaps == set()
    assert planned.vacancies == ["市场三支部"]
