"""Faults of lists of promises."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "commitment.sheet_heading": Entry(
        "没有找到承诺清单的表头：要有“承诺事项”，还要有“承诺人”或“所在党组织”。",
        "请用“空白清单”得到的表格填写，或改正表头；粘贴时请连表头一起复制。",
    ),
    "commitment.sheet_nobody": Entry(
        "没有写明是谁的承诺。",
        "请填写承诺人；党组织的承诺填写党组织名称。",
    ),
    "commitment.sheet_unknown": Entry(
        "“{name}”不在名册里，也不是党组织名称。",
        "请核对姓名或名称；新来的请先加入名册。",
    ),
    "commitment.sheet_several": Entry(
        "“{name}”不止一个。",
        "请在“所在党组织”里写明所在党支部的全称。",
    ),
    "commitment.sheet_state": Entry(
        "不认识状态“{word}”。",
        "可填：{states}。",
    ),
    "commitment.sheet_double": Entry(
        "同一人的同一件事在清单里出现了两次：{matter}。",
        "请只留一行，或把两件事分别写清楚。",
    ),
}
