"""Runs a parser of foreign files in a child process with limits on memory, CPU and time.

Only plain values go in and come out, so that a file that crashes, hangs or bloats its parser costs
the child and nothing else. Unfrozen the child is ``python -m app.sandbox``; a frozen program
starts itself with ``CHILD_WORD``, and its ``__main__`` calls ``child``. ``run`` starts a child for
one file; a ``Child`` stays for the next one, for a folder of them, until a file breaks it.

Requests and answers are pickles, each with its length in front.
"""

import contextlib
import gc
import importlib
import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from io import BytesIO
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import IO, Any, ParamSpec, Self, TypeVar

CHILD_WORD = "--sandbox-child"
MEMORY_MB = 480
"""Address space, libraries included: a file never costs the machine half a gigabyte."""
CPU_SECONDS = 8
WALL_SECONDS = 9.5
"""Without work too: a process that ran out of memory can stand still."""

_ROOT = Path(__file__).resolve().parent.parent
_DONE, _REFUSED, _FAILED = "done", "refused", "failed"
_FRUGAL = {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
"""A second thread reserves no address space of its own; who runs out of memory just ends."""
_SAFE_CLASSES = frozenset({"date", "datetime", "time", "timedelta"})
_LENGTH = 8
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_CPU_SIGNALS = frozenset({-24, -9})
"""SIGXCPU at the soft limit, SIGKILL at the hard one."""

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class _PlainUnpickler(pickle.Unpickler):
    """Takes texts, numbers, containers and dates; anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - a class of any kind
        if module == "datetime" and name in _SAFE_CLASSES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"not a plain value: {module}.{name}")


def run(
    function: Callable[..., T],
    *args: object,
    memory_mb: int = MEMORY_MB,
    cpu_s: int = CPU_SECONDS,
    wall_s: float = WALL_SECONDS,
    place: str = "",
) -> T:
    """Run a top-level function of the program in a limited child process.

    Args:
        function: a function at the top of a module of ``app``.
        *args: plain values: texts, numbers, dates, and containers of them.
        memory_mb: address space of the child (not limited on Windows).
        cpu_s: CPU time of the child (not limited on Windows).
        wall_s: time until the child is stopped.
        place: the file, for the fault.

    Raises:
        Refusal: what the function refused, ``file.parser_failed`` where the child broke down,
            ``file.parser_timeout`` where it took too long.
    """
    command, environment = _command(), _environment()
    try:
        finished = subprocess.run(
            command,
            input=_framed(_request(function, args, memory_mb, cpu_s)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=wall_s,
            check=False,
            env=environment,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired:
        raise _broken("file.parser_timeout", place) from None
    result: T = _result(finished.stdout[_LENGTH:], finished.returncode, place)
    return result


class Child:
    """A child process that stays: for many files, without the cost of a start for each.

    A file that breaks it down is read once more in a child of its own, so that no file pays for
    what another one left behind; the next file finds a new child.
    """

    def __init__(
        self, memory_mb: int = MEMORY_MB, cpu_s: int = CPU_SECONDS, wall_s: float = WALL_SECONDS
    ) -> None:
        """Start nothing yet.

        Args:
            memory_mb: address space of the child.
            cpu_s: CPU time for each file.
            wall_s: time for each file until the child is stopped.
        """
        self._limits = memory_mb, cpu_s
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, function: Callable[..., T], *args: object, place: str = "") -> T:
        """Run a function as ``run`` of this module does.

        Raises:
            Refusal: as there.
        """
        from app.domain.errors.fault import Refusal

        memory_mb, cpu_s = self._limits
        answer, code = self._ask(_request(function, args, memory_mb, cpu_s), place)
        try:
            result: T = _result(answer, code, place)
        except Refusal as broken:
            if broken.fault.code != "file.parser_failed":
                raise
        else:
            return result
        self.close()
        limits: dict[str, Any] = {"memory_mb": memory_mb, "cpu_s": cpu_s, "wall_s": self._wall_s}
        return run(function, *args, place=place, **limits)

    def close(self) -> None:
        """End the child; a later file starts another."""
        process, reader = self._process, self._reader
        self._process = self._reader = None
        if process is None or reader is None:
            return
        process.kill()
        process.wait()
        reader.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ask(self, request: bytes, place: str) -> tuple[bytes, int]:
        """Return the answer and 0, or nothing and how the child ended."""
        process = self._process or self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(_framed(request))
            process.stdin.flush()
            answer = self._answers.get(timeout=self._wall_s)
        except queue.Empty:
            self.close()
            raise _broken("file.parser_timeout", place) from None
        except OSError:  # it ended before it had read everything
            answer = None
        if answer is not None:
            return answer, 0
        code = process.wait()
        self.close()
        return b"", code

    def _start(self) -> subprocess.Popen[bytes]:
        self._answers = queue.SimpleQueue()
        self._process = process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=_NO_WINDOW,
        )
        self._reader = threading.Thread(
            target=_collect, args=(process.stdout, self._answers), daemon=True
        )
        self._reader.start()
        return process


def _collect(stream: IO[bytes], answers: "queue.SimpleQueue[bytes | None]") -> None:
    """Put every answer into the queue, and None at the end."""
    with contextlib.suppress(OSError, ValueError):
        while (answer := _read_frame(stream)) is not None:
            answers.put(answer)
    answers.put(None)


def _request(
    function: Callable[..., object], args: tuple[object, ...], memory_mb: int, cpu_s: int
) -> bytes:
    name = function.__module__, function.__qualname__
    return pickle.dumps((*name, args, memory_mb, cpu_s), protocol=5)


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(_LENGTH, "little") + data


def _read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next message, or None where the stream ends before it does."""
    head = stream.read(_LENGTH)
    size = int.from_bytes(head, "little")
    data = stream.read(size) if len(head) == _LENGTH else b""
    return data if len(head) == _LENGTH and len(data) == size else None


def child() -> int:
    """Do the pieces of work that come on standard input; the child's main function."""
    sys.dont_write_bytecode = True
    gc.set_threshold(50_000, 20, 100)  # a list of 100,000 rows is no garbage
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
        while (request := _read_frame(source)) is not None:
            answer = work(request)
            with contextlib.suppress(BrokenPipeError):
                answers.write(len(answer).to_bytes(_LENGTH, "little"))
                answers.write(answer)
                answers.flush()
    return 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD]
    return [sys.executable, "-P", "-s", "-m", "app.sandbox"]


