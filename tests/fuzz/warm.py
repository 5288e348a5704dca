"""A warm process that forks once for each input: every input has a process of its own.

Each fork has the limits of ``app.sandbox`` and does its work in the sandbox's own way; what it
cost is taken from the system when it has ended.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from app import sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

_PRELOADED = (
    "python_calamine", "lxml.etree", "openpyxl", "pyrage",
    "app.intake.sheet_parser", "app.intake.word_forms", "app.intake.package_check",
)  # fmt: skip
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """What one input took."""

    seconds: float
    megabytes: float


class Warm:
    """The warm process, seen from outside."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "tests.fuzz.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(sandbox._ROOT), "MALLOC_ARENA_MAX": "1"},
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, function: Callable[..., Any], *args: object, place: str = "") -> tuple[Any, Cost]:
        """Do what ``sandbox.run`` does; a refusal comes back as a value, not raised."""
        from app.domain.errors.fault import Refusal

        request = sandbox._request(function, args, sandbox.MEMORY_MB, sandbox.CPU_SECONDS)
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(sandbox._framed(request))
        stdin.flush()
        reply = sandbox._read_frame(stdout)
        assert reply is not None, "the warm process itself has ended"
        answer, code, seconds, megabytes = pickle.loads(reply)
        cost = Cost(seconds, megabytes)
        try:
            return sandbox._result(answer, code, place), cost
        except Refusal as refused:
            return refused, cost


def serve() -> None:
    """Answer requests from standard input until it ends."""
    for module in _PRELOADED:
        __import__(module)
    gc.collect()
    gc.freeze()
    source, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    while (request := sandbox._read_frame(source)) is not None:
        answers.write(sandbox._framed(pickle.dumps(_one(request))))
        answers.flush()


def _one(request: bytes) -> tuple[bytes, int, float, float]:
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            answer = sandbox.work(request)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(answer)
        finally:
            os._exit(0)
    os.close(writing)
    answer = _drained(reading, child, started + sandbox.WALL_SECONDS)
    _, status, usage = os.wait4(child, 0)
    seconds = time.monotonic() - started
    code = os.waitstatus_to_exitcode(status)
    return answer, code, seconds, usage.ru_maxrss / 1024


def _drained(pipe: int, child: int, end: float) -> bytes:
    pieces = []
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            break
        piece = os.read(pipe, 1 << 20)
        if not piece:
            break
        pieces.append(piece)
    os.close(pipe)
    return b"".join(pieces)


if __name__ == "__main__":
    serve()
