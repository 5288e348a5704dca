"""The lists of 碧湾港务局, an invented harbour office whose scheme stands beside this module."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_name("harbour-2012")
UNIT = "碧湾港务局党委"
ROUND = ("--name", "2012年度", "--start", "2012-01-01", "--end", "2012-12-31")
UNIT_FORM, PERSON_FORM = "碧湾港务局年度履职评分表", "碧湾港务局党员履职评分表"
BODY = "督查组"

ORGANIZATIONS = [
    ("党组织名称", "党组织类别", "上级党组织", "书记", "班子成员"),
    (UNIT, "党委", "", "高原", "林涛（副书记）、苏敏（委员）"),
    ("引航科", "科室", UNIT, "丁一凡（科长）", ""),
    ("船闸科", "科室", UNIT, "", ""),
    ("客运码头党总支", "党总支", UNIT, "林涛", ""),
    ("候船楼党支部", "党支部", "客运码头党总支", "秦岚", ""),
    ("售票处党支部", "党支部", "客运码头党总支", "", ""),
    ("机关党支部", "党支部", UNIT, "苏敏", ""),
]
MEMBERS = [
    ("姓名", "性别", "出生年月", "所在党支部", "职务或职业", "标签"),
    ("高原", "男", "1960.04", "机关党支部", "局长", ""),
    ("林涛", "男", "1966.09", "机关党支部", "副局长", ""),
    ("苏敏", "女", "1971.01", "机关党支部", "工会主席", ""),
    ("丁一凡", "男", "1975.10", "机关党支部", "引航科科长", ""),
    ("罗青", "女", "1988.03", "机关党支部", "调度员", "夜班"),
    ("秦岚", "女", "1979.06", "候船楼党支部", "站长", ""),
    ("傅勇", "男", "1985.12", "候船楼党支部", "值班员", "夜班"),
    ("蒋梅", "女", "1990.02", "候船楼党支部", "广播员", ""),
    ("石磊", "男", "1982.07", "候船楼党支部", "水手", ""),
    ("范晴", "女", "1986.11", "售票处党支部", "售票员", ""),
    ("石磊", "男", "1991.05", "售票处党支部", "检票员", ""),
]

_HEADINGS = ("轮次", "登记表", "点评对象", "所在党组织", "点评领导", "点评时间")
REVIEWS = [
    (*_HEADINGS, "得分", "督查意见", "自查日期", "自查情况", "靠泊准点（30分）"),
    *(
        ("2012年度", form, target, place, by, day, score, f"{target}{said}", *own)
        for form, target, place, by, day, score, said, *own in (
            (
                "unit-score",
                "引航科",
                UNIT,
                BODY,
                "2012-09-10",
                "91.5",
                "准点",
                "2012.9.3",
                "尚可",
                27,
            ),
            ("年度评分表", "客运码头党总支", UNIT, BODY, "2012-09-11", "88", "有序"),
            (UNIT_FORM, "候船楼党支部", "客运码头党总支", "林涛", "2012-09-12", "90", "热情"),
            (UNIT_FORM, "售票处党支部", "客运码头党总支", "林涛", "2012-09-13", "79.5", "排队长"),
            (UNIT_FORM, "机关党支部", UNIT, "高原", "2012-09-14", "93", "细致"),
            (PERSON_FORM, "林涛", "机关党支部", "高原", "2012-09-17", "95", "敢管"),
            (PERSON_FORM, "苏敏", "机关党支部", "高原", "2012-09-17", "94", "耐心"),
            (PERSON_FORM, "高原", "机关党支部", "苏敏", "2012-09-18", "92", "勤走船边"),
            (PERSON_FORM, "罗青", "机关党支部", "苏敏", "2012-09-18", "89.5", "夜班稳"),
            (PERSON_FORM, "傅勇", "候船楼党支部", "秦岚", "2012-09-19", "86", "守时"),
            (PERSON_FORM, "蒋梅", "候船楼党支部", "秦岚", "2012-09-19", "87", "声音亲切"),
            (PERSON_FORM, "石磊", "候船楼党支部", "秦岚", "2012-09-19", "85", "手脚快"),
            (PERSON_FORM, "石磊", "", "林涛", "2012-09-20", "84", "查票认真"),
        )
    ),
]
YEAR_END = [
    (*_HEADINGS, "落实日期", "整改落实"),
    ("2012年度", UNIT_FORM, "售票处党支部", "", "林涛", "2012-09-13", "2012年12月24日", "加开两窗"),
]

TASKS = {
    ("units", "unit-score", BODY, "body", "引航科", UNIT),
    ("units", "unit-score", BODY, "body", "船闸科", UNIT),
    ("general-branches", "unit-score", BODY, "body", "客运码头党总支", UNIT),
    ("branches", "unit-score", "林涛", "person", "候船楼党支部", "客运码头党总支"),
    ("branches", "unit-score", "林涛", "person", "售票处党支部", "客运码头党总支"),
    ("branches", "unit-score", "高原", "person", "机关党支部", UNIT),
    ("deputies", "person-score", "高原", "person", "林涛", "机关党支部"),
    ("deputies", "person-score", "高原", "person", "苏敏", "机关党支部"),
    ("members", "person-score", "苏敏", "person", "高原", "机关党支部"),
    ("members", "person-score", "苏敏", "person", "丁一凡", "机关党支部"),
    ("members", "person-score", "苏敏", "person", "罗青", "机关党支部"),
    ("members", "person-score", "秦岚", "person", "傅勇", "候船楼党支部"),
    ("members", "person-score", "秦岚", "person", "蒋梅", "候船楼党支部"),
    ("members", "person-score", "秦岚", "person", "石磊", "候船楼党支部"),
    ("members", "person-score", "林涛", "person", "范晴", "售票处党支部"),
    ("members", "person-score", "林涛", "person", "石磊", "售票处党支部"),
}
LEFT = {"船闸科", "丁一凡", "范晴"}
"""Not reviewed when the lists are in."""
FIGURES = {
    "leaders_total": 3,
    "leaders_took_part": 3,
    "secretaries_total": 4,
    "secretaries_took_part": 4,
    "organizations_total": 5,
    "organizations_reviewed": 4,
    "members_total": 11,
    "members_reviewed": 9,
}
"""The head of 引航科 is no secretary: that his unit was reviewed does not make him reviewed."""
TIERS = [
    ("leaders", "局领导", 3, 3),
    ("heads", "科室负责人", 1, 0),
    ("captains", "支部带头人", 3, 3),
]
