"""What is offered where a ledger cannot be opened: its newest verified backup."""

from pathlib import Path

from app.db.copies import newest_verified_backup
from app.db.lock_file import UNKNOWN, lock_path, read_holder
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal


def offer(ledger: Path) -> str:
    """Return the sentence that offers the newest verified backup, or none."""
    found = newest_verified_backup(ledger)
    if found is None:
        return ""
    return f"最近一份通过检查的备份：{found.path}（{found.time}）。"


def locked(ledger: Path) -> Refusal:
    """Return the refusal that names who has a ledger open."""
    holder = read_holder(lock_path(ledger)) or UNKNOWN
    return refusal("ledger.locked", str(ledger), holder=holder, backup=offer(ledger))
