"""The command self-test: the program checks itself, wherever it was installed."""

import argparse
import tempfile
from pathlib import Path

from app import paths
from app.commands.outcome import Outcome
from app.commands.paper import open_paper
from app.commands.parser import Parser, add
from app.domain.errors.fault import Refusal
from app.ops.office import Office
from app.ops.self_test import Step, run_self_test


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
