"""The page 党员 with a million members, from choosing the unit to the first painted rows.

``python -m tests.benchmarks member_table``; BENCH_MEMBERS makes it smaller. Measured in a process
of its own, in which the tree of organisations has been read, as it has in the window. Seconds and
megabytes, not ratios: that is how the bounds are given.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.people import make_crowd, open_crowd
from tests.benchmarks.result import Result, seconds
from tests.benchmarks.window import offscreen, resident_mb, until_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "1000000"))
RUNS = 3
PAINT_SECONDS, MOST_MB = 0.5, 60
SCROLLED_SECONDS = 0.1


def run() -> Iterator[Result]:
    """Write the ledger once, open it in fresh processes."""
    with tempfile.TemporaryDirectory(prefix="bench-members-") as folder:
        ledger = Path(folder) / "示例.ledger"
        make_crowd(ledger, MEMBERS)
        found = [_measured(ledger, folder) for _ in range(RUNS)]
    name = f"{MEMBERS:,} members"
    yield Result(f"{name}: first paint, s", median(f["paint"] for f in found), PAINT_SECONDS)
    yield Result(f"{name}: memory for it, MB", median(f["memory"] for f in found), MOST_MB)
    yield Result(f"{name}: a far row, s", median(f["far"] for f in found), SCROLLED_SECONDS)


def _measured(ledger: Path, folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.member_table", str(ledger)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": folder}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(ledger: Path) -> dict[str, float]:
    """Show the page and take its time and memory."""
    offscreen()
    from app.ui.members_page import MembersPage
    from app.ui.page import Scope
    from app.ui.settings import Settings

    with open_crowd(ledger) as desk:
        root = desk.workspace.root_id
        page = MembersPage(desk, Settings(ledger.with_name("settings.json")))
        page.resize(1100, 650)
        until_shown(page)
        before = resident_mb()

        def first() -> None:
            page.show_scope(Scope(root, None))
            until_shown(page)

        def far() -> None:
            page._table.scrollTo(page._model.index(MEMBERS * 2 // 3, 0))
            until_shown(page)

        paint = seconds(first)
        memory = resident_mb() - before
        assert page._model.rowCount() == MEMBERS
        found = {"paint": paint, "memory": memory, "far": seconds(far)}
        page.close()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
