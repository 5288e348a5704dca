"""One piece of the hand-off in a process of its own, so that its time and memory are its own.

``python -m tests.benchmarks.handoff_child WORK LEDGER FILE…`` prints one line of JSON: the seconds
of the work, and of the parts of it that are measured apart.
"""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import naive_handoff
from tests.ui.sample import open_sample

Work = Callable[[Any, list[Path]], object]


class Apart:
    """Clocks some methods while the work runs."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def watch(self, owner: type, method: str, name: str) -> None:
        """Add up what a method takes, under a name."""
        plain = getattr(owner, method)

        @functools.wraps(plain)
        def timed(*args: object, **named: object) -> object:
            start = time.perf_counter()
            try:
                return plain(*args, **named)
            finally:
                self.seconds[name] += time.perf_counter() - start

        setattr(owner, method, timed)


def _receive(desk: Any, files: list[Path]) -> object:  # noqa: ANN401 - a desk
    return desk.receiving.apply(files)


def _submit(desk: Any, files: list[Path]) -> object:  # noqa: ANN401 - a desk
    workspace, (round_,) = desk.workspace, desk.rounds.all()
    return desk.submissions.submit(files[0], round_, workspace.root_id, workspace.day_of(round_))


def _export(desk: Any, files: list[Path]) -> None:  # noqa: ANN401 - a desk
    from tests.benchmarks.handoff_packages import export

    export(desk, desk.workspace.root_id, files[0], "bench")


WORKS: dict[str, Work] = {
    "receive": _receive,
    "submit": _submit,
    "export": _export,
    "naive_export": lambda desk, files: naive_handoff.export(desk.workspace.database, files[0]),
    "dicts_export": lambda desk, files: naive_handoff.export_dicts(
        desk.workspace.database, files[0]
    ),
    "naive_merge": lambda desk, files: naive_handoff.merge(desk.workspace.database, *files),
    "raw_merge": lambda desk, files: naive_handoff.merge_raw(desk.workspace.database, *files),
}


def main(work: str, ledger: str, *files: str) -> None:
    """Do the work on an open ledger and print what it took."""
    from app.ops.backups import BackupOps
    from app.ops.rounds import RoundOps
    from app.ops.taking_in import TakingIn

    apart = Apart()
    apart.watch(BackupOps, "before", "backup")
    apart.watch(RoundOps, "plan_again", "planning")
    apart.watch(TakingIn, "all", "taking in")
    with open_sample(Path(ledger)) as desk:
        start = time.perf_counter()
        WORKS[work](desk, [Path(file) for file in files])
        whole = time.perf_counter() - start
    told = {"seconds": whole, "megabytes": _megabytes(), **apart.seconds}
    sys.stdout.write(json.dumps(told) + "\n")


def _megabytes() -> float:
    """Return the most memory that this process, or a parser of it, has had.

    What the system counts of a process includes the one that it was forked from, hence not that.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    parsers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(int(own), parsers) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
