"""Kills a process of the program at chosen moments of its work.

Half of the moments are system calls that write, taken evenly from all of them in a run that came to
its end; the others are moments of the clock, spread over the time such a run takes.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.builders import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

CALLS = (
    "write,pwrite64,writev,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,link,"
    "linkat,unlink,unlinkat,mkdir,rmdir"
)
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Moment:
    """When a process is killed."""

    call: int = 0
    """At the so many-th call that writes; 0: by the clock."""
    seconds: float = 0


def command(*words: object) -> list[str]:
    """Return the line that runs the program with these words."""
    return [sys.executable, "-P", "-m", "app", *map(str, words)]


def can_trace() -> bool:
    """Tell whether strace is there and may trace."""
    strace = shutil.which("strace")
    if strace is None:
        return False
    tried = subprocess.run([strace, "-qq", "-o", os.devnull, "true"], check=False)
    return tried.returncode == 0


def moments(
    ready: Callable[[], Sequence[object]], count: int, seed: int, log: Path
) -> Iterator[Moment]:
    """Let the process come to its end, then give moments of it in a random order.

    Args:
        ready: puts everything as it is before the command, and returns the command's words.
        count: how many moments.
        seed: of the choice.
        log: a file for the calls.
    """
    draw, found = random.Random(seed), []
    words = ready()
    start = time.monotonic()
    finished = _run(command(*words))
    took = time.monotonic() - start
    assert finished in (0, 1), "the command must work where nobody kills it"
    by_clock = count
    if can_trace():
        by_clock = count // 2
        calls = _calls(ready(), log)
        wanted = count - by_clock
        chosen = draw.sample(range(1, calls + 1), min(wanted, calls))
        chosen += [draw.randint(1, calls) for _ in range(wanted - len(chosen))]
        found += [Moment(call=number) for number in chosen]
    step = 0.85 * took / max(1, by_clock)  # the first run is the slowest
    found += [Moment(seconds=step * (number + draw.random())) for number in range(by_clock)]
    draw.shuffle(found)
    yield from found


def _calls(words: Sequence[object], log: Path) -> int:
    """Count the calls of a run that comes to its end."""
    trace = ["strace", "-qq", "-o", str(log), "-e", f"trace={CALLS}", *command(*words)]
    assert _run(trace) in (0, 1)
    calls = sum("(" in line for line in log.read_text(errors="replace").splitlines())
    log.unlink()
    return calls


def kill(words: Sequence[object], moment: Moment) -> bool:
    """Run a command and kill it at a moment; False: it came to its end before."""
    if moment.call:
        inject = f"inject={CALLS}:signal=SIGKILL:when={moment.call}"
        line = ["strace", "-qq", "-o", os.devnull, "-e", f"trace={CALLS}", "-e", inject]
        return _run([*line, *command(*words)]) not in (0, 1, 2)
    return _run(command(*words), moment.seconds) not in (0, 1, 2)


def _run(line: list[str], seconds: float = 0) -> int:
    """Run a line in a group of its own; after so many seconds all of it is killed; 0: never."""
    process = subprocess.Popen(
        line,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        return process.wait(seconds or PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        assert seconds, "the command does not end"
        process.send_signal(signal.SIGKILL)
        return process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a parser that outlived it
