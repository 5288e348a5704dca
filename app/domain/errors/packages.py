"""Faults of package files (.dpbag): what is wrong with the file itself."""

from app.domain.errors.fault import Entry

_AGAIN = "请从原单位重新复制一份；仍不行的，请原单位重新生成数据包。"
_MADE_ELSEWHERE = "请勿使用这份文件，请原单位在点评台账中重新生成数据包。"
_NEWER = "请先把本机的点评台账升级到对方所用的版本，再接收。"

ENTRIES: dict[str, Entry] = {
    "package.empty": Entry(
        "这份数据包是空文件，可能是复制时 U 盘被提前拔出。",
        _AGAIN,
    ),
    "package.not_a_package": Entry(
        "这不是点评台账的数据包。",
        "请选择扩展名为 .dpbag 的数据包；名册、台账、登记表和统计表请用“导入”。",
    ),
    "package.cut_off": Entry(
        "数据包不完整：末尾的校验信息不见了，可能是复制时 U 盘被提前拔出，或后面被加了别的内容。",
        _AGAIN,
    ),
    "package.broken_seal": Entry(
        "数据包已损坏：内容与校验信息不符。",
        _AGAIN,
    ),
    "package.unreadable": Entry(
        "数据包内容异常，读取程序已被安全终止。",
        _AGAIN,
    ),
    "package.newer": Entry(
        "数据包由更新版本的点评台账生成，其中有本机版本不能读取的必要内容。",
        _NEWER,
    ),
    "package.tampered": Entry(
        "数据包的内容与清单不符，可能被人改动过。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_zip": Entry(
        "数据包的文件结构异常，不是点评台账生成的。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_name": Entry(
        "数据包中有不允许的文件名，已停止读取。",
        _MADE_ELSEWHERE,
    ),
    "package.bomb": Entry(
        "数据包展开后异常地大（{size}），已停止读取。",
        _MADE_ELSEWHERE,
    ),
    "package.too_large": Entry(
        "数据包过大（{size}），超过允许的 {limit}。",
        "请分单位上报，或减少附件后重新生成。",
    ),
    "package.bad_manifest": Entry(
        "数据包的清单无法读取（{what}）。",
        _MADE_ELSEWHERE,
    ),
    "package.no_day": Entry(
        "数据包的清单没有写明数据截至哪一天。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_day": Entry(
        "数据包的清单里日期不合理：{what} {day}。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_round": Entry(
        "数据包的清单里轮次“{name}”的起止日期颠倒：{start} 至 {end}。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_counts": Entry(
        "数据包的清单与内容不符：{what}写的是 {told}，实有 {found}。",
        _MADE_ELSEWHERE,
    ),
    "package.passphrase_needed": Entry(
        "数据包已加密，需要口令才能接收。",
        "请向报送单位询问口令，输入后再接收。",
    ),
    "package.wrong_passphrase": Entry(
        "口令不对，数据包没有打开。",
        "请核对口令（注意大小写和空格）后重新输入。",
    ),
    "package.no_memory": Entry(
        "内存不足，无法加密或打开加密的数据包。",
        "请关闭其他程序后重试。",
    ),
    "package.part_name": Entry(
        "附带文件的文件名不能用在数据包中。",
        "请把文件名改短，去掉特殊字符后重试。",
    ),
    "package.not_verified": Entry(
        "写入后读回的内容与数据包不一致，存储介质可能有故障；该文件已删除。",
        "请换一个 U 盘或文件夹后重新生成。",
    ),
    "package.bad_data": Entry(
        "数据包中的数据文件已损坏或被改动（{part}）。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_tables": Entry(
        "数据包中的数据文件不是规定的格式（{part}）。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_value": Entry(
        "数据包中的数据不符合规定：{table} 表的 {column}（{count} 处）。",
        _MADE_ELSEWHERE,
    ),
    "package.bad_reference": Entry(
        "数据包中的记录互相对不上：{table} 表的 {column}（{count} 处）。",
        _MADE_ELSEWHERE,
    ),
}
