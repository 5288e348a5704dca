"""Habits of headings."""

from __future__ import annotations

from tests.intake.corpus.case import Case

CASES = (
    Case(
        "plain",
        "a plain roster",
        [["姓名", "所在党支部", "性别", "出生年月"], ["张三", "第一党支部", "男", "1975.06"]],
        new=1,
        people={"张三": {"branch": "第一党支部", "sex": "男", "birth": "1975-06"}},
    ),
    Case(
        "title_and_unit_line",
        "title, unit and date line above, signatures below",
        [
            ["城阳分局党员花名册"],
            ["填报单位（盖章）：城阳分局党委", None, None, None, "填报时间：2010年12月1日"],
            ["序号", "党员姓名", "所在支部", "入党日期", "备注"],
            [1, "张三", "第一党支部", "2001.07", None],
            [2, "李四", "第二党支部", "2002.07", "新转入"],
            ["填表人：王五", None, None, "审核人：赵六", None],
        ],
        header=3,
        new=2,
        warned=[(0, "sheet.rows_passed_by")],
        people={"李四": {"branch": "第二党支部", "joined": "2002-07", "extra.备注": "新转入"}},
    ),
    Case(
        "spaced_headings",
        "spaces, line breaks, stars and colons in headings",
        [
            [
                "序 号",
                "*姓　　名",
                "性\n别",
                "出 生\n年 月：",
                "入党时间\n（年.月）",
                "所属党支部*",
            ],
            [1, "张　三", "男", "1975.06", "2001.07", "第一党支部"],
        ],
        new=1,
        people={"张三": {"birth": "1975-06", "joined": "2001-07", "branch": "第一党支部"}},
    ),
    Case(
        "two_rows_merged",
        "two rows of headings, merged across and down",
        [
            ["姓名", "性别", "出生", None, "组织关系", None, None],
            [None, None, "年月", "地点", "所在党支部", "入党时间", "转正时间"],
            ["张三", "女", "1975.06", "山东", "第一党支部", "2001.07", "2002.07"],
        ],
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:G1"),
        new=1,
        warned=[(0, "sheet.columns_kept")],
        people={
            "张三": {
                "sex": "女",
                "birth": "1975-06",
                "full": "2002-07",
                "branch": "第一党支部",
                "extra.出生地点": "山东",
            }
        },
    ),
    Case(
        "two_rows_split_words",
        "a heading's words cut into two rows",
        [
            ["党员名册"],
            ["姓", "性", "出生", "入党", "所在"],
            ["名", "别", "年月", "时间", "党支部"],
            ["张三", "男", "1975.06", "2001.07", "第一党支部"],
            ["李四", "女", "1980.02", "2005.07", "第二党支部"],
        ],
        header=2,
        new=2,
        people={"李四": {"sex": "女", "birth": "1980-02", "branch": "第二党支部"}},
    ),
    Case(
        "family_below_a_group",
        "a second row that is about the family",
        [
            ["姓名", "所在党支部", "性别", "家庭成员", None],
            [None, None, None, "姓名", "关系"],
            ["张三", "第一党支部", "男", "李小花", "妻子"],
        ],
        new=1,
        warned=[(0, "sheet.columns_kept")],
        people={"张三": {"branch": "第一党支部", "extra.家庭成员姓名": "李小花"}},
    ),
    Case(
        "deep_header",
        "eight lines of explanation above the header",
        [
            *([f"说明{n}：请按要求填写，不得空项。"] for n in range(8)),
            ["姓名", "党支部", "手机号码"],
            ["张三", "第一党支部", "13800000001"],
        ],
        header=9,
        new=1,
        people={"张三": {"phone": "13800000001"}},
    ),
    Case(
        "numbered_columns",
        "a row of column numbers under the header",
        [
            ["姓名", "性别", "所在党支部", "入党时间"],
            ["1", "2", "3", "4"],
            ["张三", "男", "第一党支部", "2001.07"],
        ],
        new=1,
        warned=[(0, "sheet.rows_passed_by")],
    ),
    Case(
        "hints_and_example",
        "a row of hints and an example under the header",
        [
            ["姓名", "性别", "所在党支部", "出生年月"],
            ["必填", "必填，下拉选择", "必填", "格式：1975.06"],
            ["例：王五", "男", "某某党支部", "1975.06"],
            ["张三", "男", "第一党支部", "1976.06"],
        ],
        new=1,
        warned=[(0, "sheet.rows_passed_by")],
        people={"张三": {"birth": "1976-06"}},
    ),
    Case(
        "national_export",
        "the layout of the national export with its 17 columns",
        [
            [
                "姓名",
                "性别",
                "公民身份证号码",
                "民族",
                "出生日期",
                "学历",
                "人员类别",
                "所在党支部",
                "加入党组织日期",
                "转为正式党员日期",
                "工作岗位",
                "手机号码",
                "固定电话",
                "家庭住址",
                "党籍状态",
                "是否为失联党员",
                "是否为流动党员",
            ],
            [
                "张三",
                "男",
                "11010519491231002X",
                "汉族",
                "1949-12-31",
                "大学",
                "正式党员",
                "中共城阳分局第一支部委员会",
                "1975-06-01",
                "1976-06-01",
                "退休",
                "13800000001",
                "—",
                "某路1号",
                "正常",
                "否",
                "否",
            ],
        ],
        ending="xls",
        new=1,
        warned=[(2, "row.id_mismatch")],
        people={
            "张三": {
                "branch": "第一党支部",
                "joined": "1975-06-01",
                "full": "1976-06-01",
                "post": "退休",
                "status": "active",
                "category": "full",
                "extra.学历": "大学",
                "extra.是否为失联党员": "否",
            }
        },
    ),
    Case(
        "misspelt_nation",
        "名族, 文化程度 and 身份证号码 as further columns",
        [
            ["姓名", "名族", "文化程度", "居民身份证号码", "所在支部", "党龄"],
            ["张三", "汉", "大专", None, "第一党支部", "9"],
        ],
        ending="gbk",
        new=1,
        people={"张三": {"extra.民族": "汉", "extra.学历": "大专", "extra.党龄": "9"}},
    ),
    Case(
        "unknown_columns",
        "columns nobody knows, one without a heading, two of one name",
        [
            ["姓名", "所在党支部", "星座", None, "特长", "特长"],
            ["张三", "第一党支部", "双鱼", "见附件", "书法", "篮球"],
        ],
        new=1,
        warned=[(0, "sheet.columns_kept")],
        people={
            "张三": {
                "extra.星座": "双鱼",
                "extra.第4列": "见附件",
                "extra.特长": "书法",
                "extra.特长（2）": "篮球",
            }
        },
    ),
)
