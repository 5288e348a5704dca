"""Who reviews whom under the central rules and where they were handed on, written by hand."""

from __future__ import annotations

from app.domain.words import GapReason
from tests.domain.planned import Planned

COUNTY = """
县委 [地方党委] 书记=王一 副书记=李二 委员=张三、刘四
  县直工委 [工委] 书记=陈五 分管=李二
    机关党委 [党委] 书记=杨六 委员=周七 分管=李二
      办公室支部 [党支部] 书记=赵八 党员=赵八、王一、李二、吴九
      财政支部 [党支部] 党员=张三、徐十
  工业党委 [党委] 书记=孙甲 标签=县委书记点评 分管=张三 联系点=刘四
    一厂总支 [党总支] 书记=胡乙 联系点=*贺外
      一车间支部 [党支部] 书记=胡乙 党员=胡乙、朱丙
      二车间支部 [党支部] 书记=程辰 党员=程辰、高丁
    二厂支部 [联合党支部] 书记=林戊 党员=林戊、孙甲
  教育局党组 [党组] 书记=何己
    学校党委 [党委] 书记=郭庚
      第一支部 [党支部] 书记=马辛 分管=何己 党员=马辛、郭庚、罗壬、谢寅（#流入）
  老干部支部 [党支部] 书记=梁癸 党员=梁癸、宋子、刘四、郑丑（转出2010-11-01）
"""

COUNTY_TASKS = {
    # 县委书记带头，县级领导按分工
    "王一 → 工业党委 @县委: county-head",
    "李二 → 机关党委 @县直工委: county-leaders",
    "张三 → 工业党委 @县委: county-leaders",
    # 分管单位、联系点
    "李二 → 县直工委 @县委: in-charge",
    "何己 → 第一支部 @学校党委: in-charge",
    "刘四 → 工业党委 @县委: contact-point",
    "贺外（外） → 一厂总支 @工业党委: contact-point",
    # 基层党委（党总支）书记点评所属党支部; the secretary of both goes one level up
    "杨六 → 办公室支部 @机关党委: committee-secretary",
    "杨六 → 财政支部 @机关党委: committee-secretary",
    "孙甲 → 一车间支部 @一厂总支: committee-secretary",
    "胡乙 → 二车间支部 @一厂总支: committee-secretary",
    "孙甲 → 二厂支部 @工业党委: committee-secretary",
    "郭庚 → 第一支部 @学校党委: committee-secretary",
    # 逐级点评
    "王一 → 教育局党组 @县委: superior",
    "何己 → 学校党委 @教育局党组: superior",
    "王一 → 老干部支部 @县委: superior",
    # 党支部书记点评党员
    "赵八 → 王一 @办公室支部: branch-members",
    "赵八 → 李二 @办公室支部: branch-members",
    "赵八 → 吴九 @办公室支部: branch-members",
    "杨六 → 张三 @财政支部: branch-members",  # vacancy: the secretary above
    "杨六 → 徐十 @财政支部: branch-members",
    "胡乙 → 朱丙 @一车间支部: branch-members",
    "程辰 → 高丁 @二车间支部: branch-members",
    "林戊 → 孙甲 @二厂支部: branch-members",
    "马辛 → 郭庚 @第一支部: branch-members",
    "马辛 → 罗壬 @第一支部: branch-members",
    "马辛 → 谢寅 @第一支部: branch-members",
    "梁癸 → 宋子 @老干部支部: branch-members",
    "梁癸 → 刘四 @老干部支部: branch-members",
}


def test_a_county_under_the_provincial_notice() -> None:
    planned = Planned("heilongjiang-2010", COUNTY, "2010-12-31")

    assert planned.is_whole()
    assert planned.tasks == COUNTY_TASKS
    assert planned.gaps == {("县委", "top", GapReason.TOP)}
    assert planned.vacancies == ["财政支部"]
    assert planned.idle == []
    assert planned.doubles == {"工业党委", "第一支部"}


CITY = """
市委 [地方党委] 书记=王一 副书记=李二 委员=张三 联系点=*贺外
  机关党委 [党委] 书记=李二 分管=李二
    一局总支 [党总支] 书记=陈五 分管=张三
      一处支部 [党支部] 书记=杨六 党员=杨六、陈五、周七（预备）
      二处支部 [党支部] 党员=王一、赵八
    二局支部 [党支部] 书记=吴九 联系点=张三 党员=吴九、徐十
      第一小组 [党小组] 组长=徐十 党员=李二
    离退休支部 [党支部] 书记=孙甲 党员=孙甲、胡乙（#离退休）
  企业党委 [党委] 书记=朱丙 标签=县委书记点评
    生产支部 [党支部] 书记=程辰 党员=程辰、朱丙、高丁
    空支部 [联合党支部] 书记=林戊
  乡党委 [党委]
    村支部 [党支部] 书记=何己 党员=何己、张三、郭庚、马辛（出党2010-10-01）
  新组织 [科室]
    商会支部 [党支部] 书记=罗壬 党员=罗壬、梁癸、宋子、郑丑、谢寅、韩卯
"""

CITY_TASKS = {
    "王一 → 企业党委 @市委: county-head",
    "王一 → 机关党委 @市委: county-leaders",  # the leader in charge is its own secretary
    "张三 → 一局总支 @机关党委: in-charge",
    "张三 → 二局支部 @机关党委: contact-point",
    "陈五 → 一处支部 @一局总支: committee-secretary",
    "陈五 → 二处支部 @一局总支: committee-secretary",
    "李二 → 二局支部 @机关党委: committee-secretary",
    "李二 → 离退休支部 @机关党委: committee-secretary",
    "朱丙 → 生产支部 @企业党委: committee-secretary",
    "朱丙 → 空支部 @企业党委: committee-secretary",
    "王一 → 村支部 @乡党委: committee-secretary",  # vacancy: the secretary above
    "王一 → 乡党委 @市委: superior",
    "王一 → 商会支部 @新组织: superior",
    "贺外（外） → 市委 @: top",
    "杨六 → 陈五 @一处支部: branch-members",
    "杨六 → 周七 @一处支部: branch-members",
    "陈五 → 王一 @二处支部: branch-members",
    "陈五 → 赵八 @二处支部: branch-members",
    "吴九 → 徐十 @二局支部: branch-members",
    "吴九 → 李二 @二局支部: branch-members",
    "孙甲 → 胡乙 @离退休支部: branch-members",
    "程辰 → 朱丙 @生产支部: branch-members",
    "程辰 → 高丁 @生产支部: branch-members",
    "何己 → 张三 @村支部: branch-members",
    "何己 → 郭庚 @村支部: branch-members",
    "罗壬 → 梁癸 @商会支部: branch-members",
    "罗壬 → 宋子 @商会支部: branch-members",
    "罗壬 → 郑丑 @商会支部: branch-members",
    "罗壬 → 谢寅 @商会支部: branch-members",
    "罗壬 → 韩卯 @商会支部: branch-members",
}


def test_a_city_under_the_central_rules() -> None:
    planned = Planned("central", CITY, "2010-12-31")

    assert planned.is_whole()
    assert planned.tasks == CITY_TASKS
    assert planned.gaps == set()
    assert planned.vacancies == ["二处支部", "乡党委"]
    assert planned.idle == ["林戊"]
    assert planned.doubles == {"二局支部"}
