"""Runs a parser of foreign files in a child process with limits on memory, CPU and time.

Only plain values go in and come out, so that a file that crashes, hangs or bloats its parser costs
the child and nothing else. Unfrozen the child is ``python -m app.sandbox``; a frozen program
starts itself with ``CHILD_WORD``, and its ``__main__`` calls ``child``.
"""

import contextlib
import importlib
import logging
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, ParamSpec, TypeVar

CHILD_WORD = "--sandbox-child"
MEMORY_MB = 1024
CPU_SECONDS = 60
WALL_SECONDS = 120

_ROOT = Path(__file__).resolve().parent.parent
_DONE, _REFUSED, _FAILED = "done", "refused", "failed"
_SAFE_CLASSES = frozenset({"date", "datetime", "time", "timedelta"})
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
    request = pickle.dumps(
        (function.__module__, function.__qualname__, args, memory_mb, cpu_s), protocol=5
    )
    try:
        finished = subprocess.run(
            _command(),
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=wall_s,
            check=False,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _broken("file.parser_timeout", place) from None
    if finished.returncode in _CPU_SIGNALS and not finished.stdout:
        raise _broken("file.parser_timeout", place)
    result: T = _result(finished.stdout, finished.returncode, place)
    return result


def child() -> int:
    """Do the one piece of work that stands on standard input; the child's main function."""
    sys.dont_write_bytecode = True
    with os.fdopen(os.dup(0), "rb") as source:
        request = source.read()
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
        _work(request, answer)
    return 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD]
    return [sys.executable, "-P", "-s", "-m", "app.sandbox"]


def _environment() -> dict[str, str]:
    if getattr(sys, "frozen", False):
        return dict(os.environ)
    return {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _result(answer: bytes, code: int, place: str) -> Any:  # noqa: ANN401 - the function's result
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


def _work(request: bytes, answer: BinaryIO) -> None:
    module, name, args, memory_mb, cpu_s = _PlainUnpickler(BytesIO(request)).load()
    try:
        _limit(memory_mb, cpu_s)
        outcome: tuple[str, object] = (_DONE, _function(module, name)(*args))
        text = pickle.dumps(outcome, protocol=5)
    except BaseException as error:  # a parser's panic is no Exception
        text = pickle.dumps(_failure(error), protocol=5)
    with contextlib.suppress(BrokenPipeError):
        answer.write(text)


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

    size = memory_mb << 20
    for kind, soft, hard in (
        (resource.RLIMIT_AS, size, size),
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),  # a parser writes nothing
    ):
        allowed = resource.getrlimit(kind)[1]
        if allowed != resource.RLIM_INFINITY:
            soft, hard = min(soft, allowed), min(hard, allowed)
        resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    sys.exit(child())
