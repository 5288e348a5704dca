"""Faults and questions of packages that arrive."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "handoff.sender": Entry(
        "还不清楚报送单位“{name}”是本台账中的哪个党组织。",
        "请选择；以后收到它的数据包都按这个回答处理。",
    ),
    "handoff.receiver": Entry(
        "数据包是发给“{name}”的，本台账的单位是“{unit}”。",
        "如果是同一个单位，请选择它；如果不是，请核对是否拿错了文件。",
    ),
    "handoff.bound_by_name": Entry(
        "“{name}”是按名称对应到“{unit}”的。",
        "如果不是同一个单位，请在接收后取出这个数据包。",
    ),
    "handoff.other_ledger": Entry(
        "“{name}”以前报来的数据出自另一个台账。",
        "请向该单位核实：是否换了电脑、重建了台账，或有两个人各用各的台账。",
    ),
    "handoff.not_for_us": Entry(
        "数据包是发给“{name}”的，不是发给本台账的单位“{unit}”的。",
        "请核对是否拿错了文件；新单位请在不存在的路径上接收，建立它自己的台账。",
    ),
    "handoff.own": Entry(
        "这是本台账自己下发的数据包。",
        "请交给“{name}”，由它接收。",
    ),
    "handoff.not_issued": Entry(
        "这是上报的数据包，不能用它建立台账。",
        "请先打开上级的台账，再接收这个文件；建立台账要用上级下发的数据包。",
    ),
    "handoff.older": Entry(
        "已接收过“{name}”更新的第 {held} 号数据包，这是第 {sequence} 号。",
        "一般不用再接收；确实要用旧数据时，请选中它再接收。",
    ),
    "handoff.parted": Entry(
        "“{name}”有两份台账各报各的：这是第 {sequence} 号，里面没有已接收的那一次上报以后的内容。",
        "请让它把两份台账合并（互相接收对方的上报数据包）后再报；确实要以这一份为准，请选中它再接收。",
    ),
    "handoff.other_scheme": Entry(
        "数据包使用的方案是“{theirs}”，本台账的方案是“{ours}”。",
        "请向“{name}”核实；确实要合并时，请选中它再接收。",
    ),
    "handoff.other_edition": Entry(
        "“{name}”的方案与本台账的版本不同。",
        "已填的登记表按原来的表样保存和打印；请把现行方案下发给它。",
    ),
    "handoff.forms_unknown": Entry(
        "数据包中有本台账的方案没有的登记表：“{forms}”。",
        "请先把本台账更新到同一方案，再接收。",
    ),
    "handoff.edition_unknown": Entry(
        "数据包中的记录填在哪里都没有的表样上：“{forms}”，不能接收。",
        "请原单位更新程序，检查台账后重新生成数据包。",
    ),
    "handoff.forms_in_use": Entry(
        "上级下发的方案里没有正在使用的登记表：“{forms}”，方案没有更新。",
        "党组织和轮次已照样接收；请与上级核对方案。",
    ),
    "handoff.round_new": Entry(
        "轮次“{name}”是本台账没有的，接收后会新增。",
        "如果只是名称不同，请先改成同样的名称再接收。",
    ),
    "handoff.round_differs": Entry(
        "轮次“{name}”的起止日期不同：数据包是 {theirs}，本台账是 {ours}。",
        "本级按本台账的日期统计；请核对，下发给该单位后它的日期就和本级一致。",
    ),
    "handoff.round_from_above": Entry(
        "轮次“{name}”的起止日期按上级改为 {theirs}，原来是 {ours}。",
        "已经上报的数字不变；有疑问的请与上级核对。",
    ),
    "handoff.part_unknown": Entry(
        "数据包中有本程序还不认识的内容：{names}。",
        "这些内容会原样保存，上报时一并转给上级；更新程序后即可使用。",
    ),
    "handoff.empty": Entry(
        "数据包中没有可以接收的内容。",
        "请原单位重新生成数据包。",
    ),
    "handoff.by_records": Entry(
        "“{name}”原来按报表数统计，接收后改按记录统计。",
        "如果仍要按报表数统计，请在“下级单位”里选它，按“录入报表数”再保存一次。",
    ),
    "handoff.gone_above": Entry(
        "上级下发的名单里已没有：{names}。这里还有它的党员或记录，没有删去。",
        "请向上级问明是迁移、合并还是撤销，在“党组织”里按日期照办，以免和别的单位重复计数。",
    ),
    "handoff.not_newest": Entry(
        "“{name}”后来又报过数据，不能先取出较早的第 {sequence} 号数据包。",
        "请先取出最近接收的一个。",
    ),
    "handoff.given_up": Entry(
        "“{name}”第 {sequence} 号以前的数据包只留收发记录和统计表，记录内容已不再保留，"
        "不能再往前取出。",
        "请恢复接收它以前的备份（“文件 → 备份与恢复”），或请该单位重新上报。",
    ),
    "handoff.not_held": Entry(
        "没有可以取出的数据包。",
        "请在收发记录中选择一个已接收的数据包。",
    ),
    "handoff.no_file": Entry(
        "没有找到数据包（{suffix}）。",
        "请检查选择的文件夹或 U 盘。",
    ),
    "handoff.conflict_unknown": Entry(
        "所选的冲突已经处理过了。",
        "请刷新后再看。",
    ),
}
