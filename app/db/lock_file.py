"""The small file beside a ledger that names the program which has it open.

It only informs: the lock itself is SQLite's, and goes with the program that held it. A file left
behind by a crash is simply written over.
"""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a ledger open."""

    pid: int
    host: str
    program: str
    since: str

    def __str__(self) -> str:
        """Return the words for people."""
        return f"{self.program}，电脑 {self.host}，进程 {self.pid}，自 {self.since} 起"


PROGRAM = "点评台账"
"""What the program is called by the people who use it."""
UNKNOWN = "另一个程序"


@dataclass(frozen=True, slots=True)
class LockFile:
    """A lock file that this program has written."""

    path: Path
    holder: Holder

    def release(self) -> None:
        """Take the file away, unless somebody else has written it since."""
        if read_holder(self.path) == self.holder:
            self.path.unlink(missing_ok=True)


def lock_path(ledger: Path) -> Path:
    """Return where the lock file of a ledger stands."""
    return ledger.with_name(ledger.name + ".lock")


def announce(ledger: Path) -> LockFile:
    """Write the lock file for a ledger that this program has just taken."""
    since = datetime.now().isoformat(sep=" ", timespec="seconds")
    lock = LockFile(lock_path(ledger), Holder(os.getpid(), platform.node(), PROGRAM, since))
    lock.path.write_text(json.dumps(asdict(lock.holder), ensure_ascii=False), encoding="utf-8")
    return lock


def read_holder(path: Path) -> Holder | None:
    """Return who has written a lock file, or None where none can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Holder(
            int(found["pid"]), str(found["host"]), str(found["program"]), str(found["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
