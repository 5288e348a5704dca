# ruff: noqa: ANN401 - parts of any shape
from __future__ import annotations

import os
import signal
import sys
import time
from datetime import date
from typing import Any

import pytest

from app import sandbox
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")


@pytest.fixture(autouse=True)
def _tests_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the child find this module's functions: they play the parts of parsers."""
    real = sandbox._environment

    def environment() -> dict[str, str]:
        return {**real(), "SANDBOX_PARTS": "tests.test_sandbox"}

    monkeypatch.setattr(sandbox, "_environment", environment)
    code = (
        "import sys, os; from app import sandbox; import importlib; "
        "sandbox._function = lambda module, name: "
        "getattr(importlib.import_module(os.environ['SANDBOX_PARTS']), name); "
        "sys.exit(sandbox.child())"
    )
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-P", "-s", "-c", code])


class Panic(BaseException):
    pass


def echo(*args: object) -> object:
    print("a library talks on standard output")
    os.write(1, b"and so does C")
    return list(args)


def refuse() -> None:
    raise refusal("sheet.html")


def raise_panic() -> None:
    raise Panic


def crash() -> None:
    os.abort()


def hang() -> None:
    time.sleep(60)


def burn() -> None:
    while True:
        pass


def eat() -> int:
    return len(bytearray(3 << 30))


def leave(code: int) -> None:
    sys.exit(code)


def write_file(path: str) -> None:
    with open(path, "w") as file:  # noqa: PTH123
        file.write("x" * 100_000)


def odd_value() -> Any:
    return refusal


def code_of(function: Any, *args: Any, **limits: Any) -> str:
    with pytest.raises(Refusal) as refused:
        sandbox.run(function, *args, **limits)
    return refused.value.fault.code


def test_plain_values_go_in_and_come_out() -> None:
    values = ["二", 3, 4.5, None, True, date(2010, 1, 2), {"a": (1, 2)}]
    assert sandbox.run(echo, *values) == values


def test_a_refusal_comes_back_with_its_place() -> None:
    with pytest.raises(Refusal) as refused:
        sandbox.run(refuse, place="名册.xls")
    assert refused.value.fault.code == "sheet.html"
    assert refused.value.fault.place == "名册.xls"


@pytest.mark.parametrize(
    ("function", "args"),
    [(raise_panic, ()), (crash, ()), (eat, ()), (leave, (0,)), (leave, (3,)), (odd_value, ())],
)
def test_a_parser_that_breaks_down_is_a_coded_fault(function: Any, args: Any) -> None:
    assert code_of(function, *args, memory_mb=512) == "file.parser_failed"


def test_a_parser_that_hangs_or_burns_is_stopped() -> None:
    started = time.monotonic()
    assert code_of(hang, wall_s=0.5) == "file.parser_timeout"
    assert code_of(burn, cpu_s=1, wall_s=30) == "file.parser_timeout"
    assert time.monotonic() - started < 10


def test_a_parser_writes_no_files(tmp_path: Any) -> None:
    assert code_of(write_file, str(tmp_path / "out")) == "file.parser_failed"


def test_the_child_does_not_inherit_open_files(tmp_path: Any) -> None:
    with (tmp_path / "账.ledger").open("w") as ledger:
        os.set_inheritable(ledger.fileno(), True)
        assert ledger.fileno() not in sandbox.run(open_files)


def open_files() -> list[int]:
    return [n for n in range(3, 64) if _is_open(n)]


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def test_only_functions_of_the_program_run() -> None:
    with pytest.raises(ValueError, match="top-level"):
        sandbox._function("os", "abort")


def test_a_killed_child_is_told_as_timeout() -> None:
    assert code_of(os_kill) == "file.parser_timeout"


def os_kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# ---- a child that stays -----------------------------------------------------------------------


def number() -> int:
    return os.getpid()


def fill() -> int:
    """Leave so much behind that the next piece of work finds no room."""
    LEFT.append(bytearray(200 << 20))
    return len(LEFT)


LEFT: list[bytearray] = []


def test_a_child_stays_for_the_next_file() -> None:
    with sandbox.Child() as child:
        first = child.run(number)
        assert child.run(number) == first
        assert child.run(echo, "二") == ["二"]
    assert sandbox.run(number) != first


@pytest.mark.parametrize("breaks", [crash, raise_panic, eat])
def test_a_file_that_breaks_the_child_costs_no_other_file(breaks: Any) -> None:
    with sandbox.Child(memory_mb=512) as child:
        first = child.run(number)
        with pytest.raises(Refusal) as refused:
            child.run(breaks, place="坏.xls")
        assert (refused.value.fault.code, refused.value.fault.place) == (
            "file.parser_failed",
            "坏.xls",
        )
        assert child.run(number) != first


def test_no_file_pays_for_what_another_left_behind() -> None:
    with sandbox.Child(memory_mb=512) as child:
        counts = [child.run(fill) for _ in range(4)]
    assert counts in ([1, 2, 1, 1], [1, 1, 1, 1])


def test_every_file_has_its_own_time() -> None:
    with sandbox.Child(cpu_s=1, wall_s=30) as child:
        for _ in range(3):
            child.run(burn_for, 0.6)
        assert code_of_child(child, burn) == "file.parser_timeout"
    with sandbox.Child(wall_s=5) as child:
        assert code_of_child(child, hang) == "file.parser_timeout"
        assert child.run(echo, 1) == [1]


def burn_for(seconds: float) -> None:
    started = time.process_time()
    while time.process_time() - started < seconds:
        pass


def code_of_child(child: sandbox.Child, function: Any) -> str:
    with pytest.raises(Refusal) as refused:
        child.run(function)
    return refused.value.fault.code
