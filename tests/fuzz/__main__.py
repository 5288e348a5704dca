"""``python -m tests.fuzz [COUNT] [SEED]``: spoiled files of every kind the program reads.

``python -m tests.fuzz handoff [EXAMPLES]`` lets ledgers exchange packages in far more orders than
the test run does, ``python -m tests.fuzz kills [MOMENTS]`` kills the program at far more moments.

Each must be read, or refused with a code of the catalogue, within ten seconds and 500 MB; nothing
else may come out, and no ledger may change. Foreign files are read as in the program: in a process
of their own with its limits, which is forked here from a warm one. The dearest input is told.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.inputs import Foreign, Own, Tally, Whole

OWN_SHARE, WHOLE_SHARE = 20, 250
"""One input in so many is of the program's own files, or goes through a whole import."""
SAVED = "build/fuzz"


def main(count: int, seed: int, jobs: int = 0) -> int:
    """Spoil ``count`` files; return 1 where one ended otherwise than it should."""
    jobs = jobs or os.cpu_count() or 1
    own, whole = count // OWN_SHARE, count // WHOLE_SHARE
    foreign = count - own - whole
    shares = [foreign // jobs + (job < foreign % jobs) for job in range(jobs)]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(jobs) as pool:
        folder = Path(name)
        tally = Tally(Path(SAVED))
        # one fork at a time from here would take the others' pipes along
        workers = [Foreign(_folder(folder, job), tally) for job in range(jobs)]
        futures = [
            pool.submit(worker.run, share, random.Random(f"{seed} {job}"))
            for job, (worker, share) in enumerate(zip(workers, shares, strict=True))
        ]
        for future in futures:
            future.result()
        for worker in workers:
            worker.close()
        Own(_folder(folder, "own"), tally).run(own, random.Random(f"{seed} own"))
        Whole(_folder(folder, "whole"), tally).run(whole, random.Random(f"{seed} whole"))
    sys.stdout.write(tally.told())
    return 1 if tally.bad or tally.count != count else 0


LONG_RUNS = {
    "handoff": ("tests/stories/test_handoff_machine.py", "HANDOFF_EXAMPLES", "150"),
    "kills": ("tests/stories/test_handoff_faults.py", "HANDOFF_KILLS", "200"),
}
"""Word → the tests that are run longer, the variable that says how long, and how long."""


def longer(word: str, count: str = "") -> int:
    """Run tests longer than the test run does; what they tell is shown."""
    import pytest

    tests, variable, usual = LONG_RUNS[word]
    os.environ[variable] = count or usual
    return int(
        pytest.main([tests, "-q", "-s", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=0"])
    )


def _folder(parent: Path, name: object) -> Path:
    folder = parent / str(name)
    folder.mkdir()
    return folder


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in LONG_RUNS:
        sys.exit(longer(*sys.argv[1:3]))
    sys.exit(
        main(*(int(word) for word in [*sys.argv[1:], "20000", "1"][: max(2, len(sys.argv) - 1)]))
    )
