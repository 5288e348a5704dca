"""Organisation lists, and rosters that meet members who are there already."""

from __future__ import annotations

from tests.intake.corpus.case import Case

CASES = (
    Case(
        "national_codes",
        "kinds by the codes of the national system",
        [
            ["党组织名称", "组织类别代码", "隶属上级党组织"],
            ["惜福镇党委", "611", "城阳分局党委"],
            ["惜福镇总支", "621-党总支部", "惜福镇党委"],
            ["惜福镇一支部", "631", "惜福镇总支"],
            ["惜福镇联合支部", "632000", "惜福镇党委"],
        ],
        ending="xls",
        new=4,
        paths=["城阳分局党委/惜福镇党委/惜福镇总支/惜福镇一支部"],
    ),
    Case(
        "secretaries_with_phones",
        "书记（电话） and 委员（职务）",
        [
            ["支部名称", "上级党组织", "书记（电话）", "支委"],
            [
                "第三党支部",
                "城阳分局党委",
                "张三（13800000001）",
                "李四（组织委员）、王五（宣传委员）",
            ],
            ["第四党支部", "城阳分局党委", "赵六 13800000002", None],
        ],
        new=2,
        warned=[(0, "sheet.phones_unread")],
        paths=["城阳分局党委/第三党支部"],
    ),
    Case(
        "list_with_unit_line",
        "no parent in the rows: the unit line above names it",
        [
            ["党组织基本情况表"],
            ["填报单位：机关党总支", None, None],
            ["序号", "党组织名称", "上级党组织", "组织类型"],
            [1, "机关第三党支部", None, "党支部"],
            ["填表人：张三"],
        ],
        ending="gbk",
        header=3,
        new=1,
        warned=[(0, "sheet.default_place"), (0, "sheet.rows_passed_by")],
        paths=["城阳分局党委/机关党总支/机关第三党支部"],
    ),
    Case(
        "list_with_unknown_columns",
        "columns that an organisation has no place for",
        [
            ["党组织名称", "上级党组织", "党员人数"],
            ["第五党支部", "城阳分局党委", 12],
        ],
        new=1,
        warned=[(0, "sheet.columns_unread")],
    ),
    Case(
        "changes",
        "a later roster: one changed, one as before, one new, blanks never wipe",
        [
            ["姓名", "所在支部", "性别", "出生年月", "职务"],
            ["张三", "一支部", "男", "1975年6月", "科长"],
            ["李 四", "第一党支部", None, "1980.02", None],
            ["王五", "第一党支部", "男", "1990.01", None],
        ],
        before=[
            ["姓名", "所在党支部", "性别", "出生年月", "职务或职业"],
            ["张三", "第一党支部", "男", "1975.06", "科员"],
            ["李四", "第一党支部", "女", "1980.02", "科员"],
        ],
        new=1,
        changed=1,
        unchanged=1,
        people={"张三": {"post": "科长"}, "李四": {"sex": "女", "post": "科员"}},
    ),
    Case(
        "dots_match",
        "the same person with another dot in the name",
        [["姓名", "所在党支部", "出生年月"], ["阿不都・买买提", "第一党支部", "1975.06"]],
        before=[["姓名", "所在党支部", "出生年月"], ["阿不都•买买提", "第一党支部", "1975.06"]],
        ending="utf8",
        unchanged=1,
    ),
    Case(
        "rows_twice",
        "one row twice, and two rows nothing tells apart",
        [
            ["姓名", "所在党支部", "出生年月", "职务"],
            ["张三", "第一党支部", "1975.06", "科员"],
            ["张三", "第一党支部", "1975.06", "科员"],
            ["李四", "第一党支部", "1975.06", "科员"],
            ["李四", "第一党支部", None, "司机"],
        ],
        new=2,
        rejected=[(3, "姓名", "row.duplicate")],
        asked=[("row.same_person", (5,))],
    ),
    Case(
        "missing_names",
        "rows with something but no name",
        [
            ["序号", "姓名", "所在党支部", "出生年月"],
            [1, "张三", "第一党支部", "1975.06"],
            [2, None, "第一党支部", "1980.02"],
        ],
        ending="ods",
        new=1,
        rejected=[(3, "姓名", "row.missing")],
    ),
)
