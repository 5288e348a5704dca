"""Faults of schemes."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "scheme.unknown": Entry(
        "没有名为“{name}”的点评方案。",
        "现有方案：{known}；也可以写方案文件夹的路径。",
    ),
    "scheme.syntax": Entry(
        "方案文件写法有误：{reason}。",
        "请按 resources/schemes/README.md 的说明改正。",
    ),
    "scheme.key_unknown": Entry(
        "不认识的项目“{key}”。",
        "{hint}",
    ),
    "scheme.key_missing": Entry(
        "缺少必填项目“{key}”。",
        "请补上这一项。",
    ),
    "scheme.value": Entry(
        "“{key}”的值不对：{reason}。",
        "请按 resources/schemes/README.md 的说明改正。",
    ),
    "scheme.reference": Entry(
        "“{key}”提到的“{value}”在方案中不存在。",
        "{hint}",
    ),
    "scheme.duplicate": Entry(
        "“{value}”重复出现。",
        "每个编号只能用一次，请改名。",
    ),
    "scheme.file_missing": Entry(
        "缺少文件“{name}”。",
        "请把该文件放到方案文件夹里，或改正文件名。",
    ),
    "scheme.form_in_use": Entry(
        "新方案里没有已经填用的登记表“{forms}”。",
        "请在新方案里保留这些登记表（编号、对象不变），可以换 Word 文件。",
    ),
    "scheme.id": Entry(
        "“{value}”不能作方案编号。",
        "请只用小写字母、数字和短横，例如 my-unit-2011。",
    ),
    "scheme.no_table": Entry(
        "本方案没有统计表，没有可以统计和上报的数字。",
        "请用“自有表样”采用一张统计表，或在方案里加上。",
    ),
    "scheme.pack": Entry(
        "这个文件不是点评方案包。",
        "请选择由本程序导出的 .dpscheme 文件。",
    ),
}
