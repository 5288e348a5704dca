"""What is offered where a ledger cannot be opened: its newest verified backup."""

from pathlib import Path

from app.db.copies import backup_folder, newest_verified_backup
from app.db.lock_file import UNKNOWN, lock_path, read_holder
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal


def offer(ledger: Path) -> str:
    """Return the sentence that offers the newest verified backup, or none."""
    found = newest_verified_backup(ledger)
    if found is None:
        return ""
    return f"最近一份通过检查的备份：{found.path}（{found.time}）。"


def advice(ledger: Path) -> str:
    """Return what to do about a damaged ledger: its newest verified backup, or where to look."""
    found = offer(ledger)
    if found:
        return f"请用“恢复”从最近的备份恢复。{found}"
    return (
        f"没有找到完好的备份。自动备份应在“{backup_folder(ledger)}”文件夹里；"
        "设置里另选过备份位置的，请到那里找；手工备份可能在 U 盘或别的电脑上。"
        "找到后复制到本机硬盘，用“打开台账”打开；请保留损坏的文件，不要改动。"
    )


def locked(ledger: Path) -> Refusal:
    """Return the refusal that names who has a ledger open."""
    holder = read_holder(lock_path(ledger)) or UNKNOWN
    return refusal("ledger.locked", str(ledger), holder=holder, backup=offer(ledger))
