"""Faults of figures that a unit gives in place of its records."""

from app.domain.errors.fault import Entry

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
        "请选择本单位以下的一个党组织（不是党小组、科室）。",
    ),
    "figures.other_unit": Entry(
        "统计表上的填报单位是“{written}”，读入的是“{name}”的数字。",
        "请核对文件是否选对；选错时撤销这一步。",
    ),
    "figures.partial": Entry(
        "统计表上注明“{name}”的数字不完整。",
        "请在该单位报齐后重新读入。",
    ),
}
