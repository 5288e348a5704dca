"""Faults of what goes out: what cannot be submitted, issued or printed again."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "handoff.blocked": Entry(
        "有错误，不能上报：{message}",
        "请先改正，再上报。",
    ),
    "handoff.reason_missing": Entry(
        "{what}填报 {reported}，台账统计 {computed}，没有写明原因。",
        "请写明两数不同的原因（{check} 的说明），两个数字都会保留。",
    ),
    "handoff.figure": Entry(
        "“{name}”不是统计表里的数字，或填报的不是不小于 0 的整数。",
        "请核对填报的数字。",
    ),
    "handoff.check_unknown": Entry(
        "没有编号为“{name}”的核对项。",
        "可以写说明的核对项：{known}。",
    ),
    "handoff.submission_unknown": Entry(
        "没有这次上报。",
        "请在“报送与汇总”的上报记录中选择。",
    ),
    "handoff.not_submitted": Entry(
        "“{name}”在“{round}”没有上报过，台账里没有它上报的统计表。",
        "本级的请先上报（命令 submit，窗口里按“上报”）；下级的请先接收它的数据包。",
    ),
    "handoff.unwritten": Entry(
        "第 {number} 号已经在台账中定稿，但文件没有写成：{reason}。",
        "请在“报送与汇总”的上报记录中选择这一号，重新写出文件；内容与校验码不变。",
    ),
    "handoff.not_kept": Entry(
        "台账里没有这个数据包的完整内容（较早的只保留统计表和收发记录），不能重新写出。",
        "请写出最近的一号，或重新上报、下发。",
    ),
    "handoff.passphrase_empty": Entry(
        "口令文件里没有口令。",
        "请在文件第一行写上口令。",
    ),
    "handoff.passphrase_short": Entry(
        "口令太短，容易被猜出。",
        "请输入 8 个以上字母、数字，或者 4 个以上汉字。",
    ),
    "handoff.passphrase_differs": Entry(
        "两次输入的口令不一样。",
        "请重新输入，两次要完全相同。",
    ),
    "handoff.own_unit": Entry(
        "“{name}”不是本单位的下级，不能向它下发。",
        "请选择下级党组织。",
    ),
    "handoff.no_level": Entry(
        "“{name}”是{kind}，不单独上报。",
        "请选择党组织上报：党小组随所在的党支部报，科室、分局随上级党组织报。",
    ),
    "handoff.no_ledger": Entry(
        "“{name}”是党小组，没有自己的台账，不能向它下发。",
        "请选择它所在的党支部。",
    ),
    "handoff.several_units": Entry(
        "找到下发给 {count} 个单位的数据包（{names}），不知道为哪一个建立台账。",
        "请写明本单位的那一个数据包。",
    ),
    "handoff.from_above": Entry(
        "这是上级“{name}”上报的数据包，本台账的单位“{unit}”在它下面，不能接收。",
        "请交给“{name}”的上级接收；上级发给本单位的，应当是下发的数据包。",
    ),
    "handoff.before_round": Entry(
        "数字截至 {day}，早于轮次“{name}”开始的 {start}。",
        "日期写错了的，请改正后重新上报。",
    ),
    "handoff.attachments_too_large": Entry(
        "记录的附件太多，数据包装不下：{count} 个，共 {size} MB。",
        "附件最多 {most} 个、合计 {limit} MB：请压缩照片或删去不必上报的附件，再上报。",
    ),
    "handoff.attachments_lacking": Entry(
        "有 {count} 个附件只有名称、没有内容，未随记录报送：{names}。",
        "记录本身不受影响；请在保存原件的台账中重新添加附件后再报。",
    ),
    "handoff.references": Entry(
        "数据包里的{what}引用了包里没有的内容（{count} 处），不能接收。",
        "请让下级用“记录核查”检查台账后重新上报。",
    ),
}