def _environment() -> dict[str, str]:
    if getattr(sys, "frozen", False):
        return {**os.environ, **_FRUGAL}
    return {**os.environ, **_FRUGAL, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _result(answer: bytes, code: int, place: str) -> Any:  # noqa: ANN401 - the function's result
    if code in _CPU_SIGNALS and not answer:
        raise _broken("file.parser_timeout", place)
    try:
        status, value = _PlainUnpickler(BytesIO(answer)).load()
    except Exception:
        _log.warning("the parser's process ended with code %s and no answer", code)
        raise _broken("file.parser_failed", place) from None
    if status == _DONE:
        return value
    if status == _REFUSED:
        from app.domain.errors.fault import Fault, Refusal

        faults = [Fault(**{**fault, "place": fault["place"] or place}) for fault in value]
        raise Refusal(*faults)
    _log.warning("the parser failed: %s", value)
    raise _broken("file.parser_failed", place)


def _broken(code: str, place: str) -> Exception:
    from app.domain.errors.catalogue import refusal

    return refusal(code, place)


def work(request: bytes) -> bytes:
    """Do one piece of work inside the child, under its limits; return the answer's bytes."""
    module, name, args, memory_mb, cpu_s = _PlainUnpickler(BytesIO(request)).load()
    try:
        _limit(memory_mb, cpu_s)
        outcome: tuple[str, object] = (_DONE, _function(module, name)(*args))
        return pickle.dumps(outcome, protocol=5)
    except BaseException as error:  # a parser's panic is no Exception
        return pickle.dumps(_failure(error), protocol=5)


def plain_value(data: bytes) -> Any:  # noqa: ANN401 - whatever was pickled
    """Unpickle texts, numbers, containers and dates, and nothing else.

    Raises:
        pickle.UnpicklingError: there is something else in it.
    """
    return _PlainUnpickler(BytesIO(data)).load()


def _function(module: str, name: str) -> Callable[..., object]:
    if module.split(".")[0] != "app" or not name.isidentifier():
        raise ValueError("only top-level functions of the program run in the sandbox")
    found: Callable[..., object] = getattr(importlib.import_module(module), name)
    return found


def _failure(error: BaseException) -> tuple[str, object]:
    """Return what goes back: a refusal whole, else type and places, never a file's content."""
    from app.domain.errors.fault import Refusal

    if isinstance(error, Refusal):
        return _REFUSED, [fault.as_dict() for fault in error.faults]
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    return _FAILED, f"{type(error).__name__} at {places}"


def _limit(memory_mb: int, cpu_s: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = ceil(used.ru_utime + used.ru_stime) + cpu_s
    for kind, amount in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_CPU, seconds),  # for this piece of work; the next one is given its own
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # a parser writes nothing
    ):
        allowed = resource.getrlimit(kind)[1]
        soft = amount if allowed == resource.RLIM_INFINITY else min(amount, allowed)
        hard = allowed if kind == resource.RLIMIT_CPU else soft
        resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    sys.exit(child())
