"""Faults of figures that a unit gives in place of its records."""

from app.domain.errors.fault import Entry

_WHOSE = (
    "请写明填报单位的全称后重新导入；也可在“报送与汇总”里选中该单位，按“录入报表数”读入这个文件；"
    "用命令导入时可用 --under 说明是哪个单位。"
)

ENTRIES: dict[str, Entry] = {
    "figures.not_this_table": Entry(
        "这不是“{title}”，没有读入：{reason}。",
        "请用本台账的统计表样式填报；可在“统计报表”中导出一份交下级填写。",
    ),
    "figures.several_sheets": Entry(
        "文件里有 {count} 张统计表（{names}），分不清哪一张是该单位的。",
        "请在“填报单位”后写明单位全称，或每个单位单独存成一个文件。",
    ),
    "figures.empty": Entry(
        "“{what}”没有填写。",
        "请填写；没有的填 0。",
    ),
    "figures.no_value": Entry(
        "“{what}”是公式，文件里没有计算结果。",
        "请用 WPS 打开，保存一次后重新导入，或直接填写数字。",
    ),
    "figures.not_whole": Entry(
        "“{what}”填的是“{value}”，不是整数。",
        "请填不小于 0 的整数，不写单位。",
    ),
    "figures.negative": Entry(
        "“{what}”填的是 {value}，小于 0。",
        "请填不小于 0 的整数。",
    ),
    "figures.unknown": Entry(
        "统计表里没有“{name}”这一项。",
        "统计项有：{known}。",
    ),
    "figures.not_a_unit": Entry(
        "“{name}”不能按报表数计入。",
        "请选择本单位以下的一个党组织（不是党小组、科室）；用命令导入时用 --under 说明。",
    ),
    "figures.unit_missing": Entry(
        "统计表上“填报单位”后面是空的，不知道是哪个单位的数字。",
        _WHOSE,
    ),
    "figures.unit_unknown": Entry(
        "统计表上的填报单位“{name}”不在本台账里。",
        _WHOSE,
    ),
    "figures.unit_ambiguous": Entry(
        "统计表上的填报单位“{name}”对应 {count} 个党组织：{paths}。",
        _WHOSE,
    ),
    "figures.unit_twice": Entry(
        "“{name}”的数字已从“{file}”读入，这一份没有读入。",
        "请核对填报单位；每个单位只留一份统计表后重新导入。",
    ),
    "figures.for_records": Entry(
        "“{name}”在台账里有点评记录，改为按这份统计表统计，不再按记录统计。",
        "要改回去，请在“报送与汇总”里打开该单位，按“录入报表数”，再按“按记录统计”。",
    ),
    "figures.other_unit": Entry(
        "统计表上的填报单位是“{written}”，读入的是“{name}”的数字。",
        "请核对文件是否选对；选错时撤销这一步。",
    ),
    "figures.partial": Entry(
        "统计表上注明“{name}”的数字不完整。",
        "请在该单位报齐后重新读入。",
    ),
    "figures.bad_day": Entry(
        "统计表上“填报时间”写的是“{text}”，不是一个有年月日的日期。",
        "请改成如 2011年1月12日 的日期后重新读入；同一单位各次的数字按填报时间分清。",
    ),
    "figures.undated": Entry(
        "“{name}”的统计表没有写填报时间：在该单位写明日期的报表数以前的各日都用它。",
        "请在统计表上写明填报时间后重新读入。",
    ),
    "figures.before_round": Entry(
        "“{name}”的填报时间 {day} 在本轮次开始（{start}）以前。",
        "请核对填报时间和轮次；写错时撤销这一步，改正后重新读入。",
    ),
    "figures.after_day": Entry(
        "“{name}”的填报时间是 {day}：截止日期早于这一天的统计不用这些数字，"
        "本轮次一般统计到 {last}。",
        "要用这些数字，请把统计的截止日期改为 {day} 或以后；填报时间写错的，改正后重新读入。",
    ),
    "figures.older": Entry(
        "“{name}”已有 {newer} 的报表数，这一份是 {day} 的：两份都留着，"
        "截止日期在 {newer} 以前用这一份，从 {newer} 起仍用那一份。",
        "请核对填报时间；从 {newer} 起也要用这些数字的，请在“录入报表数”里以那个日期保存。",
    ),
}
