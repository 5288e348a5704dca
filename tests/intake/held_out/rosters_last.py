"""Small habits that are easily taken for people: ditto marks, blanks below, columns twice."""

from __future__ import annotations

from datetime import datetime

from tests.intake.held_out.expected import ASKED, NOT_SILENT, Row, Taken, Told, rejected
from tests.intake.held_out.rosters import (
    FIRST,
    NO_BRANCH,
    OFFICE,
    OTHER_FIRST,
    PERSONNEL,
    RETIRED,
    taken,
)
from tests.intake.held_out.sheets import Sheet

DITTO = Sheet(
    "年报党员花名册.xlsx",
    (
        ("中共海州市质监局机关委员会2010年度党员花名册（共11人）",),
        ("序\n号", "姓名", "性\n别", "出生年月\n（年.月）", "参加工作时间", "入党时间\n（年.月）",
         "所 属 支 部", "职 务", "学历"),
        (1, "龚建国", "男", "1962.04", "1980.12", "1986.07", PERSONNEL, "调研员", "大专"),
        (2, "庞晓燕", "女", "1985.11", "2007.08", "2010.12", "〃", "科员", "本科"),
        (3, "石 磊", "男", "1979.03", "2001.07", "2006.07", "同上", "科员", "本科"),
        (4, "雷丽华", "女", "1975.6.31", "1996.07", "2000.07", OFFICE, "科员", "本科"),
        (5, "贺 鹏（书记）", "男", "1968.08", "1990.07", "1994.07", OTHER_FIRST, "副局长", "本科"),
        (6, "汤国栋", "男", "1970.11", "1991.07", "1995.07", "第一党支部", "科长", "本科"),
        (7, "常春红", "女", "82.03", "2004.07", "2008.07", OFFICE, "科员", "本科"),
        (8, "乔守业", "男", datetime(1952, 5, 1), "1970.12", "1975年", RETIRED, "", ""),
        (9, "尹莉", "女", "1983.07", "2006.07", "2009.7.1转正2010.7.1", OFFICE, "科员", "本科"),
        ("", "（以下空白）"),
        ("……",),
        ("", "正式党员9人，预备党员1人"),
        ("", "", "", "", "", "", "", "机关党委（盖章）"),
    ),
    (
        taken(3, "龚建国", 所在党支部=PERSONNEL, 出生年月="1962.04", 入党时间="1986.07",
              职务或职业="调研员"),
        taken(4, "庞晓燕", NO_BRANCH, 所在党支部=PERSONNEL, 出生年月="1985.11"),
        taken(5, "石磊", NO_BRANCH, 所在党支部=PERSONNEL, 出生年月="1979.03"),
        Row(6, "雷丽华", (rejected("出生年月", "出生年月（年.月）"), ASKED)),
        Row(7, "贺鹏", (Taken({"所在党支部": OTHER_FIRST, "出生年月": "1968.08"}), NOT_SILENT)),
        Row(8, "汤国栋", (Told(("question", "rejected")),)),
        Row(9, "常春红", (NOT_SILENT,)),
        taken(10, "乔守业", 所在党支部=RETIRED, 出生年月="1952.05.01", 入党时间="1975"),
        Row(11, "尹莉", (rejected("入党时间"), ASKED,
                       Taken({"入党时间": "2009.07.01", "转正时间": "2010.07.01"}))),
    ),
    merged=("A1:I1",),
)  # fmt: skip

TWICE = Sheet(
    "合并两年的名册.csv",
    (
        ("姓名", "性别", "出生年月", "职务", "入党时间", "所在支部", "入党时间"),
        ("杨帆", "女", "1985.06", "", "2009.07", "一分局第二党支部", "2009.07"),
        ("武文博", "男", "1976.02", "技师", "2000.07", FIRST, "2001.07"),
        ("阎敏", "女", "1978.12", "技师", "", FIRST, "2002.07"),
    ),
    (
        taken(2, "杨帆", 所在党支部="一分局第二党支部", 职务或职业="会计", 入党时间="2009.07"),
        Row(3, "武文博", (NOT_SILENT,)),
        Row(4, "阎敏", (Taken({"入党时间": "2002.07", "所在党支部": FIRST}), NOT_SILENT)),
    ),
    may_refuse=True,
)  # fmt: skip

LAST_ROSTERS = (DITTO, TWICE)
