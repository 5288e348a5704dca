"""The sentences of the cross-checks of the statistics (错误 · 核实 · 提示)."""

from dataclasses import dataclass

from app.domain.words import CheckLevel


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One check: how serious it is, and what it says where all is well and where not."""

    level: CheckLevel
    fine: str
    wrong: str


ENTRIES: dict[str, CheckEntry] = {
    "T1-01": CheckEntry(
        CheckLevel.ERROR,
        "填报的数字已填全，都是不小于 0 的整数。",
        "填报的数字有误：{names}。请填全，每格填不小于 0 的整数。",
    ),
    "T1-02": CheckEntry(
        CheckLevel.ERROR,
        "{what}参加点评 {part} {measure}，不超过总数 {total} {measure}。",
        "{what}参加点评 {part} {measure}，多于总数 {total} {measure}。请核对点评人和任职。",
    ),
    "T1-03": CheckEntry(
        CheckLevel.ERROR,
        "{what}被点评 {part} {measure}，不超过总数 {total} {measure}。",
        "{what}被点评 {part} {measure}，多于总数 {total} {measure}。请核对点评对象和名册。",
    ),
    "T1-02.figures": CheckEntry(
        CheckLevel.ERROR,
        "{what}参加点评 {part} {measure}，不超过总数 {total} {measure}。",
        "{what}参加点评 {part} {measure}，多于总数 {total} {measure}。请核对该单位的报表。",
    ),
    "T1-03.figures": CheckEntry(
        CheckLevel.ERROR,
        "{what}被点评 {part} {measure}，不超过总数 {total} {measure}。",
        "{what}被点评 {part} {measure}，多于总数 {total} {measure}。请核对该单位的报表。",
    ),
    "T1-04": CheckEntry(
        CheckLevel.VERIFY,
        "{what} {total} {measure}，全部{done}。",
        "{what} {total} {measure}，{missing} {measure}未{done}。{names}。请填写说明。",
    ),
    "T1-05": CheckEntry(
        CheckLevel.VERIFY,
        "基层党组织 {organizations} 个，书记 {secretaries} 人，两数相等。",
        "基层党组织 {organizations} 个，书记 {secretaries} 人，两数不等：{why}。请填写说明。",
    ),
    "T1-06": CheckEntry(
        CheckLevel.VERIFY,
        "填报数与台账统计数一致。",
        "{what}填报 {reported}，台账统计 {computed}，两数不同。请核对或填写说明。",
    ),
    "T1-06.sealed": CheckEntry(
        CheckLevel.VERIFY,
        "各单位上报数与台账统计数一致。",
        "{name}上报的数字（第 {sequence} 号，截至 {day}）与台账统计不同：{figures}。"
        "请核对，由该单位重新上报，或填写说明。",
    ),
    "T1-06.further": CheckEntry(
        CheckLevel.HINT,
        "各单位上报数与台账统计数一致。",
        "{name}上报的数字（第 {sequence} 号，截至 {day}）以外，本级台账另有点评：{figures}。",
    ),
    "T1-07": CheckEntry(
        CheckLevel.ERROR,
        "{what} {total} ＝ 下属单位合计 {parts} ＋ 本级 {own}{less}。",
        "{what} {total} ≠ 下属单位合计 {parts} ＋ 本级 {own}{less}，差 {rest}。请核对各单位数据。",
    ),
    "T1-07.missing": CheckEntry(
        CheckLevel.VERIFY,
        "所属单位都已报送，合计完整。",
        "未报单位 {count} 个（{names}），合计不完整。请催报或填写说明。",
    ),
    "T1-07.figures": CheckEntry(
        CheckLevel.HINT,
        "所属单位都按台账记录统计。",
        "{count} 个单位按报表数计入（{names}），其余按台账记录统计。"
        "报表数没有名单，跨单位的重复任职无法核对。",
    ),
    "T1-07.given": CheckEntry(
        CheckLevel.HINT,
        "本单位按台账记录统计。",
        "本单位的数字取自报表（{source}），没有名单。",
    ),
    "T1-08": CheckEntry(
        CheckLevel.ERROR,
        "每名党员、每个党组织都只计一次。",
        "有重复的党员或党组织：{names}。请删去或合并重复的一条。",
    ),
    "T1-08.likely": CheckEntry(
        CheckLevel.VERIFY,
        "没有姓名、出生年月、入党时间都相同的党员在两个党支部。",
        "有 {count} 名党员可能计了两次（姓名、出生年月、入党时间相同，在两个党支部）：{names}。"
        "是同一人的，请由原支部办理转出，或用“查重”合并；不是同一人的，请填写说明。",
    ),
    "T1-08.stayed": CheckEntry(
        CheckLevel.HINT,
        "转出的党员所受的点评都算在本人名下。",
        "有 {count} 名党员转出前受过点评，转入后是另一条，没有算上：{names}。"
        "是同一人的，请用“查重”合并。",
    ),
    "T1-08.figures": CheckEntry(
        CheckLevel.HINT,
        "没有既报数字又有记录的单位。",
        "为免重复计算，下列没有计入：{names}。",
    ),
    "T1-08.above": CheckEntry(
        CheckLevel.HINT,
        "上级单位按台账记录统计。",
        "上级单位“{name}”按报表数计入，本单位的数字不进入它的合计。",
    ),
    "T1-09": CheckEntry(
        CheckLevel.VERIFY,
        "各项数字都不小于上次报送（{day}）。",
        "{what}本次 {now}，上次报送（{day}）{then}，少 {rest}{names}。请核对或填写说明。",
    ),
    "T1-10": CheckEntry(
        CheckLevel.VERIFY,
        "点评记录的时间、点评人都与本轮任务相符。",
        "有 {count} 条点评记录与本轮任务不符：{names}。请核对或填写说明。",
    ),
    "T1-11": CheckEntry(
        CheckLevel.HINT,
        "每个党支部都有 3 名以上正式党员。",
        "正式党员不足 3 名的党支部 {count} 个：{names}。",
    ),
    "T1-12": CheckEntry(
        CheckLevel.VERIFY,
        "党员被点评 {members} 人，参加点评的书记 {secretaries} 人。",
        "党员被点评 {members} 人，却没有一名书记参加点评。请核对点评人或填写说明。",
    ),
}

REPEATED = " − 重复任职 {count}（{names}）"
"""What T1-07 takes off where one person is counted in several units."""

AND_SO_ON = "等 {count} 项"
"""What ends a list of names that was cut."""

UNFILLED = "书记空缺 {count} 个（{names}）"
SHARED = "一人任多职 {count} 人（{names}）"
CROWDED = "一个党组织有几名书记 {count} 个（{names}）"
UNEQUAL = "报表数不等 {count} 个（{names}）"
PLACES_AND_SECRETARIES = "{name}（党组织 {organizations} 个、书记 {secretaries} 人）"
"""What makes secretaries and organisations differ (T1-05)."""

OUTSIDE_ROUND = "{name}（点评时间 {day} 不在本轮次内）"
OF_ONESELF = "{name}（点评人就是被点评的人）"
WITHOUT_DUTY = "{name}（{reviewers}没有点评任务）"
"""What can be amiss with a review (T1-10)."""

BY_FIGURES, OF_FIGURES = "{name} {count} {measure}", "报表数"
"""Units by figures among the names of T1-04."""

OF_REASON, SO_MANY = "{reason}：{names}", "等 {count} {measure}"
"""The names of T1-04 for each reason, and what ends them where they were cut."""

OF_UNIT = "{name}（报表数）"
"""Stands before what a check says of the figures of one unit."""

REPORTED = "填报的"
"""Stands before what a check says of the figures that are reported."""

NOT_FILLED, OF_CELL = "未填", "{unit}{what}（{value}）"
"""What is wrong with a figure (T1-01)."""

NOT_USED = "{name}的报表数（上级{above}已报）"
RECORDS_LEFT_OUT = "{name}的台账记录（党组织 {organizations} 个、党员 {members} 人）"
"""What is not counted beside the figures of a unit (T1-08)."""

SEALED = "{what}上报 {sealed}、台账统计 {counted}"
"""A figure that a unit below submitted otherwise than it is counted (T1-06)."""

WHO_LEFT = "：{names}"
"""Who is no longer counted (T1-09)."""

LEADERS, SECRETARIES, ORGANIZATIONS, MEMBERS = "领导", "基层党组织书记", "基层党组织", "党员"
TOOK_PART, REVIEWED = "参加点评", "被点评"
HEADS, PIECES = "人", "个"
WITH_REASON = "{name}（{reason}）"
