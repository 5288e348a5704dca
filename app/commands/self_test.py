"""The command self-test: the program checks itself, wherever it was installed."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from app import paths
from app.commands.outcome import Outcome
from app.commands.paper import open_paper
from app.commands.parser import Parser, add
from app.domain.errors.fault import Refusal
from app.ops.office import Office
from app.ops.self_test import Step, run_self_test

WINDOW_CHECK = "--check-window"
"""The hidden word with which the program looks at its own window."""
WINDOW = "窗口的每一页"
PATIENCE_S = 120


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(commands, "self-test", "程序自检", self_test)


def self_test(_: argparse.Namespace, office: Office) -> Outcome:
    """Write and read one of everything in a temporary folder."""
    from app.specs.sample_reader import read_sample

    with tempfile.TemporaryDirectory() as folder:
        try:
            words = read_sample(paths.resources() / "sample" / "sample.toml")
            steps = run_self_test(office, words, Path(folder), open_paper)
            steps += (_window_step(next(Path(folder).rglob("*.ledger"))),)
        except Refusal as refused:
            steps = (Step("自检", ok=False, detail=str(refused)),)
    ok = all(step.ok for step in steps)
    return Outcome(
        {
            "ok": ok,
            "steps": [{"name": s.name, "ok": s.ok, "detail": s.detail} for s in steps],
        },
        [f"{'通过' if s.ok else '失败'}  {s.name}  {s.detail}".rstrip() for s in steps],
        attention=not ok,
    )


def _window_step(ledger: Path) -> Step:
    """Let a process of its own open the window on a ledger, without a screen."""
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-m", "app"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(
            [*program, WINDOW_CHECK, str(ledger)],
            env=environment,
            check=False,
            capture_output=True,
            timeout=PATIENCE_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Step(WINDOW, ok=False, detail=type(error).__name__)
    return Step(WINDOW, ok=done.returncode == 0)
