"""What to do about a fault where commands are typed, as far as the window's remedy does not fit."""

from dataclasses import replace

from app.domain.errors.fault import Fault

REMEDIES: dict[str, str] = {
    "file.exists": "请换一个文件名；确需覆盖时加上 --overwrite。",
    "figures.after_day": "要用这些数字，请用 --as-of 写明那一天或以后统计；写错时改正后重新导入。",
    "figures.before_round": (
        "请核对填报时间和 --round；写错时请恢复导入以前的备份（restore），改正后重新导入。"
    ),
    "figures.for_records": (
        "要改回去，请在窗口的“报送与汇总”里打开该单位，按“录入报表数”，再按“按记录统计”。"
    ),
    "figures.older": "请核对填报时间；写错时请恢复导入以前的备份（restore），改正后重新导入。",
    "figures.other_unit": "请核对文件和 --under；写错时请恢复导入以前的备份（restore）。",
    "handoff.bound_by_name": (
        "如果不是同一个单位，请先不要接收；已经接收的，在窗口“报送与汇总”的收发记录里取出。"
    ),
    "handoff.by_records": "如果仍要按报表数统计，请在窗口“报送与汇总”的报送单位中改回。",
    "handoff.forms_unknown": "请先把本台账更新到同一方案（renew-scheme），再接收。",
    "handoff.no_file": "请检查给出的文件夹或 U 盘的路径。",
    "handoff.not_issued": (
        "请核对台账的路径，用上级已有的台账接收；建立台账要用上级下发的数据包（issue）。"
    ),
    "handoff.not_submitted": (
        "本级的请先上报（submit）；下级的请先接收它的数据包（receive --apply）。"
    ),
    "handoff.older": "一般不用再接收；确实要用旧数据时，加上 --accept older 再接收。",
    "handoff.other_edition": "已填的登记表按原来的表样保存和打印；请把现行方案下发给它（issue）。",
    "handoff.other_scheme": "请向报送单位核实；确实要合并时，加上 --accept other_scheme 再接收。",
    "handoff.own_unit": "请用 --to 写明一个下级党组织。",
    "handoff.parted": (
        "请让它把两份台账合并（互相接收对方的上报数据包）后再报；"
        "确实要以这一份为准，加上 --accept older 再接收。"
    ),
    "handoff.unwritten": (
        "请换一个位置重新运行，由新的一号接替；"
        "或在窗口“报送与汇总”的上报记录里选择这一号，重新写出，内容与校验码不变。"
    ),
    "ledger.missing": "请检查路径是否正确；没有台账就先用 new 新建一个。",
    "package.not_a_package": (
        "请给出扩展名为 .dpbag 的数据包；名册、台账、登记表和统计表请用 import。"
    ),
    "package.passphrase_needed": (
        "请向报送单位询问口令，写在文件第一行，用 --passphrase-file 给出这个文件。"
    ),
    "package.wrong_passphrase": "请核对口令文件的第一行（注意大小写和空格）后重新接收。",
    "round.none": "请先开设轮次（open-round）。",
    "scheme.no_table": (
        "请在方案里加上统计表，用 renew-scheme 更新；或在窗口里用“自有表样”采用一张。"
    ),
}
"""Code → remedy, without gaps: the sentence names what it is about."""


def for_the_line(fault: Fault) -> Fault:
    """Return a fault with what to do about it at the command line."""
    return replace(fault, remedy=REMEDIES.get(fault.code, fault.remedy))
